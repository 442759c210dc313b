// What /check-versions says of a package: each way in which spec and build can differ, and what was not found.

import { describe, expect, test } from 'vitest'
import { freshRelease, plainRow } from '../../test/kit/release.ts'
import { isRefusal } from '../lib/errors.ts'
import type { Release } from './model.ts'
import { checkVersions, verdictOf, versionOfFile, versionRows } from './version-check.ts'
import type { BuiltVersion, VersionFact } from './version-facts.ts'
import { versionFindings } from './version-findings.ts'
import { seedWord, versionLines, viewOfVersions } from './version-table.ts'

const evr = { epoch: 0, version: '2.1', release: '3' }

function built(version: string, release: string, epoch: number | null = 0): BuiltVersion {
  return { version, release, epoch }
}

function fact(
  name: string,
  over: Partial<VersionFact> & { x86?: BuiltVersion | null; arm?: BuiltVersion | null } = {},
) {
  const { x86 = built('2.1', '3.oe2403'), arm = x86, ...rest } = over
  const builds = [
    { arch: 'x86_64', built: x86 },
    { arch: 'aarch64', built: arm },
  ]
  return { package: name, family: 'standard' as const, spec: { evr }, builds, ...rest }
}

function sub(release: string): { evr: typeof evr } {
  return { evr: { ...evr, release } }
}

describe('one architecture', () => {
  test.each<[string, Partial<VersionFact>, BuiltVersion | null, string]>([
    ['the same', {}, built('2.1', '3'), 'same'],
    ['the same, its suffix left to the build', {}, built('2.1', '3.oe2403sp1'), 'same'],
    [
      'the same, a suffix in the middle',
      { spec: { evr: { ...evr, release: '3.1' } } },
      built('2.1', '3.oe2403.1'),
      'same',
    ],
    [
      'no suffix, though it looks like one',
      { spec: { evr: { ...evr, release: '0.rc1' } } },
      built('2.1', '0.rc1'),
      'same',
    ],
    ['a candidate and a suffix', { spec: { evr: { ...evr, release: '0.rc1' } } }, built('2.1', '0.rc1.oe1'), 'same'],
    ...['1.rc1', '1.git20240101', '1.p1', '1.rc1.oe2403', '1.git1a2b3c4', '1.beta2', '1.snapshot3'].map(
      release =>
        [`a candidate or snapshot of it, ${release}`, { spec: sub('1') }, built('2.1', release), 'newer'] as [
          string,
          Partial<VersionFact>,
          BuiltVersion,
          string,
        ],
    ),
    ...['3.el9_4', '3.fc40', '3.an8.2', '3.amzn2023'].map(
      release =>
        [
          `the suffix of another distribution, ${release}`,
          { spec: sub(release.endsWith('.2') ? '3.2' : '3') },
          built('2.1', release),
          'same',
        ] as [string, Partial<VersionFact>, BuiltVersion, string],
    ),
    ['the configured suffix', { dist: 'p1' }, built('2.1', '3.p1'), 'same'],
    ['the configured suffix in the middle', { dist: 'x', spec: sub('3.1') }, built('2.1', '3.x.1'), 'same'],
    ['the configured suffix written in the spec alone', { dist: 'oe1', spec: sub('3.oe1') }, built('2.1', '3'), 'same'],
    ['another suffix than the configured one', { dist: 'oe2403' }, built('2.1', '3.oe2403sp1'), 'newer'],
    ['a release that is the suffix', { dist: 'x', spec: sub('0') }, built('2.1', 'x'), 'older'],
    ['the same epoch', { spec: { evr: { ...evr, epoch: 1 } } }, built('2.1', '3', 1), 'same'],
    ['an epoch that nobody told', { spec: { evr: { ...evr, epoch: 1 } } }, built('2.1', '3', null), 'same'],
    ['a lower epoch', { spec: { evr: { ...evr, epoch: 1 } } }, built('9.9', '3', 0), 'older'],
    ['a higher epoch', {}, built('1.0', '1', 1), 'newer'],
    ['older', {}, built('2.1', '2.oe2403'), 'older'],
    ['newer, by number and not by text', {}, built('2.10', '1.oe2403'), 'newer'],
    ['another release within the suffix', {}, built('2.1', '3.1.oe2403'), 'newer'],
    ['not built', {}, null, 'missing'],
    ['no spec', { spec: null }, built('2.1', '3'), 'no-spec'],
    ['a macro nobody knows', { spec: { unresolved: '%{version_of_x}' } }, built('2.1', '3'), 'unresolved'],
    ['a forge that does not answer', { failed: 'gitee: 500' }, null, 'failed'],
  ])('%s', (_, over, have, verdict) => {
    expect(verdictOf(fact('pier', over), { arch: 'x86_64', built: have })).toBe(verdict)
  })
})

test('a file name tells version and release, never the epoch', () => {
  expect(versionOfFile('a-b-1.0~rc1-4.oe2203sp1.src.rpm')).toEqual(built('1.0~rc1', '4.oe2203sp1', null))
  expect(versionOfFile('pier.src.rpm')).toBeUndefined()
})

const scope = ['pier', 'mast', 'rope', 'sail'].map(name => ({
  ...plainRow,
  ...{ kind: 'requires' as const, issue: name, repository: name, addedBy: 'devi', addedAt: new Date(0), status: '' },
}))
const release = { ...freshRelease(), items: scope, revision: 4 }
const began = new Date(0).toISOString()
const asking = { account: 1, name: 'devi', at: new Date(0), roles: [], policies: {} }

function answer(args: readonly string[], packages?: readonly VersionFact[], of: Release = release) {
  const facts = { issues: [], missing: [], needs: [], ...(packages && { versions: { began, revision: 3, packages } }) }
  const command = { name: 'check-versions', args, rest: args.join(' '), line: '/check-versions' }
  const ruling = checkVersions(of, command, { ...asking, facts })
  return isRefusal(ruling) ? { refused: ruling.because.en } : { said: ruling.message.en, changes: ruling.changes }
}

describe('the answer', () => {
  const looked = [
    fact('pier'),
    fact('mast', { x86: built('2.1', '3'), arm: built('2.0', '1.oe2403') }),
    fact('rope', { spec: null, failed: 'gitee|500 @all', x86: null }),
    fact('sail', { x86: null }),
  ]

  test('counts those that agree and shows the others, mismatches first, what agrees once', () => {
    expect(answer([], looked).said?.split('\n')).toEqual([
      'Versions: 1 of 4 packages agree',
      '',
      '|Package|Spec|Family and architecture|Build|Verdict|',
      '|-|-|-|-|-|',
      '|mast|2.1-3|standard aarch64|2.0-1.oe2403|the build is older than the spec|',
      '|sail|2.1-3|standard aarch64 x86_64|—|not built|',
      '|rope|—|standard aarch64 x86_64|—|could not be looked up: gitee\\|500 @\u200ball|',
      '|mast|2.1-3|standard x86_64|2.1-3|same|',
    ])
  })

  test('is one sentence when all agree', () => {
    expect(answer(['pier', '@devi'], looked.slice(0, 1)).said).toBe('Versions: spec and build agree for 1 package')
  })

  test('keeps what was found with the revision that was looked at', () => {
    const [change] = answer(['mast'], looked.slice(1, 2)).changes ?? []
    expect(change).toMatchObject({
      kind: 'keep-versions',
      began,
      packages: ['mast'],
      rows: [
        { package: 'mast', arch: 'x86_64', spec: '2.1-3', built: '2.1-3', verdict: 'same', revision: 3 },
        { package: 'mast', arch: 'aarch64', built: '2.0-1.oe2403', verdict: 'older', revision: 3 },
      ],
    })
  })

  test('does not keep what left the scope in between', () => {
    const left = { ...release, items: scope.filter(item => item.repository !== 'mast') }
    expect(answer([], looked.slice(0, 2), left).changes).toMatchObject([{ packages: ['pier'] }])
  })

  test('refuses a package that is not in the scope, and says where nothing can be checked', () => {
    expect(answer(['pier', 'hull', 'keel'], [])).toEqual({ refused: 'The scope has no package hull, keel' })
    expect(answer([]).said).toMatch(/no forge\.specs\.owner/)
    expect(answer([], [], freshRelease()).said).toMatch(/no package/)
  })
})

test('findings: architectures that agree are told once; only what was judged wrong blocks, and what could not be asked', () => {
  const facts = [
    fact('pier', { x86: built('2.1', '2') }),
    fact('mast', { arm: null }),
    fact('rope', { spec: null }),
    fact('sail', { spec: { unresolved: '%{who} (3)' } }),
    fact('hull', { x86: null }),
    fact('keel', { spec: null, failed: 'gitee: 500', x86: null }),
    fact('oar', { x86: built('3', '1') }),
    fact('raft', { spec: null, arm: null }),
    fact('tug', { spec: null, x86: null }),
  ]
  const found = versionFindings(versionRows({ revision: 1, packages: facts }), facts)
  expect(found.map(f => `${f.code}: ${f.subject}${f.blocking ? ' blocks' : ''}`)).toEqual([
    'version-older: pier (aarch64 x86_64) blocks',
    'version-newer: oar (aarch64 x86_64) blocks',
    'version-missing: mast (aarch64) blocks',
    // Nothing is said of hull: collecting the builds has said it.
    'version-failed: keel blocks',
    'version-unresolved: sail',
    'version-no-spec: raft',
    'not-built-for: raft',
    'version-no-spec: rope',
    'version-no-spec: tug',
  ])
  expect(found[3]?.message.en).toMatch(/gitee: 500; \/get-requires tries again/)
})

describe('the view', () => {
  const at = new Date('2026-11-23T01:00:00Z')
  const rows = versionRows({ revision: 3, packages: [fact('pier'), fact('mast', { arm: built('2.0', '1') })] })
  const view = viewOfVersions(
    release,
    [
      ...rows.map(r => ({ ...r, at })),
      ...versionRows({ revision: 4, packages: [fact('sail')] }).map(r => ({ ...r, at })),
    ],
    { isConfigured: true },
  )

  test('each package of the scope has the verdict to look at first, and the seed callers’ word', () => {
    expect(view.packages.map(p => [p.package, p.verdict, p.word, p.isOutdated])).toEqual([
      ['mast', 'older', 'unknow', true],
      ['pier', 'same', 'same', true],
      ['rope', null, 'unknow', false],
      ['sail', 'same', 'same', false],
    ])
    expect(view.summary.en).toBe(
      'Versions: 2 of 3 packages agree; 1 not checked yet; 2 checked before the scope was last changed',
    )
  })

  test('the status comment names what is not the same, and says nothing before anybody has looked', () => {
    expect(versionLines(view).map(line => line.en)).toEqual([view.summary.en, 'Not the same, or not known: mast'])
    expect(versionLines(viewOfVersions(release, [], { isConfigured: true }))).toEqual([])
  })
})

test('two words are enough for the callers of the seed', () => {
  expect([['same', 'same'], ['same', 'older'], ['failed'], []].map(v => seedWord(v as never))).toEqual([
    ...['same', 'unknow', 'unknow', 'unknow'],
  ])
})
