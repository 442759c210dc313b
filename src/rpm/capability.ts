// What packages provide and require: a name, perhaps with a version, or a rich (boolean) expression. No solving here.

import { type Evr, parseEvr } from './evr.ts'
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

function boundOf({ epoch = 0, version = '', release = '' }: Capability): Evr {
  return { epoch, version, release }
}
