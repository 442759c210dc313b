// Asks many things at the same time, but not all at once.

/** The answers in the order of what was asked about; the first failure ends it. */
export async function inBatches<T, R>(all: readonly T[], size: number, ask: (one: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = []
  for (let at = 0; at < all.length; at += size) answers.push(...(await Promise.all(all.slice(at, at + size).map(ask))))
  return answers
}
