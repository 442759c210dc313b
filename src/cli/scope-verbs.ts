// The verbs about the rows of a scope: what became of them, their versions, and whether CVEs come out in time.

import type { Command } from 'commander'
import { text } from '../lib/text.ts'
import { optionTexts as o } from './help-texts.ts'
import type { Session } from './session.ts'
import type { GlobalOptions, Terminal } from './terminal.ts'

const verbs = {
  history: text('显示清单行的变更历史', 'Show every change of the rows of a release'),
  versions: text(
    '显示 spec 与构建的版本（最近一次检查；用 check-versions 刷新）',
    'Show the versions of specs and builds as last looked up (check-versions looks anew)',
  ),
  slo: text(
    'CVE 修复 SLO：按周的按期比例和未完成的 CVE',
    'The SLO of CVEs: attainment by weeks, and those that are open',
  ),
  row: text('仅此行：类别和 issue，如 cve/I3NQ1A', 'Only this row: kind and issue, e.g. cve/I3NQ1A'),
  from: text('起始日期 YYYYMMDD（默认最近十二周）', 'First day YYYYMMDD (default the last twelve weeks)'),
  to: text('结束日期 YYYYMMDD（默认今天）', 'Last day YYYYMMDD (default today)'),
} as const

interface How {
  readonly releases: Command
  readonly open: (options: GlobalOptions) => Session
  readonly integer: (name: string) => (value: string) => number
}

export function addScopeVerbs(program: Command, { say }: Terminal, { releases, open, integer }: How): void {
  releases
    .command('history <id>')
    .description(say(verbs.history))
    .option('--row <kind/issue>', say(verbs.row))
    .option('--after <number>', say(o.after), integer('--after'))
    .option('--limit <n>', say(o.limit), integer('--limit'))
    .action(async (id: string, { row, after, limit }, command: Command) => {
      const { showHistory } = await import('./commands/scope.ts')
      await showHistory(open(command.optsWithGlobals()), id, { row, after, limit })
    })
  releases
    .command('versions <id> [package...]')
    .description(say(verbs.versions))
    .action(async (id: string, packages: string[], _, command: Command) => {
      const { showVersions } = await import('./commands/versions.ts')
      await showVersions(open(command.optsWithGlobals()), id, packages)
    })
  program
    .command('slo')
    .description(say(verbs.slo))
    .option('--branch <branch>', say(o.branch))
    .option('--from <date>', say(verbs.from))
    .option('--to <date>', say(verbs.to))
    .action(async ({ branch, from, to }, command: Command) => {
      const { showSlo } = await import('./commands/scope.ts')
      await showSlo(open(command.optsWithGlobals()), { branch, from, to })
    })
}
