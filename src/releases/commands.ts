// Every command as data: usage, help, roles, stages, and what happens while a run is under way. Help, docs and buttons
// are derived from it. Roles of a gate's commands come from the gate.

import type { Role } from '../accounts/index.ts'
import { type Text, text } from '../lib/text.ts'
import { type GateName, gates, stageNames } from './stages.ts'
import type { StageName } from './view.ts'

/** While a run is under way: refuse, accept all the same, or cancel the run and undo what it did. */
export type WhileRunning = 'refuse' | 'accept' | 'cancel-and-undo'

/** Facts a command's rule needs from outside; they are fetched before it is decided. */
export type Looks =
  | 'issues'
  | 'feedback'
  | 'drafts'
  | 'lacking'
  | 'needs'
  | 'statuses'
  | 'versions'
  | 'runs'
  | 'previewed'

export interface Command {
  readonly usage: string
  readonly help: Text
  /** Spellings of the seeds and the real tools. */
  readonly aliases: readonly string[]
  /** Empty: anyone. */
  readonly roles: readonly Role[]
  readonly stages: readonly StageName[]
  readonly whileRunning: WhileRunning
  /** Given also while a run that could not be taken back waits for a person; every other command is refused then. */
  readonly whenStuck?: 'accept'
  readonly looks?: Looks
  /** The gate it signs or whose sign-off it withdraws. */
  readonly gate?: GateName
}

const all = stageNames

/** The stages from one to another, both included. */
function between(first: StageName, last: StageName): readonly StageName[] {
  return all.slice(all.indexOf(first), all.indexOf(last) + 1)
}

/** Who may add and delete rows, by their kind (seed 001 §2.4.2); the version manager may change any. */
export const itemRoles = {
  cve: ['security', 'version-manager'],
  bugfix: ['developer', 'version-manager'],
  requires: ['developer', 'version-manager'],
  test: ['tester', 'version-manager'],
} as const satisfies Record<string, readonly Role[]>

/** Stages in which rows may change; test rows have nothing to be tested before verifying. */
export const itemStages: readonly StageName[] = between('scoping', 'reviewing')

/** Who may own the risk of letting users have what a check has found: those who answer for what is published. */
const riskOwners: readonly Role[] = ['version-manager', 'security', 'tc', 'release', 'qa']

const itemChangers: readonly Role[] = [...new Set(Object.values(itemRoles).flat())]

type Spelled = { name: string; help: Text; aliases?: readonly string[] }

/** A command that signs a gate off. It may come again when the plan behind the gate failed: that tries it again. */
function signs(gate: GateName, stages: readonly StageName[], { name, help, aliases = [] }: Spelled): Command {
  return { usage: `/${name}`, help, aliases, roles: gates[gate].roles, stages, whileRunning: 'accept', gate }
}

/** A command that withdraws a gate's sign-offs: the release goes back to the gate. */
function withdraws(gate: GateName, stages: readonly StageName[], { name, help, aliases = [] }: Spelled): Command {
  return { usage: `/${name}`, help, aliases, roles: gates[gate].roles, stages, whileRunning: 'cancel-and-undo', gate }
}

/** A command by which the version manager changes which rows go on. */
function rowsBy(usage: string, help: Text): Command {
  const roles = ['version-manager'] as const
  return { usage, help, aliases: [], roles, stages: itemStages, whileRunning: 'cancel-and-undo' }
}

function judges(name: string, help: Text): Command {
  return rowsBy(`/${name} ID…|all`, help)
}

export const commands = {
  'start-update': {
    usage: '/start-update',
    help: text(
      '启动发布流程，获取 CVE 和 bugfix 范围；确定范围时再次获取',
      'Start the release flow and collect the CVEs and bugfixes; while scoping, fetch them again',
    ),
    aliases: [],
    roles: gates.start.roles,
    stages: ['draft', 'scoping'],
    whileRunning: 'refuse',
    gate: 'start',
  },
  add: {
    usage: '/add cve|bugfix|requires|test ID…',
    help: text('把 issue 加入发布清单', 'Add issues to the scope'),
    aliases: [],
    roles: itemChangers,
    stages: itemStages,
    whileRunning: 'cancel-and-undo',
    looks: 'issues',
  },
  delete: {
    usage: '/delete cve|bugfix|requires|test ID…',
    help: text('把 issue 移出发布清单', 'Take issues out of the scope'),
    aliases: ['del'],
    roles: itemChangers,
    stages: itemStages,
    whileRunning: 'cancel-and-undo',
  },
  accept: judges('accept', text('接纳清单行', 'Accept rows into the release')),
  refuse: judges('refuse', text('拒绝接纳清单行', 'Refuse rows: they stay visible and do not go on')),
  'no-release': rowsBy(
    '/no-release ID…',
    text('本版本不发布，遗留到下一版本', 'Leave rows for the next release: they do not come out with this one'),
  ),
  release: rowsBy('/release ID…', text('恢复遗留的清单行', 'Bring back rows that were left for the next release')),
  feedback: {
    usage: '/feedback ID [PACKAGE] [PR]',
    help: text('反馈需求：issue、软件包、PR', 'Ask for an issue of a package, perhaps with its pull request'),
    aliases: [],
    roles: [],
    stages: ['draft', 'scoping'],
    whileRunning: 'accept',
    looks: 'feedback',
  },
  'cve-ok': signs('cve', ['scoping'], { name: 'cve-ok', help: text('确认 CVE 清单', 'Sign off the CVE list') }),
  'cve-not-ok': withdraws('cve', between('scoping', 'reviewing'), {
    name: 'cve-not-ok',
    help: text('撤回对 CVE 清单的确认', 'Withdraw the sign-off of the CVE list'),
  }),
  'bugfix-ok': signs('bugfix', ['scoping'], {
    name: 'bugfix-ok',
    help: text('确认 bugfix 清单', 'Sign off the bugfix list'),
    aliases: ['pkg-ok'],
  }),
  'bugfix-not-ok': withdraws('bugfix', between('scoping', 'reviewing'), {
    name: 'bugfix-not-ok',
    help: text('撤回对 bugfix 清单的确认', 'Withdraw the sign-off of the bugfix list'),
    aliases: ['pkg-not-ok'],
  }),
  launch: signs('launch', ['scoping'], {
    name: 'launch',
    help: text('版本启动：基线固化后开始开发自验', 'Launch: start the self-check of the fixed scope'),
  }),
  'launch-not-ok': withdraws('launch', between('scoping', 'reviewing'), {
    name: 'launch-not-ok',
    help: text('撤回版本启动', 'Withdraw the launch'),
  }),
  'check-status': {
    usage: '/check-status',
    help: text(
      '刷新清单中问题单的状态；自验发现的问题都已了结时转测',
      'Read how the issues of the scope stand; hand over to test when what the self-check found is settled',
    ),
    aliases: [],
    roles: gates.status.roles,
    stages: between('scoping', 'reviewing'),
    whileRunning: 'refuse',
    looks: 'statuses',
    gate: 'status',
  },
  'check-versions': {
    usage: '/check-versions [PACKAGE …]',
    help: text(
      '检查 spec 与构建的版本是否一致；写出软件包时只刷新这些软件包',
      'Compare the versions of specs and builds; of the packages named, or of all',
    ),
    aliases: [],
    roles: ['developer'],
    stages: between('scoping', 'reviewing'),
    whileRunning: 'accept',
    whenStuck: 'accept',
    looks: 'versions',
  },
  'get-requires': {
    usage: '/get-requires',
    help: text('重新执行全部开发自验', 'Run all of the self-check again'),
    aliases: ['check-requires', 'check-cve-bugfix'],
    roles: ['developer'],
    stages: ['verifying'],
    whileRunning: 'refuse',
  },
  waive: {
    usage: '/waive FINDING… until YYYY-MM-DD because REASON',
    help: text(
      '豁免自验发现的问题：由您承担风险，到期失效，只对该版本的软件包和现在所说的原因有效',
      'Waive findings of the self-check: you own the risk, until that day, for that version and the cause told now alone',
    ),
    aliases: [],
    roles: riskOwners,
    stages: between('scoping', 'reviewing'),
    whileRunning: 'refuse',
  },
  unwaive: {
    usage: '/unwaive FINDING…',
    help: text(
      '结束本分支的豁免；本版本只因它而开始的转测会被撤销',
      'End waivers of the branch; a hand-over of this release that they alone let begin is taken back',
    ),
    aliases: [],
    roles: riskOwners,
    stages: all,
    whileRunning: 'accept',
  },
  'test-ok': {
    ...signs('test', ['testing'], { name: 'test-ok', help: text('测试回归通过', 'The tests have passed') }),
    // A test problem that was closed a moment ago holds nobody up.
    looks: 'statuses',
  },
  'test-not-ok': withdraws('test', between('testing', 'reviewing'), {
    name: 'test-not-ok',
    help: text('撤回测试通过', 'Withdraw the sign-off of the tests'),
  }),
  'check-ok': {
    ...signs('check', between('reviewing', 'publishing'), {
      name: 'check-ok',
      help: text('发布评审通过，发布软件包', 'The review has passed: publish the packages'),
    }),
    looks: 'lacking',
  },
  'check-not-ok': withdraws('check', between('reviewing', 'publishing'), {
    name: 'check-not-ok',
    help: text('撤回发布评审的确认', 'Withdraw the sign-off of the review'),
  }),
  'cvrf-ok': {
    ...signs('cvrf', between('reviewing', 'announcing'), {
      name: 'cvrf-ok',
      help: text('安全公告无误，发布公告', 'The advisories are right: publish them'),
    }),
    looks: 'drafts',
  },
  'cvrf-not-ok': withdraws('cvrf', between('reviewing', 'announcing'), {
    name: 'cvrf-not-ok',
    help: text('撤回对安全公告的确认', 'Withdraw the sign-off of the advisories'),
  }),
  rollback: {
    usage: '/rollback [anyway]',
    help: text('回退最近的一个流程，回到之前的阶段', 'Undo the latest plan and go back to the stage before it'),
    aliases: [],
    roles: ['version-manager'],
    stages: all,
    whileRunning: 'cancel-and-undo',
    whenStuck: 'accept',
    looks: 'needs',
  },
  withdraw: {
    usage: '/withdraw [anyway]',
    help: text('撤回已发布的软件包和公告', 'Withdraw the published packages and advisories'),
    aliases: [],
    roles: ['version-manager', 'security'],
    stages: ['announcing', 'released'],
    whileRunning: 'refuse',
    whenStuck: 'accept',
    looks: 'needs',
  },
  drop: {
    usage: '/drop REASON…',
    help: text('删除尚未启动的发布计划，并说明原因', 'Delete a plan that has not begun, and say why'),
    aliases: [],
    roles: ['version-manager'],
    stages: ['draft'],
    whileRunning: 'refuse',
  },
  status: {
    usage: '/status',
    help: text('显示阶段以及在等待什么', 'Show the stage and what it waits for'),
    aliases: [],
    roles: [],
    stages: all,
    whileRunning: 'accept',
    whenStuck: 'accept',
  },
  explain: {
    usage: '/explain',
    help: text(
      '说明版本在等什么、谁能推进、如何解决',
      'Say what the release waits for, who can move it, and what helps',
    ),
    aliases: [],
    roles: [],
    stages: all,
    whileRunning: 'accept',
    whenStuck: 'accept',
    looks: 'runs',
  },
  preview: {
    usage: '/preview /COMMAND …',
    help: text('说明另一条命令会做什么，但不执行', 'Say what another command would do, without doing it'),
    aliases: [],
    roles: [],
    stages: all,
    whileRunning: 'accept',
    whenStuck: 'accept',
    looks: 'previewed',
  },
  help: {
    usage: '/help',
    help: text('列出命令', 'List the commands'),
    aliases: [],
    roles: [],
    stages: all,
    whileRunning: 'accept',
    whenStuck: 'accept',
  },
} as const satisfies Record<string, Command>

export type CommandName = keyof typeof commands

export const commandNames = Object.keys(commands) as readonly CommandName[]

export function commandAt(name: CommandName): Command {
  return commands[name]
}

/** Finds a command by its name or one of its other spellings. */
export function findCommand(word: string): CommandName | undefined {
  return commandNames.find(name => name === word || commandAt(name).aliases.includes(word))
}
