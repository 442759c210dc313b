// Which of two package versions is newer, exactly as rpm decides it (lib/rpmvercmp.c of rpm 4.15 and later).

export type Evr = {
  readonly epoch: number
  readonly version: string
  readonly release: string
}

/** Compares epoch, then version, then release. */
export function compareEvr(a: Evr, b: Evr): -1 | 0 | 1 {
  if (a.epoch !== b.epoch) return a.epoch < b.epoch ? -1 : 1
  return rpmvercmp(a.version, b.version) || rpmvercmp(a.release, b.release)
}

/** Reads `[epoch:]version[-release]`; a missing release is ''. Undefined when that is not what it is. */
export function parseEvr(written: string): Evr | undefined {
  const match = /^(?:(\d{1,10}):)?([^\s:-]+)(?:-([^\s:-]+))?$/.exec(written)
  if (!match) return undefined
  return { epoch: Number(match[1] ?? 0), version: match[2] ?? '', release: match[3] ?? '' }
}

/**
 * Compares two version or release strings piece by piece: digits as numbers, letters by code, a number above letters.
 * `~` sorts below the end of the string, `^` just above it. Everything else only separates: `2.0` equals `2_0`.
 */
export function rpmvercmp(a: string, b: string): -1 | 0 | 1 {
  if (a === b) return 0
  let i = 0
  let j = 0
  while (true) {
    i = skipSeparators(a, i)
    j = skipSeparators(b, j)
    const left = a[i]
    const right = b[j]
    if (left === '~' || right === '~') {
      if (left !== right) return left === '~' ? -1 : 1
    } else if (left === '^' || right === '^') {
      if (left !== right) return compareCaret(left, right)
    } else {
      if (left === undefined || right === undefined) break
      const inPiece = isDigit(left) ? isDigit : isLetter
      const endLeft = skipWhile(a, i, inPiece)
      const endRight = skipWhile(b, j, inPiece)
      if (endRight === j) return inPiece === isDigit ? 1 : -1
      const order = comparePieces(a.slice(i, endLeft), b.slice(j, endRight), inPiece === isDigit)
      if (order !== 0) return order
      i = endLeft
      j = endRight
      continue
    }
    i++
    j++
  }
  if (i >= a.length && j >= b.length) return 0
  return i < a.length ? 1 : -1
}

/** One side has a caret, the other has not: `1.0` < `1.0^x` < `1.0.1`. */
function compareCaret(left: string | undefined, right: string | undefined): -1 | 1 {
  if (left === undefined) return -1
  if (right === undefined) return 1
  return left === '^' ? -1 : 1
}

function comparePieces(a: string, b: string, numeric: boolean): -1 | 0 | 1 {
  const left = numeric ? a.replace(/^0+/, '') : a
  const right = numeric ? b.replace(/^0+/, '') : b
  if (numeric && left.length !== right.length) return left.length < right.length ? -1 : 1
  return left === right ? 0 : left < right ? -1 : 1
}

function skipSeparators(text: string, from: number): number {
  return skipWhile(text, from, c => !isDigit(c) && !isLetter(c) && c !== '~' && c !== '^')
}

function skipWhile(text: string, from: number, belongs: (character: string) => boolean): number {
  let at = from
  while (at < text.length && belongs(text[at] as string)) at++
  return at
}

function isDigit(c: string): boolean {
  return c >= '0' && c <= '9'
}

function isLetter(c: string): boolean {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
}
