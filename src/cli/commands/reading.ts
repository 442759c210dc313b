// Verbs that read what has no noun of its own: branches, the log, who is signed in, whether the server is well.

import type { BranchView, RunView } from '../../http/index.ts'
import type { Text } from '../../lib/text.ts'
import type { Session } from '../session.ts'
import { pairsOf, tableOf, timeOf } from '../show.ts'
import { branchWords } from '../state-texts.ts'
import { plain, toJson } from '../terminal.ts'
import { texts, words } from '../texts.ts'
import { findRelease } from './release-name.ts'

interface LogLine {
  readonly id: number
  readonly at: string
  readonly actor: string
  readonly onBehalfOf: string | null
  readonly subject: string
  readonly action: string
  readonly message: Text
}

interface Me {
  readonly name: string
  readonly kind: string
  readonly branches: Readonly<Record<string, readonly string[]>>
}

export async function listBranches({ client, terminal, json }: Session): Promise<void> {
  const answer = await client().get<{ items: readonly BranchView[] }>('/api/v1/branches')
  if (json) return terminal.streams.out(`${toJson(answer, 2)}\n`)
  const { say } = terminal
  const rows = answer.items.map(b => [
    b.name,
    b.timezone,
    b.maintained ? (b.next ?? '—') : say(branchWords.ended),
    say(branchWords[b.start]),
    say(branchWords[b.accept]),
  ])
  const head = [words.branch, words.timezone, branchWords.next, branchWords.start, branchWords.accept]
  terminal.streams.out(`${tableOf(terminal, head, rows)}\n`)
}

export async function listRuns(
  { client, terminal, json }: Session,
  wanted: { release?: string; limit?: number },
): Promise<void> {
  const server = client()
  const release = wanted.release === undefined ? undefined : (await findRelease(server, wanted.release)).id
  const answer = await server.get<{ items: readonly RunView[] }>('/api/v1/runs', { ...wanted, release })
  const { streams, say } = terminal
  if (json) return streams.out(`${toJson(answer, 2)}\n`)
  if (answer.items.length === 0) return streams.err(`${say(texts.nothingYet())}\n`)
  const rows = answer.items.map(r => [r.id, say(r.title), r.state, timeOf(r.startedAt), timeOf(r.endedAt)])
  streams.out(`${tableOf(terminal, [words.run, words.title, words.state, words.time, words.ended], rows)}\n`)
}

export async function showLog(
  { client, terminal, json }: Session,
  wanted: { subject?: string; after?: number; limit?: number },
): Promise<void> {
  const answer = await client().get<{ items: readonly LogLine[] }>('/api/v1/log', wanted)
  const { streams, colours, say } = terminal
  if (json) return streams.out(`${toJson(answer, 2)}\n`)
  if (answer.items.length === 0) return streams.err(`${say(texts.nothingYet())}\n`)
  for (const line of answer.items) {
    const who = line.onBehalfOf === null ? line.actor : `${line.onBehalfOf} / ${line.actor}`
    const what = `${plain(line.subject)}  ${plain(line.action)}  ${plain(say(line.message))}`
    streams.out(`${line.id}  ${colours.dim(timeOf(line.at))}  ${colours.bold(plain(who))}  ${what}\n`)
  }
}

export async function showMe({ client, terminal, json }: Session): Promise<void> {
  const me = await client().get<Me>('/api/v1/me')
  if (json) return terminal.streams.out(`${toJson(me, 2)}\n`)
  const branches = Object.entries(me.branches).map(([branch, roles]) => `${branch}: ${roles.join(', ') || '—'}`)
  const pairs = [
    [words.who, `${me.name} (${me.kind})`],
    [words.roles, branches.join('\n')],
  ] as const
  terminal.streams.out(`${pairsOf(terminal, pairs)}\n`)
}

export async function showHealth({ client, terminal, json }: Session): Promise<void> {
  const answer = await client().get<{ checks: Readonly<Record<string, boolean>> }>('/readyz')
  if (json) return terminal.streams.out(`${toJson(answer, 2)}\n`)
  const lines = Object.entries(answer.checks).map(([name, isWell]) => `${isWell ? '✓' : '✗'} ${name}\n`)
  terminal.streams.out(lines.join(''))
}
