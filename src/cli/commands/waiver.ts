// `slipway waiver list`, and what the newest self-check found as `slipway release show` tells it.

import type { SelfCheckView, WaiverPage, WaiverView } from '../../http/index.ts'
import { dashedDay } from '../../lib/clock.ts'
import { type Text, text } from '../../lib/text.ts'
import type { Session } from '../session.ts'
import { type Paging, tableOf, tellMore } from '../show.ts'
import { wordOf } from '../state-texts.ts'
import { plain, type Terminal, toJson } from '../terminal.ts'
import { texts, words } from '../texts.ts'

const own = {
  until: text('最后一天', 'UNTIL'),
  owner: text('责任人', 'OWNER'),
  because: text('原因', 'BECAUSE'),
  holds: text('生效', 'holds'),
  expired: text('已到期', 'expired'),
  blocks: text('阻塞', 'blocks'),
  settled: text('已了结', 'settled'),
  ended: (by: string) => text(`由 ${by} 结束`, `ended by ${by}`),
  waived: (owner: string, until: string) => text(`${owner} 豁免到 ${until}`, `waived by ${owner} until ${until}`),
  lapsed: (owner: string, until: string) =>
    text(`阻塞（${owner} 的豁免已于 ${until} 到期）`, `blocks (the waiver of ${owner} has run out on ${until})`),
  before: (count: number) =>
    text(`更新之前就有的问题（${count} 条，不阻塞）：`, `Broken before the update, so not blocking (${count}):`),
} as const

export async function listWaivers(
  { client, terminal, json }: Session,
  branch: string,
  wanted: Paging & { holding?: boolean },
): Promise<void> {
  const page = await client().get<WaiverPage>(`/api/v1/branches/${encodeURIComponent(branch)}/waivers`, { ...wanted })
  const { streams, say } = terminal
  if (json) return streams.out(`${toJson(page, 2)}\n`)
  if (page.items.length === 0) return streams.err(`${say(texts.nothingYet())}\n`)
  const rows = page.items.map(w => [
    w.subject,
    w.code,
    `${w.owner} (${say(wordOf('role', w.role))})`,
    dashedDay(w.until),
    say(stateOf(w)),
    w.because,
  ])
  const head = [words.subject, words.finding, own.owner, own.until, words.state, own.because]
  streams.out(`${tableOf(terminal, head, rows)}\n`)
  tellMore(terminal, page.next)
}

function stateOf({ state, ended }: WaiverView): Text {
  return state === 'ended' ? own.ended(ended?.by ?? '') : own[state]
}

/** What was found, by the numbers that `/waive` takes; below it what was broken before. */
export function checkTable(terminal: Terminal, { stale, findings, before }: SelfCheckView): string {
  const { say, colours } = terminal
  const rows = findings.map(f => [f.number, f.code, f.subject, say(standingOf(f)), say(f.message)])
  const parts = [
    stale && colours.yellow(plain(say(stale))),
    rows.length > 0 &&
      tableOf(terminal, [text('编号', 'NO.'), words.finding, words.subject, words.state, words.text], rows),
    before.length > 0 && [say(own.before(before.length)), ...before.map(f => `  ${plain(say(f.message))}`)].join('\n'),
  ]
  return parts.filter(Boolean).join('\n\n')
}

function standingOf({ blocking, waiver }: SelfCheckView['findings'][number]): Text {
  if (waiver?.holds) return own.waived(waiver.owner, dashedDay(waiver.until))
  if (!blocking) return own.settled
  return waiver ? own.lapsed(waiver.owner, dashedDay(waiver.until)) : own.blocks
}
