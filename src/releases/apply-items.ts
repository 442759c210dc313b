// The rows of a release after a change, as the next rule sees them. Pure.

import type { Item, ItemChange, ItemKey, Release, ScopeItem, SignOff } from './model.ts'

type By = Pick<SignOff, 'account' | 'name' | 'at'>

export function applyToItems(release: Release, change: ItemChange, by: By): Release {
  switch (change.kind) {
    case 'add-item':
      return withItem(release, { ...newRow(change.item, by), ...change.how })
    case 'delete-item':
      return { ...without(release, change.item), deleted: [...release.deleted, change.item] }
    case 'judge-item':
      return changed(release, change.item, { acceptance: change.acceptance })
    case 'leave-item':
      return changed(release, change.item, { left: { by: by.name, at: by.at } })
    case 'return-item':
      return changed(release, change.item, { left: null })
    case 'carry-item': {
      const { item, from, acceptance, added } = change
      if ([...release.items, ...release.deleted].some(other => isSame(other, item))) return release
      const own = newRow(item, { name: added.by, at: new Date(added.at), account: added.account })
      return withItem(release, { ...own, acceptance, source: 'carried', carriedFrom: from })
    }
    case 'uncarry-item':
      return without(release, change.item)
    case 'set-status':
      return changed(release, change.item, { status: change.status })
    case 'set-score':
      return changed(release, change.item, { score: change.score })
    case 'clear-items': {
      const standing = release.items.filter(i => i.source === 'feedback' || i.source === 'carried')
      return { ...release, items: standing.map(i => ({ ...i, left: null })), deleted: [] }
    }
  }
}

function isSame(one: ItemKey, other: ItemKey): boolean {
  return one.kind === other.kind && one.issue === other.issue
}

function newRow(item: Item, by: Pick<By, 'name' | 'at'> & { account: number | null }): ScopeItem {
  return {
    ...{ upstream: null, pull: null, issueType: null, openedAt: null },
    ...item,
    addedBy: by.name,
    addedAt: by.at,
    addedAccount: by.account,
    addedRun: null,
    acceptance: 'accepted',
    source: 'hand',
    left: null,
    carriedFrom: null,
    carriedTo: null,
  } as ScopeItem
}

function withItem(release: Release, item: ScopeItem): Release {
  return {
    ...release,
    items: [...release.items.filter(i => !isSame(i, item)), item],
    deleted: release.deleted.filter(i => !isSame(i, item)),
  }
}

function without(release: Release, key: ItemKey): Release {
  return { ...release, items: release.items.filter(i => !isSame(i, key)) }
}

function changed(release: Release, key: ItemKey, set: Partial<ScopeItem>): Release {
  return { ...release, items: release.items.map(i => (isSame(i, key) ? { ...i, ...set } : i)) }
}
