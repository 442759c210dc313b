// Rules of the version manager's acceptance (待接纳, 已接纳, 已拒绝接纳), and what it means for signing a list off.

import { type Refusal, refuse } from '../lib/errors.ts'
import { commandAt } from './commands.ts'
import { hashed, rowsOf } from './issue-names.ts'
import { type Acceptance, type Change, counts, type ItemKind, type Release, type ScopeItem } from './model.ts'
import type { ParsedCommand } from './parse.ts'
import { withReopening } from './reopening.ts'
import type { Asking, Rule } from './ruling.ts'
import { scopeTexts } from './scope-texts.ts'
import type { GateName } from './stages.ts'
import { texts } from './texts.ts'

export const acceptItems: Rule = (release, command, asking) => judge(release, command, asking, 'accepted')

export const refuseItems: Rule = (release, command, asking) => judge(release, command, asking, 'refused')

function judge(release: Release, command: ParsedCommand, asking: Asking, acceptance: 'accepted' | 'refused') {
  const named = rowsNamed(release, command, asking)
  if ('refused' in named) return named
  const rows = named.filter(item => item.acceptance !== acceptance)
  if (rows.length === 0) return refuse('already-judged', scopeTexts.alreadyJudged(acceptance, issuesOf(named)))
  const own = rows.filter(item => isOwn(item, asking))
  if (acceptance === 'accepted' && own.length > 0) return refuse('own-items', scopeTexts.ownItems(issuesOf(own)))
  const changes: Change[] = rows.map(({ kind, issue }) => ({ kind: 'judge-item', item: { kind, issue }, acceptance }))
  // What did not count and does not count changes no scope.
  const touched = rows.filter(item => counts(item) !== counts({ ...item, acceptance }))
  const said = scopeTexts.judged(acceptance, issuesOf(rows))
  return withReopening(release, kindsOf(touched), changes, said)
}

/** The rows a command names; `all` are those that wait. Rows of tests are accepted by nobody. */
function rowsNamed(release: Release, command: ParsedCommand, asking: Asking): readonly ScopeItem[] | Refusal {
  const usage = commandAt(command.name === 'accept' ? 'accept' : 'refuse').usage
  if (command.args.length === 0) return refuse('wrong-usage', texts.wrongUsage(usage))
  const rows = release.items.filter(item => item.kind !== 'test')
  if (command.args.length === 1 && command.args[0]?.toLowerCase() === 'all') {
    const waiting = rows.filter(item => item.acceptance === 'pending')
    if (waiting.length > 0) return waiting
    return refuse('nothing-pending', scopeTexts.nothingPending(asking.accept ?? 'automatic'))
  }
  return rowsOf(rows, command.args)
}

/** Kinds of rows that a gate confirms; source packages brought in are confirmed with the bugfixes. */
const confirmed: Partial<Record<GateName, readonly ItemKind[]>> = { cve: ['cve'], bugfix: ['bugfix', 'requires'] }

/** Why a list may not be signed off: rows wait for acceptance, or were added by the one who signs. */
export function listRefusal(release: Release, gate: GateName, asking: Asking): Refusal | undefined {
  const rows = release.items.filter(item => confirmed[gate]?.includes(item.kind))
  const waiting = rowsPending(rows)
  if (waiting.length > 0) return refuse('items-pending', scopeTexts.itemsPending(issuesOf(waiting)))
  const nameless = rows.filter(item => item.kind === 'cve' && counts(item) && item.cve === null)
  if (nameless.length > 0) return refuse('cve-unknown', scopeTexts.cveUnknown(nameless))
  const own = rows.filter(item => counts(item) && isOwn(item, asking))
  return own.length > 0 ? refuse('own-items', scopeTexts.ownItems(issuesOf(own))) : undefined
}

function isOwn(item: ScopeItem, asking: Asking): boolean {
  return asking.ownItems === 'refuse' && item.addedAccount === asking.account
}

/** Rows that wait for the version manager. */
export function rowsPending(items: readonly ScopeItem[]): readonly ScopeItem[] {
  return items.filter(item => item.acceptance === 'pending' && !item.left)
}

export function kindsOf(items: readonly ScopeItem[]): ItemKind[] {
  return [...new Set(items.map(item => item.kind))]
}

export function issuesOf(items: readonly ScopeItem[]): string {
  return hashed([...new Set(items.map(item => item.issue))])
}

/** How rows that are fetched or fed back begin. */
export function startingAcceptance(accept: Asking['accept']): Acceptance {
  return accept === 'by-version-manager' ? 'pending' : 'accepted'
}
