// What the versions of specs and builds say against a release, as findings of the self-check. Pure.

import type { Finding } from '../flow/index.ts'
import type { VersionFact, VersionRow } from './version-facts.ts'
import { type AgreeingRows, agreeing } from './version-table.ts'
import { versionTexts as say } from './version-texts.ts'

/** A package that has no build at all was told where builds are collected. */
export function versionFindings(rows: readonly VersionRow[], facts: readonly VersionFact[]): Finding[] {
  const unbuilt = new Set(facts.filter(f => f.builds.every(b => b.built === null)).map(f => f.package))
  return agreeing(rows).flatMap(row => findingOf(row, unbuilt.has(row.package)) ?? [])
}

function findingOf(row: AgreeingRows, isUnbuilt: boolean): Finding | undefined {
  const { package: name, verdict, arches } = row
  const [spec, built, detail] = [row.spec ?? '', row.built ?? '', row.detail ?? '']
  const subject = `${name} (${arches.join(' ')})`
  switch (verdict) {
    case 'same':
      return undefined
    case 'older':
      return { code: 'version-older', subject, message: say.older(name, spec, built), blocking: true }
    case 'newer':
      return { code: 'version-newer', subject, message: say.newer(name, spec, built), blocking: true }
    case 'missing':
      if (isUnbuilt) return undefined
      return { code: 'version-missing', subject, message: say.missing(name, spec, arches), blocking: true }
    case 'failed':
      return { code: 'version-failed', subject: name, message: say.lookupFailed(name, detail), blocking: true }
    case 'unresolved':
      return { code: 'version-unresolved', subject: name, message: say.cannotJudge(name, detail), blocking: false }
    case 'no-spec':
      return { code: 'version-no-spec', subject: name, message: say.specless(name), blocking: false }
  }
}
