// Carries out a call of one of the compatible programs: reads its words, finds the release, and does by the API what
// the words ask for.

import type { CommandOutcome, ReleaseView, RunView } from '../../http/index.ts'
import type { Client } from '../client.ts'
import { codeOf, failureOf, giveTo, outcomeLines, sendCommands, waitForRuns } from '../commands/give.ts'
import { findRelease, releasePath } from '../commands/release-name.ts'
import { ExitError, exitCodes, problemOf } from '../exit.ts'
import type { Session } from '../session.ts'
import { type GlobalOptions, plain, type Terminal } from '../terminal.ts'
import { texts } from '../texts.ts'
import { consoleLines, consoleTexts, type Ending } from './console.ts'
import { createAll } from './create-all.ts'
import { leavesBuildOut } from './javcra.ts'
import { readOf } from './read.ts'
import { readCall } from './read-call.ts'
import { optionIn, type Spelling, type Wanted } from './spelling.ts'
import { compatTexts } from './texts.ts'
import { unusedOptions, type Words } from './words.ts'

interface Program {
  readonly spelling: Spelling
  readonly terminal: Terminal
  readonly version: string
  /** Opens the session once the options are known. */
  open(options: GlobalOptions): Session
}

export async function runSpelling(program: Program, argv: readonly string[]): Promise<void> {
  const { spelling, terminal } = program
  const { streams } = terminal
  const isAsking = (flags: readonly string[]) => argv.some(word => flags.includes(word))
  if (isAsking(['-h', '--help', '-help'])) return streams.out(helpOf(spelling, terminal))
  if (isAsking(['-V', '--version'])) return streams.out(`${program.version}\n`)
  try {
    const { wanted, words } = readCall(spelling, argv)
    tellUnused(words, terminal)
    await carryOut(program, wanted, words)
  } catch (error) {
    const isUsage = error instanceof ExitError && error.code === exitCodes.usage
    if (isUsage && spelling.isConsole) streams.out(`${consoleTexts.badParameters}\n`)
    throw error
  }
}

async function carryOut(program: Program, wanted: Wanted, words: Words): Promise<void> {
  const session = program.open(globalsIn(words))
  const isDry = words.options.some(o => o.name === 'dryrun')
  if (wanted.to === 'create') return await createAll(session, { branches: wanted.branches, isDry })
  const isConsole = program.spelling.isConsole === true && !session.json && !isDry && wanted.console !== undefined
  if (!isConsole) return await answered(session, wanted, words)
  const ending = await endingOf(session, wanted, words)
  const lines = wanted.console ? consoleLines(wanted.console, ending.ending) : []
  session.terminal.streams.out(lines.map(line => `${line}\n`).join(''))
  if (ending.error !== undefined) throw ending.error
}

type OfRelease = Exclude<Wanted, { to: 'create' }>

/** The call as slipway's own verbs would answer it. */
async function answered(session: Session, wanted: OfRelease, words: Words): Promise<void> {
  const server = session.client()
  const dryRun = words.options.some(o => o.name === 'dryrun')
  const id = await releaseOf(server, wanted, dryRun)
  const timeout = timeoutIn(words)
  const wait = words.options.some(o => o.name === 'wait')
  if (wanted.to === 'read') return await readOf(session, { server, id }, { ...wanted, wait, timeout })
  await giveTo(
    session,
    { server, id },
    { ...orderOf(wanted, words), wait, dryRun, ...(timeout !== undefined && { timeout }) },
  )
}

/** The call as javcra answers it: waits for what it has begun, since its texts tell of what is over. */
async function endingOf(
  session: Session,
  wanted: OfRelease,
  words: Words,
): Promise<{ ending: Ending; error?: unknown }> {
  let stage: string | undefined
  try {
    const server = session.client()
    const id = await releaseOf(server, wanted)
    if (wanted.to === 'read') {
      await readOf(session, { server, id }, { ...wanted, wait: false, isQuiet: true })
      return { ending: {} }
    }
    const view = () => server.get<ReleaseView>(releasePath(id))
    const outcomes = await sendCommands({ server, id }, orderOf(wanted, words))
    tell(session, outcomes)
    const refused = outcomes.find(o => !o.accepted)
    if (refused) {
      stage = (await view()).stage
      return {
        ending: { ...(refused.code && { problem: refused.code }), stage },
        error: new ExitError(codeOf(outcomes)),
      }
    }
    if (words.options.some(o => o.name === 'nowait')) return { ending: {} }
    const runs = await waitForRuns(session, { server, id }, { outcomes, timeout: timeoutIn(words) })
    const failure = failureOf(runs)
    const families = publishedFamilies(await view())
    return {
      ending: { ...runEnding(runs), families },
      ...(failure && { error: new ExitError(exitCodes.failed, failure) }),
    }
  } catch (error) {
    if (!(error instanceof ExitError) || error.code === exitCodes.usage) throw error
    const isAway = error.code === exitCodes.remoteDown
    return { ending: { problem: isAway ? 'unreachable' : (problemOf(error) ?? 'failed') }, error }
  }
}

function runEnding(runs: readonly RunView[]): Pick<Ending, 'run'> {
  if (runs.length === 0) return {}
  return { run: runs.every(r => r.state === 'done') ? 'done' : 'failed' }
}

function publishedFamilies({ repositories }: ReleaseView): string[] {
  return [...new Set(repositories.filter(r => r.kind === 'release').map(r => r.family))]
}

/** The id of the release meant; refused when the update directory the caller names is another's. */
async function releaseOf(server: Client, wanted: OfRelease, isDry = false): Promise<string> {
  const { id, directory } = await findRelease(server, wanted.release).catch(error => {
    const isStart = wanted.to === 'command' && wanted.commands.includes('/start-update')
    if (!isStart || isDry || problemOf(error) !== 'unknown-release') throw error
    return blankRelease(server, wanted.release, error)
  })
  const timestamp = wanted.to === 'command' ? wanted.timestamp : undefined
  if (timestamp !== undefined && ![timestamp, `update_${timestamp}`].includes(directory)) {
    throw new ExitError(exitCodes.refused, compatTexts.otherTimestamp(plain(timestamp), directory, id))
  }
  return id
}

/** `start` with an issue opened by hand: it becomes the release first (seed 001 §2.1). */
async function blankRelease(server: Client, issue: string, notFound: unknown): Promise<ReleaseView> {
  try {
    return (await server.post<ReleaseView>('/api/v1/releases/import', { issue })).content
  } catch (error) {
    const isNoIssue = error instanceof ExitError && ['unknown-issue', 'bad-issue-id'].includes(problemOf(error) ?? '')
    throw isNoIssue ? notFound : error
  }
}

function orderOf(wanted: OfRelease & { to: 'command' }, words: Words) {
  const onBehalfOf = optionIn(words, 'giteeid')
  return { text: wanted.commands.join('\n'), ...(onBehalfOf !== undefined && { onBehalfOf }) }
}

function tell({ terminal }: Session, outcomes: readonly CommandOutcome[]): void {
  terminal.streams.err(outcomes.map(o => outcomeLines(terminal, o)).join(''))
}

function globalsIn(words: Words): GlobalOptions {
  const url = optionIn(words, 'url')
  const tokenFile = optionIn(words, 'tokenfile')
  const json = words.options.some(o => o.name === 'json')
  return { ...(url !== undefined && { url }), ...(tokenFile !== undefined && { tokenFile }), json }
}

function timeoutIn(words: Words): number | undefined {
  const written = optionIn(words, 'timeout')
  if (written === undefined) return undefined
  if (!/^\d{1,9}$/.test(written))
    throw new ExitError(exitCodes.usage, texts.usage.badNumber('--timeout', plain(written)))
  return Number(written)
}

/** Says which options were not used, by their names alone. */
function tellUnused(words: Words, { streams, say }: Terminal): void {
  const names = words.options.map(o => o.name).filter(name => unusedOptions.includes(name))
  if (names.length > 0) streams.err(`${say(compatTexts.unused([...new Set(names)].map(name => `--${name}`)))}\n`)
  if (leavesBuildOut(words)) streams.err(`${say(compatTexts.buildStays())}\n`)
}

function helpOf(spelling: Spelling, { say }: Terminal): string {
  const usages = spelling.verbs.map(verb => {
    const example = [spelling.name, verb.example].join(' ').replace(/#\w+/g, id => `'${id}'`)
    return `  ${example}\n      ${say(verb.help)}`
  })
  return [
    `${spelling.name}: ${say(spelling.help)}`,
    '',
    say(compatTexts.usage()),
    ...usages,
    '',
    say(compatTexts.options()),
    '',
  ].join('\n')
}
