// Versions as people read them: the table of a comment, the view of a release, and the two words of the seed's callers.
// Pure.

import { sameInBoth, type Text } from '../lib/text.ts'
import { cellText, tableLine } from './issue-words.ts'
import { packagesInScope, type Release } from './model.ts'
import type { KeptVersion, VersionRow, VersionVerdict } from './version-facts.ts'
import { versionTexts as say, whyFailed } from './version-texts.ts'
import type { PackageVersions, VersionTable } from './version-view.ts'

/** What a person must look at first. */
const urgency: readonly VersionVerdict[] = ['older', 'newer', 'missing', 'failed', 'unresolved', 'no-spec', 'same']

/** Lines beyond these stand on the page alone: a comment has an end. */
const MAX_LINES = 60

/** Rows of a package that say the same, said once. */
export interface AgreeingRows extends VersionRow {
  readonly arches: readonly string[]
}

/** Architectures that agree become one; the most urgent first, then by name. */
export function agreeing(rows: readonly VersionRow[]): AgreeingRows[] {
  const groups = new Map<string, AgreeingRows>()
  for (const row of rows) {
    const key = JSON.stringify([row.package, row.family, row.spec, row.built, row.verdict, row.detail])
    const group = groups.get(key) ?? { ...row, arches: [] }
    groups.set(key, { ...group, arches: [...group.arches, row.arch].sort() })
  }
  return [...groups.values()].sort(
    (a, b) => urgency.indexOf(a.verdict) - urgency.indexOf(b.verdict) || (a.package < b.package ? -1 : 1),
  )
}

/** In Markdown. */
export function versionTable(rows: readonly VersionRow[]): Text {
  const all = agreeing(rows)
  const shown = all.slice(0, MAX_LINES)
  return { zh: tableIn('zh'), en: tableIn('en') }

  function tableIn(language: keyof Text): string {
    const head = say.head().map(cell => cell[language])
    const lines = shown.map(row =>
      tableLine(
        [
          row.package,
          row.spec ?? '—',
          `${row.family} ${row.arches.join(' ')}`,
          row.built ?? '—',
          sayVerdict(row)[language],
        ].map(cellText),
      ),
    )
    const rest = all.length > shown.length ? ['', say.moreRows(all.length - shown.length)[language]] : []
    return [tableLine(head), tableLine(head.map(() => '-')), ...lines, ...rest].join('\n')
  }
}

/** What is found of one package on one architecture, in words. */
function sayVerdict({ verdict, detail }: Pick<VersionRow, 'verdict' | 'detail'>): Text {
  switch (verdict) {
    case 'unresolved':
      return say.unresolved(detail ?? '')
    case 'failed':
      return say.failed(whyFailed(detail))
    default:
      return detail === 'rpmspec' ? say.byRpmspec(say.verdict[verdict]()) : say.verdict[verdict]()
  }
}

/** The two words of the module functions of seed 000 §2.2, in their spelling. */
export function seedWord(verdicts: readonly VersionVerdict[]): 'same' | 'unknow' {
  return verdicts.length > 0 && verdicts.every(verdict => verdict === 'same') ? 'same' : 'unknow'
}

/** How the packages of the scope stand; `isConfigured`: it is known where specs are. */
export function viewOfVersions(
  release: Release,
  kept: readonly KeptVersion[],
  { isConfigured }: { isConfigured: boolean },
): VersionTable {
  const packages = packagesInScope(release.items).map(name => {
    const rows = kept.filter(row => row.package === name)
    return packageView(name, rows, release.revision)
  })
  return { isConfigured, revision: release.revision, packages, summary: sayTable(packages, isConfigured) }
}

function packageView(name: string, rows: readonly KeptVersion[], revision: number): PackageVersions {
  const [worst] = agreeing(rows)
  const [row] = rows
  return {
    package: name,
    family: row?.family ?? null,
    spec: row?.spec ?? null,
    verdict: worst?.verdict ?? null,
    word: seedWord(rows.map(r => r.verdict)),
    builds: rows.map(r => ({ arch: r.arch, built: r.built, verdict: r.verdict, said: sayVerdict(r) })),
    lookedUpAt: row?.at.toISOString() ?? null,
    revision: row?.revision ?? null,
    isOutdated: row !== undefined && row.revision < revision,
  }
}

function sayTable(packages: readonly PackageVersions[], isConfigured: boolean): Text {
  const looked = packages.filter(p => p.verdict !== null)
  if (looked.length === 0) return isConfigured ? say.neverLooked() : say.noPlace()
  const same = looked.filter(p => p.word === 'same').length
  const parts = [say.summary(same, looked.length)]
  if (looked.length < packages.length) parts.push(say.notLooked(packages.length - looked.length))
  const old = looked.filter(p => p.isOutdated).length
  if (old > 0) parts.push(say.outdated(old))
  return { zh: parts.map(p => p.zh).join('；'), en: parts.map(p => p.en).join('; ') }
}

/** Packages of the status comment; the page names them all. */
const MAX_NAMES = 10

/** One line of the status comment; nothing before anybody has looked. */
export function versionLines({ packages, summary }: VersionTable): Text[] {
  const looked = packages.filter(p => p.verdict !== null)
  if (looked.length === 0) return []
  const other = looked.filter(p => p.word !== 'same')
  const names = other.slice(0, MAX_NAMES).map(p => p.package)
  if (other.length === 0) return [summary]
  return [summary, say.others(sameInBoth([...names, ...(other.length > names.length ? ['…'] : [])].join(' ')))]
}
