// What packages provide and require: a name, perhaps with a version, or a rich (boolean) expression. No solving here.

import { compareEvr, type Evr, parseEvr } from './evr.ts'
import { formatEvr } from './nevra.ts'

export type Relation = '=' | '<' | '<=' | '>' | '>='

export type Capability = {
  /** A name, a path, or a rich expression in parentheses. */
  readonly name: string
  readonly relation?: Relation
  /** Stands with a relation; a release of '' matches every release. */
  readonly epoch?: number
  readonly version?: string
  readonly release?: string
}

/** `name`, or `name >= epoch:version-release` as dnf writes it. */
export function formatCapability(c: Capability): string {
  if (!c.relation) return c.name
  const evr = formatEvr(boundOf(c))
  return `${c.name} ${c.relation} ${c.release ? evr : evr.slice(0, -1)}`
}

/** Reads what formatCapability writes. What is not of that form is a name as it stands. */
export function parseCapability(written: string): Capability {
  const match = /^(\S+) (<=|>=|=|<|>) (\S+)$/.exec(written)
  const evr = match?.[3] === undefined ? undefined : parseEvr(match[3])
  return match?.[1] && evr ? { name: match[1], relation: match[2] as Relation, ...evr } : { name: written }
}

/** Whether a version lies in a capability's range; where one of the two has no release, it is not compared. */
export function includesVersion(c: Capability, evr: Evr): boolean {
  if (!c.relation) return true
  const bound = boundOf(c)
  const isBare = bound.release === '' || evr.release === ''
  const order = isBare ? compareEvr({ ...evr, release: '' }, { ...bound, release: '' }) : compareEvr(evr, bound)
  return HOLDS[c.relation].includes(order)
}

const HOLDS: Readonly<Record<Relation, readonly number[]>> = {
  '=': [0],
  '<': [-1],
  '<=': [-1, 0],
  '>': [1],
  '>=': [0, 1],
}

/** Whether a requirement as written is a rich expression such as `(a or b)`. */
function isRich(requirement: string): boolean {
  return requirement.startsWith('(')
}

/**
 * Whether only a solver can judge it: `if` and `unless` depend on what else is installed, `and` on several providers.
 * `or`, `with` and `without` ask for one provider.
 */
export function needsSolver(requirement: string): boolean {
  return isRich(requirement) && /\s(if|unless|and)\s/.test(requirement)
}

function boundOf({ epoch = 0, version = '', release = '' }: Capability): Evr {
  return { epoch, version, release }
}
