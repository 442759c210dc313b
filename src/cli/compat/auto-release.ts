// `auto-release` and `upload-update-list`: the commands of seed 001 §2.6.3.2 and of its picture of interfaces.

import { text } from '../../lib/text.ts'
import { ExitError, exitCodes } from '../exit.ts'
import {
  type Asked,
  idsOf,
  noMoreThan,
  plainWord,
  releaseIn,
  type Spelling,
  type Verb,
  verdictIn,
  type Wanted,
} from './spelling.ts'
import { compatTexts } from './texts.ts'
import type { Words } from './words.ts'

const kinds: Readonly<Record<string, string>> = {
  cve: 'cve',
  bugfix: 'bugfix',
  bug: 'bugfix',
  requires: 'requires',
  test: 'test',
}

function changing(name: 'add' | 'delete', example: string): Verb {
  return {
    name,
    aliases: name === 'delete' ? ['del'] : [],
    help: name === 'add' ? text('添加到发布清单', 'Add to the scope') : text('移出发布清单', 'Take out of the scope'),
    example,
    options: { releaseid: 'one', cve: 'many', bugfix: 'many', bug: 'many', requires: 'many', test: 'many' },
    read(words, call) {
      const release = releaseIn(words, call)
      noMoreThan(words, 1, call)
      const commands = words.options.flatMap(({ name: option, values }) => {
        const kind = kinds[option]
        return kind ? [`/${name} ${kind} ${idsOf(values, call).join(' ')}`] : []
      })
      if (commands.length === 0) throw new ExitError(exitCodes.usage, compatTexts.nothingToChange(call.line))
      return { to: 'command', release, commands }
    },
  }
}

/** A verb that names a release and gives one command. */
function giving(verb: Omit<Verb, 'options' | 'read' | 'example'> & { command: string }): Verb {
  const { command, ...rest } = verb
  return {
    ...rest,
    example: `${verb.name} #I3NQ1A`,
    options: { releaseid: 'one' },
    read(words, call) {
      const release = releaseIn(words, call)
      noMoreThan(words, 1, call)
      return { to: 'command', release, commands: [command] }
    },
  }
}

/** A verb that names the update directory beside the release, so that no other is published by mistake. */
function dated(name: string, command: string, help: Verb['help']): Verb {
  return {
    name,
    help,
    example: `${name} #I3NQ1A update_20210424${name === 'release-update-pkg' ? ' auto-release' : ''}`,
    options: { releaseid: 'one', timestamp: 'one' },
    read(words, call) {
      const { release, timestamp } = readDated(words, call)
      return { to: 'command', release, timestamp, commands: [command] }
    },
  }
}

const uploadList: Verb = {
  name: 'upload-update-list',
  help: text('归档发布列表：发布软件包时自动归档，此命令显示归档', 'The archived update list; publishing archives it'),
  example: 'upload-update-list #I3NQ1A',
  options: { releaseid: 'one' },
  read(words, call) {
    const release = releaseIn(words, call)
    noMoreThan(words, 1, call)
    return { to: 'read', release, what: 'update-list' }
  },
}

export const autoRelease: Spelling = {
  name: 'auto-release',
  help: text('评论对应的命令', 'The commands behind the comments'),
  verbs: [
    giving({ name: 'start', help: text('启动发布流程', 'Start the release flow'), command: '/start-update' }),
    changing('add', 'add #I3NQ1A -cve #I3AZ9M'),
    changing('delete', 'delete #I3NQ1A -cve #I3AZ9M'),
    giving({
      name: 'get-requires',
      help: text('启动开发自验证流程', 'Run the self-check'),
      command: '/get-requires',
    }),
    giving({
      name: 'check-requires',
      help: text('启动开发自验证流程', 'Run the self-check'),
      command: '/get-requires',
    }),
    {
      name: 'check-install-and-selfbuild',
      aliases: ['check-install-and-selfbuid', 'check-install-build'],
      help: text('安装和自编译检查', 'Check installation and self-build'),
      example: 'check-install-and-selfbuild update_20210424',
      options: { releaseid: 'one', timestamp: 'one' },
      read: readSelfBuild,
    },
    {
      name: 'get-install-build',
      help: text('显示开发自验结果', 'Show what the self-check found'),
      example: 'get-install-build #I3NQ1A',
      options: { releaseid: 'one' },
      read(words, call) {
        const release = releaseIn(words, call)
        noMoreThan(words, 1, call)
        return { to: 'read', release, what: 'self-check' }
      },
    },
    giving({
      name: 'check-issues-status',
      aliases: ['check-status'],
      help: text('更新issue状态', 'Check the status of the issues'),
      command: '/check-status',
    }),
    {
      name: 'check-release',
      help: text('启动发布审核', 'The tests have passed: begin the review'),
      example: 'check-release #I3NQ1A',
      options: { releaseid: 'one' },
      read(words, call) {
        const { isOk = true, others } = verdictIn(words.positional)
        const rest = { ...words, positional: others }
        const release = releaseIn(rest, call)
        noMoreThan(rest, 1, call)
        return { to: 'command', release, commands: [isOk ? '/test-ok' : '/test-not-ok'] }
      },
    },
    dated('release-update-pkg', '/check-ok', text('启动包发布', 'Publish the packages')),
    dated('release-update-sa', '/cvrf-ok', text('启动安全公告发布', 'Publish the advisories')),
    uploadList,
  ],
}

export const uploadUpdateList: Spelling = {
  name: 'upload-update-list',
  help: uploadList.help,
  verbs: [{ ...uploadList, name: '', example: '#I3NQ1A' }],
}

function readDated(words: Words, call: Asked): { release: string; timestamp: string } {
  // The seed's form ends with the name of the program itself.
  const positional = words.positional.filter((word, at) => at < 2 || plainWord(word) !== 'autorelease')
  const byOption = words.options.find(o => o.name === 'releaseid') !== undefined
  const release = releaseIn(words, call)
  const timestamp = words.options.find(o => o.name === 'timestamp')?.values[0] ?? positional[byOption ? 0 : 1]
  if (!timestamp || plainWord(timestamp) === 'autorelease') {
    throw new ExitError(exitCodes.usage, compatTexts.missingTimestamp(call.line.replaceAll('#', '')))
  }
  noMoreThan({ ...words, positional }, 2, call)
  return { release, timestamp }
}

/** The picture names the update directory alone; where two branches have one of that name, the issue tells which. */
function readSelfBuild(words: Words, call: Asked): Wanted {
  const named = [...words.positional, ...words.options.filter(o => o.name === 'releaseid').flatMap(o => o.values)]
  const option = words.options.find(o => o.name === 'timestamp')?.values[0]
  const timestamp = option ?? named.find(word => /^(update_)?\d{8}[a-z0-9]*$/.test(word))
  const release = named.find(word => word !== timestamp)
  noMoreThan({ ...words, positional: named }, 2, call)
  if (!timestamp) throw new ExitError(exitCodes.usage, compatTexts.missingTimestamp(call.line))
  return { to: 'command', release: release ?? timestamp, timestamp, commands: ['/get-requires'] }
}
