// The verbs that need no server: what repositories hold together, and what rpm thinks of versions.

import type { Command } from 'commander'
import { text } from '../lib/text.ts'
import { ExitError, exitCodes } from './exit.ts'
import type { Session } from './session.ts'
import type { GlobalOptions, Terminal } from './terminal.ts'

const verbs = {
  check: text('仓库检查（不需要服务器）', 'Check repositories, without a server'),
  closure: text(
    '列出不可安装的软件包及原因；有 --update 时只列出更新引起的',
    'List what cannot be installed, and why; with --update only what the update has done',
  ),
  explain: text(
    '说明一个软件包为何不可安装，或安装时会带上什么',
    'Say why a package cannot be installed, or what comes along',
  ),
  diff: text(
    '列出更新中每个软件包与用户已有版本的差异；有版本降低时退出码为 1',
    'What each package of an update changes against what users have; ends with 1 when a version goes down',
  ),
  repo: text('用户已有的仓库：目录、网址或 primary.xml', 'What users have: directory, address or primary.xml'),
  update: text('要加上的更新仓库', 'The update to come on top of it'),
  offer: text(
    '未启用的仓库：说明其中哪些软件包能解决问题',
    'Repositories that are not enabled: says which of their packages would mend it',
  ),
  source: text(
    '源码仓库：改为列出构建依赖不能满足的源码包',
    'Source packages: lists those whose build requirements fail',
  ),
  arch: text('机器架构', 'Architecture of the machine'),
  nevra: text('只输出 NEVRA，每行一个，已排序', 'Only the NEVRAs, one a line, sorted'),
  rpm: text('RPM 知识', 'What rpm knows'),
  vercmp: text(
    '按 rpm 的规则比较两个版本（[epoch:]version[-release]），输出 <、= 或 >',
    'Compare two versions ([epoch:]version[-release]) as rpm does: prints <, = or >',
  ),
  notEvr: (written: string) =>
    text(
      `${JSON.stringify(written)} 不是版本；应为 [epoch:]version[-release]`,
      `${JSON.stringify(written)} is no version; expected [epoch:]version[-release]`,
    ),
} as const

interface How {
  readonly group: (name: string, description: string) => Command
  readonly open: (options: GlobalOptions) => Session
}

export function addCheckVerbs(terminal: Terminal, { group, open }: How): void {
  const { say } = terminal
  const check = group('check', say(verbs.check))
  withPlaces(check.command('closure').description(say(verbs.closure)), terminal)
    .option('--nevra', say(verbs.nevra))
    .action(async (options, command: Command) => {
      const { checkClosure } = await import('./local/check.ts')
      await checkClosure(open(command.optsWithGlobals()), options)
    })
  withPlaces(check.command('explain <nevra>').description(say(verbs.explain)), terminal)
    .option('--offer <dir-or-url...>', say(verbs.offer))
    .action(async (nevra: string, options, command: Command) => {
      const { explainPackage } = await import('./local/check.ts')
      await explainPackage(open(command.optsWithGlobals()), nevra, options)
    })
  check
    .command('diff')
    .description(say(verbs.diff))
    .requiredOption('--repo <dir-or-url...>', say(verbs.repo))
    .requiredOption('--update <dir-or-url...>', say(verbs.update))
    .requiredOption('--arch <arch>', say(verbs.arch))
    .action(async (options, command: Command) => {
      const { showDiffs } = await import('./local/check-diff.ts')
      await showDiffs(open(command.optsWithGlobals()), options)
    })
  group('rpm', say(verbs.rpm))
    .command('vercmp <a> <b>')
    .description(say(verbs.vercmp))
    .action(async (a: string, b: string, _, command: Command) => {
      const { compareVersions } = await import('./local/vercmp.ts')
      const order = compareVersions(a, b)
      if ('bad' in order) throw new ExitError(exitCodes.usage, verbs.notEvr(order.bad))
      const { terminal, json } = open(command.optsWithGlobals())
      terminal.streams.out(json ? `${JSON.stringify({ a, b, order: order.sign })}\n` : `${order.sign}\n`)
    })
}

function withPlaces(command: Command, { say }: Terminal): Command {
  return command
    .requiredOption('--repo <dir-or-url...>', say(verbs.repo))
    .option('--update <dir-or-url...>', say(verbs.update))
    .option('--source <dir-or-url...>', say(verbs.source))
    .requiredOption('--arch <arch>', say(verbs.arch))
}
