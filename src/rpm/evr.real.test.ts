// The same question put to the rpm that is installed.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { silentLog } from '../lib/log.ts'
import { createPrograms } from '../lib/programs.ts'
import { rpmvercmp } from './evr.ts'

const PAIRS = 100_000

// No dash: it would part version and release. Two parts of one version are often alike, as in life; and any characters that rpm knows, or does not.
const piece = fc.constantFrom('0', '1', '10', '010', '2', '99999999999999999999', 'a', 'aa', 'Z', 'rc1', 'el9')
const separator = fc.constantFrom('.', '.', '.', '~', '^', '_', '+', '..', '', '~~', '^^', 'é')
const lifelike = fc
  .array(fc.tuple(piece, separator), { minLength: 1, maxLength: 4 })
  .map(parts => parts.flat().join(''))
const wild = fc.string({ unit: fc.constantFrom(...'0019aaZ.~^_+'), minLength: 1, maxLength: 8 })
const version = fc.oneof(lifelike, wild)
const pair = fc.oneof(
  fc.tuple(version, version),
  fc.tuple(version, version, version).map(([head, a, b]): [string, string] => [head + a, head + b]),
)

test(`rpm decides alike on ${PAIRS} random pairs`, async () => {
  const dir = await mkdtemp(join(tmpdir(), 'slipway-evr-'))
  try {
    const programs = createPrograms({ recordDir: join(dir, 'groups'), log: silentLog })
    const pairs = fc.sample(pair, PAIRS)
    const list = join(dir, 'pairs')
    await writeFile(list, pairs.map(([a, b]) => `${a} ${b}\n`).join(''))
    const compare = 'local a, b = line:match("^(%S+) (%S+)$"); io.write(rpm.vercmp(a, b), "\\n")'
    const script = `%{lua: for line in io.lines("${list}") do ${compare} end}`
    const { stdout } = await programs.run('rpm', ['--eval', script], { env: { HOME: dir } })
    const answers = stdout.trim().split('\n').map(Number)
    expect(answers).toHaveLength(PAIRS)
    const different = pairs.flatMap(([a, b], at) => {
      const ours = rpmvercmp(a, b)
      return ours === answers[at] ? [] : [{ a, b, ours, rpm: answers[at] }]
    })
    expect(different).toEqual([])
    expect(new Set(answers)).toEqual(new Set([-1, 0, 1]))
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
})
