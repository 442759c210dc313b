// The verbs that give commands to a release: `slipway release command` for any text, and one verb per command of the
// table (`slipway release cve-ok ID`), made from it.

import type { Command } from 'commander'
import { text } from '../lib/text.ts'
import { releaseCommands } from './commands/generated/release-commands.ts'
import type { CommandOptions } from './commands/give.ts'
import { optionTexts as o, verbs } from './help-texts.ts'
import type { Session } from './session.ts'
import type { GlobalOptions, Terminal } from './terminal.ts'

interface Given extends CommandOptions {
  readonly anyway?: boolean
}

/** Adds them to the noun `release`; what the noun has a verb for already keeps it. */
export function addCommandVerbs(
  group: Command,
  terminal: Terminal,
  how: { open: (options: GlobalOptions) => Session; integer: (name: string) => (value: string) => number },
): void {
  const { say } = terminal

  function withOptions(command: Command): Command {
    return command
      .option('--dry-run', say(o.dryRun))
      .option('--wait', say(o.wait))
      .option('--timeout <seconds>', say(o.timeout), how.integer('--timeout'))
      .option('--on-behalf-of <login>', say(o.onBehalfOf))
      .option('--key <key>', say(o.key))
  }

  async function give(command: Command, id: string, words: readonly string[]): Promise<void> {
    const { commandText, giveCommands } = await import('./commands/give.ts')
    const { anyway, ...options } = command.opts<Given>()
    const given = { ...options, text: commandText([...words, ...(anyway ? ['anyway'] : [])]) }
    await giveCommands(how.open(command.optsWithGlobals()), id, given)
  }

  withOptions(group.command('command <id> <text...>').description(say(verbs.releaseCommand))).action(
    async (id: string, words: string[], _, command: Command) => await give(command, id, words),
  )
  const taken = new Set(['help', ...group.commands.map(c => c.name())])
  for (const { name, usage, help } of releaseCommands) {
    if (taken.has(name)) continue
    const takes = usage
      .replace(/^\S+\s*/, '')
      .replace('[anyway]', '')
      .trim()
    const described = takes === '' ? help : text(`${help.zh}（${usage}）`, `${help.en} (${usage})`)
    const words = takes === '' ? '' : takes.startsWith('[') ? ' [words...]' : ' <words...>'
    const verb = group.command(`${name} <id>${words}`).description(say(described))
    if (usage.includes('[anyway]')) verb.option('--anyway', say(o.anyway))
    withOptions(verb).action(async (id: string, ...rest: unknown[]) => {
      const words = Array.isArray(rest[0]) ? (rest[0] as string[]) : []
      await give(rest.at(-1) as Command, id, [`/${name}`, ...words])
    })
  }
}
