// What /check-versions says of a package: each way in which spec and build can differ, and what was not found.

import { expect, test } from 'vitest'
import { freshRelease } from '../../test/kit/release.ts'
import type { VersionFact } from './ruling.ts'
import { answerVersions, builtVersion, verdictOf } from './version-check.ts'

const evr = { epoch: 0, version: '2.1', release: '3' }

test.each<[string, Partial<VersionFact>, string]>([
  ['the same', { built: 'pier-2.1-3.oe2403.src.rpm' }, 'same'],
  ['the same with an epoch', { spec: { evr: { ...evr, epoch: 1 } }, built: 'pier-2.1-3.src.rpm' }, 'same'],
  ['older', { built: 'pier-2.1-2.oe2403.src.rpm' }, 'older'],
  ['newer, by number and not by text', { built: 'pier-2.10-1.oe2403.src.rpm' }, 'newer'],
  ['not built', { built: null }, 'missing'],
  ['a name that is no source RPM', { built: 'pier.src.rpm' }, 'missing'],
  ['no spec', { spec: null, built: 'pier-2.1-3.src.rpm' }, 'no-spec'],
  ['a macro nobody knows', { spec: { unresolved: '%{version_of_x}' } }, 'unresolved'],
  ['a forge that does not answer', { failed: 'gitee: 500' }, 'failed'],
])('%s', (_, over, verdict) => {
  expect(verdictOf({ package: 'pier', spec: { evr }, built: null, ...over })).toBe(verdict)
})

test('the suffix of the distribution is no part of the release', () => {
  expect(builtVersion('a-b-1.0~rc1-4.oe2203sp1.src.rpm')).toEqual({ version: '1.0~rc1', release: '4' })
  expect(builtVersion('a-1-4.1.oe2403.nosrc.rpm')).toEqual({ version: '1', release: '4.1' })
})

test('the answer counts those that agree and names the others', () => {
  const versions: VersionFact[] = [
    { package: 'pier', spec: { evr }, built: 'pier-2.1-3.src.rpm' },
    { package: 'mast', spec: { evr }, built: 'mast-2.0-1.src.rpm' },
    { package: 'rope', spec: null, built: null, failed: 'gitee: 500' },
  ]
  const asking = { account: 1, name: 'devi', at: new Date(0), roles: [], policies: {} }
  const command = { name: 'check-versions', args: [], rest: '', line: '/check-versions' }
  const say = (facts: object) => {
    const answer = answerVersions(freshRelease(), command, {
      ...asking,
      facts: { issues: [], missing: [], needs: [], ...facts },
    })
    return 'message' in answer ? answer.message.en : answer.because.en
  }
  expect(say({ versions }).split('\n')).toEqual([
    'Versions: 1 of 3 packages agree; epochs are not compared',
    '- mast: spec 2.1-3, build 2.0-1, the build is older than the spec',
    '- rope: spec —, build —, could not be looked up: gitee: 500',
  ])
  expect(say({ versions: [] })).toMatch(/no package/)
  expect(say({})).toMatch(/forge\.specs\.owner/)
})
