// `slipway package releases`, `slipway release packages`, `slipway tag show`.

import type { PackageReleases, ReleasePackages, ShippedPackage, ShippingRelease, TagView } from '../../http/index.ts'
import { packageWords as words } from '../package-texts.ts'
import type { Session } from '../session.ts'
import { blocks, type Paging, tableOf, tellMore, timeOf } from '../show.ts'
import { plain, type Terminal, toJson } from '../terminal.ts'
import { texts } from '../texts.ts'
import { findRelease, releasePath } from './release-name.ts'

export async function showPackageReleases(session: Session, name: string, wanted: Paging): Promise<void> {
  const { client, terminal, json } = session
  const path = `/api/v1/packages/${encodeURIComponent(name)}/releases`
  const page = await client().get<PackageReleases>(path, { ...wanted })
  if (json) return terminal.streams.out(`${toJson(page, 2)}\n`)
  const { streams, say } = terminal
  if (page.items.length === 0) return streams.err(`${say(words.noReleases(name))}\n`)
  const rows = page.items.map(r => [
    r.release,
    r.tag,
    stateOf(terminal, r),
    timeOf(r.publishedAt),
    nevrasOf(r.builds),
    r.broughtBy.map(b => b.cve ?? b.issue).join('\n'),
  ])
  const head = [words.release, words.tag, words.state, words.published, words.packages, words.broughtBy]
  streams.out(`${tableOf(terminal, head, rows)}\n`)
  tellMore(terminal, page.next)
}

export async function showReleasePackages(session: Session, name: string, wanted: Paging): Promise<void> {
  const { client, terminal, json } = session
  const server = client()
  const { id } = await findRelease(server, name)
  const page = await server.get<ReleasePackages>(`${releasePath(id)}/packages`, { ...wanted })
  if (json) return terminal.streams.out(`${toJson(page, 2)}\n`)
  terminal.streams.out(blocks([headOf(terminal, page), packageTable(terminal, page.items)]))
  tellMore(terminal, page.next)
}

export async function showTag(session: Session, tag: string, wanted: Paging): Promise<void> {
  const { client, terminal, json } = session
  const page = await client().get<TagView>(`/api/v1/tags/${encodeURIComponent(tag)}`, { ...wanted })
  if (json) return terminal.streams.out(`${toJson(page, 2)}\n`)
  terminal.streams.out(
    blocks(page.items.flatMap(r => [headOf(terminal, r), r.packages.length > 0 && packageTable(terminal, r.packages)])),
  )
  tellMore(terminal, page.next)
}

function packageTable(terminal: Terminal, packages: readonly ShippedPackage[]): string {
  const rows = packages.map(p => [p.name, nevrasOf(p.builds), p.broughtBy.map(b => b.cve ?? b.issue).join('\n')])
  return tableOf(terminal, [words.source, words.packages, words.broughtBy], rows)
}

/** Binary packages, each once; of a source package that gave none, its source RPM. */
function nevrasOf(builds: ShippedPackage['builds']): string {
  const binary = builds.filter(b => b.arch !== 'source')
  return [...new Set((binary.length > 0 ? binary : builds).flatMap(b => b.nevras))].join('\n')
}

function headOf(terminal: Terminal, release: ShippingRelease): string {
  const { colours } = terminal
  const parts = [release.tag, stateOf(terminal, release), timeOf(release.publishedAt)].filter(Boolean)
  return `${colours.bold(plain(release.release))}  ${plain(parts.join('  '))}`
}

function stateOf({ say }: Terminal, { published, withdrawn }: ShippingRelease): string {
  if (published) return say(words.isPublished)
  return say(withdrawn ? texts.isWithdrawn() : words.notPublished)
}
