// A release as text for people.

import type {
  ArchiveView,
  GateView,
  ReleaseSummary,
  ReleaseView,
  RunView,
  StageView,
  TimelineEntry,
} from '../../http/index.ts'
import { listed, type Text, text } from '../../lib/text.ts'
import { blocks, pairsOf, tableOf, timeOf } from '../show.ts'
import { wordOf } from '../state-texts.ts'
import { plain, type Terminal } from '../terminal.ts'
import { texts, words } from '../texts.ts'
import { checkTable } from './waiver.ts'

export function releaseTable(terminal: Terminal, releases: readonly ReleaseSummary[]): string {
  const { say } = terminal
  const rows = releases.map(r => [r.id, stageOf(terminal, r), r.counts.cve, r.counts.bugfix, say(r.waitingFor)])
  return tableOf(terminal, [words.release, words.stage, words.cve, words.bugfix, words.waitsFor], rows)
}

export function releasePage(terminal: Terminal, release: ReleaseView): string {
  const { colours, say } = terminal
  const { items, gates, findings, selfCheck, run, advisories, repositories, issue, archive, trouble } = release
  return blocks([
    `${colours.bold(plain(release.id))}  ${stageOf(terminal, release)}\n${plain(say(release.waitingFor))}`,
    trouble && `${colours.red(plain(say(trouble.message)))}  ${colours.dim(timeOf(trouble.since))}`,
    stageBar(terminal, release.stages),
    pairsOf(terminal, [
      [words.issue, issue && `${issue.repository} ${issue.id}  ${issue.url}`],
      [words.directory, release.directory],
      [words.run, run && `${run.id}  ${say(run.title)}  ${say(wordOf('run', run.state))}`],
      [words.repositories, repositories.map(r => r.url).join('\n')],
      [words.archive, archive && archiveLine(terminal, archive)],
      [words.advisory, advisories.map(a => advisoryLine(terminal, a)).join('\n')],
    ]),
    tableOf(
      terminal,
      [words.gate, words.state, words.who, words.missing, words.command],
      gates.map(g => [
        say(g.title),
        say(wordOf('gate', g.state)),
        signersOf(terminal, g),
        missingOf(terminal, g),
        g.command,
      ]),
    ),
    items.length > 0 &&
      tableOf(
        terminal,
        [words.kind, words.issue, words.package, words.title, words.score, words.state],
        items.map(i => [i.kind, i.issue, i.repository, i.cve ?? i.title, i.score ?? '', say(standingOf(i))]),
      ),
    selfCheck ? checkTable(terminal, selfCheck) : findings.length > 0 && findingTable(terminal, findings),
  ])
}

export function findingTable(terminal: Terminal, findings: ReleaseView['findings']): string {
  const rows = findings.map(f => [f.code, f.subject, terminal.say(f.message)])
  return tableOf(terminal, [words.finding, words.subject, words.text], rows)
}

export function timelineLine({ colours, say }: Terminal, entry: TimelineEntry): string {
  const by = entry.onBehalfOf ? `${entry.onBehalfOf} / ${entry.actor}` : entry.actor
  const who = entry.role ? `${by} (${entry.role})` : by
  return `${colours.dim(timeOf(entry.at))}  ${colours.bold(plain(who))}  ${plain(say(entry.message))}`
}

/** What taking a release over left open; empty when nothing did. */
export function importedLines({ say }: Terminal, { imported }: ReleaseView): string {
  const notes = imported?.notes.map(note => `- ${plain(say(note))}`) ?? []
  const lines = imported?.notUnderstood.map(({ line, text }) => `  ${line}: ${plain(text)}`) ?? []
  return [...notes, ...(lines.length > 0 ? [say(texts.notUnderstood()), ...lines] : [])].join('\n')
}

/** What a release does now, in one line: it changes exactly when something worth telling has changed. */
export function progressLine(terminal: Terminal, release: ReleaseView): string {
  const { colours, say } = terminal
  const running = release.run && runProgress(terminal, release.run)
  return [`${colours.cyan('→')} ${stageOf(terminal, release)}`, plain(say(release.waitingFor)), running]
    .filter(Boolean)
    .join('  ')
}

/** How far a run has come, in one line; null when it has ended. */
export function runProgress({ say }: Terminal, run: RunView): string | null {
  if (run.endedAt !== null) return null
  const done = run.steps.filter(s => s.endedAt !== null).length
  const current = run.steps.find(s => s.startedAt !== null && s.endedAt === null)
  return plain(`${say(run.title)} ${done}/${run.steps.length}${current ? `: ${say(current.title)}` : ''}`)
}

function stageOf({ colours, say }: Terminal, release: ReleaseSummary): string {
  const stage = plain(say(release.stageTitle))
  if (release.stuck) return `${stage} ${colours.red(say(texts.isStuck()))}`
  if (release.withdrawn) return `${stage} ${colours.yellow(say(texts.isWithdrawn()))}`
  return release.stage === 'released' ? colours.green(stage) : stage
}

function stageBar({ colours, say }: Terminal, stages: readonly StageView[]): string {
  const mark = {
    done: (title: string) => colours.green(`✓ ${title}`),
    current: (title: string) => colours.bold(`● ${title}`),
    ahead: (title: string) => colours.dim(`○ ${title}`),
  } as const satisfies Record<StageView['state'], (title: string) => string>
  return stages.map(s => mark[s.state](plain(say(s.title)))).join('  ')
}

function advisoryLine(
  { say }: Terminal,
  { id, component, severity, state }: ReleaseView['advisories'][number],
): string {
  return [id ?? '—', component, say(wordOf('severity', severity)), say(wordOf('advisory', state))].join('  ')
}

/** How the issue of a row stands, and whether the row goes on with this release. */
function standingOf({ status, acceptance, left }: ReleaseView['items'][number]): Text {
  const standing = left ? 'left' : acceptance
  return listed([wordOf('status', status), ...(standing === 'accepted' ? [] : [wordOf('standing', standing)])])
}

function signersOf({ say }: Terminal, gate: GateView): string {
  const signers = gate.signOffs.map(s => text(`${s.by}（${wordOf('role', s.role).zh}）`, `${s.by} (${s.role})`))
  return say(listed(signers.length > 0 ? signers : gate.roles.map(role => wordOf('role', role))))
}

/** Who can still sign it: a role and its people per line. */
function missingOf({ say }: Terminal, gate: GateView): string {
  return gate.missing
    .map(({ role, people }) => [say(wordOf('role', role)), people.join(' ')].filter(Boolean).join(': '))
    .join('\n')
}

function archiveLine({ say }: Terminal, { repository, files, state, problem }: ArchiveView): string {
  const where = `${repository} ${files[0]?.split('/').slice(0, -1).join('/') ?? ''}`
  if (state === 'archived') return where
  return [`${where}  ${say(texts.archivePending())}`, problem].filter(Boolean).join('\n')
}
