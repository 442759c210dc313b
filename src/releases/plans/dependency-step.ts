// Step `dependency-check`: whether the packages of a release hold together with what users have. What is missing and the
// build service has is entered in `requires` and collected, and the check made again; or it is named, and waits for consent.

import { join } from 'node:path'
import { type AnyStep, step } from '../../flow/index.ts'
import { sameInBoth, type Text } from '../../lib/text.ts'
import { type DependencyVerdict, type Supply, sayChain, verdictOf } from '../../repos/index.ts'
import { builtPackages } from '../drafts.ts'
import { readPackages, replacePackages } from '../package-store.ts'
import type { PlanInput } from '../submit.ts'
import { type EnteredRow, enteredBy } from '../supply-store.ts'
import { supplyTexts } from '../supply-texts.ts'
import { texts } from '../texts.ts'
import { dependencyFindings } from './check-findings.ts'
import { collectBuilds, type PackageJson } from './collect-packages.ts'
import { type FamilyView, openViews } from './dependency-views.ts'
import { type FindingJson, findingJson, type PlanDeps } from './deps.ts'
import { subjectOf } from './subject.ts'
import { enterSupplied, type Needed, saidOfSupplied, supplyFor, takeOutSupplied } from './supply.ts'

/** What was collected of the scope before anything came along; of runs from before there was such a thing, null. */
type Former = { packages: PackageJson[] } | null
type Checked = { findings: FindingJson[] }

/** What comes along may show, once it is really there, that more is needed. */
const MAX_ROUNDS = 3

export function dependencyStep(deps: PlanDeps): AnyStep {
  return step<PlanInput, 'repoHost' | 'buildService', Former, Checked>({
    name: 'dependency-check',
    uses: ['repoHost', 'buildService'],
    prepare: async c => ({ packages: [...(await readPackages(deps.db, c.input.release))] }),
    async start(c, former) {
      const { release: id } = c.input
      const said = await saidOfSupplied(deps.db, { release: id, run: c.run })
      for (let round = 1; ; round++) {
        const workDir = join(deps.workDir, `${c.attempt}.${round}`)
        const entered = await enteredBy(deps.db, id, c.run)
        const { release, branch } = await subjectOf(deps, c.input)
        const wanted = entered.map(row => row.sourcePackage)
        const along = await collectBuilds(deps, c.ports.buildService, { branch, wanted, attempt: `${c.attempt}.along` })
        if (former && wanted.length > 0) await replacePackages(deps.db, id, [...former.packages, ...along.packages])
        const built = await builtPackages(deps.db, id)
        const onArch = async (on: Text) => await c.progress(texts.checkingOn(on))
        const views = await openViews(deps, c.ports.repoHost, { branch, built, workDir, signal: c.signal, onArch })
        const verdicts = views.map(({ view }) => verdictOf(view))
        const isClean = verdicts.every(({ own, broken }) => own.length + broken.length === 0)
        const asked = { branch, release, views, signal: c.signal }
        const supply = isClean ? undefined : await supplyFor(deps, c.ports.buildService, asked)
        const isAllowed = former !== null && branch.supply !== 'by-consent' && round < MAX_ROUNDS
        const needed = isAllowed && supply ? neededOf(supply, verdicts) : []
        if (needed.length === 0) {
          const found = verdicts.flatMap((verdict, at) => {
            const { arch, counted: family, on } = views[at] as FamilyView
            return dependencyFindings(verdict, { arch, family, on, remedyOf: nevra => supply?.remedyOf(at, nevra) })
          })
          return { findings: [...entered.map(row => cameAlong(row, said)), ...along.findings, ...found] }
        }
        await enterSupplied(deps, { release: id, run: c.run }, needed)
        for (const { package: supplied, why } of needed) {
          said.set(supplied.sourcePackage, supplyTexts.entered([supplied], why))
          await c.progress(supplyTexts.entered([supplied], why))
        }
      }
    },
    findings: handle => handle.findings,
    async undo(c, former) {
      if (!former) return
      await takeOutSupplied(deps, { release: c.input.release, run: c.run })
      await replacePackages(deps.db, c.input.release, former.packages)
    },
  })
}

/** Each package that is to come along with the first finding that needs it. */
function neededOf(supply: Supply, verdicts: readonly DependencyVerdict[]): Needed[] {
  const findings = verdicts.flatMap(({ own, broken }, at) =>
    [...own, ...broken].map(finding => ({ finding, remedy: supply.remedyOf(at, finding.nevra) })),
  )
  return supply.packages.flatMap(supplied => {
    const needing = findings.find(
      ({ remedy }) =>
        remedy?.kind === 'available' && remedy.packages.some(p => p.sourcePackage === supplied.sourcePackage),
    )
    if (!needing) return []
    const { chain, nevra } = needing.finding
    return [{ package: supplied, why: sayChain(chain)[0] ?? sameInBoth(nevra) }]
  })
}

function cameAlong({ sourcePackage, reason }: EnteredRow, said: ReadonlyMap<string, Text>): FindingJson {
  const message = said.get(sourcePackage) ?? supplyTexts.because(sourcePackage, reason)
  return findingJson({ code: 'supplied', subject: sourcePackage, message, blocking: false })
}
