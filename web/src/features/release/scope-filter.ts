// Which rows of a scope are shown: by words, and by how they stand.

import type { ItemView } from '../../api/types.ts'

export const standings = ['pending', 'accepted', 'refused', 'left', 'late'] as const
export type Standing = (typeof standings)[number]

export function isStanding(value: unknown): value is Standing {
  return standings.some(name => name === value)
}

export function stands(item: ItemView, standing: Standing): boolean {
  if (standing === 'left') return item.left !== null
  if (standing === 'late') return item.slo?.state === 'breached' || item.slo?.state === 'missed'
  return item.kind !== 'test' && item.acceptance === standing
}

export function hasWords(item: ItemView, words: string): boolean {
  const text = [item.cve, item.issue, item.title, item.repository, item.version, item.status, item.addedBy].join('\n')
  return text.toLowerCase().includes(words)
}
