// What the newest self-check and the waivers of a branch look like to people and programs. Types only.

import type { Finding } from '../flow/index.ts'
import type { Text } from '../lib/text.ts'

/** The newest self-check: what it held against the release, and what it is worth. */
export interface SelfCheckView {
  readonly run: string
  /** The scope revision it saw. */
  readonly revision: number
  /** Said when the scope has changed since. */
  readonly stale: Text | null
  /** What it found against the release, waived and settled ones included. */
  readonly findings: readonly NumberedFindingView[]
  /** What was broken before the update came: blocks nothing. */
  readonly before: readonly Finding[]
}

export interface NumberedFindingView {
  /** `F1` and on: counted anew at every self-check. */
  readonly number: string
  /** What a command calls it by: its subject, or the number when several have that. */
  readonly name: string
  readonly code: string
  readonly subject: string
  readonly message: Text
  /** It blocks now. */
  readonly blocking: boolean
  /** Why nobody may waive it; null when that is allowed. */
  readonly neverWaived: Text | null
  /** The waiver that holds, or that has run out. */
  readonly waiver: FindingWaiverView | null
}

export interface FindingWaiverView {
  readonly owner: string
  readonly role: string
  readonly at: string
  /** Its last day, YYYYMMDD in the branch's time zone. */
  readonly until: string
  readonly because: string
  readonly holds: boolean
}

/** A waiver of a branch with its history. */
export interface WaiverView {
  readonly id: number
  readonly branch: string
  /** Of the finding. */
  readonly code: string
  /** What the finding is about: a NEVRA and perhaps an architecture. */
  readonly subject: string
  readonly because: string
  readonly owner: string
  readonly role: string
  readonly at: string
  /** Its last day, YYYYMMDD in the branch's time zone. */
  readonly until: string
  /** The release it was given in. */
  readonly release: string
  /** What was said of it: it holds while exactly this is said. Null where the subject says it all. */
  readonly wording: string | null
  readonly state: 'holds' | 'expired' | 'ended'
  /** Who ended it, when, and in which release; null when nobody did. */
  readonly ended: { readonly by: string; readonly at: string; readonly release: string } | null
}

export interface WaiverPage {
  readonly items: readonly WaiverView[]
  readonly next: string | null
}
