// Makes a distribution as large as Debian out of nothing: `node --import tsx bench/distribution/generate.ts [OUT]
// [--scale 1] [--seed 1] [--files]`. The same seed gives the same bytes. What it writes stands in `makeDistribution`.

import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { formatUpdateinfo, type UpdateRecord } from '../../src/rpm/updateinfo.ts'
import { type Changes, type Package, packagesOf, sourcePackageOf } from './packages.ts'
import { randomOf } from './random.ts'
import { type Written, writeRepodata } from './repodata.ts'
import { type Distribution, distributionOf, sourceAt } from './sources.ts'

export const DISTRIBUTION_DIR = '.cache/distribution'

/** Of the update set: how many sources are rebuilt, and how many of them withdraw what others need. */
const SET = 50
const WITHDRAWING = 5

/**
 * everything: all binary packages. source: all source packages. update: newer builds of a twentieth of the sources, with
 * advisories. set: 50 rebuilt sources, of which 5 raise a soname; set-source: the same as source packages.
 */
export async function makeDistribution(
  out: string,
  { scale, seed, files }: { scale: number; seed: number; files: boolean },
): Promise<Record<string, Written>> {
  const d = distributionOf({ scale, seed })
  const all = Array.from({ length: d.count }, (_, at) => at)
  const random = randomOf(seed, 7)
  const updated: Changes = new Map(all.filter(() => random.happens(0.047)).map(at => [at, { rebuilt: 1 }]))
  const set = changesOfSet(d)
  const binaries = (of: Iterable<number>, changes?: Changes) => () => each(of, at => packagesOf(d, at, changes))
  const sources = (of: Iterable<number>, changes?: Changes) => () => each(of, at => [sourcePackageOf(d, at, changes)])
  const advisories = { type: 'updateinfo', xml: formatUpdateinfo(advisoriesOf(d, updated)) }
  return {
    everything: await writeRepodata(join(out, 'everything'), binaries(all), { files }),
    source: await writeRepodata(join(out, 'source'), sources(all), { files }),
    update: await writeRepodata(join(out, 'update'), binaries([...updated.keys()], updated), {
      files,
      more: [advisories],
    }),
    set: await writeRepodata(join(out, 'set'), binaries([...set.keys()], set), { files }),
    'set-source': await writeRepodata(join(out, 'set-source'), sources([...set.keys()], set), { files }),
  }
}

function* each(of: Iterable<number>, packages: (at: number) => Package[]): Generator<Package> {
  for (const at of of) yield* packages(at)
}

/** Sources of all parts; those that withdraw are libraries that some, but not all, are linked with. */
function changesOfSet(d: Distribution): Changes {
  const random = randomOf(d.seed, 8)
  const set = new Map<number, { rebuilt: number; bumped?: boolean }>()
  for (let at = Math.floor(d.count * 0.3); set.size < WITHDRAWING; at++) {
    if (sourceAt(d, at).kind === 'library') set.set(at, { rebuilt: 1, bumped: true })
  }
  while (set.size < Math.min(SET, d.count / 4)) {
    const at = random.below(d.count)
    if (!set.has(at)) set.set(at, { rebuilt: 1 })
  }
  return new Map([...set].sort(([a], [b]) => a - b))
}

/** One advisory for about four sources. */
function advisoriesOf(d: Distribution, updated: Changes): UpdateRecord[] {
  const records: UpdateRecord[] = []
  const sources = [...updated.keys()]
  for (let first = 0; first < sources.length; first += 4) {
    const packages = sources.slice(first, first + 4).flatMap(at => packagesOf(d, at, updated))
    const random = randomOf(d.seed, first, 9)
    const id = `BENCH-SA-2026-${1000 + first / 4}`
    records.push({
      id,
      from: 'bench@example',
      type: random.happens(0.7) ? 'security' : 'bugfix',
      title: `An update of ${packages[0]?.source.name}`,
      severity: random.pick(['Critical', 'Important', 'Moderate', 'Low']),
      release: 'bench',
      issued: '2026-01-01 00:00:00',
      updated: '2026-01-01 00:00:00',
      description: 'Made up to be counted.',
      references: [{ type: 'cve', id: `CVE-2026-${1000 + first}`, href: 'https://example/', title: '' }],
      packages: packages.map(({ name, arch, source: { epoch, version, release, name: source } }) => ({
        nevra: { name, epoch, version, release, arch },
        file: `${name}-${version}-${release}.${arch}.rpm`,
        sha256: '',
        sourceRpm: `${source}-${version}-${release}.src.rpm`,
      })),
    })
  }
  return records
}

if (import.meta.filename === resolve(process.argv[1] ?? '')) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      scale: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      files: { type: 'boolean', default: false },
    },
  })
  const [scale, seed] = [Number(values.scale), Number(values.seed)]
  if (!(scale >= 0.01 && scale <= 10 && Number.isSafeInteger(seed))) {
    console.error('generate: --scale is a number from 0.01 to 10, --seed a whole number')
    process.exit(2)
  }
  const begun = performance.now()
  const written = await makeDistribution(positionals[0] ?? DISTRIBUTION_DIR, { scale, seed, files: values.files })
  for (const [name, { packages, entries, rich }] of Object.entries(written)) {
    console.log(`${name}: ${packages} packages, ${entries} entries, ${rich} of them rich`)
  }
  console.log(`${((performance.now() - begun) / 1000).toFixed(1)} s`)
}
