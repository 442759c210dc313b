// Writes the page on the commands of a release issue from the command table, so that page and product cannot differ.

import type { Role } from '../../src/accounts/index.ts'
import { commandAt, commandNames, itemRoles, itemStages, type WhileRunning } from '../../src/releases/commands.ts'
import { stageAt, stageNames } from '../../src/releases/stages.ts'
import type { StageName } from '../../src/releases/view.ts'

const WHILE_RUNNING = {
  refuse: '拒绝 · refused',
  accept: '接受 · accepted',
  'cancel-and-undo': '取消并撤销流程 · cancels the run and undoes it',
} as const satisfies Record<WhileRunning, string>

export function commandsPage(): string {
  const rows = commandNames.map(name => {
    const { usage, help, roles, stages, whileRunning, aliases } = commandAt(name)
    const spellings = [usage, ...aliases.map(alias => `/${alias}`)].map(code).join('<br>')
    const ofRows = name === 'add' || name === 'delete'
    const who = ofRows ? '见下 · see below' : whoOf(roles)
    const when = stagesOf(ofRows ? itemStages : stages)
    return [spellings, `${help.zh}<br>${help.en}`, who, when, WHILE_RUNNING[whileRunning]]
  })
  const taken = commandNames.filter(name => commandAt(name).whenStuck === 'accept')
  const whenStuck = taken.map(name => code(`/${name}`)).join(', ')
  const items = Object.entries(itemRoles).map(([kind, roles]) => [code(kind), whoOf(roles)])
  return `# 命令 · Commands

由命令表生成，请勿手改：\`npm run generate\`。Generated from \`src/releases/commands.ts\`; do not edit.

一条命令独占一行，以 \`/\` 开头；引用和代码中的不算。
A command starts a line of its own with \`/\`; those in quotes or code do not count.

${table(['命令 · Command', '作用 · What it does', '谁 · Who', '阶段 · Stages', '流程运行中 · While a run is under way'], rows)}
回退受阻时只接受 · While a roll-back is stuck only these are accepted: ${whenStuck}

## 清单的行 · Rows of the scope

可在以下阶段增删 · May change in the stages: ${stagesOf(itemStages)}

${table(['类型 · Kind', '谁可增删 · Who adds and deletes'], items)}`
}

function whoOf(roles: readonly Role[]): string {
  return roles.length === 0 ? '任何人 · anyone' : roles.join(', ')
}

/** A span of the workflow is told by its first and last stage. */
function stagesOf(stages: readonly StageName[]): string {
  if (stages.length === stageNames.length) return '所有 · all'
  const titles = [stages[0], stages.at(-1)].flatMap(name => (name ? [`${stageAt(name).title.zh} ${name}`] : []))
  return [...new Set(titles)].join(' … ')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`
}

function code(text: string): string {
  return `\`${text}\``
}
