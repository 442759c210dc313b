// `oe-art`: the command line of seed 001 §2.6.1.

import { text } from '../../lib/text.ts'
import { ExitError, exitCodes } from '../exit.ts'
import {
  type Asked,
  idsOf,
  noMoreThan,
  optionIn,
  plainWord,
  releaseIn,
  type Spelling,
  verdictIn,
  type Wanted,
} from './spelling.ts'
import { compatTexts } from './texts.ts'
import type { Arity, Words } from './words.ts'

/** Options of `modify`, each with the command that its ids follow. */
const changes: Readonly<Record<string, string>> = {
  addcve: '/add cve',
  delcve: '/delete cve',
  deletecve: '/delete cve',
  addbug: '/add bugfix',
  addbugfix: '/add bugfix',
  delbug: '/delete bugfix',
  delbugfix: '/delete bugfix',
  deletebugfix: '/delete bugfix',
  addtest: '/add test',
  deltest: '/delete test',
  deletetest: '/delete test',
  addrequires: '/add requires',
  delrequires: '/delete requires',
  deleterequires: '/delete requires',
  norelease: '/no-release',
  release: '/release',
}

const signable: Readonly<Record<string, string>> = { cve: 'cve', bug: 'bugfix', bugfix: 'bugfix', test: 'test' }
const asked: Readonly<Record<string, string>> = {
  status: '/check-status',
  requires: '/get-requires',
  versions: '/check-versions',
}
const released: Readonly<Record<string, string>> = { checkok: 'check', cvrfok: 'cvrf' }

export const oeArt: Spelling = {
  name: 'oe-art',
  help: text('update 发布工具命令行', 'The command line of the update release tool'),
  verbs: [
    {
      name: 'start',
      help: text('启动发布流程', 'Start the release flow'),
      example: 'start #I3NQ1A',
      options: { releaseid: 'one' },
      read(words, call) {
        const release = releaseIn(words, call)
        noMoreThan(words, 1, call)
        return { to: 'command', release, commands: ['/start-update'] }
      },
    },
    {
      name: 'modify',
      help: text('更新发布范围，问题遗留', 'Change the scope, leave issues for the next release'),
      example: 'modify -releaseid #I3NQ1A -addcve #I3AZ9M -giteeid ruebb',
      options: {
        releaseid: 'one',
        ...Object.fromEntries(Object.keys(changes).map(name => [name, 'many' as Arity])),
      },
      read: readModify,
    },
    {
      name: 'check',
      help: text('确认范围和测试结果，检查状态和依赖', 'Sign the scope and the tests, check status and requirements'),
      example: 'check -releaseid #I3NQ1A -type cve ok -giteeid ruebb',
      options: { releaseid: 'one', type: 'one' },
      read: readCheck,
    },
    {
      name: 'release',
      help: text('确认发布和安全公告', 'Sign the release and the advisories'),
      example: 'release -releaseid #I3NQ1A -type checkok -giteeid ruebb',
      options: { releaseid: 'one', type: 'one' },
      read(words, call) {
        const { release, type, isOk } = readTyped(words, call)
        const gate = released[type]
        if (!gate) throw new ExitError(exitCodes.usage, compatTexts.badType(['checkok', 'cvrfok'], call.line))
        return { to: 'command', release, commands: [`/${gate}-${isOk === false ? 'not-' : ''}ok`] }
      },
    },
  ],
}

function readModify(words: Words, call: Asked): Wanted {
  const release = releaseIn(words, call)
  noMoreThan(words, 1, call)
  const commands = words.options.flatMap(({ name, values }) => {
    const command = changes[name]
    return command ? [`${command} ${idsOf(values, call).join(' ')}`] : []
  })
  if (commands.length === 0) throw new ExitError(exitCodes.usage, compatTexts.nothingToChange(call.line))
  return { to: 'command', release, commands }
}

function readCheck(words: Words, call: Asked): Wanted {
  const { release, type, isOk } = readTyped(words, call)
  const command = asked[type]
  if (command) return { to: 'command', release, commands: [command] }
  if (type === 'cvebugfix') return { to: 'read', release, what: 'gates' }
  const gate = signable[type]
  const types = ['cve', 'bug', 'test', 'status', 'requires', 'versions']
  if (!gate) throw new ExitError(exitCodes.usage, compatTexts.badType(types, call.line))
  if (isOk === undefined) throw new ExitError(exitCodes.usage, compatTexts.needsVerdict(type, call.line))
  return { to: 'command', release, commands: [`/${gate}-${isOk ? '' : 'not-'}ok`] }
}

/** A call of the form `-releaseid #I -type what [ok|nok]`. */
export function readTyped(words: Words, call: Asked) {
  const { isOk, others } = verdictIn(words.positional)
  const rest = { ...words, positional: others }
  const release = releaseIn(rest, call)
  noMoreThan(rest, optionIn(words, 'releaseid') === undefined ? 1 : 0, call)
  return { release, type: plainWord(optionIn(words, 'type') ?? ''), isOk }
}
