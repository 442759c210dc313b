// `slipway check diff`: what an update changes, package by package, and whether it takes a version down.

import { diffUpdate } from '../../repos/index.ts'
import { sonamesGone } from '../../rpm/diff.ts'
import { diffLines } from '../diff-lines.ts'
import { diffTexts as say } from '../diff-texts.ts'
import { ExitError, exitCodes } from '../exit.ts'
import type { Session } from '../session.ts'
import { toJson } from '../terminal.ts'
import { asking, knownArch } from './asking.ts'

interface Places {
  readonly repo: readonly string[]
  readonly update: readonly string[]
  readonly arch: string
}

/** Ends with 1 when users have a package in a higher version: it would never reach them. */
export async function showDiffs(session: Session, { repo, update, arch }: Places): Promise<void> {
  const { terminal, json } = session
  const { out, err } = terminal.streams
  const question = { repositories: repo, updates: update, arch: knownArch(arch) }
  const diffs = await asking(needs => diffUpdate(question, needs))
  const packages = diffs.map(p => ({ ...p, sonamesGone: sonamesGone(p) }))
  const lower = packages.filter(p => p.isLower).length
  if (json) out(`${toJson({ arch, lower, packages }, 2)}\n`)
  else {
    for (const p of packages) for (const line of diffLines(terminal, p)) out(`${line}\n`)
    err(`${terminal.say(say.summary(packages.length, lower))}\n`)
  }
  if (lower > 0) throw new ExitError(exitCodes.failed)
}
