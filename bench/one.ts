// One measured piece of the engine's work in a process of its own, as the benchmark and its peers are measured:
// `one.js import|check REPO…`, `one.js build REPO… -- SOURCE`, `one.js update REPO… -- SET`, `one.js closures REPO…`.
// Prints a line of JSON.

import { join } from 'node:path'
import { silentLog } from '../src/lib/log.ts'
import { createPrograms } from '../src/lib/programs.ts'
import { loadPool, loadUpdate } from '../src/repos/load-pool.ts'
import { closureOf } from '../src/rpm/pool/closure.ts'
import { graphOf } from '../src/rpm/pool/graph.ts'
import { nevraOf } from '../src/rpm/pool/pool.ts'
import { candidates, uninstallable } from '../src/rpm/solver/installability.ts'
import { checkUpdate } from '../src/rpm/solver/update-check.ts'

const TIMES = 20

const [verb = '', ...places] = process.argv.slice(2)
const cut = places.includes('--') ? places.indexOf('--') : places.length
const [repos, other] = [places.slice(0, cut), places.slice(cut + 1)]
const programs = createPrograms({ recordDir: join(import.meta.dirname, 'groups'), log: silentLog })
const needs = { programs }

console.log(JSON.stringify(await measured()))

async function measured(): Promise<Readonly<Record<string, unknown>>> {
  const pool = await loadPool(verb === 'build' ? [...repos, ...other] : repos, 'x86_64', needs)
  switch (verb) {
    case 'import':
      return { packages: pool.packages.count }
    case 'check':
      return { found: uninstallable(pool, candidates(pool, false)).uninstallable.length }
    case 'build': {
      const sources = candidates(pool, true).filter(p => pool.sources[p] === 1)
      return { found: uninstallable(pool, sources).uninstallable.length }
    }
    case 'update': {
      const before = uninstallable(pool, candidates(pool, false))
      const graph = graphOf(pool)
      const runs = []
      let found = ''
      for (let n = 0; n < TIMES; n++) {
        const begun = performance.now()
        const overlay = await loadUpdate(pool, { places: other, at: repos.length }, needs)
        const { broken, missing } = checkUpdate(graph, overlay, before)
        runs.push(performance.now() - begun)
        found = `${broken.length} broken, ${missing.length} missing`
      }
      return { found, ms: median(runs) }
    }
    case 'closures':
      return closures(pool)
    default:
      throw new Error(`no such piece of work: ${verb}`)
  }
}

/** Of the package that most need, and of the one that needs most. */
function closures(pool: Awaited<ReturnType<typeof loadPool>>): Readonly<Record<string, unknown>> {
  const graph = graphOf(pool)
  const all = candidates(pool, false)
  const step = Math.max(1, Math.floor(all.length / 200))
  const some = all.filter((_, at) => at % step === 0 || at < 20)
  const sized = (direction: 'needs' | 'needed-by') =>
    some.map(p => ({ p, size: closureOf(graph, [p], direction, { withSources: false }).packages.length }))
  const largest = (direction: 'needs' | 'needed-by') => sized(direction).reduce((a, b) => (b.size > a.size ? b : a))
  const timed = (direction: 'needs' | 'needed-by') => {
    const { p, size } = largest(direction)
    const runs = Array.from({ length: TIMES }, () => {
      const begun = performance.now()
      closureOf(graph, [p], direction, { withSources: false })
      return performance.now() - begun
    })
    return { name: nevraOf(pool, p), size, ms: median(runs) }
  }
  return { needs: timed('needs'), neededBy: timed('needed-by') }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
