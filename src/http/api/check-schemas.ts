// The newest self-check of a release and the waivers of a branch, as the API tells them.

import Type from 'typebox'
import { closed, finding, instant, list, named, orNull, string, text } from './schema-parts.ts'

const waiverFacts = {
  owner: Type.String({ description: 'Who answers for it' }),
  role: string,
  at: instant,
  until: Type.String({ description: "Its last day, YYYYMMDD in the branch's time zone" }),
  because: string,
}

export const selfCheckView = named('SelfCheckView', {
  run: string,
  revision: Type.Integer({ description: 'The scope revision it saw' }),
  stale: Type.Union([text, Type.Null()], { description: 'Said when the scope has changed since' }),
  findings: list(
    named('NumberedFinding', {
      number: Type.String({ description: '`F1` and on, counted anew at every self-check' }),
      name: Type.String({ description: 'What `/waive` and `/unwaive` call it by' }),
      code: string,
      subject: string,
      message: text,
      blocking: Type.Boolean({ description: 'It blocks now: neither waived nor settled' }),
      neverWaived: Type.Union([text, Type.Null()], { description: 'Why nobody may waive it' }),
      waiver: orNull(
        named('FindingWaiver', {
          ...waiverFacts,
          holds: Type.Boolean({ description: 'False when it has run out' }),
        }),
      ),
    }),
  ),
  before: Type.Immutable(Type.Array(finding, { description: 'What was broken before: blocks nothing' })),
})

export const waiverView = named('Waiver', {
  id: Type.Integer(),
  branch: string,
  code: Type.String({ description: 'Of the finding' }),
  subject: Type.String({ description: 'What the finding is about: a NEVRA, perhaps with an architecture' }),
  ...waiverFacts,
  release: Type.String({ description: 'The release it was given in' }),
  wording: orNull(
    Type.String({ description: 'It holds while exactly this is said of it; null where its subject says it all' }),
  ),
  state: Type.Enum(['holds', 'expired', 'ended']),
  ended: orNull(Type.Object({ by: string, at: instant, release: string }, closed)),
})
