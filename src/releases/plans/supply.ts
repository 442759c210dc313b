// What the dependency check does about packages that are missing: finds them at the build service, and enters them in
// `requires` where the branch lets it.

import { appendLog, readLog, systemActor } from '../../accounts/index.ts'
import type { Db, Tx } from '../../db/index.ts'
import type { Json } from '../../lib/json.ts'
import type { Text } from '../../lib/text.ts'
import type { BuildService } from '../../ports/index.ts'
import { findSupply, type OfferedBuilds, type Supply } from '../../repos/index.ts'
import { type Item, packagesInScope, type Release } from '../model.ts'
import { orderReconcile } from '../orders.ts'
import type { BranchPolicy } from '../policy.ts'
import { holdRelease, subjectOf, touch } from '../store.ts'
import { enterRows, removeEntered, takenOutByPeople } from '../supply-store.ts'
import { type Supplied, supplyTexts } from '../supply-texts.ts'
import { ownersOf } from './collect-packages.ts'
import type { FamilyView } from './dependency-views.ts'
import type { PlanDeps } from './deps.ts'

/** What of the build projects, besides the scope, would mend the findings of the views. None: nothing is described there. */
export async function supplyFor(
  deps: PlanDeps,
  buildService: BuildService,
  asked: { branch: BranchPolicy; release: Release; views: readonly FamilyView[]; signal: AbortSignal },
): Promise<Supply | undefined> {
  const { branch, release, views, signal } = asked
  const inScope = new Set(packagesInScope(release.items))
  const owners = await ownersOf(buildService, branch)
  // A package of several projects belongs to the first of them.
  const familyOf = new Map(owners.toReversed().flatMap(({ family, packages }) => packages.map(name => [name, family])))
  const offered: { arch: string; builds: OfferedBuilds }[] = []
  for (const arch of new Set(views.map(view => view.arch))) {
    for (const { family, project } of owners) {
      const described = await buildService.describeBuilds({ project, arch, others: branch.arches, signal })
      if (!described) continue
      const isOffered = (name: string) => !inScope.has(name) && familyOf.get(name) === family
      const sourcePackages = new Map([...described.sourcePackages].filter(([, name]) => isOffered(name)))
      offered.push({ arch, builds: { project, family, repository: described.repository, sourcePackages } })
    }
  }
  if (offered.length === 0) return undefined
  const benches = views.map(({ arch, families, view }) => ({
    view,
    builds: offered.filter(o => o.arch === arch && families.includes(o.builds.family)).map(o => o.builds),
  }))
  const held = new Set(await takenOutByPeople(deps.db, release.id))
  return await findSupply({ views: benches, held }, { programs: deps.programs, signal })
}

/** A package that is to come along, with who needs it. */
export interface Needed {
  readonly package: Supplied
  readonly why: Text
}

/** Enters rows with their line in the log, and orders the issue to show them; the same again changes nothing. */
export async function enterSupplied(
  deps: PlanDeps,
  { release, run }: { release: string; run: string },
  needed: readonly Needed[],
): Promise<void> {
  const { language } = deps.policy
  await deps.db.transaction().execute(async tx => {
    await holdRelease(tx, release)
    const items = needed.map(({ package: { sourcePackage }, why }) =>
      rowOf(sourcePackage, supplyTexts.reason(why)[language]),
    )
    const entered = await enterRows(tx, release, { run, items }, authorOf(deps))
    for (const { package: supplied, why } of needed) {
      if (!entered.some(item => item.repository === supplied.sourcePackage)) continue
      const message = supplyTexts.entered([supplied], why)
      await tell(tx, deps, { release, run, action: SUPPLY, message, after: { repository: supplied.sourcePackage } })
    }
    if (entered.length > 0) await orderReconcile(tx, release, `${run}/supplied/${entered.map(i => i.issue).join(' ')}`)
  })
}

const SUPPLY = 'supply'
/** Of the newest lines of a release; those of a run that is going on are among them. */
const LINES = 1000

/** What a run has said of each package it entered, by source package: an attempt before this one may have. */
export async function saidOfSupplied(
  db: Db,
  { release, run }: { release: string; run: string },
): Promise<Map<string, Text>> {
  const lines = await readLog(db, { subject: subjectOf(release), limit: LINES })
  return new Map(
    lines.flatMap(({ run: own, action, message, after }) => {
      const isOf =
        own === run && action === SUPPLY && after !== null && typeof after === 'object' && 'repository' in after
      return isOf ? [[String(after.repository), message] as const] : []
    }),
  )
}

/** Takes the rows of a run out again; the same again changes nothing. */
export async function takeOutSupplied(
  deps: PlanDeps,
  { release, run }: { release: string; run: string },
): Promise<void> {
  await deps.db.transaction().execute(async tx => {
    await holdRelease(tx, release)
    const gone = await removeEntered(tx, release, run, authorOf(deps))
    if (gone.length > 0)
      await tell(tx, deps, { release, run, action: 'undo-supply', message: supplyTexts.takenOut(gone) })
  })
}

function authorOf({ clock }: PlanDeps) {
  return { account: systemActor.account, name: systemActor.name, at: clock.now() }
}

async function tell(
  tx: Tx,
  deps: PlanDeps,
  said: { release: string; run: string; action: string; message: Text; after?: Json },
): Promise<void> {
  const { release, ...line } = said
  const at = deps.clock.now()
  await touch(tx, release, at)
  await appendLog(tx, { actor: systemActor, channel: 'system', subject: subjectOf(release), ...line, at })
}

/** A row that is of a source package alone, as `/add requires NAME` makes it. */
function rowOf(sourcePackage: string, title: string): Item {
  const none = { url: '', status: '', cve: null, score: null, version: null, abiChanged: null }
  return { kind: 'requires', issue: sourcePackage, repository: sourcePackage, title, ...none }
}
