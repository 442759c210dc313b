// Looks up the versions that /check-versions compares: specs at the forge, source RPMs at the build service. A doer.

import { inBatches } from '../lib/batches.ts'
import { ExternalError } from '../lib/errors.ts'
import type { Ports } from '../ports/index.ts'
import { readSpec } from '../rpm/spec.ts'
import { packagesInScope, type Release } from './model.ts'
import type { BranchPolicy } from './policy.ts'
import type { VersionFact } from './ruling.ts'

/** As many packages are looked up at a time. */
const AT_ONCE = 8

export async function readVersions(
  ports: Pick<Ports, 'forge' | 'buildService'>,
  release: Release,
  of: { branch: BranchPolicy; owner: string },
): Promise<VersionFact[]> {
  const names = packagesInScope(release.items)
  return await inBatches(names, AT_ONCE, name => readVersion(ports, name, of))
}

/** A package whose lookup fails is told apart from one whose versions differ. */
async function readVersion(
  { forge, buildService }: Pick<Ports, 'forge' | 'buildService'>,
  name: string,
  { branch, owner }: { branch: BranchPolicy; owner: string },
): Promise<VersionFact> {
  try {
    const place = { repository: `${owner}/${name}`, branch: branch.name, path: `${name}.spec` }
    const source = await forge.readFile(place)
    return {
      package: name,
      spec: source === undefined ? null : versionOf(source),
      built: await builtOf(buildService, name, branch),
    }
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error
    return { package: name, spec: null, built: null, failed: error.message }
  }
}

/** The distribution's suffix is left out on both sides: a spec does not know it. */
function versionOf(source: string): VersionFact['spec'] {
  const read = readSpec(source, { dist: '' })
  return read.ok ? { evr: read.evr } : { unresolved: read.unresolved.map(u => u.what).join(', ') }
}

async function builtOf(
  buildService: Ports['buildService'],
  sourcePackage: string,
  { projects, arches }: BranchPolicy,
): Promise<string | null> {
  for (const project of [projects.standard, projects.EPOL]) {
    if (!project) continue
    const rpms = await buildService.listRpms({ project, sourcePackage, arches })
    const source = rpms.find(r => /\.(no)?src\.rpm$/.test(r.file))
    if (source) return source.file
  }
  return null
}
