// Step `update-diff`: what each package of the update changes against what users have, kept for people to read. A
// repository that cannot be read is said where it matters and holds nothing up.

import { type AnyStep, step } from '../../flow/index.ts'
import { inBatches } from '../../lib/batches.ts'
import { ExternalError, RefusedError } from '../../lib/errors.ts'
import { compareCodeUnits } from '../../lib/natural-order.ts'
import { sameInBoth, type Text } from '../../lib/text.ts'
import { diffHeld, type HeldPackage, heldInPool } from '../../repos/index.ts'
import { formatNevra, isSourceRpm } from '../../rpm/nevra.ts'
import { newestIn, packagesByName } from '../../rpm/same-package.ts'
import { deleteDiffs, replaceDiffs } from '../diff-store.ts'
import { diffTexts } from '../diff-texts.ts'
import type { PackageDiffView } from '../diff-view.ts'
import type { BuiltPackage } from '../drafts.ts'
import { diffView, notCompared } from '../package-diff.ts'
import type { BranchPolicy } from '../policy.ts'
import type { PlanInput } from '../submit.ts'
import type { PlanDeps } from './deps.ts'
import { subjectOf } from './subject.ts'
import { packagesUsersHave } from './users-have.ts'

/** Files read at one time: of a repository far away it is the waiting that takes long. */
const AT_ONCE = 4

interface Pair {
  readonly built: BuiltPackage
  readonly had: HeldPackage | undefined
  readonly arches: readonly string[]
  /** Why what users have is not known. */
  readonly because: Text | null
}

export function diffStep(deps: PlanDeps): AnyStep {
  return step<PlanInput, never, null, number>({
    name: 'update-diff',
    uses: [],
    async start(c) {
      const { branch, built } = await subjectOf(deps, c.input)
      const binaries = built.filter(b => !isSourceRpm(b.rpm.nevra))
      const pairs = await pairsOf(deps, { branch, built: binaries, release: c.input.release, signal: c.signal })
      const diffs = await inBatches(pairs, AT_ONCE, async pair => {
        c.signal.throwIfAborted()
        return await compare(deps, pair)
      })
      await replaceDiffs(deps.db, { release: c.input.release, run: c.run }, diffs)
      await c.progress(diffTexts.compared(diffs.length, diffs.filter(d => d.because).length))
      return diffs.length
    },
    undo: async c => await deleteDiffs(deps.db, c.run),
  })
}

interface Comparing {
  readonly branch: BranchPolicy
  readonly built: readonly BuiltPackage[]
  readonly release: string
  readonly signal: AbortSignal
}

/** Each package with what users have of it: once for all architectures whose users have the same. */
async function pairsOf(deps: PlanDeps, { branch, built, release, signal }: Comparing): Promise<Pair[]> {
  const pairs = new Map<string, Pair>()
  for (const arch of branch.arches) {
    const here = built.filter(b => b.arches.includes(arch))
    if (here.length === 0) continue
    const names = new Set(here.map(b => b.rpm.nevra.name))
    const held = await packagesUsersHave(deps, { branch, arch, names, signal }).catch(because)
    signal.throwIfAborted()
    const users = packagesByName('zh' in held ? [] : held.filter(p => p.from !== release))
    for (const one of here) {
      const had = newestIn(users, one.rpm.nevra)
      const key = `${one.rpm.sha256} ${had ? formatNevra(had.nevra) : ''} ${'zh' in held}`
      const arches = [...(pairs.get(key)?.arches ?? []), arch]
      pairs.set(key, { ...(pairs.get(key) ?? { built: one, had, because: 'zh' in held ? held : null }), arches })
    }
  }
  const nameOf = ({ built: { rpm } }: Pair) => `${rpm.nevra.name} ${rpm.nevra.arch}`
  return [...pairs.values()].sort((a, b) => compareCodeUnits(nameOf(a), nameOf(b)))
}

async function compare(
  { poolDir }: PlanDeps,
  { built, had, arches, because: unknown }: Pair,
): Promise<PackageDiffView> {
  const { rpm } = built
  const compared = { nevra: rpm.nevra, sourcePackage: rpm.sourceName, arches, fileBytes: rpm.sizeBytes, had }
  if (unknown) return notCompared(compared, unknown)
  const diff = await diffHeld(had, heldInPool(poolDir, rpm, rpm.sourceName)).catch(because)
  return 'zh' in diff ? notCompared(compared, diff) : diffView(compared, diff)
}

/** What failed outside, in words for people; a bug stays one. */
function because(error: unknown): Text {
  if (error instanceof RefusedError) return error.refusal.because
  if (error instanceof ExternalError) return sameInBoth(error.message)
  throw error
}
