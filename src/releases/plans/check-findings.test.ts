// What a dependency finding is called, and what a waiver of it is bound to: the cause, without what would mend it.

import { expect, test } from 'vitest'
import { text } from '../../lib/text.ts'
import type { ClosureReason } from '../../repos/closure-finding.ts'
import type { Remedy } from '../../repos/index.ts'
import { covers, keyOf } from '../waiver.ts'
import { dependencyFindings } from './check-findings.ts'

const nevra = 'boat-1.0-1.x86_64'

/** boat, that users have or that comes with the update, does not find something. */
function found(dependency: string, how: { arch?: string; family?: 'EPOL'; remedy?: Remedy; isOwn?: boolean } = {}) {
  const { arch = 'x86_64', family = 'standard', remedy, isOwn = false } = how
  const because: ClosureReason[] = [{ kind: 'missing', package: nevra, dependency, others: [] }]
  const closure = { nevra, name: 'boat', repository: 0, verdict: 'uninstallable' as const }
  const broken = [{ ...closure, chain: [{ package: nevra, because }] }]
  const verdict = isOwn ? { own: broken, broken: [], before: [] } : { own: [], broken, before: [] }
  const on = text(arch, arch)
  const [finding] = dependencyFindings(verdict, { arch, family, on, ...(remedy ? { remedyOf: () => remedy } : {}) })
  if (!finding) throw new Error('nothing found')
  return finding
}

const waived = keyOf(found('mooring = 1'))

test('a waiver is of the cause', () => {
  expect(waived).toEqual({
    code: 'unmet-requirement',
    subject: `${nevra} (x86_64)`,
    wording: `${nevra} needs mooring = 1, which nothing provides`,
  })
})

test.each([
  ['another thing is missing', found('libssl.so.3')],
  ['the dependency begins alike', found('mooring = 11')],
  ['it is so on another architecture', found('mooring = 1', { arch: 'i686' })],
  ['it is so with the extras', found('mooring = 1', { family: 'EPOL' })],
])('it does not hold when %s', (_, later) => {
  expect(covers(waived, later)).toBe(false)
})

test.each<Remedy>([{ kind: 'nothing' }, { kind: 'undecided' }])('it holds whatever would mend it: $kind', remedy => {
  const later = found('mooring = 1', { remedy })
  expect(later.message).not.toEqual(found('mooring = 1').message)
  expect(covers(waived, later)).toBe(true)
})

test('the same for a package of the update itself', () => {
  const own = keyOf(found('mooring = 1', { isOwn: true }))
  expect(own).toMatchObject({ code: 'not-installable', subject: `${nevra} (x86_64)` })
  expect(covers(own, found('mooring = 1', { isOwn: true, remedy: { kind: 'nothing' } }))).toBe(true)
  expect(covers(own, found('libssl.so.3', { isOwn: true }))).toBe(false)
})
