// What packages provide and require: a name, perhaps with a version, or a rich (boolean) expression. No solving here.

import { formatEvr } from './nevra.ts'

export type Capability = {
  /** A name, a path, or a rich expression in parentheses. */
  readonly name: string
  readonly relation?: '=' | '<' | '<=' | '>' | '>='
  /** Stands with a relation; a release of '' matches every release. */
  readonly epoch?: number
  readonly version?: string
  readonly release?: string
}

/** `name`, or `name >= epoch:version-release` as dnf writes it. */
export function formatCapability(c: Capability): string {
  if (!c.relation) return c.name
  const { epoch = 0, version = '', release = '' } = c
  const evr = formatEvr({ epoch, version, release })
  return `${c.name} ${c.relation} ${release ? evr : evr.slice(0, -1)}`
}

/** Whether a requirement as written is a rich expression such as `(a or b)`. */
export function isRich(requirement: string): boolean {
  return requirement.startsWith('(')
}

/** Whether it depends on what else is installed (`if`, `unless`): looking at the repositories alone cannot tell. */
export function isConditional(requirement: string): boolean {
  return isRich(requirement) && /\s(if|unless)\s/.test(requirement)
}
