// The verbs of `slipway`: names, options, help. What a verb does is loaded when it is called for, so that the program
// starts fast, and the verbs that need the server's own code load it only then.

import { Command, Option } from 'commander'
import { text } from '../lib/text.ts'
import { ExitError, exitCodes } from './exit.ts'
import { about, helpTitles, optionTexts as o, verbs } from './help-texts.ts'
import type { Session } from './session.ts'
import type { GlobalOptions, Terminal } from './terminal.ts'
import { texts } from './texts.ts'

const stages = ['draft', 'scoping', 'verifying', 'testing', 'reviewing', 'publishing', 'announcing', 'released']

/** Opens the session once the options are known. */
export type Open = (options: GlobalOptions) => Session

export function createProgram(terminal: Terminal, version: string, open: Open): Command {
  const { say, streams } = terminal
  const program = new Command('slipway')
    .description(say(about))
    .version(version, '-V, --version', say(verbs.version))
    .option('--url <url>', say(o.url))
    .option('--token-file <file>', say(o.tokenFile))
    .option('--json', say(o.json))
    .option('--lang <language>', say(o.lang))
    .exitOverride()
    .configureHelp({
      showGlobalOptions: true,
      helpWidth: streams.width,
      styleTitle: title => say(helpTitles[title] ?? text(title, title)),
    })
    // What commander would say of wrong usage is said by main, in the person's language.
    .configureOutput({ writeOut: streams.out, writeErr: streams.err, outputError: () => undefined })
  translateHelp(program, terminal)
  addReleaseVerbs(program, terminal, open)
  addReadingVerbs(program, terminal, open)
  addLocalVerbs(program, terminal, open)
  return program
}

function addReleaseVerbs(program: Command, terminal: Terminal, open: Open): void {
  const { say } = terminal
  const group = groupOf(program, terminal, 'release', say(verbs.release))
  const integer = (name: string) => (value: string) => integerOf(name, value)

  group
    .command('list')
    .description(say(verbs.releaseList))
    .option('--branch <branch>', say(o.branch))
    .addOption(stageOption('--stage <stage>', say(o.stage)))
    .option('--limit <n>', say(o.limit), integer('--limit'))
    .option('--cursor <cursor>', say(o.cursor))
    .action(async (options, command: Command) => {
      const { branch, stage, limit, cursor } = options
      const { listReleases } = await import('./commands/release.ts')
      await listReleases(open(command.optsWithGlobals()), { branch, stage, limit, cursor })
    })
  group
    .command('show <id>')
    .description(say(verbs.releaseShow))
    .action(async (id: string, _, command: Command) => {
      const { showRelease } = await import('./commands/release.ts')
      await showRelease(open(command.optsWithGlobals()), id)
    })
  group
    .command('create')
    .description(say(verbs.releaseCreate))
    .option('--branch <branch>', say(o.branch))
    .option('--title <title>', say(o.releaseTitle))
    .option('--directory <directory>', say(o.directory))
    .option('--date <date>', say(o.date))
    .option('--suffix <suffix>', say(o.suffix))
    .option('--freeze-date <date>', say(o.freezeDate))
    .option('--emergency', say(o.emergency))
    .action(async (options, command: Command) => {
      const { createRelease } = await import('./commands/release.ts')
      await createRelease(open(command.optsWithGlobals()), options)
    })
  group
    .command('import <issue>')
    .description(say(verbs.releaseImport))
    .option('--repository <owner/name>', say(o.issueRepository))
    .action(async (issue: string, { repository }, command: Command) => {
      const { importRelease } = await import('./commands/release.ts')
      await importRelease(open(command.optsWithGlobals()), issue, { repository })
    })
  group
    .command('command <id> <text...>')
    .description(say(verbs.releaseCommand))
    .option('--key <key>', say(o.key))
    .action(async (id: string, words: string[], { key }, command: Command) => {
      const { giveCommands } = await import('./commands/release.ts')
      await giveCommands(open(command.optsWithGlobals()), id, { words, key })
    })
  group
    .command('timeline <id>')
    .description(say(verbs.releaseTimeline))
    .option('--after <number>', say(o.after), integer('--after'))
    .option('--limit <n>', say(o.limit), integer('--limit'))
    .action(async (id: string, { after, limit }, command: Command) => {
      const { showTimeline } = await import('./commands/release.ts')
      await showTimeline(open(command.optsWithGlobals()), id, { after, limit })
    })
  group
    .command('watch <id>')
    .description(say(verbs.releaseWatch))
    .addOption(stageOption('--until <stage>', say(o.until)))
    .option('--timeout <seconds>', say(o.timeout), integer('--timeout'))
    .action(async (id: string, { until, timeout }, command: Command) => {
      const { watchRelease } = await import('./commands/watch.ts')
      await watchRelease(open(command.optsWithGlobals()), id, { until, timeout })
    })
}

function addReadingVerbs(program: Command, terminal: Terminal, open: Open): void {
  const { say } = terminal
  groupOf(program, terminal, 'run', say(verbs.run))
    .command('show <id>')
    .description(say(verbs.runShow))
    .action(async (id: string, _, command: Command) => {
      const { showRun } = await import('./commands/run.ts')
      await showRun(open(command.optsWithGlobals()), id)
    })
  const advisories = groupOf(program, terminal, 'advisory', say(verbs.advisory))
  advisories
    .command('list')
    .description(say(verbs.advisoryList))
    .option('--branch <branch>', say(o.branch))
    .action(async ({ branch }, command: Command) => {
      const { listAdvisories } = await import('./commands/advisory.ts')
      await listAdvisories(open(command.optsWithGlobals()), { branch })
    })
  advisories
    .command('show <id>')
    .description(say(verbs.advisoryShow))
    .action(async (id: string, _, command: Command) => {
      const { showAdvisory } = await import('./commands/advisory.ts')
      await showAdvisory(open(command.optsWithGlobals()), id)
    })
}

function addLocalVerbs(program: Command, terminal: Terminal, open: Open): void {
  const { say } = terminal
  program
    .command('serve')
    .description(say(verbs.serve))
    .option('--data <dir>', say(o.data))
    .option('--port <n>', say(o.port))
    .option('--host <address>', say(o.host))
    .option('--config <file>', say(o.config))
    .action(async (options, command: Command) => {
      const { serve } = await import('./local/serve.ts')
      await serve(open(command.optsWithGlobals()), options)
    })
  groupOf(program, terminal, 'user', say(verbs.user))
    .command('create')
    .description(say(verbs.userCreate))
    .requiredOption('--name <name>', say(o.userName))
    .option('--forge-login <login...>', say(o.forgeLogin))
    .option('--role <role...>', say(o.role))
    .option('--branch <branch...>', say(o.branches))
    .option('--data <dir>', say(o.data))
    .action(async (options, command: Command) => {
      const { createUser } = await import('./local/accounts.ts')
      await createUser(open(command.optsWithGlobals()), options)
    })
  const tokens = groupOf(program, terminal, 'token', say(verbs.token))
  tokens
    .command('create')
    .description(say(verbs.tokenCreate))
    .option('--name <name>', say(o.tokenName))
    .option('--user <name>', say(o.tokenUser))
    .option('--role <role...>', say(o.tokenRole))
    .option('--branch <branch...>', say(o.branches))
    .option('--data <dir>', say(o.data))
    .action(async (options, command: Command) => {
      const { makeToken } = await import('./local/accounts.ts')
      await makeToken(open(command.optsWithGlobals()), options)
    })
  tokens
    .command('list')
    .description(say(verbs.tokenList))
    .option('--name <name>', say(o.tokenName))
    .option('--user <name>', say(o.tokenUser))
    .option('--data <dir>', say(o.data))
    .action(async (options, command: Command) => {
      const { showTokens } = await import('./local/accounts.ts')
      await showTokens(open(command.optsWithGlobals()), options)
    })
  tokens
    .command('revoke <number>')
    .description(say(verbs.tokenRevoke))
    .option('--data <dir>', say(o.data))
    .action(async (number: string, options, command: Command) => {
      const { withdrawToken } = await import('./local/accounts.ts')
      await withdrawToken(open(command.optsWithGlobals()), { ...options, number })
    })
}

/** A noun; alone it shows its help. */
function groupOf(program: Command, terminal: Terminal, name: string, description: string): Command {
  const group = program.command(name).description(description)
  translateHelp(group, terminal)
  return group
}

function translateHelp(command: Command, { say }: Terminal): void {
  command.helpOption('-h, --help', say(verbs.help)).helpCommand('help [command]', say(verbs.help))
}

function stageOption(flags: string, description: string): Option {
  return new Option(flags, `${description}: ${stages.join(' | ')}`).argParser(stage => {
    if (!stages.includes(stage)) throw new ExitError(exitCodes.usage, texts.usage.unknownStage(stage))
    return stage
  })
}

function integerOf(option: string, value: string): number {
  if (!/^\d{1,15}$/.test(value)) throw new ExitError(exitCodes.usage, texts.usage.badNumber(option, value))
  return Number(value)
}
