// Looks up the versions that /check-versions compares: specs at the forge, builds at the build service. A doer.

import { inBatches } from '../lib/batches.ts'
import { ExternalError } from '../lib/errors.ts'
import type { Programs } from '../lib/programs.ts'
import type { Ports } from '../ports/index.ts'
import { readSpec } from '../rpm/spec.ts'
import { buildFacts } from './built-versions.ts'
import { type Owner, ownersOf } from './plans/collect-packages.ts'
import type { BranchPolicy, Family } from './policy.ts'
import { askRpmspec } from './rpmspec.ts'
import type { SpecFact, VersionFact } from './version-facts.ts'
import { NO_SOURCE_RPM } from './version-texts.ts'

/** As many packages are looked up at a time. */
const AT_ONCE = 8

export interface VersionDeps {
  readonly ports: Pick<Ports, 'forge' | 'buildService'>
  readonly programs: Programs
}

interface Where {
  readonly branch: BranchPolicy
  /** Of the repositories with the specs. */
  readonly owner: string
}

/** What is found of these source packages; one whose lookup fails is told apart from one whose versions differ. */
export async function lookUpVersions(
  deps: VersionDeps,
  names: readonly string[],
  where: Where,
): Promise<VersionFact[]> {
  if (names.length === 0) return []
  const owners = await orWhy(() => ownersOf(deps.ports.buildService, where.branch))
  if ('failed' in owners) return names.map(name => failedFact(name, where.branch, owners.failed))
  return await inBatches(names, AT_ONCE, name => lookUpOne(deps, name, { ...where, owners: owners.value }))
}

async function lookUpOne(
  deps: VersionDeps,
  name: string,
  { branch, owner, owners }: Where & { owners: readonly Owner[] },
): Promise<VersionFact> {
  const { family, project } = owners.find(o => o.packages.includes(name)) ?? owners[0] ?? nowhere
  const found = await orWhy(async () => ({
    spec: await specOf(deps, { repository: `${owner}/${name}`, branch: branch.name, path: `${name}.spec` }, branch),
    builds: await buildFacts(deps.ports.buildService, { project, sourcePackage: name, arches: branch.arches }),
  }))
  if ('failed' in found) return failedFact(name, branch, found.failed, family)
  const { spec, builds } = found.value
  if (!builds) return failedFact(name, branch, NO_SOURCE_RPM, family)
  return { package: name, family, spec, builds, dist: branch.dist }
}

const nowhere = { family: 'standard', project: '' } as const

function failedFact(name: string, branch: BranchPolicy, failed: string, family: Family = 'standard'): VersionFact {
  return { package: name, family, spec: null, builds: branch.arches.map(arch => ({ arch, built: null })), failed }
}

/** The distribution's suffix is left out: a spec does not know it, see `verdictOf`. */
async function specOf(
  { ports, programs }: VersionDeps,
  place: { repository: string; branch: string; path: string },
  { arches }: BranchPolicy,
): Promise<SpecFact | null> {
  const source = await ports.forge.readFile(place)
  if (source === undefined) return null
  const read = readSpec(source, { dist: '' })
  if (read.ok) return { evr: read.evr }
  const asked = await askRpmspec(programs, source, arches)
  if (asked) return { evr: asked, by: 'rpmspec' }
  return { unresolved: read.unresolved.map(({ what, line }) => `${what} (${line})`).join(', ') }
}

/** A system that does not answer is a fact of the package; a bug is not. */
async function orWhy<T>(look: () => Promise<T>): Promise<{ value: T } | { failed: string }> {
  try {
    return { value: await look() }
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error
    return { failed: error.message }
  }
}
