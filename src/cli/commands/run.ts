// `slipway run show`: the steps of a run, what they found, and its log.

import type { RunLogLine, RunView } from '../../http/index.ts'
import type { Session } from '../session.ts'
import { blocks, tableOf, timeOf } from '../show.ts'
import { plain, type Terminal, toJson } from '../terminal.ts'
import { words } from '../texts.ts'
import { findingTable } from './release-show.ts'

interface RunAnswer {
  readonly run: RunView
  readonly log: readonly RunLogLine[]
}

export async function showRun({ client, terminal, json }: Session, id: string): Promise<void> {
  const answer = await client().get<RunAnswer>(`/api/v1/runs/${encodeURIComponent(id)}`)
  terminal.streams.out(json ? `${toJson(answer, 2)}\n` : runPage(terminal, answer))
}

function runPage(terminal: Terminal, { run, log }: RunAnswer): string {
  const { colours, say } = terminal
  const findings = run.steps.flatMap(s => s.findings)
  return blocks([
    `${colours.bold(plain(run.id))}  ${plain(say(run.title))}  ${run.state}${run.reason ? `\n${plain(say(run.reason))}` : ''}`,
    tableOf(
      terminal,
      [words.step, words.state, words.attempts, words.time, words.note],
      run.steps.map(s => [
        say(s.title),
        s.state,
        s.attempts,
        timeOf(s.endedAt ?? s.startedAt),
        s.note ? say(s.note) : '',
      ]),
    ),
    findings.length > 0 && findingTable(terminal, findings),
    log
      .map(l => `${colours.dim(timeOf(l.at))}  ${l.step ? `${plain(l.step)}  ` : ''}${plain(say(l.message))}`)
      .join('\n'),
  ])
}
