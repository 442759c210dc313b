// Verdicts of the checks in the words people read. Pure.

import { type ClosureFinding, type DependencyVerdict, type InstallProblem, sayChain } from '../../repos/index.ts'
import { texts } from '../texts.ts'
import { type FindingJson, findingJson } from './deps.ts'

export function dependencyFindings({ own, broken, before }: DependencyVerdict, arch: string): FindingJson[] {
  const found = [
    ...own.map(finding => dependencyFinding(finding, arch, 'not-installable')),
    ...broken.map(finding => dependencyFinding(finding, arch, 'unmet-requirement')),
  ]
  if (before.length === 0) return found
  const message = texts.brokenBefore(before, arch)
  return [...found, findingJson({ code: 'broken-before', subject: arch, message, blocking: false })]
}

/** A package of the update itself gets an issue in its repository, as one that dnf could not install. */
function dependencyFinding(
  { nevra, verdict, chain }: ClosureFinding,
  arch: string,
  installing: 'not-installable' | 'unmet-requirement',
): FindingJson {
  if (verdict === 'undecided') {
    const message = texts.notDecided(nevra, arch)
    return findingJson({ code: 'not-judged', subject: nevra, message, blocking: false })
  }
  const isSource = /\.(no)?src$/.test(nevra)
  const code = isSource ? 'unmet-build-requirement' : installing
  const subject = code === 'not-installable' ? `${nevra} (${arch})` : nevra
  const reasons = sayChain(chain)
  const message = (isSource ? texts.notBuildable : texts.notInstallable)(nevra, arch, reasons)
  return findingJson({ code, subject, message, blocking: true })
}

export function installFindings(problems: readonly InstallProblem[], arch: string): FindingJson[] {
  return problems.map(p =>
    findingJson({ code: p.code, subject: `${p.subject} (${arch})`, message: p.detail, blocking: true }),
  )
}
