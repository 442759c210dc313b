// What the old programs' calls that only look show: whether both lists are signed, what the self-check found, where the
// update list is archived.

import type { ReleaseView } from '../../http/index.ts'
import type { Text } from '../../lib/text.ts'
import type { Client } from '../client.ts'
import { followRelease, waiting } from '../commands/follow.ts'
import { releasePath } from '../commands/release-name.ts'
import { findingTable } from '../commands/release-show.ts'
import { type ExitCode, ExitError, exitCodes } from '../exit.ts'
import type { Session } from '../session.ts'
import { toJson } from '../terminal.ts'
import { texts } from '../texts.ts'
import { compatTexts } from './texts.ts'

interface Archive {
  readonly repository: string
  readonly files: readonly string[]
  readonly state: 'archived' | 'pending'
  readonly problem: string | null
}

type Seen = ReleaseView & { readonly archive?: Archive | null }

interface Reading {
  readonly what: 'gates' | 'self-check' | 'update-list'
  readonly wait: boolean
  readonly timeout?: number | undefined
  /** Says nothing: the caller has words of its own. */
  readonly isQuiet?: boolean
}

/** What was read, how the program ends by it, and whether waiting may change that. */
interface Answer {
  readonly code: ExitCode
  readonly text: Text
  readonly document: object
  readonly isPending?: boolean
  readonly more?: string
}

export async function readOf(
  { terminal, json }: Session,
  { server, id }: { server: Client; id: string },
  { what, wait, timeout, isQuiet }: Reading,
): Promise<void> {
  let answer: Answer | undefined
  const look = async () => {
    const seen = await server.get<Seen>(releasePath(id))
    answer = what === 'gates' ? gatesOf(seen) : what === 'update-list' ? archiveOf(seen) : selfCheckOf(seen)
    if (!json && what === 'self-check' && seen.findings.length > 0) {
      answer = { ...answer, more: findingTable(terminal, seen.findings) }
    }
    return answer.isPending !== true
  }
  const isThere = await look()
  if (!isThere && wait) {
    const { stop, isOver } = waiting(terminal, timeout)
    const isReached = await followRelease({ server, id, stop, look })
    if (!isReached) throw new ExitError(exitCodes.failed, isOver() ? texts.timedOut(timeout ?? 0) : texts.waitsNoMore())
  }
  if (!answer) return
  const { code, text, document, more } = answer
  if (code !== exitCodes.ok) {
    if (more) terminal.streams.out(`${more}\n`)
    throw new ExitError(code, text, document)
  }
  if (isQuiet) return
  terminal.streams.out(json ? `${toJson(document, 2)}\n` : `${terminal.say(text)}\n`)
}

function gatesOf(seen: Seen): Answer {
  const gates = seen.gates.filter(g => g.name === 'cve' || g.name === 'bugfix')
  const isOpen = gates.length > 0 && gates.every(g => g.state === 'open')
  const document = { gates }
  if (isOpen) return { code: exitCodes.ok, text: compatTexts.gatesOpen(), document }
  return { code: exitCodes.refused, text: compatTexts.gatesClosed(), document }
}

function selfCheckOf(seen: Seen): Answer {
  const run = seen.runs.find(r => r.plan === 'self-check')
  const document = { run: run ?? null, findings: seen.findings }
  if (!run) return { code: exitCodes.refused, text: compatTexts.notChecked(), document }
  if (run.endedAt === null) {
    return { code: exitCodes.failed, text: compatTexts.checkUnderWay(), document, isPending: true }
  }
  if (run.state === 'done') return { code: exitCodes.ok, text: compatTexts.checkClean(), document }
  return { code: exitCodes.failed, text: run.reason ?? compatTexts.checkNotClean(), document }
}

function archiveOf(seen: Seen): Answer {
  const { archive, stageTitle } = seen
  const document = { archive: archive ?? null }
  if (!archive) {
    const isPending = seen.stage === 'publishing'
    return { code: exitCodes.refused, text: compatTexts.notArchived(stageTitle), document, isPending }
  }
  const { state, problem, repository, files } = archive
  if (state === 'archived') return { code: exitCodes.ok, text: compatTexts.archived(repository, files), document }
  if (problem === null) return { code: exitCodes.ok, text: compatTexts.archiving(), document, isPending: true }
  return { code: exitCodes.remoteDown, text: compatTexts.archivingFails(problem), document, isPending: true }
}
