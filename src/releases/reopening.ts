// What a changed scope brings: the gates it touches open again, and the release goes back to where they stand (design §4).

import { lines, listed, type Text } from '../lib/text.ts'
import { activeRun, type Change, type ItemKind, type Release } from './model.ts'
import type { Ruling } from './ruling.ts'
import { type GateName, gates, orderOf } from './stages.ts'
import { texts } from './texts.ts'

const scoping = { stage: 'scoping', part: 0 } as const
const touchedBy: Partial<Record<ItemKind, readonly GateName[]>> = {
  cve: ['cve', 'launch', 'status', 'test', 'check', 'cvrf'],
  bugfix: ['bugfix', 'launch', 'status', 'test', 'check'],
}

/** @param kinds kinds of the rows whose counting changes; none, or tests alone, touch no gate. */
export function withReopening(
  release: Release,
  kinds: readonly ItemKind[],
  rows: readonly Change[],
  said: Text,
): Ruling {
  if (kinds.every(kind => kind === 'test')) return { changes: rows, message: said }
  const changes: Change[] = [...rows, { kind: 'new-revision' }]
  // A draft has no gates that saw a scope.
  if (orderOf(release) < orderOf(scoping)) return { changes, message: said }
  const running = activeRun(release)
  if (running && release.stage !== 'scoping') changes.push({ kind: 'cancel-run', run: running.run })
  const touched = gatesTouched(kinds)
  if (touched.length === 0) {
    if (release.stage === 'scoping') return { changes, message: said }
    changes.push(
      { kind: 'withdraw-sign-offs', gates: ['status'] },
      { kind: 'move', to: { stage: 'verifying', part: 1 } },
    )
    return { changes, message: lines([said, texts.checkStale()]) }
  }
  const reopened = touched.filter(gate => release.signOffs.some(s => s.gate === gate && s.role !== 'system'))
  changes.push({ kind: 'withdraw-sign-offs', gates: touched })
  if (orderOf(release) > orderOf(scoping)) changes.push({ kind: 'move', to: scoping })
  if (reopened.length === 0) return { changes, message: said }
  const titles = reopened.map(gate => gates[gate].title)
  return { changes, message: lines([said, texts.backToScoping(listed(titles))]) }
}

/** Gates touched by rows of these kinds, in the order of the workflow. */
function gatesTouched(kinds: readonly ItemKind[]): GateName[] {
  const touched = new Set(kinds.flatMap(kind => touchedBy[kind] ?? []))
  return (Object.keys(gates) as GateName[]).filter(gate => touched.has(gate))
}
