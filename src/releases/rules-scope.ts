// Rules that add rows to the scope and delete them.

import type { Role } from '../accounts/index.ts'
import type { Refusal } from '../lib/errors.ts'
import { refuse } from '../lib/errors.ts'
import { lines } from '../lib/text.ts'
import { commandAt, itemRoles } from './commands.ts'
import { hashed, rowsOf } from './issue-names.ts'
import { type Acceptance, type Change, counts, type Item, type ItemKind } from './model.ts'
import type { ParsedCommand } from './parse.ts'
import { withReopening } from './reopening.ts'
import type { Asking, FoundIssue, Rule } from './ruling.ts'
import { scopeTexts } from './scope-texts.ts'
import { spellingOf, usageAs } from './spelling.ts'
import { texts } from './texts.ts'

export const addItems: Rule = (release, command, asking) => {
  const kind = kindOf(command)
  if (!kind || asking.facts.issues.length === 0)
    return refuse('wrong-usage', texts.wrongUsage(usageAs(commandAt('add').usage, command)))
  const barred = mayChange(command, kind, asking)
  if (barred) return barred
  const items: Item[] = []
  for (const found of asking.facts.issues) {
    const item = itemOf(kind, found)
    if ('refused' in item) return item
    const present = [...release.items, ...items].some(i => i.kind === kind && i.issue === item.issue)
    if (!present) items.push(item)
  }
  if (items.length === 0)
    return refuse('already-there', texts.itemPresent(hashed(asking.facts.issues.map(f => f.word))))
  const acceptance = kind === 'test' ? 'accepted' : firstAcceptance(asking)
  const changes: Change[] = items.map(item => ({ kind: 'add-item', item, how: { acceptance } }))
  const added = texts.added(kind, hashed(items.map(i => i.issue)))
  if (acceptance === 'pending') return { changes, message: lines([added, scopeTexts.waitsForAcceptance()]) }
  return withReopening(release, [kind], changes, added)
}

export const deleteItems: Rule = (release, command, asking) => {
  const kind = kindOf(command)
  const words = command.args.slice(1)
  if (!kind || words.length === 0)
    return refuse('wrong-usage', texts.wrongUsage(usageAs(commandAt('delete').usage, command)))
  const barred = mayChange(command, kind, asking)
  if (barred) return barred
  const rows = rowsOf(
    release.items.filter(i => i.kind === kind),
    words,
  )
  if ('refused' in rows) return rows
  const issues = rows.map(row => row.issue)
  const changes: Change[] = issues.map(issue => ({ kind: 'delete-item', item: { kind, issue } }))
  return withReopening(release, rows.some(counts) ? [kind] : [], changes, texts.deleted(kind, hashed(issues)))
}

/** Feedback (需求反馈): an issue of a package, perhaps with the pull request that mends it, for the list of its kind. */
export const giveFeedback: Rule = (release, command, asking) => {
  const [found] = asking.facts.issues
  if (!found) return refuse('wrong-usage', texts.wrongUsage(commandAt('feedback').usage))
  if (!found.item) return found.problem ?? refuse('unknown-issue', texts.unknownIssue(found.word))
  const kind: ItemKind = found.item.cve ? 'cve' : 'bugfix'
  const item = { ...found.item, kind }
  // While the scope is being confirmed a new row may re-open a gate: that is for those who may add rows.
  const barred = release.stage === 'draft' ? undefined : mayChange(command, kind, asking)
  if (barred) return barred
  if (release.items.some(i => i.issue === item.issue)) {
    return refuse('already-there', texts.itemPresent(hashed([item.issue])))
  }
  const acceptance = asking.accept === 'by-version-manager' ? 'pending' : 'accepted'
  const changes: Change[] = [{ kind: 'add-item', item, how: { source: 'feedback', acceptance } }]
  const said = scopeTexts.fedBack(kind, item.issue, item.repository)
  if (acceptance === 'pending') return { changes, message: lines([said, scopeTexts.waitsForAcceptance()]) }
  return withReopening(release, [kind], changes, said)
}

/** What the version manager adds is accepted; what others add waits where the version manager accepts. */
function firstAcceptance(asking: Asking): Acceptance {
  const waits = asking.accept === 'by-version-manager' && !asking.roles.includes('version-manager')
  return waits ? 'pending' : 'accepted'
}

function kindOf(command: ParsedCommand): ItemKind | undefined {
  const word = command.args[0]?.toLowerCase()
  if (word === 'bug') return 'bugfix'
  return word === 'cve' || word === 'bugfix' || word === 'requires' || word === 'test' ? word : undefined
}

/** Each kind of row is for some of those who may give the command at all. */
function mayChange(command: ParsedCommand, kind: ItemKind, asking: Asking): Refusal | undefined {
  const wanted: readonly Role[] = itemRoles[kind]
  if (asking.roles.some(role => wanted.includes(role))) return undefined
  const spelled = spellingOf(command)
  const said = /[-_]/.test(spelled) ? spelled : `${spelled} ${kind}`
  return refuse('wrong-role', texts.wrongRole(said, wanted, asking.setting?.people))
}

function itemOf(kind: ItemKind, found: FoundIssue): Item | Refusal {
  if (found.item) {
    if (kind !== 'cve') return { ...found.item, kind }
    return found.item.cve ? { ...found.item, kind } : refuse('not-a-cve', texts.notACve(found.item.issue))
  }
  // A requires row may name a source package directly: it has no issue of its own.
  if (kind === 'requires' && /^[A-Za-z0-9][A-Za-z0-9+._-]{0,99}$/.test(found.word)) {
    const none = { title: '', url: '', status: '', cve: null, score: null, version: null, abiChanged: null }
    return { kind, issue: found.word, repository: found.word, ...none }
  }
  return found.problem ?? refuse('unknown-issue', texts.unknownIssue(found.word))
}
