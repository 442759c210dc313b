// Rules of what is left for the next release (遗留): /no-release, /release, and what the next release takes in of it.

import { refuse } from '../lib/errors.ts'
import type { Carried } from './carry-store.ts'
import { commandAt } from './commands.ts'
import { rowsOf } from './issue-names.ts'
import { type Change, counts, type Release } from './model.ts'
import { withReopening } from './reopening.ts'
import { issuesOf, kindsOf, startingAcceptance } from './rules-accept.ts'
import type { Asking, Rule, Ruling } from './ruling.ts'
import { scopeTexts } from './scope-texts.ts'
import { texts } from './texts.ts'

export const leaveItems: Rule = (release, command) => {
  if (command.args.length === 0) return refuse('wrong-usage', texts.wrongUsage(commandAt('no-release').usage))
  const named = rowsOf(release.items, command.args)
  if ('refused' in named) return named
  const rejected = named.filter(item => item.acceptance === 'refused')
  if (rejected.length > 0) return refuse('not-accepted', scopeTexts.refusedRows(issuesOf(rejected)))
  const rows = named.filter(item => !item.left)
  if (rows.length === 0) return refuse('already-left', scopeTexts.alreadyLeft(issuesOf(named)))
  const changes: Change[] = rows.map(({ kind, issue }) => ({ kind: 'leave-item', item: { kind, issue } }))
  return withReopening(release, kindsOf(rows.filter(counts)), changes, scopeTexts.left(issuesOf(rows)))
}

export const returnItems: Rule = (release, command) => {
  if (command.args.length === 0) return refuse('wrong-usage', texts.wrongUsage(commandAt('release').usage))
  const named = rowsOf(release.items, command.args)
  if ('refused' in named) return named
  const rows = named.filter(item => item.left)
  if (rows.length === 0) return refuse('not-left', scopeTexts.notLeft(issuesOf(named)))
  const changes: Change[] = rows.map(({ kind, issue }) => ({ kind: 'return-item', item: { kind, issue } }))
  const touched = rows.filter(item => counts({ ...item, left: null }))
  return withReopening(release, kindsOf(touched), changes, scopeTexts.returned(issuesOf(rows)))
}

/** What a release that still gathers its scope takes in of others and lets go of again. */
export function carryRows(release: Release, carried: Carried, accept: Asking['accept']): Ruling {
  const nothing = { changes: [], message: scopeTexts.carried([], []) }
  if (release.dropped || (release.stage !== 'draft' && release.stage !== 'scoping')) return nothing
  // An emergency release is made for one thing: what others have left is not for it.
  const waiting = release.suffix === '' ? carried.waiting : []
  if (waiting.length + carried.stale.length === 0) return nothing
  const present = [...release.items, ...release.deleted]
  const taken = waiting.filter(({ item }) => !present.some(p => p.kind === item.kind && p.issue === item.issue))
  const changes: Change[] = [
    ...waiting.map(({ item, from }): Change => {
      const acceptance = item.kind === 'test' ? 'accepted' : startingAcceptance(accept)
      const { addedBy, addedAt, addedAccount, ...rest } = item
      const added = { by: addedBy, at: addedAt.toISOString(), account: addedAccount }
      return { kind: 'carry-item', item: rest, from, acceptance, added }
    }),
    ...carried.stale.map(({ key, from }): Change => ({ kind: 'uncarry-item', item: key, from })),
  ]
  const gone = release.items.filter(i => carried.stale.some(s => s.key.kind === i.kind && s.key.issue === i.issue))
  const counted = accept === 'by-version-manager' ? [] : taken.map(t => t.item)
  const touched = [...counted, ...gone.filter(counts)]
  const said = scopeTexts.carried(
    taken.map(({ item, from }) => ({ issue: item.issue, release: from })),
    gone.map(i => i.issue),
  )
  return withReopening(release, kindsOf(touched), changes, said)
}
