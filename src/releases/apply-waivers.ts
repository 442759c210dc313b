// The waivers of a release after a change, as the next rule sees them. Pure.

import type { Change, Release, SignOff, Waiver } from './model.ts'
import { isSameKey } from './waiver.ts'

type WaiverChange = Extract<Change, { kind: 'waive' | 'unwaive' }>

/** A waiver stands in the place of what was said of the finding before; ended, nothing does. */
export function waiversAfter(
  { waivers }: Pick<Release, 'waivers'>,
  change: WaiverChange,
  by: Pick<SignOff, 'name' | 'at'>,
): readonly Waiver[] {
  const others = waivers.filter(w => !isSameKey(w, change.waiver))
  if (change.kind === 'unwaive') return others
  const { expiresAt, ...said } = change.waiver
  return [...others, { ...said, owner: by.name, at: by.at, expiresAt: new Date(expiresAt) }]
}
