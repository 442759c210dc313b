// What a package changes, as lines for people: of repositories on this machine, and of a release on a server.

import { sameInBoth, type Text } from '../lib/text.ts'
import { type FileChangeKind, diffTexts as say } from './diff-texts.ts'
import { plain, type Terminal } from './terminal.ts'

interface DiffToShow {
  readonly name: string
  readonly arch: string
  readonly before: string | null
  readonly archBefore: string | null
  readonly after: string
  readonly isLower: boolean
  readonly bytesBefore: number | null
  readonly bytesAfter: number | null
  readonly dependencies: readonly {
    readonly list: string
    readonly name: string
    readonly before: string | null
    readonly after: string | null
  }[]
  readonly sonamesGone: readonly string[]
  readonly files: readonly { readonly path: string; readonly change: FileChangeKind }[]
  readonly scriptlets: readonly {
    readonly section: string
    readonly before: string | null
    readonly after: string | null
  }[]
  readonly changelog: readonly { readonly author: string; readonly text: string }[]
  /** Of a release, whose packages stand somewhere and whose lists are cut. */
  readonly because?: Text | null
  readonly from?: string | null
  readonly fileBytesBefore?: number | null
  readonly fileBytesAfter?: number
  readonly more?: { readonly dependencies: number; readonly files: number; readonly changelog: number }
}

/** Files of one package that are named; the rest is counted. --json has more. */
const MOST_FILES = 20

export function diffLines({ colours, say: translate }: Terminal, p: DiffToShow): string[] {
  const lines = [`${colours.bold(plain(`${p.name}.${p.arch}`))}  ${plain(translate(say.versions(p)))}`]
  const tell = (words: Text) => lines.push(`  ${plain(translate(words))}`)
  const { more = { dependencies: 0, files: 0, changelog: 0 } } = p
  if (p.because) {
    lines.push(`  ${colours.yellow(plain(translate(say.notCompared(p.because))))}`)
    return lines
  }
  if (p.isLower) lines.push(`  ${colours.red(translate(say.lower()))}`)
  // Of a package that is new everything is: its lists say nothing.
  if (p.before === null) return lines
  if (p.sonamesGone.length > 0) lines.push(`  ${colours.red(plain(translate(say.sonamesGone(p.sonamesGone))))}`)
  for (const { list, name, before, after } of p.dependencies) {
    tell(sameInBoth(`${list}: ${changed(name, before, after)}`))
  }
  if (more.dependencies > 0) tell(say.moreDependencies(more.dependencies))
  for (const { path, change } of p.files.slice(0, MOST_FILES)) tell(say.file(path, change))
  const files = more.files + Math.max(0, p.files.length - MOST_FILES)
  if (files > 0) tell(say.moreFiles(files))
  if (p.bytesBefore !== p.bytesAfter) tell(say.size(p.bytesBefore ?? 0, p.bytesAfter ?? 0))
  if (p.fileBytesAfter !== undefined && p.fileBytesBefore !== p.fileBytesAfter) {
    tell(say.fileSize(p.fileBytesBefore ?? 0, p.fileBytesAfter))
  }
  for (const { section, before, after } of p.scriptlets) tell(say.scriptlet(section, before, after))
  for (const { author, text } of p.changelog) {
    tell(sameInBoth(author))
    for (const words of text.split('\n')) tell(sameInBoth(`  ${words}`))
  }
  if (more.changelog > 0) tell(say.moreEntries(more.changelog))
  return lines
}

function changed(name: string, before: string | null, after: string | null): string {
  if (before === null) return `+ ${after ?? name}`
  return after === null ? `- ${before}` : `${before} → ${after}`
}
