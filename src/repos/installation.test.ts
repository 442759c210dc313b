import { expect, test } from 'vitest'
import type { Nevra } from '../rpm/nevra.ts'
import { isVerdict, judgeInstallation } from './installation.ts'

const nevra = (name: string): Nevra => ({ name, epoch: 0, version: '1', release: '1', arch: 'x86_64' })
const result = (exitCode: number, stderr = '') => ({ exitCode, stdout: '', stderr })

test('what stands in the database is the proof, not the exit code', () => {
  const judge = (installed: string[]) =>
    judgeInstallation([nevra('a'), nevra('b')], result(0), installed.map(nevra)).map(p => `${p.code} ${p.subject}`)
  expect(judge(['a', 'b', 'dependency'])).toEqual([])
  expect(judge(['a'])).toEqual(['not-installed b-1-1.x86_64'])
  expect(judge([])).toEqual(['empty-root together'])
})

test('the solver speaks for itself, without its advice on options', () => {
  const stderr = `Error: 
 Problem: conflicting requests
  - nothing provides nowhere needed by a-1-1.x86_64
(try to add '--skip-broken' to skip uninstallable packages)
`
  expect(judgeInstallation([nevra('a')], result(1, stderr), [])).toEqual([
    {
      code: 'not-installable',
      subject: 'a-1-1.x86_64',
      detail: {
        zh: 'Problem: conflicting requests\n  - nothing provides nowhere needed by a-1-1.x86_64',
        en: 'Problem: conflicting requests\n  - nothing provides nowhere needed by a-1-1.x86_64',
      },
    },
  ])
})

test.each([
  ['Error: \n Problem: conflicting requests', true],
  [' Problem 1: x', true],
  ['Error: Unable to find a match: a-0:1-1.x86_64', true],
  ['Error: Transaction test error:\n  file /x conflicts', true],
  ["Error: Failed to download metadata for repo 'base'", false],
  ['OSError: [Errno 28] No space left on device', false],
  ['', false],
])('%j speaks of packages: %s', (stderr, verdict) => {
  expect(isVerdict(result(1, stderr))).toBe(verdict)
})
