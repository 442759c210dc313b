import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nevraOfSmall, noPrograms, primaryOf, type SmallPackage } from '../../test/kit/small-repositories.ts'
import { openDependencyView, verdictOf } from './dependency-check.ts'
import type { CheckedSource } from './dependency-view.ts'
import type { Family } from './layout.ts'
import { findSupply, type Remedy, type SupplyQuestion } from './supply.ts'

/** A source package with what is built of it, in the words of a spec. */
interface Spec {
  readonly name: string
  readonly version?: number
  readonly lines?: readonly string[]
  readonly arch?: 'i686'
  /** The checksum of each of its RPMs. */
  readonly sha256?: string
  readonly subpackages?: readonly { readonly name: string; readonly lines: readonly string[] }[]
}

let dir: string
let count = 0

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'supply-'))
})
afterAll(() => rm(dir, { recursive: true }))

function packagesOf({ name, version = 1, lines = [], arch, sha256 = '00', subpackages = [] }: Spec): SmallPackage[] {
  const words = (tag: string, from: readonly string[]) =>
    from.flatMap(line => (line.startsWith(`${tag}: `) ? line.slice(tag.length + 2) : []))
  const binary = (own: string, from: readonly string[]): SmallPackage => ({
    ...{ name: own, version, arch: arch ?? 'x86_64', files: [], sha256 },
    provides: [`${own} = ${version}-1`, ...words('Provides', from)],
    requires: words('Requires', from),
    conflicts: words('Conflicts', from),
    obsoletes: words('Obsoletes', from),
  })
  return [
    { ...binary(name, []), arch: 'src', provides: [], requires: words('BuildRequires', lines) },
    binary(name, lines),
    ...subpackages.map(sub => binary(`${name}-${sub.name}`, sub.lines)),
  ]
}

/** @param sums the kind of sum its metadata tell */
async function repository(specs: readonly Spec[], family?: Family, sums = 'sha256'): Promise<CheckedSource> {
  const path = join(dir, `${++count}.xml`)
  await writeFile(path, primaryOf(specs.flatMap(packagesOf)).replaceAll('sha256', sums))
  return { id: 'made', url: pathToFileURL(path).href, ...(family && { family }) }
}

interface World {
  /** What users have, what the update brings, what else is built. */
  readonly has: readonly Spec[]
  readonly update: readonly Spec[]
  readonly built: readonly Spec[]
  /** The kind of sum that is told of what users have. */
  readonly sums?: string
  readonly held?: readonly string[]
  readonly bounds?: NonNullable<SupplyQuestion['bounds']>
  /** Of the solver, for one package. */
  readonly steps?: number
}

/** The build service calls every source package by its name. */
async function builds(specs: readonly Spec[], family: Family = 'standard') {
  const { url } = await repository(specs)
  const files = specs.flatMap(spec => packagesOf(spec).map(built => [`${nevraOfSmall(built)}.rpm`, spec.name] as const))
  return { project: `Toy:${family}`, family, repository: url, sourcePackages: new Map(files) }
}

async function supply({ has, update, built, sums, held = [], bounds, steps }: World) {
  const sources = { base: [await repository(has, undefined, sums)], update: [await repository(update)] }
  const question = { arch: 'x86_64', ...sources, ...(steps !== undefined && { steps }) }
  const view = await openDependencyView(question, noPrograms)
  const views = [{ view, builds: [await builds(built)] }]
  const asked = { views, held: new Set(held), ...(bounds && { bounds }) }
  const found = await findSupply(asked, noPrograms)
  return {
    packages: found.packages.map(p => `${p.sourcePackage} ${p.version}`),
    remedyOf: (nevra: string) => said(found.remedyOf(0, nevra)),
  }
}

function said(remedy: Remedy | undefined): string {
  if (!remedy) return 'none'
  return 'packages' in remedy ? `${remedy.kind}: ${remedy.packages.map(p => p.sourcePackage).join(', ')}` : remedy.kind
}

const BOAT = 'boat-1-1.x86_64'
const has: Spec[] = [
  { name: 'dock', lines: ['Provides: mooring = 1'] },
  { name: 'boat', lines: ['Requires: mooring = 1'] },
]
const update: Spec[] = [{ name: 'dock', version: 2, lines: ['Provides: mooring = 2'] }]
const newBoat = (lines: readonly string[] = []): Spec => ({
  ...{ name: 'boat', version: 1.1 },
  lines: ['Requires: mooring = 2', ...lines],
})

describe('what users have and the update would break', () => {
  test('is mended by a newer build of it, and not by one that nobody needs', async () => {
    const built = [newBoat(), { name: 'raft' }]
    const { packages, remedyOf } = await supply({ has, update, built })
    expect(packages).toEqual(['boat 1.1-1'])
    expect(remedyOf(BOAT)).toBe('available: boat')
  })

  test('is mended by what provides the old thing, where there is no newer build', async () => {
    const built = [{ name: 'pontoon', lines: ['Provides: mooring = 1'] }, { name: 'boat' }]
    expect((await supply({ has, update, built })).packages).toEqual(['pontoon 1-1'])
  })

  test('is mended by what obsoletes it', async () => {
    const built = [{ name: 'ship', lines: ['Obsoletes: boat < 2', 'Requires: mooring = 2'] }]
    expect((await supply({ has, update, built })).packages).toEqual(['ship 1-1'])
  })

  test('takes along what the newer build needs in its turn, the smallest set of all', async () => {
    const built = [
      newBoat(['Requires: oars', 'Requires: compass']),
      { name: 'compass', lines: ['Requires: needle'] },
      { name: 'needle' },
      { name: 'oars' },
      { name: 'kit', lines: ['Provides: oars', 'Provides: compass'] },
    ]
    const { packages, remedyOf } = await supply({ has, update, built })
    expect(packages).toEqual(['boat 1.1-1', 'kit 1-1'])
    expect(remedyOf(BOAT)).toBe('available: boat, kit')
  })

  test('is not mended by a build that is lower than what users have', async () => {
    const built = [{ name: 'boat', version: 0.9 }]
    const { packages, remedyOf } = await supply({ has, update, built })
    expect(packages).toEqual([])
    expect(remedyOf(BOAT)).toBe('nothing')
  })
})

describe('what the update itself lacks', () => {
  const lacking = [
    { name: 'oar', lines: ['Requires: blade'], subpackages: [{ name: 'kit', lines: ['Requires: bag'] }] },
  ]

  test('is supplied, each finding by what it needs', async () => {
    const built = [{ name: 'blade' }, { name: 'bag' }, { name: 'idle' }]
    const { packages, remedyOf } = await supply({ has, update: lacking, built })
    expect(packages).toEqual(['blade 1-1', 'bag 1-1'])
    expect(remedyOf('oar-1-1.x86_64')).toBe('available: blade')
    expect(remedyOf('oar-kit-1-1.x86_64')).toBe('available: bag')
  })

  test('is supplied as far as there is something', async () => {
    const { packages, remedyOf } = await supply({ has, update: lacking, built: [{ name: 'bag' }] })
    expect(packages).toEqual(['bag 1-1'])
    expect(remedyOf('oar-1-1.x86_64')).toBe('nothing')
  })

  test.each([
    ['by nothing lower than users have', 'has', undefined, []],
    ['by nothing lower than the update brings', 'update', undefined, []],
    ['also by what is lower than the package of another architecture', 'has', 'i686', ['boat 1.5-1']],
  ] as const)('is supplied %s', async (_, where, arch, expected) => {
    const higher: Spec = { name: 'boat', version: 2, ...(arch && { arch }) }
    const there = { has, update: [{ name: 'oar', lines: ['Requires: keel'] }] }
    const world = { ...there, [where]: [...there[where], higher] }
    const built = [{ name: 'boat', version: 1.5, lines: ['Provides: keel'] }]
    expect((await supply({ ...world, built })).packages).toEqual(expected)
  })

  test('one package is enough for both where it has both', async () => {
    const built = [{ name: 'all', lines: ['Provides: blade', 'Provides: bag'] }]
    const { packages, remedyOf } = await supply({ has, update: lacking, built })
    expect(packages).toEqual(['all 1-1'])
    expect(remedyOf('oar-kit-1-1.x86_64')).toBe('available: all')
  })

  test('a finding is told what mends it in the end, where what was first found is not needed any more', async () => {
    const also = { name: 'lamp', lines: ['Requires: wick'] }
    const [oar] = lacking
    const update = [{ ...oar, name: 'oar', subpackages: [...(oar?.subpackages ?? []), also] }]
    const built = [
      { name: 'ablade', lines: ['Provides: blade'] },
      { name: 'both', lines: ['Provides: blade', 'Provides: bag'] },
      { name: 'wick' },
    ]
    const { packages, remedyOf } = await supply({ has, update, built })
    expect(packages).toEqual(['both 1-1', 'wick 1-1'])
    expect(remedyOf('oar-1-1.x86_64')).toBe('available: both')
    expect(remedyOf('oar-lamp-1-1.x86_64')).toBe('available: wick')
  })

  test('build requirements and either-or are requirements too', async () => {
    const needing = [{ name: 'oar', lines: ['BuildRequires: lathe', 'Requires: (nowhere or blade)'] }]
    const built = [{ name: 'lathe' }, { name: 'blade' }]
    const { packages, remedyOf } = await supply({ has, update: needing, built })
    expect([...packages].sort()).toEqual(['blade 1-1', 'lathe 1-1'])
    expect(remedyOf('oar-1-1.src')).toBe('available: lathe')
  })

  test('a build that cannot be built itself is not taken', async () => {
    const built = [{ name: 'blade', lines: ['BuildRequires: nowhere'] }, { name: 'bag' }]
    expect((await supply({ has, update: lacking, built })).packages).toEqual(['bag 1-1'])
  })

  test('a build that breaks what users have is taken only with what mends that', async () => {
    const handle = { name: 'handle', lines: ['Requires: grip = 1'] }
    const held = [...has, { name: 'grip' }, handle]
    const built = [{ name: 'grip', version: 2, lines: ['Provides: blade'] }, { name: 'bag' }]
    expect((await supply({ has: held, update: lacking, built })).packages).toEqual(['bag 1-1'])
    const newer = { ...handle, version: 1.1, lines: ['Requires: grip = 2'] }
    const { packages, remedyOf } = await supply({ has: held, update: lacking, built: [...built, newer] })
    expect(packages).toEqual(['grip 2-1', 'handle 1.1-1', 'bag 1-1'])
    expect(remedyOf('oar-1-1.x86_64')).toBe('available: grip, handle')
  })

  test('what people took out is named and not chosen', async () => {
    const built = [{ name: 'blade' }, { name: 'bag' }]
    const { packages, remedyOf } = await supply({ has, update: lacking, built, held: ['blade'] })
    expect(packages).toEqual(['bag 1-1'])
    expect(remedyOf('oar-1-1.x86_64')).toBe('held: blade')
  })

  test('a build with which nothing can be decided is not taken', async () => {
    // Seven rivets of which no two fit into one of six holes: much work for so simple a question.
    const [rivets, holes] = [
      [1, 2, 3, 4, 5, 6, 7],
      [1, 2, 3, 4, 5, 6],
    ]
    const subpackages = rivets.flatMap(rivet =>
      holes.map(hole => ({
        name: `${rivet}in${hole}`,
        lines: [
          `Provides: rivet${rivet}`,
          ...rivets.filter(other => other !== rivet).map(other => `Conflicts: blade-${other}in${hole}`),
        ],
      })),
    )
    const built = [
      { name: 'blade', lines: rivets.map(rivet => `Requires: rivet${rivet}`), subpackages },
      { name: 'bag' },
    ]
    const { packages, remedyOf } = await supply({ has, update: lacking, built, steps: 100 })
    expect(packages).toEqual(['bag 1-1'])
    expect(remedyOf('oar-1-1.x86_64')).toBe('nothing')
  })

  test.each([
    ['one whose other RPMs users have already is taken as long as they are the same', '00', 'sha256', ['blade 1-1']],
    ['and not when they were built anew under the same version', '01', 'sha256', []],
    ['nor is it told to be other where another kind of sum is told', '01', 'sha512', ['blade 1-1']],
  ])('%s', async (_, sha256, sums, expected) => {
    const update = [{ name: 'oar', lines: ['Requires: edge'] }]
    const blade = { name: 'blade', sha256, subpackages: [{ name: 'rim', lines: ['Provides: edge'] }] }
    const { packages, remedyOf } = await supply({ has: [...has, { name: 'blade' }], update, built: [blade], sums })
    expect(packages).toEqual(expected)
    expect(remedyOf('oar-1-1.x86_64')).toBe(expected.length > 0 ? 'available: blade' : 'nothing')
  })

  test('the bound of the search is told', async () => {
    const built = [{ name: 'blade', lines: ['Requires: edge'] }, { name: 'edge' }]
    const { packages, remedyOf } = await supply({ has, update: lacking, built, bounds: { finding: 1, all: 100 } })
    expect(packages).toEqual([])
    expect(remedyOf('oar-1-1.x86_64')).toBe('undecided')
  })
})

test('users without extras get nothing from them: a standard package lacks what only extras have', async () => {
  const base = [await repository(has, 'standard')]
  const update = [await repository([{ name: 'oar', lines: ['Requires: blade'] }], 'standard')]
  const extras = await repository([{ name: 'hull', lines: ['Requires: keel'] }], 'EPOL')
  const standard = await openDependencyView({ arch: 'x86_64', base, update }, noPrograms)
  const whole = { arch: 'x86_64', base, update: [...update, extras], counted: 'EPOL' as const }
  const everything = await openDependencyView(whole, noPrograms)
  const epol = await builds([{ name: 'blade' }, { name: 'keel' }], 'EPOL')
  const views = [
    { view: standard, builds: [] },
    { view: everything, builds: [epol] },
  ]
  const found = await findSupply({ views, held: new Set() }, noPrograms)
  expect(found.packages.map(p => `${p.sourcePackage} of ${p.project}`)).toEqual(['keel of Toy:EPOL'])
  expect(said(found.remedyOf(0, 'oar-1-1.x86_64'))).toBe('nothing')
  expect(found.remedyOf(1, 'oar-1-1.x86_64')).toBeUndefined()
  expect(said(found.remedyOf(1, 'hull-1-1.x86_64'))).toBe('available: keel')
})

test('what users of the extras have counts once, with everything together', async () => {
  const base = [
    await repository(has, 'standard'),
    await repository([{ name: 'hull', lines: ['Requires: boat'] }], 'EPOL'),
  ]
  const update = [await repository([{ name: 'dock', version: 2 }], 'standard')]
  const question = { arch: 'x86_64', base, update }
  const standard = await openDependencyView({ ...question, base: base.slice(0, 1) }, noPrograms)
  const everything = await openDependencyView({ ...question, counted: 'EPOL' }, noPrograms)
  const brokenIn = [standard, everything].map(view => verdictOf(view).broken.map(f => f.nevra))
  expect(brokenIn).toEqual([[BOAT], ['hull-1-1.x86_64']])
})
