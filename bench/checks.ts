// `make bench-checks`: the engine beside the programs of others, pairwise in one run: medians, ratios, peak memory.
// `node --import tsx bench/checks.ts [--scale 1] [--runs 3] [--limit 600] [REPO…]`; without REPO over a distribution made
// for it, with its sources and an update set. A peer that is not installed is left out, and it is said why.

import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { silentLog } from '../src/lib/log.ts'
import { createPrograms } from '../src/lib/programs.ts'
import { parseRepomd } from '../src/rpm/repomd.ts'
import { DISTRIBUTION_DIR, makeDistribution } from './distribution/generate.ts'

/** How a program went, as measure.py says it. No exit code: it was stopped. */
interface Measured {
  readonly code: number | null
  readonly seconds: number
  readonly peak: number
  readonly output: string
  readonly error: string
}

type Command = readonly string[]

/** What a peer needs that may not be here. */
interface Peer {
  readonly name: string
  readonly commands: readonly Command[]
  readonly needs: readonly string[]
  /** It may take minutes: measured once. */
  readonly isSlow?: boolean
}

interface Row {
  readonly job: string
  readonly ours: Command
  readonly peer?: Peer
  /** How many packages the peer names, by its output: shown beside our number. */
  readonly countFound?: (output: string) => number
}

const CACHE = '.cache/bench'
const ONE = `${CACHE}/js/bench/one.js`
const PRELOAD = `${CACHE}/rpm-rules.so`
const root = join(import.meta.dirname, '..')
const programs = createPrograms({ recordDir: join(root, CACHE, 'groups'), log: silentLog })

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scale: { type: 'string', default: '1' },
    runs: { type: 'string', default: '3' },
    limit: { type: 'string', default: '600' },
  },
})
const [scale, runs, limit] = [Number(values.scale), Number(values.runs), Number(values.limit)]
if (!(scale > 0 && runs >= 1 && limit > 0)) {
  console.error('bench-checks: --scale, --runs and --limit (seconds) are numbers above 0')
  process.exit(2)
}

await prepare()
const rows = positionals.length > 0 ? rowsOf(positionals) : await rowsOfDistribution()
for (const row of rows) await show(row)

async function prepare(): Promise<void> {
  mkdirSync(join(root, CACHE), { recursive: true })
  const compiled = await programs.run('node', ['node_modules/typescript7/bin/tsc', '-p', 'bench'], { cwd: root })
  if (compiled.exitCode !== 0) throw new Error(compiled.stdout)
  const args = ['-shared', '-fPIC', '-o', PRELOAD, 'bench/rpm-rules.c', '-ldl']
  // Without a compiler installcheck is left out.
  await programs.run('cc', args, { cwd: root }).catch(() => undefined)
}

async function rowsOfDistribution(): Promise<Row[]> {
  const dir = `${DISTRIBUTION_DIR}-${scale}`
  const at = (name: string) => join(dir, name)
  if (!existsSync(join(root, at('set-source'), 'repodata/repomd.xml'))) {
    await makeDistribution(join(root, dir), { scale, seed: 1, files: false })
  }
  return [
    importRow([at('everything'), at('source')]),
    checkRow([at('everything')]),
    {
      job: 'build requirements of all sources, cold',
      ours: ['node', ONE, 'build', at('everything'), '--', at('source')],
      peer: installcheck([primaryOf(at('source')), '--withsrc', '--nocheck', primaryOf(at('everything'))]),
      countFound: countUninstallable,
    },
    {
      job: '50-source update, resident',
      ours: ['node', ONE, 'update', at('everything'), '--', at('set')],
      peer: {
        name: 'mergerepo_c, then installcheck',
        needs: ['mergerepo_c', ...installcheck([]).needs],
        isSlow: true,
        commands: [
          [
            'mergerepo_c',
            '--method=nvr',
            '-d',
            `--repo=${at('everything')}`,
            `--repo=${at('set')}`,
            '-o',
            `${CACHE}/merged`,
          ],
          ...installcheck([`${CACHE}/merged/repodata/primary.xml.gz`]).commands,
        ],
      },
    },
    { job: 'closures both ways, resident', ours: ['node', ONE, 'closures', at('everything')] },
  ]
}

function rowsOf(places: readonly string[]): Row[] {
  return [
    importRow(places),
    checkRow(places),
    { job: 'closures both ways, resident', ours: ['node', ONE, 'closures', ...places] },
  ]
}

function importRow(places: readonly string[]): Row {
  const commands = places.map((place, at) => ['repo2solv', '-o', `${CACHE}/${at}.solv`, place])
  return {
    job: 'import, cold',
    ours: ['node', ONE, 'import', ...places],
    peer: { name: 'repo2solv', needs: ['repo2solv'], commands },
  }
}

function checkRow(places: readonly string[]): Row {
  return {
    job: 'installability of all packages, cold',
    ours: ['node', ONE, 'check', ...places],
    peer: installcheck(places.map(primaryOf)),
    countFound: countUninstallable,
  }
}

function installcheck(args: readonly string[]): Peer {
  const command = ['env', `LD_PRELOAD=${join(root, PRELOAD)}`, 'installcheck', 'x86_64', ...args]
  return { name: "installcheck by RPM's rules", needs: ['installcheck', PRELOAD], commands: [command] }
}

function countUninstallable(output: string): number {
  return output.split('\n').filter(line => line.startsWith('can')).length
}

function primaryOf(place: string): string {
  if (!existsSync(join(root, place, 'repodata')) && !existsSync(join(place, 'repodata'))) return place
  const repomd = parseRepomd(readFileSync(join(place, 'repodata/repomd.xml'), 'utf8'))
  return join(place, repomd.files.find(f => f.type === 'primary')?.location ?? '')
}

async function show({ job, ours, peer, countFound }: Row): Promise<void> {
  const lacking = peer && missing(peer)
  const rounds = peer?.isSlow ? 1 : runs
  const [mine, theirs]: [Measured[], Measured[][]] = [[], []]
  for (let n = 0; n < rounds; n++) {
    mine.push(await measure(ours))
    if (!peer || lacking) continue
    const parts = []
    for (const command of peer.commands) parts.push(await measure(command))
    theirs.push(parts)
  }
  console.log(`\n${job}`)
  const failed = mine.find(m => m.code !== 0)
  if (failed) {
    console.log(`  ours failed: ${failed.code === null ? `stopped after ${limit} s` : failed.error}`)
    process.exitCode = 1
    return
  }
  const answer = JSON.parse(mine[0]?.output ?? '') as { ms?: number }
  const seconds = answer.ms === undefined ? median(mine.map(m => m.seconds)) : answer.ms / 1000
  console.log(`  ours: ${figure(seconds)}, peak ${peakOf(mine)} MiB  ${mine[0]?.output.trim()}`)
  if (!peer) return
  if (lacking) return console.log(`  ${peer.name}: left out, ${lacking}`)
  const stopped = theirs.flat().some(m => m.code === null)
  const peerSeconds = median(theirs.map(parts => parts.reduce((sum, m) => sum + m.seconds, 0)))
  const found = countFound ? `, found ${countFound(theirs[0]?.at(-1)?.output ?? '')}` : ''
  const said = stopped
    ? `stopped after ${limit} s`
    : `${figure(peerSeconds)}, peak ${peakOf(theirs.flat())} MiB${found}`
  console.log(`  ${peer.name}: ${said}`)
  console.log(`  ratio: ${stopped ? '< ' : ''}${(seconds / peerSeconds).toPrecision(2)}`)
}

function missing(peer: Peer): string | undefined {
  const folders = ['/usr/local/bin', '/usr/bin', '/bin']
  const lacking = peer.needs.find(need =>
    need.includes('/') ? !existsSync(join(root, need)) : !folders.some(folder => existsSync(join(folder, need))),
  )
  return lacking === PRELOAD
    ? 'no C compiler to switch it to the rules of RPM'
    : lacking && `${lacking} is not installed`
}

async function measure(command: Command): Promise<Measured> {
  const args = [join(root, 'bench/measure.py'), String(limit), ...command]
  const options = { cwd: root, timeoutMs: (limit + 60) * 1000 }
  const { stdout, stderr } = await programs.run('/usr/bin/python3', args, options)
  if (!stdout) throw new Error(stderr)
  return JSON.parse(stdout) as Measured
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? Number.NaN
}

function peakOf(measured: readonly Measured[]): number {
  return Math.round(Math.max(...measured.map(m => m.peak)))
}

function figure(seconds: number): string {
  return seconds < 1 ? `${(seconds * 1000).toPrecision(3)} ms` : `${seconds.toFixed(2)} s`
}
