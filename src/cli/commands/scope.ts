// `slipway release history` and `slipway slo`: what became of rows, and whether CVEs come out in time.

import type { ItemChangeView, SloReport } from '../../http/index.ts'
import { text } from '../../lib/text.ts'
import { ExitError, exitCodes } from '../exit.ts'
import type { Session } from '../session.ts'
import { blocks, tableOf, timeOf } from '../show.ts'
import { plain, type Terminal, toJson } from '../terminal.ts'
import { texts } from '../texts.ts'
import { findRelease, releasePath } from './release-name.ts'

const words = {
  week: text('周', 'WEEK'),
  met: text('按期', 'IN TIME'),
  missed: text('未按期', 'LATE'),
  attainment: text('按期比例', 'ATTAINMENT'),
  release: text('发布', 'RELEASE'),
  repository: text('软件包', 'PACKAGE'),
  score: text('评分', 'SCORE'),
  due: text('截止日期', 'DUE'),
  left: text('剩余天数', 'DAYS LEFT'),
  badRow: (row: string) =>
    text(
      `“${row.slice(0, 60)}”不是 类别/issue，如 cve/I3NQ1A`,
      `"${row.slice(0, 60)}" is not kind/issue, e.g. cve/I3NQ1A`,
    ),
}

/** What is done to a row, by the action of its history. */
const actions: Readonly<Record<ItemChangeView['action'], ReturnType<typeof text>>> = {
  add: text('加入', 'added'),
  delete: text('移出', 'taken out'),
  accept: text('接纳', 'accepted'),
  refuse: text('拒绝接纳', 'not accepted'),
  leave: text('遗留', 'left for the next release'),
  return: text('恢复', 'brought back'),
  carry: text('遗留带入', 'carried over'),
  uncarry: text('撤销带入', 'carrying over taken back'),
  update: text('更新', 'brought up to date'),
  status: text('状态更新', 'status noted'),
  undo: text('回退', 'rolled back'),
  clear: text('清空', 'cleared'),
}

export async function showHistory(
  { client, terminal, json }: Session,
  name: string,
  { row, ...page }: { row?: string; after?: number; limit?: number },
): Promise<void> {
  const of = rowPath(row)
  const server = client()
  const { id } = await findRelease(server, name)
  const answer = await server.get<{ items: readonly ItemChangeView[] }>(`${releasePath(id)}/items${of}/history`, page)
  const { streams, colours, say } = terminal
  if (json) return streams.out(`${toJson(answer, 2)}\n`)
  if (answer.items.length === 0) return streams.err(`${say(texts.nothingYet())}\n`)
  for (const { id: number, at, by, kind, issue, action, after, before } of answer.items) {
    const status = action === 'status' ? `  ${before?.status ?? ''} → ${after?.status ?? ''}` : ''
    const what = `${plain(kind)} #${plain(issue)}  ${say(actions[action])}${plain(status)}`
    streams.out(`${number}  ${colours.dim(timeOf(at))}  ${colours.bold(plain(by))}  ${what}\n`)
  }
}

function rowPath(row: string | undefined): string {
  if (row === undefined) return ''
  const [, kind = '', issue = ''] = /^(cve|bugfix|requires|test)\/#?([^/]+)$/.exec(row) ?? []
  if (kind === '') throw new ExitError(exitCodes.usage, words.badRow(row))
  return `/${kind}/${encodeURIComponent(issue)}`
}

export async function showSlo(
  { client, terminal, json }: Session,
  wanted: { branch?: string; from?: string; to?: string },
): Promise<void> {
  const report = await client().get<SloReport>('/api/v1/slo', wanted)
  if (json) return terminal.streams.out(`${toJson(report, 2)}\n`)
  terminal.streams.out(blocks([weekTable(terminal, report), report.open.length > 0 && openTable(terminal, report)]))
}

function weekTable(terminal: Terminal, { weeks, ...all }: SloReport): string {
  const row = (name: string, { met, missed, attainment }: Pick<SloReport, 'met' | 'missed' | 'attainment'>) => [
    name,
    met,
    missed,
    attainment === null ? '' : `${Math.round(attainment * 1000) / 10}%`,
  ]
  const rows = [...weeks.map(week => row(week.week, week)), row('∑', all)]
  return tableOf(terminal, [words.week, words.met, words.missed, words.attainment], rows)
}

function openTable(terminal: Terminal, { open }: SloReport): string {
  const rows = open.map(c => [c.cve, c.repository, c.release, c.score ?? '', c.due ?? '', c.left ?? ''])
  const head = [text('CVE', 'CVE'), words.repository, words.release, words.score, words.due, words.left]
  return tableOf(terminal, head, rows)
}
