// The states of an issue in the words of the release issue, both ways. Pure.

const words: Readonly<Record<string, string>> = {
  open: '待办的',
  progressing: '进行中',
  closed: '已完成',
  rejected: '已拒绝',
}

/** The word people read; one that is not known stays as it is. */
export function statusWord(status: string): string {
  return Object.hasOwn(words, status) ? (words[status] ?? status) : status
}

/** The state a word means; one that is not known stays as it is. */
export function statusOf(word: string): string {
  const found = Object.entries(words).find(([state, said]) => said === word || state === word.toLowerCase())
  return found?.[0] ?? word
}
