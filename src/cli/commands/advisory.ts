// `slipway advisory list|show`.

import type { AdvisoryView, Page } from '../../http/index.ts'
import type { Session } from '../session.ts'
import { blocks, type Paging, pairsOf, tableOf, tellMore } from '../show.ts'
import { plain, type Terminal, toJson } from '../terminal.ts'
import { texts, words } from '../texts.ts'

export async function listAdvisories(
  { client, terminal, json }: Session,
  wanted: Paging & { branch?: string },
): Promise<void> {
  const page = await client().get<Page<AdvisoryView>>('/api/v1/advisories', wanted)
  const { streams, say } = terminal
  if (json) return streams.out(`${toJson(page, 2)}\n`)
  if (page.items.length === 0) return streams.err(`${say(texts.noAdvisories())}\n`)
  streams.out(`${advisoryTable(terminal, page.items)}\n`)
  tellMore(terminal, page.next)
}

export function advisoryTable(terminal: Terminal, advisories: readonly AdvisoryView[]): string {
  const rows = advisories.map(a => [a.id ?? '—', a.severity, a.state, a.component, a.cves.join(' ')])
  return tableOf(terminal, [words.advisory, words.severity, words.state, words.package, words.cves], rows)
}

export async function showAdvisory({ client, terminal, json }: Session, id: string): Promise<void> {
  const advisory = await client().get<AdvisoryView>(`/api/v1/advisories/${encodeURIComponent(id)}`)
  const { streams, colours, say } = terminal
  if (json) return streams.out(`${toJson(advisory, 2)}\n`)
  streams.out(
    blocks([
      `${colours.bold(plain(advisory.id ?? '—'))}  ${plain(advisory.severity)}  ${advisory.state}\n${plain(advisory.title)}`,
      pairsOf(terminal, [
        [words.package, advisory.component],
        [words.cves, advisory.cves.join('\n')],
        [words.packages, advisory.packages.join('\n')],
        [words.missing, advisory.missing.map(say).join('\n')],
        [words.document, advisory.url],
      ]),
    ]),
  )
}
