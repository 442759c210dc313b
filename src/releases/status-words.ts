// The states of an issue in words, both ways. Pure; nobody else knows these words.

import { sameInBoth, type Text, text } from '../lib/text.ts'

const titles: Readonly<Record<string, Text>> = {
  open: text('待办的', 'open'),
  progressing: text('进行中', 'in progress'),
  closed: text('已完成', 'closed'),
  rejected: text('已拒绝', 'rejected'),
  // Of what a self-check found: somebody answers for it.
  waived: text('已豁免', 'waived'),
  // Of a row, not of its issue: it waits for the next release.
  left: text('遗留', 'left'),
}

/** The words people read; a state that is not known stays as it is. */
export function statusTitle(status: string): Text {
  return (Object.hasOwn(titles, status) ? titles[status] : undefined) ?? sameInBoth(status)
}

/** The word of the release issue. */
export function statusWord(status: string): string {
  return statusTitle(status).zh
}

/** The state a word means; one that is not known stays as it is. */
export function statusOf(word: string): string {
  const said = word.toLowerCase()
  const found = Object.entries(titles).find(
    ([state, { zh, en }]) => [zh, zh.replace('的', '')].includes(word) || [en, state].includes(said),
  )
  return found?.[0] ?? word
}
