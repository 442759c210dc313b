// The verb about the waivers of a branch. To waive and to end a waiver are commands of a release: `slipway release waive`.

import type { Command } from 'commander'
import { text } from '../lib/text.ts'
import { optionTexts as o } from './help-texts.ts'
import type { Session } from './session.ts'
import type { GlobalOptions, Terminal } from './terminal.ts'

const verbs = {
  waiver: text('自验问题的豁免', 'Waivers of what self-checks found'),
  list: text('列出一个分支的豁免及其历史', 'List the waivers of a branch with their history'),
  holding: text('只列出现在生效的', 'Only those that hold now'),
} as const

interface How {
  readonly group: (name: string, description: string) => Command
  readonly open: (options: GlobalOptions) => Session
  readonly paged: (command: Command, terminal: Terminal) => Command
}

export function addWaiverVerbs(terminal: Terminal, { group, open, paged }: How): void {
  const { say } = terminal
  const list = group('waiver', say(verbs.waiver))
    .command('list')
    .description(say(verbs.list))
    .requiredOption('--branch <branch>', say(o.branch))
    .option('--holding', say(verbs.holding))
  paged(list, terminal).action(async (options, command: Command) => {
    const { branch, holding, limit, cursor } = options
    const { listWaivers } = await import('./commands/waiver.ts')
    await listWaivers(open(command.optsWithGlobals()), branch, { holding, limit, cursor })
  })
}
