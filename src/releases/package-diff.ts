// What one package changes, cut to what people read: the rest is counted. Pure.

import { clean, type Text } from '../lib/text.ts'
import { type FileChange, type PackageDiff, sonamesGone } from '../rpm/diff.ts'
import { formatEvr, type Nevra } from '../rpm/nevra.ts'
import type { PackageDiffView } from './diff-view.ts'

export interface ComparedPackage {
  readonly nevra: Nevra
  readonly sourcePackage: string
  readonly arches: readonly string[]
  readonly fileBytes: number
  /** What users have. */
  readonly had: { readonly nevra: Nevra; readonly from: string; readonly fileBytes: number } | undefined
}

const MOST = { dependencies: 300, files: 200, changelog: 20 }
/** Characters of one scriptlet, and of one entry of a changelog. */
const MOST_TEXT = 4000

export function diffView(compared: ComparedPackage, diff: PackageDiff): PackageDiffView {
  const isNew = diff.before === null
  // Of a package that is new everything is: its lists say nothing.
  const dependencies = isNew ? [] : diff.dependencies
  const files = isNew ? [] : diff.files
  const changelog = isNew ? [] : diff.changelog
  return {
    ...plainView(compared),
    isLower: diff.isLower,
    bytesBefore: diff.bytesBefore,
    bytesAfter: diff.bytesAfter,
    dependencies: dependencies.slice(0, MOST.dependencies),
    sonamesGone: isNew ? [] : sonamesGone(diff),
    files: files.slice(0, MOST.files),
    fileCounts: countFiles(diff.files),
    scriptlets: isNew
      ? []
      : diff.scriptlets.map(({ section, before, after }) => ({
          section,
          before: before === null ? null : cut(before),
          after: after === null ? null : cut(after),
        })),
    changelog: changelog.slice(0, MOST.changelog).map(entry => ({ ...entry, text: cut(entry.text) })),
    more: {
      dependencies: Math.max(0, dependencies.length - MOST.dependencies),
      files: Math.max(0, files.length - MOST.files),
      changelog: Math.max(0, changelog.length - MOST.changelog),
    },
  }
}

export function notCompared(compared: ComparedPackage, because: Text): PackageDiffView {
  return { ...plainView(compared), because }
}

/** What is known without reading either file. */
function plainView({ nevra, sourcePackage, arches, fileBytes, had }: ComparedPackage): PackageDiffView {
  return {
    name: nevra.name,
    arch: nevra.arch,
    sourcePackage,
    arches,
    before: had ? formatEvr(had.nevra) : null,
    archBefore: had?.nevra.arch ?? null,
    from: had?.from ?? null,
    after: formatEvr(nevra),
    isLower: false,
    because: null,
    bytesBefore: null,
    bytesAfter: null,
    fileBytesBefore: had?.fileBytes ?? null,
    fileBytesAfter: fileBytes,
    dependencies: [],
    sonamesGone: [],
    files: [],
    fileCounts: { added: 0, removed: 0, changed: 0 },
    scriptlets: [],
    changelog: [],
    more: { dependencies: 0, files: 0, changelog: 0 },
  }
}

function countFiles(files: readonly FileChange[]): PackageDiffView['fileCounts'] {
  const [added, removed] = (['added', 'removed'] as const).map(kind => files.filter(f => f.change === kind).length)
  return { added: added ?? 0, removed: removed ?? 0, changed: files.length - (added ?? 0) - (removed ?? 0) }
}

function cut(text: string): string {
  return text.length > MOST_TEXT ? `${clean(text.slice(0, MOST_TEXT))}…` : text
}
