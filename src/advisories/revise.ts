// The two things that happen to an advisory: it is published under a number, and it is withdrawn. Pure; time comes in.

import { civilDate, dashedDay } from '../lib/clock.ts'
import type { Advisory, Revision } from './model.ts'
import { documentTexts } from './texts.ts'

/** The draft under its number, first revision at that instant. */
export function issueAdvisory(draft: Advisory, id: string, at: Date): Advisory {
  return { ...draft, id, revisions: [revision('Initial', 0, at, draft.settings.timezone)] }
}

/** Says withdrawn from title to topic and gains a revision. A withdrawn one stays as it is. */
export function withdrawAdvisory(advisory: Advisory, at: Date): Advisory {
  if (isWithdrawn(advisory)) return advisory
  const { component, branches, revisions, settings } = advisory
  return {
    ...advisory,
    title: documentTexts.withdrawnTitle(component, branches),
    revisions: [...revisions, revision('Withdrawn', revisions.length, at, settings.timezone)],
  }
}

export function isWithdrawn(advisory: Advisory): boolean {
  return advisory.revisions.at(-1)?.description === 'Withdrawn'
}

function revision(description: Revision['description'], nth: number, at: Date, timezone: string): Revision {
  const date = dashedDay(civilDate(at, timezone))
  return { number: `1.${nth}`, at: at.toISOString(), date, description }
}
