// Bounds for what others send: too much of it is refused while it comes, not after it has filled the memory.

/** Hands bytes on until there are more than `max`; then throws what `tooMany` makes. */
export async function* bounded(
  pieces: AsyncIterable<Uint8Array>,
  max: number,
  tooMany: () => Error,
): AsyncGenerator<Uint8Array> {
  let length = 0
  for await (const piece of pieces) {
    length += piece.length
    if (length > max) throw tooMany()
    yield piece
  }
}
