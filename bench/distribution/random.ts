// Chance that can be repeated: the same seed and the same keys give the same numbers on every machine.

export interface Random {
  /** From 0 up to, but not, 1. */
  unit(): number
  /** A whole number from 0 up to, but not, `end`. */
  below(end: number): number
  /** Whether something happens that does so this often. */
  happens(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** How often in a row something happens that does so with the given mean; 0 is the most common. */
  times(mean: number): number
}

/** A stream of numbers of its own for each list of keys. */
export function randomOf(...keys: readonly number[]): Random {
  let state = 0x9e3779b9
  for (const key of keys) state = mix(state ^ mix(key + 0x7f4a7c15))
  const unit = () => {
    state = (state + 0x6d2b79f5) | 0
    return mix(state) / 2 ** 32
  }
  const below = (end: number) => Math.floor(unit() * end)
  return {
    unit,
    below,
    happens: probability => unit() < probability,
    pick: from => from[below(from.length)] as (typeof from)[number],
    times: mean => Math.floor(Math.log(1 - unit()) / Math.log(mean / (1 + mean))),
  }
}

/** Every bit of the input changes about half of the bits of the output. */
function mix(value: number): number {
  let x = value | 0
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}
