// Verdicts of the checks in the words people read. Pure.

import type { Text } from '../../lib/text.ts'
import {
  type ClosureFinding,
  type DependencyVerdict,
  type InstallProblem,
  type Remedy,
  sayChain,
} from '../../repos/index.ts'
import type { Family } from '../policy.ts'
import { supplyTexts } from '../supply-texts.ts'
import { texts } from '../texts.ts'
import type { BlockingCode } from '../waiver-binding.ts'
import { type FindingJson, findingJson } from './deps.ts'

/** Where a verdict was found, and what would mend what it tells. */
export interface Found {
  readonly arch: string
  readonly family: Family
  /** The architecture as people read it. */
  readonly on: Text
  readonly remedyOf?: (nevra: string) => Remedy | undefined
}

export function dependencyFindings({ own, broken, before }: DependencyVerdict, where: Found): FindingJson[] {
  const found = [
    ...own.map(finding => dependencyFinding(finding, where, 'not-installable')),
    ...broken.map(finding => dependencyFinding(finding, where, 'unmet-requirement')),
  ]
  if (before.length === 0) return found
  const message = texts.brokenBefore(before, where.on)
  return [...found, findingJson({ code: 'broken-before', subject: where.arch, message, blocking: false })]
}

/** A package of the update itself gets an issue in its repository, as one that dnf could not install. */
function dependencyFinding(
  { nevra, verdict, chain }: ClosureFinding,
  { arch, family, on, remedyOf }: Found,
  installing: 'not-installable' | 'unmet-requirement',
): FindingJson {
  if (verdict === 'undecided') {
    const message = texts.notDecided(nevra, on)
    return findingJson({ code: 'not-judged', subject: nevra, message, blocking: true })
  }
  const isSource = /\.(no)?src$/.test(nevra)
  const code: BlockingCode = isSource ? 'unmet-build-requirement' : installing
  // The same package may be judged with the extras and without them, and differently.
  const subject = `${nevra} (${family === 'EPOL' ? `${arch} ${family}` : arch})`
  const reasons = sayChain(chain)
  const found = (isSource ? texts.notBuildable : texts.notInstallable)(nevra, on, reasons)
  const remedy = remedyOf?.(nevra)
  const message = remedy ? supplyTexts.withRemedy(found, sayRemedy(remedy)) : found
  const packages = remedy && 'packages' in remedy ? remedy.packages.map(p => p.sourcePackage) : []
  // Whole, and without what would mend it: that changes while the cause stays.
  const said = reasons.map(reason => reason.en).join('; ')
  const data = { arch, family, said, ...(remedy ? { remedy: remedy.kind, packages } : {}) }
  return findingJson({ code, subject, message, blocking: true, data })
}

function sayRemedy(remedy: Remedy): Text {
  switch (remedy.kind) {
    case 'available':
      return supplyTexts.wouldMend(remedy.packages)
    case 'held':
      return supplyTexts.wouldMendButHeld(remedy.packages)
    case 'nothing':
      return supplyTexts.nothingMends()
    case 'undecided':
      return supplyTexts.notFound()
  }
}

export function installFindings(problems: readonly InstallProblem[], arch: string): FindingJson[] {
  return problems.map(p =>
    findingJson({ code: p.code, subject: `${p.subject} (${arch})`, message: p.detail, blocking: true }),
  )
}
