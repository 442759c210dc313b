// Who needs whom, both ways, over distinct dependencies: package → what it requires → who meets that, and back.
// Made once for a pool that stays in memory; closures then only walk arrays.

import { newGrowing, push, trimmed } from './growing.ts'
import type { Lists } from './packages.ts'
import { type Pool, providersOf } from './pool.ts'
import { visitOperands } from './rich.ts'

export interface Graph {
  readonly pool: Pool
  /** Dependency → packages that meet it. Of a rich one all that may be chosen for its sake. */
  readonly providers: Lists
  /** Dependency → packages that require it. */
  readonly requirers: Lists
  /** Package → distinct required dependencies that it meets. */
  readonly meets: Lists
  /** Name → required dependencies that name it, a rich one under each of its operands. */
  readonly asking: Lists
}

export function graphOf(pool: Pool): Graph {
  const { requires, count } = pool.packages
  const dependencies = pool.vocabulary.dependencies.count
  const counts = pool.ranks.map((rank, p) => (rank !== 0 || pool.sources[p] === 1 ? 1 : 0))
  const requirers = invert(requires, count, dependencies, p => counts[p] === 1)
  const starts = new Uint32Array(dependencies + 1)
  const required: number[] = []
  let total = 0
  for (let d = 0; d < dependencies; d++) {
    starts[d] = total
    if (requirers.starts[d] === requirers.starts[d + 1]) continue
    required.push(d)
    total += providersOf(pool, d).length
  }
  starts[dependencies] = total
  const values = new Uint32Array(total)
  for (const d of required) {
    values.set(providersOf(pool, d), starts[d])
  }
  const providers = { starts, values }
  return {
    pool,
    providers,
    requirers,
    meets: invert(providers, dependencies, count, () => true),
    asking: invert(namesOf(pool, required), dependencies, pool.vocabulary.strings.count, () => true),
  }
}

/** Dependency → the names in it. */
function namesOf({ vocabulary }: Pool, required: readonly number[]): Lists {
  const starts = new Uint32Array(vocabulary.dependencies.count + 1)
  const values = newGrowing(required.length)
  const nameOf = (dependency: number) => vocabulary.dependencies.first[dependency] as number
  let next = 0
  for (const dependency of required) {
    while (next <= dependency) starts[next++] = values.length
    const rich = vocabulary.rich.get(dependency)
    if (rich && 'expression' in rich) visitOperands(rich.expression, operand => push(values, nameOf(operand)))
    else push(values, nameOf(dependency))
  }
  while (next < starts.length) starts[next++] = values.length
  return { starts, values: trimmed(values) }
}

/** Lists of a from b, made of lists of b from a. Doubles stay. */
function invert({ starts, values }: Lists, from: number, to: number, counts: (i: number) => boolean): Lists {
  const ends = new Uint32Array(to + 1)
  for (let i = 0; i < from; i++) {
    if (!counts(i)) continue
    for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) {
      ends[values[at] as number] = (ends[values[at] as number] as number) + 1
    }
  }
  let sum = 0
  for (let i = 0; i <= to; i++) {
    sum += ends[i] as number
    ends[i] = sum
  }
  const turned = new Uint32Array(sum)
  for (let i = from - 1; i >= 0; i--) {
    if (!counts(i)) continue
    for (let at = (starts[i + 1] as number) - 1; at >= (starts[i] as number); at--) {
      const put = (ends[values[at] as number] as number) - 1
      ends[values[at] as number] = put
      turned[put] = i
    }
  }
  return { starts: ends, values: turned }
}
