// Rules that change the scope: rows added and deleted, and the gates a changed scope re-opens (design §4).

import type { Role } from '../accounts/index.ts'
import type { Refusal } from '../lib/errors.ts'
import { refuse } from '../lib/errors.ts'
import { lines, listed, type Text } from '../lib/text.ts'
import { itemRoles } from './commands.ts'
import { activeRun, type Change, type Item, type ItemKind, type Release } from './model.ts'
import type { ParsedCommand } from './parse.ts'
import type { Asking, FoundIssue, Rule, Ruling } from './ruling.ts'
import { type GateName, gates, orderOf } from './stages.ts'
import { texts } from './texts.ts'

export const addItems: Rule = (release, command, asking) => {
  const kind = kindOf(command)
  if (!kind || asking.facts.issues.length === 0)
    return refuse('wrong-usage', texts.wrongUsage('/add cve|bugfix|requires|test ID…'))
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
  const changes: Change[] = items.map(item => ({ kind: 'add-item', item }))
  return withReopening(release, kind, changes, texts.added(kind, hashed(items.map(i => i.issue))))
}

export const deleteItems: Rule = (release, command, asking) => {
  const kind = kindOf(command)
  const words = command.args.slice(1)
  if (!kind || words.length === 0)
    return refuse('wrong-usage', texts.wrongUsage('/delete cve|bugfix|requires|test ID…'))
  const barred = mayChange(command, kind, asking)
  if (barred) return barred
  const ids = words.map(word => word.replace(/^#/, ''))
  const find = (id: string) => release.items.find(i => i.kind === kind && i.issue.toLowerCase() === id.toLowerCase())
  const absent = ids.filter(id => !find(id))
  if (absent.length > 0) return refuse('unknown-item', texts.itemAbsent(hashed(absent)))
  const issues = [...new Set(ids.flatMap(id => find(id)?.issue ?? []))]
  const changes: Change[] = issues.map(issue => ({ kind: 'delete-item', item: { kind, issue } }))
  return withReopening(release, kind, changes, texts.deleted(kind, hashed(issues)))
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
  return refuse('wrong-role', texts.wrongRole(`${command.name} ${kind}`, wanted, asking.setting?.people))
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

/** A changed scope re-opens the gates it touches and takes the release back to where they stand. */
function withReopening(release: Release, kind: ItemKind, rows: readonly Change[], said: Text): Ruling {
  if (kind === 'test') return { changes: rows, message: said }
  const changes: Change[] = [...rows, { kind: 'new-revision' }]
  const running = activeRun(release)
  if (running && release.stage !== 'scoping') changes.push({ kind: 'cancel-run', run: running.run })
  if (kind === 'requires') {
    if (orderOf(release) < orderOf({ stage: 'verifying', part: 0 })) return { changes, message: said }
    changes.push(
      { kind: 'withdraw-sign-offs', gates: ['status'] },
      { kind: 'move', to: { stage: 'verifying', part: 1 } },
    )
    return { changes, message: lines([said, texts.checkStale()]) }
  }
  const touched: readonly GateName[] =
    kind === 'cve'
      ? ['cve', 'launch', 'status', 'test', 'check', 'cvrf']
      : ['bugfix', 'launch', 'status', 'test', 'check']
  const reopened = touched.filter(gate => release.signOffs.some(s => s.gate === gate && s.role !== 'system'))
  changes.push({ kind: 'withdraw-sign-offs', gates: touched })
  const open = { stage: 'scoping', part: 0 } as const
  if (orderOf(release) > orderOf(open)) changes.push({ kind: 'move', to: open })
  if (reopened.length === 0) return { changes, message: said }
  const titles = reopened.map(gate => gates[gate].title)
  return { changes, message: lines([said, texts.backToScoping(listed(titles))]) }
}

function hashed(words: readonly string[]): string {
  return words.map(w => (w.startsWith('#') ? w : `#${w}`)).join(' ')
}
