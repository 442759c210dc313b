// A row of the scope as people and programs see it. Pure.

import type { ScopeItem } from './model.ts'
import { type Clocks, sloOf } from './slo.ts'
import type { ItemState, ItemView } from './view.ts'

export function stateOf(item: ScopeItem): ItemState {
  const { kind, issue, title, url, repository, status, cve, score, version, abiChanged, addedBy } = item
  const { acceptance, source, issueType, upstream, pull, left, carriedFrom, carriedTo } = item
  return {
    ...{ kind, issue, title, url, repository, status, cve, score, version, abiChanged, addedBy },
    addedAt: item.addedAt.toISOString(),
    ...{ acceptance, source, issueType, upstream, pull },
    left: left && { by: left.by, at: left.at.toISOString() },
    ...{ carriedFrom, carriedTo },
  }
}

export function itemView(item: ScopeItem, clocks: Clocks): ItemView {
  return { ...stateOf(item), slo: item.kind === 'cve' ? sloOf(item, clocks) : null }
}
