// The verbs of `slipway`: names, options, help. What a verb does is loaded when it is called for, so that the program
// starts fast, and the verbs that need the server's own code load it only then.

import { Command, Option } from 'commander'
import { sameInBoth } from '../lib/text.ts'
import { addCheckVerbs } from './check-verbs.ts'
import { addCommandVerbs } from './command-verbs.ts'
import type { Shell } from './completion.ts'
import { ExitError, exitCodes } from './exit.ts'
import { about, helpTitles, optionTexts as o, verbs } from './help-texts.ts'
import { packageVerbs } from './package-texts.ts'
import { addScopeVerbs } from './scope-verbs.ts'
import type { Session } from './session.ts'
import type { GlobalOptions, Terminal } from './terminal.ts'
import { texts } from './texts.ts'
import { addWaiverVerbs } from './waiver-verbs.ts'

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
    .addOption(new Option('--lang <language>', say(o.lang)).choices(['zh', 'en']).argParser(lang => lang))
    .exitOverride()
    .configureHelp({
      showGlobalOptions: true,
      helpWidth: streams.width,
      // Choices and defaults are told by the descriptions, in the person's language.
      optionDescription: option => option.description,
      styleTitle: title => say(helpTitles[title] ?? sameInBoth(title)),
    })
    // What commander would say of wrong usage is said by main, in the person's language.
    .configureOutput({ writeOut: streams.out, writeErr: streams.err, outputError: () => undefined })
  translateHelp(program, terminal)
  addReleaseVerbs(program, terminal, open)
  addReadingVerbs(program, terminal, open)
  addPackageVerbs(program, terminal, open)
  addPlainVerbs(program, terminal, open)
  addLocalVerbs(program, terminal, open)
  addCheckVerbs(terminal, { group: (name, said) => groupOf(program, terminal, name, said), open })
  addOnBehalfVerbs(program, terminal, open)
  return program
}

function addReleaseVerbs(program: Command, terminal: Terminal, open: Open): void {
  const { say } = terminal
  const group = groupOf(program, terminal, 'release', say(verbs.release))
  group
    .command('list')
    .description(say(verbs.releaseList))
    .option('--branch <branch>', say(o.branch))
    .addOption(stageOption('--stage <stage>', say(o.stage)))
    .option('--deleted', say(o.deleted))
    .option('--limit <n>', say(o.limit), integer('--limit'))
    .option('--cursor <cursor>', say(o.cursor))
    .action(async (options, command: Command) => {
      const { branch, stage, deleted, limit, cursor } = options
      const { listReleases } = await import('./commands/release.ts')
      await listReleases(open(command.optsWithGlobals()), { branch, stage, deleted, limit, cursor })
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
    .option('--all', say(o.all))
    .action(async (options, command: Command) => {
      const session = open(command.optsWithGlobals())
      if (options.all) return await (await import('./commands/release-plan.ts')).createForAll(session, options)
      const { createRelease } = await import('./commands/release.ts')
      await createRelease(session, options)
    })
  group
    .command('delete <id>')
    .description(say(verbs.releaseDelete))
    .requiredOption('--reason <text>', say(o.reason))
    .action(async (id: string, { reason }, command: Command) => {
      const { deleteRelease } = await import('./commands/release-plan.ts')
      await deleteRelease(open(command.optsWithGlobals()), id, reason)
    })
  group
    .command('explain <id>')
    .description(say(verbs.releaseExplain))
    .action(async (id: string, _, command: Command) => {
      const { explainRelease } = await import('./commands/release-plan.ts')
      await explainRelease(open(command.optsWithGlobals()), id)
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
  group
    .command('advisories <id>')
    .description(say(verbs.releaseAdvisories))
    .action(async (id: string, _, command: Command) => {
      const { listReleaseAdvisories } = await import('./commands/release.ts')
      await listReleaseAdvisories(open(command.optsWithGlobals()), id)
    })
  addScopeVerbs(program, terminal, { releases: group, open, integer })
  addWaiverVerbs(terminal, { group: (name, said) => groupOf(program, terminal, name, said), open, paged })
  addCommandVerbs(group, terminal, { open, integer })
}

function addReadingVerbs(program: Command, terminal: Terminal, open: Open): void {
  const { say } = terminal
  const runs = groupOf(program, terminal, 'run', say(verbs.run))
  runs
    .command('list')
    .description(say(verbs.runList))
    .option('--release <id>', say(o.ofRelease))
    .option('--limit <n>', say(o.limit), integer('--limit'))
    .action(async ({ release, limit }, command: Command) => {
      const { listRuns } = await import('./commands/reading.ts')
      await listRuns(open(command.optsWithGlobals()), { release, limit })
    })
  runs
    .command('show <id>')
    .description(say(verbs.runShow))
    .action(async (id: string, _, command: Command) => {
      const { showRun } = await import('./commands/run.ts')
      await showRun(open(command.optsWithGlobals()), id)
    })
  const advisories = groupOf(program, terminal, 'advisory', say(verbs.advisory))
  const listing = advisories.command('list').description(say(verbs.advisoryList))
  paged(listing.option('--branch <branch>', say(o.branch)), terminal).action(async (options, command: Command) => {
    const { branch, limit, cursor } = options
    const { listAdvisories } = await import('./commands/advisory.ts')
    await listAdvisories(open(command.optsWithGlobals()), { branch, limit, cursor })
  })
  advisories
    .command('show <id>')
    .description(say(verbs.advisoryShow))
    .action(async (id: string, _, command: Command) => {
      const { showAdvisory } = await import('./commands/advisory.ts')
      await showAdvisory(open(command.optsWithGlobals()), id)
    })
}

/** Package, tag and release, asked from any of the three. */
function addPackageVerbs(program: Command, terminal: Terminal, open: Open): void {
  const { say } = terminal
  const releases = program.commands.find(command => command.name() === 'release')
  if (!releases) throw new Error('the verbs of releases come first')
  paged(releases.command('packages <id>').description(say(packageVerbs.releasePackages)), terminal).action(
    async (id: string, { limit, cursor }, command: Command) => {
      const { showReleasePackages } = await import('./commands/package.ts')
      await showReleasePackages(open(command.optsWithGlobals()), id, { limit, cursor })
    },
  )
  paged(releases.command('diff <id>').description(say(packageVerbs.releaseDiff)), terminal).action(
    async (id: string, { limit, cursor }, command: Command) => {
      const { showReleaseDiff } = await import('./commands/release-diff.ts')
      await showReleaseDiff(open(command.optsWithGlobals()), id, { limit, cursor })
    },
  )
  const packages = groupOf(program, terminal, 'package', say(packageVerbs.group))
  paged(packages.command('releases <name>').description(say(packageVerbs.releases)), terminal).action(
    async (name: string, { limit, cursor }, command: Command) => {
      const { showPackageReleases } = await import('./commands/package.ts')
      await showPackageReleases(open(command.optsWithGlobals()), name, { limit, cursor })
    },
  )
  const tags = groupOf(program, terminal, 'tag', say(packageVerbs.tag))
  paged(tags.command('show <tag>').description(say(packageVerbs.tagShow)), terminal).action(
    async (tag: string, { limit, cursor }, command: Command) => {
      const { showTag } = await import('./commands/package.ts')
      await showTag(open(command.optsWithGlobals()), tag, { limit, cursor })
    },
  )
}

function addPlainVerbs(program: Command, terminal: Terminal, open: Open): void {
  const { say } = terminal
  groupOf(program, terminal, 'branch', say(verbs.branch))
    .command('list')
    .description(say(verbs.branchList))
    .action(async (_, command: Command) => {
      const { listBranches } = await import('./commands/reading.ts')
      await listBranches(open(command.optsWithGlobals()))
    })
  program
    .command('log')
    .description(say(verbs.log))
    .option('--subject <subject>', say(o.subject))
    .option('--after <number>', say(o.after), integer('--after'))
    .option('--limit <n>', say(o.limit), integer('--limit'))
    .action(async ({ subject, after, limit }, command: Command) => {
      const { showLog } = await import('./commands/reading.ts')
      await showLog(open(command.optsWithGlobals()), { subject, after, limit })
    })
  program
    .command('me')
    .description(say(verbs.me))
    .action(async (_, command: Command) => {
      const { showMe } = await import('./commands/reading.ts')
      await showMe(open(command.optsWithGlobals()))
    })
  program
    .command('health')
    .description(say(verbs.health))
    .action(async (_, command: Command) => {
      const { showHealth } = await import('./commands/reading.ts')
      await showHealth(open(command.optsWithGlobals()))
    })
  program
    .command('completion')
    .argument('<shell>', 'bash | zsh', shellOf)
    .description(say(verbs.completion))
    .action(async (shell: Shell) => {
      const { completionScript } = await import('./completion.ts')
      terminal.streams.out(completionScript(shell, program))
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
    .option('--on-behalf', say(o.onBehalf))
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

function addOnBehalfVerbs(program: Command, terminal: Terminal, open: Open): void {
  const { say } = terminal
  const grants = groupOf(program, terminal, 'on-behalf', say(verbs.onBehalf))
  grants
    .command('list')
    .description(say(verbs.onBehalfList))
    .option('--data <dir>', say(o.data))
    .action(async (options, command: Command) => {
      const { showOnBehalf } = await import('./local/accounts.ts')
      await showOnBehalf(open(command.optsWithGlobals()), options)
    })
  grants
    .command('revoke')
    .description(say(verbs.onBehalfRevoke))
    .requiredOption('--name <name>', say(o.tokenName))
    .option('--branch <branch...>', say(o.branches))
    .option('--data <dir>', say(o.data))
    .action(async (options, command: Command) => {
      const { withdrawOnBehalf } = await import('./local/accounts.ts')
      await withdrawOnBehalf(open(command.optsWithGlobals()), options)
    })
}

/** A list that is longer than a page. */
function paged(command: Command, { say }: Terminal) {
  return command.option('--limit <n>', say(o.limit), integer('--limit')).option('--cursor <cursor>', say(o.cursor))
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
  return new Option(flags, `${description}: ${stages.join(' | ')}`).choices(stages).argParser(stage => {
    if (!stages.includes(stage)) throw new ExitError(exitCodes.usage, texts.usage.unknownStage(stage))
    return stage
  })
}

function shellOf(name: string): Shell {
  if (name === 'bash' || name === 'zsh') return name
  throw new ExitError(exitCodes.usage, texts.usage.unknownShell(name))
}

function integer(option: string): (value: string) => number {
  return value => {
    if (!/^\d{1,15}$/.test(value)) throw new ExitError(exitCodes.usage, texts.usage.badNumber(option, value))
    return Number(value)
  }
}
