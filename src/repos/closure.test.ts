import { expect, test } from 'vitest'
import { parseCapability } from '../rpm/capability.ts'
import { parseEvr } from '../rpm/evr.ts'
import { formatNevra } from '../rpm/nevra.ts'
import {
  findRegressions,
  newestPackages,
  notJudged,
  type OfferedPackage,
  parseClosure,
  parseRecords,
} from './closure.ts'

const REPORT = `package: broken-1.0-1.x86_64 from base
  unresolved deps (2):
    nowhere
    /usr/share/none
package: user-2:1.0-1.x86_64 from base
  unresolved deps (1):
    libz = 1.0-1
`

function offered(written: string, ...obsoletes: string[]): OfferedPackage {
  const [, name = '', evr = '', arch = ''] = /^(\S+) (\S+)\.(\w+)$/.exec(written) ?? []
  const nevra = { name, ...(parseEvr(evr) ?? expect.fail(written)), arch }
  return { nevra, repository: 'r', obsoletes: obsoletes.map(parseCapability) }
}

const shown = (packages: readonly OfferedPackage[]) => packages.map(p => formatNevra(p.nevra))
const report = (...unresolved: [string, string][]) => ({
  unresolved: unresolved.map(([name, requirement]) => ({ package: name, requirement })),
  counted: undefined,
})

test('reads the report of repoclosure and its own count', () => {
  const counts = 'Error: Repoclosure ended with unresolved dependencies (3) across 2 packages.'
  expect(parseClosure(REPORT, counts)).toEqual({
    unresolved: [
      { package: 'broken-1.0-1.x86_64', requirement: 'nowhere' },
      { package: 'broken-1.0-1.x86_64', requirement: '/usr/share/none' },
      { package: 'user-2:1.0-1.x86_64', requirement: 'libz = 1.0-1' },
    ],
    counted: { requirements: 3, packages: 2 },
  })
  expect(parseClosure('', 'Error: no such repository')).toEqual({ unresolved: [], counted: undefined })
})

test('the newest of each name and architecture counts', () => {
  const packages = [
    offered('a 1-1.x86_64'),
    offered('a 1:0-1.x86_64'),
    offered('a 2-1.x86_64'),
    offered('a 2-1.noarch'),
  ]
  expect(shown(newestPackages(packages))).toEqual(['a-1:0-1.x86_64', 'a-2-1.noarch'])
})

test('what a newest package obsoletes does not count, but no package obsoletes itself, and an old one nothing', () => {
  const packages = [
    offered('old 1-1.x86_64'),
    offered('kept 3-1.x86_64'),
    offered('new 1-1.x86_64', 'kept'),
    offered('new 2-1.x86_64', 'old < 2', 'kept < 3', 'new < 2'),
  ]
  expect(shown(newestPackages(packages))).toEqual(['kept-3-1.x86_64', 'new-2-1.x86_64'])
})

test('a regression is what was not open before under the same name', () => {
  const found = findRegressions({
    baseReport: report(['a-1-1.x86_64', 'gone']),
    report: report(['a-1-1.x86_64', 'x'], ['a-2-1.x86_64', 'gone'], ['a-2-1.x86_64', 'y'], ['b-1-1.x86_64', 'gone']),
    basePackages: [offered('a 1-1.x86_64'), offered('b 1-1.x86_64')],
    packages: [offered('a 1-1.x86_64'), offered('a 2-1.x86_64'), offered('b 1-1.x86_64')],
  })
  expect(found.map(f => [formatNevra(f.nevra), f.requirement])).toEqual([
    ['a-2-1.x86_64', 'y'],
    ['b-1-1.x86_64', 'gone'],
  ])
})

test('reads records whose last field is a list', () => {
  expect(parseRecords('>new\t2\told < 2\nolder\n>other\t1\t\n')).toEqual([
    { fields: 'new\t2', list: ['old < 2', 'older'] },
    { fields: 'other\t1', list: [] },
  ])
})

test('conditional requirements are named', () => {
  const { nevra } = offered('a 1-1.x86_64')
  expect(notJudged([{ nevra, requires: ['b', '(b if c)', '(b or c)', '(b and c)'] }]).map(n => n.requirement)).toEqual([
    '(b if c)',
    '(b and c)',
  ])
})
