// The verbs that need no server: what repositories hold together, and what rpm thinks of versions.

import type { Command } from 'commander'
import { text } from '../lib/text.ts'
import { ExitError, exitCodes } from './exit.ts'
import type { Session } from './session.ts'
import type { GlobalOptions, Terminal } from './terminal.ts'

const verbs = {
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

export function addCheckVerbs({ say }: Terminal, { group, open }: How): void {
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
