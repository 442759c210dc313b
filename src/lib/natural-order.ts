// Order of names with numbers in them as people expect it: `SA-2026-999` before `SA-2026-1001`. Total, no locale.

/** Compares runs of digits as numbers and the rest by code unit; equal numbers spelled differently (`01`, `1`) still differ. */
export function compareNaturally(a: string, b: string): number {
  const left = pieces(a)
  const right = pieces(b)
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = comparePieces(left[i] ?? '', right[i] ?? '')
    if (order !== 0) return order
  }
  return left.length - right.length || compareCodeUnits(a, b)
}

/** The order of JavaScript's `<`, as a comparison for sort. */
export function compareCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function pieces(name: string): string[] {
  return name.match(/\d+|\D+/g) ?? []
}

function comparePieces(a: string, b: string): number {
  if (!isNumber(a) || !isNumber(b)) return compareCodeUnits(a, b)
  const left = a.replace(/^0+/, '')
  const right = b.replace(/^0+/, '')
  return left.length - right.length || compareCodeUnits(left, right)
}

function isNumber(piece: string): boolean {
  return /^\d/.test(piece)
}
