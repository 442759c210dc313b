// What the versions of specs and builds say against a release, as findings of the self-check. Pure.

import type { Finding } from '../flow/index.ts'
import { texts } from './texts.ts'
import type { VersionFact, VersionRow } from './version-facts.ts'
import { type AgreeingRows, agreeing } from './version-table.ts'
import { versionTexts as say, whyFailed } from './version-texts.ts'

/** A package that has no build at all was told where builds are collected. */
export function versionFindings(rows: readonly VersionRow[], facts: readonly VersionFact[]): Finding[] {
  const unbuilt = new Set(facts.filter(f => f.builds.every(b => b.built === null)).map(f => f.package))
  return agreeing(rows).flatMap(row => findingsOf(row, unbuilt.has(row.package)))
}

function findingsOf(row: AgreeingRows, isUnbuilt: boolean): Finding[] {
  const { package: name, verdict, arches } = row
  const [spec, built, detail] = [row.spec ?? '', row.built ?? '', row.detail ?? '']
  const subject = `${name} (${arches.join(' ')})`
  switch (verdict) {
    case 'same':
      return []
    case 'older':
      return [{ code: 'version-older', subject, message: say.older(name, spec, built), blocking: true }]
    case 'newer':
      return [{ code: 'version-newer', subject, message: say.newer(name, spec, built), blocking: true }]
    case 'missing':
      if (isUnbuilt) return []
      return [{ code: 'version-missing', subject, message: say.missing(name, spec, arches), blocking: true }]
    case 'failed':
      return [
        {
          code: 'version-failed',
          subject: name,
          message: say.lookupFailed(name, whyFailed(row.detail)),
          blocking: true,
        },
      ]
    case 'unresolved':
      if (row.built === null && !isUnbuilt) return notBuiltFor(row)
      return [{ code: 'version-unresolved', subject: name, message: say.cannotJudge(name, detail), blocking: false }]
    case 'no-spec':
      if (row.built === null && !isUnbuilt) return notBuiltFor(row)
      return [{ code: 'version-no-spec', subject: name, message: say.specless(name), blocking: false }]
  }
}

/** Nothing says whether it should be. */
function notBuiltFor({ package: name, arches }: AgreeingRows): Finding[] {
  return arches.map(arch => ({
    code: 'not-built-for',
    subject: name,
    message: texts.notBuiltFor(name, arch),
    blocking: false,
  }))
}
