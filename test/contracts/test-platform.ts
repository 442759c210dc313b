// What every test platform must do, whoever tests.

import { describe, expect, test } from 'vitest'
import type { MilestoneRequest, TestPlatform } from '../../src/ports/index.ts'

export interface SeenMilestone {
  readonly name: string
  readonly packages: readonly string[]
  readonly status: 'open' | 'withdrawn'
}

/** `open` gives an empty platform and a look at what is on it. */
export function testPlatformContract(
  name: string,
  open: () => Promise<{ platform: TestPlatform; seen(): Promise<readonly SeenMilestone[]> }>,
): void {
  const request: MilestoneRequest = {
    name: 'openEuler 24.03-LTS update_20261125',
    product: 'openEuler',
    version: '24.03-LTS',
    packages: ['zlib', 'gtk+3'],
    baseUpdateUrl: 'https://repo.example.org/repo/test/openEuler-24.03-LTS/update_20261125/',
  }

  describe(`test platform: ${name}`, () => {
    test('a milestone is made once and brought to the newest request', async () => {
      const { platform, seen } = await open()
      const requests = [request, request, { ...request, packages: ['zlib'] }]
      for (const asked of requests) expect(await platform.createMilestone(asked)).toEqual({ name: request.name })
      const open_ = { name: request.name, packages: ['zlib'], status: 'open' }
      expect(await seen()).toEqual([expect.objectContaining(open_)])
    })

    test('many at once make one', async () => {
      const { platform, seen } = await open()
      await Promise.all(Array.from({ length: 6 }, () => platform.createMilestone(request)))
      expect(await seen()).toHaveLength(1)
    })

    test('a withdrawn milestone is opened again by a new hand-over', async () => {
      const { platform, seen } = await open()
      await platform.createMilestone(request)
      await platform.withdrawMilestone(request.name)
      await platform.withdrawMilestone(request.name)
      await platform.withdrawMilestone('never made')
      expect(await seen()).toEqual([expect.objectContaining({ name: request.name, status: 'withdrawn' })])
      expect(await platform.readMilestone(request.name)).toBeUndefined()
      await platform.createMilestone(request)
      expect(await seen()).toEqual([expect.objectContaining({ name: request.name, status: 'open' })])
      expect(await platform.readMilestone(request.name)).toEqual(request)
      expect(await platform.readMilestone('never made')).toBeUndefined()
    })
  })
}
