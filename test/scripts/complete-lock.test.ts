import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { completeLock, type Lock, platformOf } from '../../scripts/lock/complete.ts'

describe('the lock file', () => {
  it('of our own is complete: npm ci works where the registry lacks packages of other platforms', () => {
    const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock
    expect(completeLock(lock).added).toEqual([])
  })

  it('gets what is named but not listed, and nothing else', () => {
    const lock: Lock = {
      packages: {
        '': {},
        'node_modules/tool': {
          version: '1.0.0',
          dev: true,
          optionalDependencies: {
            'tool-linux-x64': '1.0.0',
            'tool-win32-x64': '1.0.0',
            'tool-darwin-arm64': '^1.0.0',
            fsevents: '2.0.0',
          },
        },
        'node_modules/tool-linux-x64': { version: '1.0.0', optional: true },
      },
    }
    const { completed, added } = completeLock(lock)
    expect(added).toEqual(['tool-win32-x64'])
    expect(completed.packages['node_modules/tool-win32-x64']).toEqual({
      version: '1.0.0',
      cpu: ['x64'],
      os: ['win32'],
      dev: true,
      optional: true,
    })
  })

  it.each([
    ['@oxc-parser/binding-linux-arm-gnueabihf', { os: ['linux'], cpu: ['arm'], libc: ['glibc'] }],
    ['@oxc-parser/binding-linux-riscv64-musl', { os: ['linux'], cpu: ['riscv64'], libc: ['musl'] }],
    ['@oxc-parser/binding-win32-x64-msvc', { os: ['win32'], cpu: ['x64'] }],
    ['fsevents', undefined],
  ])('reads the platform of %s from its name', (name, platform) => expect(platformOf(name)).toEqual(platform))
})
