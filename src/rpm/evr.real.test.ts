// The same question put to the rpm that is installed.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { silentLog } from '../lib/log.ts'
import { createPrograms } from '../lib/programs.ts'
import { rpmvercmp } from './evr.ts'

test('rpm decides alike on a thousand random pairs', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-evr-'))
  try {
    const programs = createPrograms({ recordDir: join(dir, 'groups'), log: silentLog })
    const version = fc.string({ unit: fc.constantFrom(...'0019aaZ.~^_+'), minLength: 1, maxLength: 8 })
    const pairs = fc.sample(fc.tuple(version, version), 1000)
    const list = pairs.map(([a, b]) => `{"${a}","${b}"}`).join(',')
    const script = `%{lua: for _, p in ipairs({${list}}) do io.write(rpm.vercmp(p[1], p[2]), "\\n") end}`
    const { stdout } = await programs.run('rpm', ['--eval', script], { env: { HOME: dir } })
    const answers = stdout.trim().split('\n').map(Number)
    expect(pairs.map(([a, b]) => [a, b, rpmvercmp(a, b)])).toEqual(pairs.map(([a, b], at) => [a, b, answers[at]]))
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
})
