// Waivers: what the newest self-check holds against a release, by short numbers; which of it a waiver covers, until
// when; and what nobody may waive. Pure.

import type { Finding } from '../flow/index.ts'
import type { Json } from '../lib/json.ts'
import { lines, type Text } from '../lib/text.ts'
import type { BadRpmCode } from '../repos/index.ts'
import { blockingFindings, type Release, type WaivedMark, type Waiver } from './model.ts'
import { waiverTexts } from './waiver-texts.ts'

/** What a finding is named by: a waiver is for it and for no other. */
type FindingKey = Pick<Finding, 'code' | 'subject'>
/** A subject without a version is one as long as the same is said of it. */
type SaidFinding = FindingKey & Pick<Finding, 'message'>

/** A finding of the newest self-check with the number people call it by, `F1` and on. */
export interface NumberedFinding {
  readonly number: string
  readonly finding: Finding
}

/** What waivers of a release are judged by. */
type Waived = Pick<Release, 'waivers'>

/** In the order they were found; the same said of several architectures is one. Settled and waived ones keep theirs. */
export function numberedFindings(release: Release): readonly NumberedFinding[] {
  if (release.stage === 'draft') return []
  const distinct: Finding[] = []
  for (const finding of blockingFindings(release)) {
    const at = distinct.findIndex(f => isSameFinding(f, finding))
    const same = distinct[at]
    if (!same) distinct.push(finding)
    else if (same.message.en !== finding.message.en) {
      distinct[at] = { ...same, message: lines([same.message, finding.message]) }
    }
  }
  return distinct.map((finding, i) => ({ number: `F${i + 1}`, finding }))
}

export function isSameFinding(one: FindingKey, other: FindingKey): boolean {
  return one.code === other.code && one.subject === other.subject
}

/** The waiver that keeps a finding from blocking now. */
export function waiverOf(release: Waived, finding: SaidFinding, at: Date): Waiver | undefined {
  return waiversOf(release, finding).find(w => w.expiresAt > at)
}

/** The waiver that did so until lately; undefined while one holds. */
export function lapsedWaiverOf(release: Waived, finding: SaidFinding, at: Date): Waiver | undefined {
  if (waiverOf(release, finding, at)) return undefined
  return waiversOf(release, finding)[0]
}

/** Newest first. */
function waiversOf({ waivers }: Waived, finding: SaidFinding): readonly Waiver[] {
  const own = waivers.filter(w => covers(w, finding))
  return own.toSorted((a, b) => b.at.getTime() - a.at.getTime())
}

function covers(waiver: Pick<Waiver, 'code' | 'subject' | 'wording'>, finding: SaidFinding): boolean {
  return isSameFinding(waiver, finding) && (waiver.wording === null || waiver.wording.includes(finding.message.en))
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

/** Files that are not what they say, and what was not made or could not be looked at: there is no risk to take. */
const never = {
  'not-built': waiverTexts.notBuilt(),
  'missing-file': waiverTexts.badFile(),
  'not-an-rpm': waiverTexts.badFile(),
  'truncated-rpm': waiverTexts.badFile(),
  'unsafe-name': waiverTexts.badFile(),
  'unknown-arch': waiverTexts.badFile(),
  'wrong-file-name': waiverTexts.badFile(),
  // A tree cannot hold two packages of one name.
  'same-package-twice': waiverTexts.twoContents(),
  'different-content': waiverTexts.twoContents(),
  'empty-root': waiverTexts.notChecked(),
  'version-failed': waiverTexts.notChecked(),
} as const satisfies Readonly<Record<BadRpmCode, Text>> & Readonly<Record<string, Text>>

export function whyNeverWaived({ code }: Pick<Finding, 'code'>): Text | undefined {
  return Object.hasOwn(never, code) ? never[code as keyof typeof never] : undefined
}

/** Whether a subject names one version of a package; else a waiver is of what is said of it, word for word. */
export function namesVersion(subject: string): boolean {
  return /^[^\s/]+-(\d+:)?[^\s/:-]+-[^\s/:-]+\.\w+(?: \(\w+\))?$/.test(subject)
}
