// The newest self-check as people see it: what it found by numbers, who answers for which of it, what was broken before,
// and whether the scope has changed since. Pure.

import { checkState, remainingFindings } from './issue-status.ts'
import { type Release, selfCheckOf, type Waiver } from './model.ts'
import { orderOf } from './stages.ts'
import { among, lapsedWaiverOf, numberedFindings, waiverOf } from './waiver.ts'
import { whyNeverWaived } from './waiver-binding.ts'
import { waiverTexts } from './waiver-texts.ts'
import type { NumberedFindingView, SelfCheckView } from './waiver-view.ts'

/** Null when none has come to a result, and for a draft: the scope it looked at is collected anew. */
export function selfCheckView(release: Release, at: Date): SelfCheckView | null {
  const check = selfCheckOf(release)
  if (!check || release.stage === 'draft') return null
  const numbered = numberedFindings(release)
  const bySubject = new Map<string, number>()
  for (const { finding } of numbered) bySubject.set(finding.subject, (bySubject.get(finding.subject) ?? 0) + 1)
  const isHeld = among(remainingFindings(release, at))
  return {
    run: check.run,
    revision: check.revision,
    stale: sayStale(release, at),
    findings: numbered.map(({ number, finding }): NumberedFindingView => {
      const { code, subject, message } = finding
      const holding = waiverOf(release, finding, at)
      const waiver = holding ?? lapsedWaiverOf(release, finding, at)
      return {
        ...{ number, code, subject, message },
        // A number is counted anew at every self-check: what is sent later names the finding itself where it can.
        name: bySubject.get(subject) === 1 ? subject : number,
        blocking: isHeld(finding),
        neverWaived: whyNeverWaived(finding) ?? null,
        waiver: waiver ? { ...sayWaiver(waiver), holds: holding !== undefined } : null,
      }
    }),
    before: check.findings.filter(f => f.code === 'broken-before'),
  }
}

function sayWaiver({ owner, role, at, until, because }: Waiver) {
  return { owner, role, at: at.toISOString(), until, because }
}

/** Set when the scope has changed since the newest self-check; before that it says that one runs by itself. */
export function sayStale(release: Release, at: Date) {
  const check = checkState(release, at)
  if (check.state !== 'stale') return null
  const isWaiting = orderOf(release) >= orderOf({ stage: 'verifying', part: 0 })
  const say = isWaiting ? waiverTexts.stale : waiverTexts.staleBefore
  return say(check.saw, release.revision)
}
