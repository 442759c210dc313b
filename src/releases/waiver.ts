// Waivers: what the newest self-check holds against a release, by short numbers; which of it a waiver covers, and until
// when. Pure.

import type { Finding } from '../flow/index.ts'
import type { Json } from '../lib/json.ts'
import { lines } from '../lib/text.ts'
import { blockingFindings, type Release, type WaivedMark, type Waiver } from './model.ts'
import { saidOf, whyNeverWaived } from './waiver-binding.ts'

/** What tells a finding from others: its code, its subject, and what is said where that counts. */
type Telling = Pick<Finding, 'code' | 'subject' | 'message' | 'data'>
/** The same as a waiver notes it. */
type WaiverKey = Pick<Waiver, 'code' | 'subject' | 'wording'>

/** A finding of the newest self-check with the number people call it by, `F1` and on. */
export interface NumberedFinding {
  readonly number: string
  readonly finding: Finding
}

/** What waivers of a release are judged by. */
type Waived = Pick<Release, 'waivers'>

/** In the order they were found; the same found several times is one. Settled and waived ones keep theirs. */
export function numberedFindings(release: Release): readonly NumberedFinding[] {
  if (release.stage === 'draft') return []
  const distinct = new Map<string, Finding>()
  for (const finding of blockingFindings(release)) {
    const name = nameOf(finding)
    const same = distinct.get(name)
    if (!same) distinct.set(name, finding)
    else if (same.message.en !== finding.message.en) {
      distinct.set(name, { ...same, message: lines([same.message, finding.message]) })
    }
  }
  return [...distinct.values()].map((finding, i) => ({ number: `F${i + 1}`, finding }))
}

/** Whether a finding is the same as one of these: there may be thousands, of which thousands are asked. */
export function among(findings: readonly Telling[]): (finding: Telling) => boolean {
  const names = new Set(findings.map(nameOf))
  return finding => names.has(nameOf(finding))
}

/** The number of a finding, of those of a release. */
export function numbersOf(release: Release): (finding: Telling) => string | undefined {
  const numbers = new Map(numberedFindings(release).map(({ number, finding }) => [nameOf(finding), number]))
  return finding => numbers.get(nameOf(finding))
}

/** The key of a finding as one word. */
function nameOf(finding: Telling): string {
  const { code, subject, wording } = keyOf(finding)
  return JSON.stringify([code, subject, wording])
}

/** What a waiver of this finding is bound to, on its branch. */
export function keyOf(finding: Telling): WaiverKey {
  return { code: finding.code, subject: finding.subject, wording: saidOf(finding) }
}

export function isSameKey(one: WaiverKey, other: WaiverKey): boolean {
  return one.code === other.code && one.subject === other.subject && one.wording === other.wording
}

/** Whether a waiver is of this finding: compared whole, for a part of a sentence may say another version. */
export function covers(waiver: WaiverKey, finding: Telling): boolean {
  return isSameKey(waiver, keyOf(finding))
}

/** The waiver that keeps a finding from blocking now. */
export function waiverOf(release: Waived, finding: Telling, at: Date): Waiver | undefined {
  return waiversOf(release, finding).find(w => w.expiresAt > at)
}

/** The waiver that did so until lately; undefined while one holds. */
export function lapsedWaiverOf(release: Waived, finding: Telling, at: Date): Waiver | undefined {
  if (waiverOf(release, finding, at)) return undefined
  return waiversOf(release, finding)[0]
}

/** Newest first. */
function waiversOf({ waivers }: Waived, finding: Telling): readonly Waiver[] {
  const own = waivers.filter(w => covers(w, finding))
  return own.toSorted((a, b) => b.at.getTime() - a.at.getTime())
}

/** A waiver as it stands in the result of a step. A type alias: it is recorded. */
export type NotedWaiver = Pick<Waiver, 'code' | 'subject' | 'owner' | 'until' | 'because' | 'wording'>

export function notedWaiver({ code, subject, owner, until, because, wording }: Waiver): NotedWaiver {
  return { code, subject, owner, until, because, wording }
}

/** What a step of the self-check found, as it blocks under these waivers: what is waived says so. */
export function markWaived(findings: readonly Finding[], waivers: readonly NotedWaiver[]): readonly Finding[] {
  return findings.map(finding => {
    const waiver = finding.blocking && waivers.find(w => covers(w, finding))
    if (!waiver || whyNeverWaived(finding)) return finding
    const { owner, until, because } = waiver
    const mark: WaivedMark = { waived: { by: owner, until, because } }
    return { ...finding, blocking: false, data: { ...noted(finding), ...mark } }
  })
}

/** What the finding tells beside its sentence. */
function noted({ data }: Finding): Readonly<Record<string, Json>> {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Record<string, Json>) : {}
}
