// One question about repositories, put to the engine and to the oracle; both answer with NEVRAs.

import { join } from 'node:path'
import type { Programs } from '../../src/lib/programs.ts'
import { loadPool, loadUpdate } from '../../src/repos/load-pool.ts'
import { graphOf } from '../../src/rpm/pool/graph.ts'
import { nevraOf, type Pool } from '../../src/rpm/pool/pool.ts'
import { candidates, uninstallable } from '../../src/rpm/solver/installability.ts'
import { checkUpdate } from '../../src/rpm/solver/update-check.ts'

export interface Question {
  readonly repos: readonly string[]
  /** An update to be laid over them. */
  readonly set?: string
  readonly source?: boolean
  readonly arch?: string
}

/** Of each kind (uninstallable; missing, broken, fixed) the NEVRAs, sorted, each once. */
export type Verdicts = Readonly<Record<string, readonly string[]>>

export async function askEngine(question: Question, programs: Pick<Programs, 'pipe'>): Promise<Verdicts> {
  const { repos, set, source = false, arch = 'x86_64' } = question
  const pool = await loadPool(repos, arch, { programs })
  const found = uninstallable(pool, candidates(pool, source))
  if (!set) return named({ pool, found: { uninstallable: found.uninstallable, undecided: found.undecided } })
  const overlay = await loadUpdate(pool, { places: [set], at: repos.length }, { programs })
  const { missing, broken, fixed, undecided } = checkUpdate(graphOf(pool), overlay, found, { withSources: source })
  return named({ pool: overlay.pool, found: { missing, broken, fixed, undecided } })
}

/** What nobody could decide must not be: it is named when there is any. */
function named({ pool, found }: { pool: Pool; found: Readonly<Record<string, readonly number[]>> }): Verdicts {
  const kinds = Object.entries(found).filter(([kind, packages]) => kind !== 'undecided' || packages.length > 0)
  return Object.fromEntries(kinds.map(([kind, packages]) => [kind, sorted(packages.map(p => nevraOf(pool, p)))]))
}

/** All questions go through one process: to start it takes longer than to answer a hundred small ones. */
export async function askOracle(questions: readonly Question[], programs: Programs): Promise<Verdicts[]> {
  const input = questions.map(q => `${JSON.stringify(q)}\n`).join('')
  const oracle = join(import.meta.dirname, 'oracle.py')
  const options = { input, timeoutMs: 3_600_000, maxOutputBytes: 2 ** 30 }
  const { stdout, stderr, exitCode } = await programs.run('/usr/bin/python3', [oracle, 'batch'], options)
  if (exitCode !== 0) throw new Error(`the oracle failed: ${stderr.slice(-2000)}`)
  const answers = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Verdicts)
  if (answers.length !== questions.length) throw new Error(`${questions.length} questions, ${answers.length} answers`)
  return answers.map(a => Object.fromEntries(Object.entries(a).map(([kind, nevras]) => [kind, sorted(nevras)])))
}

function sorted(nevras: readonly string[]): string[] {
  return [...new Set(nevras)].sort()
}
