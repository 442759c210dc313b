// Verdicts of the checks in the words people read. Pure.

import type { InstallProblem, NotJudged, UnmetRequirement } from '../../repos/index.ts'
import { formatNevra } from '../../rpm/nevra.ts'
import { texts } from '../texts.ts'
import { type FindingJson, findingJson } from './deps.ts'

export function dependencyFindings(
  verdict: { unmet: readonly UnmetRequirement[]; notJudged: readonly NotJudged[] },
  arch: string,
): FindingJson[] {
  const unmet = verdict.unmet.map(({ nevra, requirement }) => {
    const subject = formatNevra(nevra)
    return findingJson({
      code: 'unmet-requirement',
      subject,
      message: texts.unmet(subject, requirement, arch),
      blocking: true,
    })
  })
  const open = verdict.notJudged.map(({ nevra, requirement }) => {
    const subject = formatNevra(nevra)
    return findingJson({ code: 'not-judged', subject, message: texts.notJudged(subject, requirement), blocking: false })
  })
  return [...unmet, ...open]
}

export function installFindings(problems: readonly InstallProblem[], arch: string): FindingJson[] {
  return problems.map(p =>
    findingJson({ code: p.code, subject: `${p.subject} (${arch})`, message: p.detail, blocking: true }),
  )
}
