// Judges an installation by what stands in the package database afterwards. Pure.

import { type Text, text } from '../lib/text.ts'
import { formatNevra, type Nevra } from '../rpm/nevra.ts'
import { texts } from './texts.ts'

export interface InstallProblem {
  readonly code: 'not-installable' | 'not-installed' | 'empty-root'
  /** The package, or `together` when each goes by itself but not all at once. */
  readonly subject: string
  readonly detail: Text
}

interface DnfResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Whether a failed dnf speaks of packages; else it could not do its work (a repository missing, a full disk). */
export function isVerdict({ stdout, stderr }: DnfResult): boolean {
  return /^ ?Problem(?: \d+)?:|Unable to find a match|Transaction (?:test|check) error/m.test(`${stdout}\n${stderr}`)
}

/** dnf's exit code lies: 0 with nothing installed is a problem too. */
export function judgeInstallation(
  wanted: readonly Nevra[],
  result: DnfResult,
  installed: readonly Nevra[],
): InstallProblem[] {
  const [first] = wanted
  const subject = first && wanted.length === 1 ? formatNevra(first) : 'together'
  if (result.exitCode !== 0) {
    const said = solverText(result.stderr) || solverText(result.stdout)
    return [{ code: 'not-installable', subject, detail: text(said, said) }]
  }
  if (installed.length === 0) return [{ code: 'empty-root', subject, detail: texts.emptyRoot() }]
  const there = new Set(installed.map(formatNevra))
  const missing = wanted.map(formatNevra).filter(name => !there.has(name))
  return missing.map(name => {
    return { code: 'not-installed' as const, subject: name, detail: texts.notInstalled(name) }
  })
}

/** dnf's own words without its advice on options, at most a page. */
function solverText(output: string): string {
  const lines = output.split('\n').map(l => l.replace(/^Error: ?/, '').trimEnd())
  const kept = lines.filter(l => l.trim() !== '' && !/^\(try to add /.test(l.trim()))
  return kept.join('\n').slice(0, 4000).trim()
}
