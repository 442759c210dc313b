// Issue ids that look like Gitee's: `I` and five of 0-9A-Z. A running number, mixed so that ids do not look counted.

const DIGITS = 5
const SPACE = 36 ** DIGITS

/** How many issues the forge can hold. */
export const MOST_ISSUES = SPACE

/** The id of the issue of a running number from 1; each number has its own, because every round can be undone. */
export function issueId(number: number): string {
  if (!Number.isSafeInteger(number) || number < 1 || number > SPACE) throw new Error(`no issue number: ${number}`)
  // Factors without 2 and 3 have inverses modulo 36^5; products stay below 2^53.
  const once = ((number - 1) * 25_214_903 + 11_400_714) % SPACE
  const turned = Number.parseInt([...inBase36(once)].reverse().join(''), 36)
  return `I${inBase36((turned * 40_503_001 + 2_654_435) % SPACE)}`
}

function inBase36(value: number): string {
  return value.toString(36).toUpperCase().padStart(DIGITS, '0')
}
