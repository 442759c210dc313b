// `slipway release versions`: specs against builds, as last looked up.

import type { PackageVersions, VersionTable } from '../../http/index.ts'
import { listed, sameInBoth, type Text, text } from '../../lib/text.ts'
import { ExitError, exitCodes } from '../exit.ts'
import type { Session } from '../session.ts'
import { blocks, tableOf, timeOf } from '../show.ts'
import { plain, toJson } from '../terminal.ts'
import { findRelease, releasePath } from './release-name.ts'

const words = {
  package: text('软件包', 'PACKAGE'),
  spec: text('SPEC', 'SPEC'),
  arch: text('系列与架构', 'FAMILY AND ARCH'),
  built: text('构建', 'BUILD'),
  verdict: text('结果', 'VERDICT'),
  lookedUp: text('检查时间', 'LOOKED UP'),
  notLooked: text('尚未检查', 'not checked yet'),
  outdated: text('范围变更之前', 'before the scope was changed'),
  notInScope: (names: readonly string[]): Text => {
    const list = listed(names.map(sameInBoth))
    return text(`发布清单中没有软件包 ${list.zh}`, `The scope has no package ${list.en}`)
  },
} as const

export async function showVersions(
  { client, terminal, json }: Session,
  name: string,
  packages: readonly string[],
): Promise<void> {
  const server = client()
  const { id } = await findRelease(server, name)
  const table = await server.get<VersionTable>(`${releasePath(id)}/versions`)
  const strange = packages.filter(wanted => !table.packages.some(p => p.package === wanted))
  if (strange.length > 0) throw new ExitError(exitCodes.refused, words.notInScope(strange))
  const shown = table.packages.filter(p => packages.length === 0 || packages.includes(p.package))
  const { streams, say } = terminal
  if (json) return streams.out(`${toJson({ ...table, packages: shown }, 2)}\n`)
  const rows = shown.flatMap(p => rowsOf(p, say))
  const head = [words.package, words.spec, words.arch, words.built, words.verdict, words.lookedUp]
  streams.out(blocks([plain(say(table.summary)), rows.length > 0 && tableOf(terminal, head, rows)]))
}

function rowsOf(p: PackageVersions, say: (said: Text) => string): string[][] {
  const when = [timeOf(p.lookedUpAt), ...(p.isOutdated ? [say(words.outdated)] : [])].join(' ')
  if (p.builds.length === 0) return [[p.package, '', '', '', say(words.notLooked), '']]
  return p.builds.map(b => [p.package, p.spec ?? '—', `${p.family} ${b.arch}`, b.built ?? '—', say(b.said), when])
}
