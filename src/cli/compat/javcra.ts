// `javcra`: the real tool's command line (create, start, modify, check, release) with its options.

import { text } from '../../lib/text.ts'
import { ExitError, exitCodes } from '../exit.ts'
import { readTyped } from './oe-art.ts'
import { type Asked, idsOf, noMoreThan, plainWord, releaseIn, type Spelling, type Wanted } from './spelling.ts'
import { compatTexts } from './texts.ts'
import type { Words } from './words.ts'

const blocks = ['cve', 'bugfix', 'requires', 'test', 'remain'] as const

export const javcra: Spelling = {
  name: 'javcra',
  help: text('javcra 兼容命令行', 'The command line of javcra'),
  isConsole: true,
  verbs: [
    {
      name: 'create',
      help: text('为所有分支创建发布', 'Create the releases of all branches'),
      example: 'create',
      options: { branch: 'many' },
      read(words, call) {
        noMoreThan(words, 0, call)
        return { to: 'create', branches: words.options.filter(o => o.name === 'branch').flatMap(o => o.values) }
      },
    },
    {
      name: 'start',
      help: text('启动发布流程', 'Start the release flow'),
      example: 'start #I3NQ1A --giteeid ruebb',
      options: { releaseid: 'one' },
      read(words, call) {
        const release = releaseIn(words, call)
        noMoreThan(words, 1, call)
        return { to: 'command', release, commands: ['/start-update'], console: { part: 'start' } }
      },
    },
    {
      name: 'modify',
      help: text('增删清单，遗留问题', 'Change the scope, leave issues for the next release'),
      example: 'modify #I3NQ1A --add cve --id #I3AZ9M --giteeid ruebb',
      options: { releaseid: 'one', add: 'one', delete: 'one', del: 'one', id: 'many' },
      read: readModify,
    },
    {
      name: 'check',
      help: text('检查范围、依赖、状态、测试', 'Check scope, requirements, status and tests'),
      example: 'check #I3NQ1A --type requires --giteeid ruebb',
      options: { releaseid: 'one', type: 'one', buildcheck: 'flag' },
      read: readCheck,
    },
    {
      name: 'release',
      help: text('发布软件包和安全公告', 'Publish packages and advisories'),
      example: 'release #I3NQ1A --type checkok --giteeid ruebb',
      options: { releaseid: 'one', type: 'one' },
      read(words, call) {
        const { release, type } = readTyped(words, call)
        const console = { part: 'release', type: type === 'cvrfok' ? 'cvrfok' : 'checkok' } as const
        if (type === 'checkok') return { to: 'command', release, commands: ['/check-ok'], console }
        if (type === 'cvrfok') return { to: 'command', release, commands: ['/cvrf-ok'], console }
        throw new ExitError(exitCodes.usage, compatTexts.badType(['checkok', 'cvrfok'], call.line))
      },
    },
  ],
}

function readModify(words: Words, call: Asked): Wanted {
  const release = releaseIn(words, call)
  noMoreThan(words, 1, call)
  const changes = words.options.filter(o => o.name === 'add' || o.name === 'delete' || o.name === 'del')
  const [change, another] = changes
  if (!change || another) throw new ExitError(exitCodes.usage, compatTexts.nothingToChange(call.line))
  const action = change.name === 'add' ? 'add' : 'delete'
  const written = plainWord(change.values[0] ?? '')
  const block = blocks.find(b => b === (written === 'bug' ? 'bugfix' : written))
  if (!block) throw new ExitError(exitCodes.usage, compatTexts.badType(blocks, call.line))
  const ids = idsOf(
    words.options.filter(o => o.name === 'id').flatMap(o => o.values),
    call,
  )
  const left = action === 'add' ? '/no-release' : '/release'
  const command = block === 'remain' ? left : `/${action} ${block}`
  const said = ids.map(id => id.replace('#', '')).join(',')
  const console = { part: 'modify', action, block, ids: said } as const
  return { to: 'command', release, commands: [`${command} ${ids.join(' ')}`], console }
}

function readCheck(words: Words, call: Asked): Wanted {
  const { release, type, isOk } = readTyped(words, call)
  const give = (command: string) => ({ to: 'command' as const, release, commands: [command] })
  if (type === 'cvebugfix') {
    return { to: 'read', release, what: 'gates', console: { part: 'check', type: 'cve_bugfix' } }
  }
  if (type === 'status') return { ...give('/check-status'), console: { part: 'check', type } }
  if (type === 'requires') return { ...give('/get-requires'), console: { part: 'check', type } }
  if (type === 'versions') return give('/check-versions')
  if (type === 'test')
    return { ...give(isOk === false ? '/test-not-ok' : '/test-ok'), console: { part: 'check', type } }
  if (type === 'cve' || type === 'bugfix' || type === 'bug') {
    if (isOk === undefined) throw new ExitError(exitCodes.usage, compatTexts.needsVerdict(type, call.line))
    return give(`/${type === 'cve' ? 'cve' : 'bugfix'}-${isOk ? '' : 'not-'}ok`)
  }
  const types = ['cve_bugfix', 'cve', 'bugfix', 'requires', 'status', 'versions', 'test']
  throw new ExitError(exitCodes.usage, compatTexts.badType(types, call.line))
}

/** Whether a call asks the old tool to leave the self-build out: the flag turned it off. */
export function leavesBuildOut(words: Words): boolean {
  return words.options.some(o => o.name === 'buildcheck')
}
