// What the dependency check looks at: per architecture first what users of the standard repositories have, then, where a
// branch has extras, everything together, of which only what concerns the extras counts. Users may have the first alone.

import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Text } from '../../lib/text.ts'
import type { RepoHost } from '../../ports/index.ts'
import { type DependencyView, openDependencyView, privateRepository } from '../../repos/index.ts'
import { isSourceRpm } from '../../rpm/nevra.ts'
import type { BuiltPackage } from '../drafts.ts'
import type { BranchPolicy, Family } from '../policy.ts'
import { supplyTexts } from '../supply-texts.ts'
import type { PlanDeps } from './deps.ts'
import { baseOf, type FamilySource, publishedOf } from './subject.ts'

export interface FamilyView {
  readonly arch: string
  /** Whose repositories take part. */
  readonly families: readonly Family[]
  /** Whose packages count. */
  readonly counted: Family
  /** The architecture as people read it, with the family where the branch has more than one. */
  readonly on: Text
  readonly view: DependencyView
}

interface Viewing {
  readonly branch: BranchPolicy
  readonly built: readonly BuiltPackage[]
  /** A folder of its own; it is removed again. */
  readonly workDir: string
  readonly signal: AbortSignal
  readonly onArch: (on: Text) => Promise<void>
}

export async function openViews(deps: PlanDeps, repoHost: RepoHost, viewing: Viewing): Promise<FamilyView[]> {
  const { branch, built, workDir, signal } = viewing
  const published = await publishedOf(deps, repoHost, branch)
  const views: FamilyView[] = []
  try {
    for (const arch of branch.arches) {
      const base = [...baseOf(branch, arch), ...published(arch)]
      const update: FamilySource[] = []
      const levels = levelsOf(branch, base)
      for (const families of levels) {
        const counted = families.at(-1) as Family
        const on = supplyTexts.on(arch, levels.length > 1 ? counted : undefined)
        await viewing.onArch(on)
        const added = await updateOf(deps, { built, arch, family: counted, workDir: join(workDir, arch, counted) })
        if (added) update.push(added)
        if (update.length === 0) continue
        const question = { arch, base: base.filter(s => families.includes(s.family)), update: [...update], counted }
        views.push({
          arch,
          families,
          counted,
          on,
          view: await openDependencyView(question, { programs: deps.programs, signal }),
        })
      }
    }
    return views
  } finally {
    await rm(workDir, { recursive: true, force: true })
  }
}

/** The standard repositories alone, and with the extras where a branch has some. */
function levelsOf(branch: BranchPolicy, base: readonly FamilySource[]): (readonly Family[])[] {
  const hasExtras = branch.projects.EPOL !== undefined || base.some(source => source.family === 'EPOL')
  return hasExtras ? [['standard'], ['standard', 'EPOL']] : [['standard']]
}

/** A repository of what an update brings of a family for an architecture; none where that is nothing but source packages. */
async function updateOf(
  deps: PlanDeps,
  { built, arch, family, workDir }: { built: readonly BuiltPackage[]; arch: string; family: Family; workDir: string },
): Promise<FamilySource | undefined> {
  const own = built.filter(b => b.family === family && (b.arches.includes(arch) || isSourceRpm(b.rpm.nevra)))
  if (own.every(b => isSourceRpm(b.rpm.nevra))) return undefined
  await mkdir(workDir, { recursive: true })
  const repository = await privateRepository(
    { ...deps, workDir },
    own.map(b => b.rpm),
  )
  return { ...repository, family }
}
