// The conditionals of a spec: whether a line is read, is not, or may be. Knows no macros.

import type { Unresolved } from './spec-macros.ts'

/** A condition that could not be decided is a list of the reasons. */
export type Verdict = boolean | readonly Unresolved[]

interface Frame {
  /** Whether this branch is read. */
  verdict: Verdict
  /** Whether a branch before it was: true, not yet, or perhaps. */
  earlier: Verdict
}

export interface Branches {
  readonly frames: Frame[]
}

const DIRECTIVE = /^[ \t]*%(if|ifarch|ifnarch|ifos|ifnos|elif|elifarch|elifos|else|endif)(?:[ \t]+(.*))?$/s

export interface Directive {
  readonly word: string
  readonly rest: string
}

export function directiveOf(line: string): Directive | undefined {
  const match = DIRECTIVE.exec(line)
  return match ? { word: match[1] ?? '', rest: (match[2] ?? '').trim() } : undefined
}

/** Whether the lines here are read: true, false, or the reasons why nobody knows. */
export function reading({ frames }: Branches): Verdict {
  const reasons: Unresolved[] = []
  for (const { verdict } of frames) {
    if (verdict === false) return false
    if (verdict !== true) reasons.push(...verdict)
  }
  return reasons.length > 0 ? reasons.slice(0, 20) : true
}

/** Whether a directive needs its condition: not where the answer stands without it. */
export function needsCondition({ frames }: Branches, { word }: Directive): boolean {
  if (word === 'else' || word === 'endif') return false
  if (word.startsWith('if')) return reading({ frames }) !== false
  return reading({ frames: frames.slice(0, -1) }) !== false && frames.at(-1)?.earlier !== true
}

/** Takes a directive in; false when it stands where none may. */
export function turn({ frames }: Branches, { word }: Directive, condition: Verdict): boolean {
  if (word.startsWith('if')) {
    frames.push({ verdict: condition, earlier: condition })
    return frames.length <= 100
  }
  const frame = frames.at(-1)
  if (!frame) return false
  if (word === 'endif') {
    frames.pop()
    return true
  }
  const wanted = word === 'else' ? true : condition
  frame.verdict = both(wanted, frame.earlier)
  frame.earlier = either(wanted, frame.earlier)
  return true
}

/** Holds, and no branch before did. */
function both(condition: Verdict, earlier: Verdict): Verdict {
  if (condition === false || earlier === true) return false
  const reasons = [...reasonsOf(condition), ...reasonsOf(earlier)]
  return reasons.length > 0 ? reasons : true
}

function either(condition: Verdict, earlier: Verdict): Verdict {
  if (condition === true || earlier === true) return true
  const reasons = [...reasonsOf(condition), ...reasonsOf(earlier)]
  return reasons.length > 0 ? reasons : false
}

function reasonsOf(verdict: Verdict): readonly Unresolved[] {
  return typeof verdict === 'boolean' ? [] : verdict
}
