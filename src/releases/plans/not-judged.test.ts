import { expect, test } from 'vitest'
import { sameInBoth } from '../../lib/text.ts'
import { dependencyFindings } from './check-findings.ts'

test('what could not be decided holds the release up: it is no pass', () => {
  const undecided = { nevra: 'boat-1-1.x86_64', name: 'boat', repository: 0, verdict: 'undecided' as const, chain: [] }
  const where = { arch: 'x86_64', family: 'standard', on: sameInBoth('x86_64') } as const
  const found = dependencyFindings({ own: [], broken: [undecided], before: [] }, where)
  expect(found.map(f => [f.code, f.blocking])).toEqual([['not-judged', true]])
})
