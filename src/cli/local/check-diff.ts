// `slipway check diff`: what an update changes, package by package, and whether it takes a version down.

import { diffUpdate, type PackageDiff } from '../../repos/index.ts'
import { ExitError, exitCodes } from '../exit.ts'
import type { Session } from '../session.ts'
import { plain, toJson } from '../terminal.ts'
import { asking, knownArch } from './asking.ts'
import { diffTexts as say } from './diff-texts.ts'

interface Places {
  readonly repo: readonly string[]
  readonly update: readonly string[]
  readonly arch: string
}

/** Files of one package that are named; the rest is counted. --json has all. */
const MOST_FILES = 20

/** Ends with 1 when users have a package in a higher version: it would never reach them. */
export async function showDiffs(session: Session, { repo, update, arch }: Places): Promise<void> {
  const { terminal, json } = session
  const { out, err } = terminal.streams
  const question = { repositories: repo, updates: update, arch: knownArch(arch) }
  const packages = await asking(needs => diffUpdate(question, needs))
  const lower = packages.filter(p => p.isLower).length
  if (json) out(`${toJson({ arch, lower, packages }, 2)}\n`)
  else {
    for (const p of packages) showPackage(session, p)
    err(`${terminal.say(say.summary(packages.length, lower))}\n`)
  }
  if (lower > 0) throw new ExitError(exitCodes.failed)
}

function showPackage({ terminal }: Session, p: PackageDiff): void {
  const { colours, streams, say: translate } = terminal
  const line = (words: string) => streams.out(`  ${plain(words)}\n`)
  streams.out(`${colours.bold(plain(`${p.name}.${p.arch}`))}  ${plain(translate(say.versions(p)))}\n`)
  if (p.isLower) streams.out(`  ${colours.red(translate(say.lower()))}\n`)
  // Of a package that is new everything is: its lists say nothing.
  if (p.before === null) return
  for (const { list, name, before, after } of p.dependencies) line(`${list}: ${changed(name, before, after)}`)
  for (const { path, change } of p.files.slice(0, MOST_FILES)) line(translate(say.file(path, change)))
  if (p.files.length > MOST_FILES) line(translate(say.moreFiles(p.files.length - MOST_FILES)))
  if (p.bytesBefore !== p.bytesAfter) line(translate(say.size(p.bytesBefore ?? 0, p.bytesAfter)))
  for (const { section, before, after } of p.scriptlets) line(translate(say.scriptlet(section, before, after)))
  for (const { author, text } of p.changelog) {
    line(author)
    for (const words of text.split('\n')) line(`  ${words}`)
  }
}

function changed(name: string, before: string | null, after: string | null): string {
  if (before === null) return `+ ${after ?? name}`
  return after === null ? `- ${before}` : `${before} → ${after}`
}
