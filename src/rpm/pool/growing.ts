// A list of whole numbers that grows: a typed array with room to spare. Never shrinks.

export interface Growing {
  values: Uint32Array
  length: number
}

export function newGrowing(room = 64): Growing {
  return { values: new Uint32Array(room), length: 0 }
}

export function push(list: Growing, value: number): void {
  if (list.length === list.values.length) list.values = widened(list.values)
  list.values[list.length++] = value
}

/** The numbers without the spare room: where there is much of it a copy, so that it can be given back. */
export function trimmed({ values, length }: Growing): Uint32Array {
  return length * 8 < values.length * 7 ? values.slice(0, length) : values.subarray(0, length)
}

/** Half as much again: doubling would cost a distribution some tens of MiB at its peak. */
export function widened(array: Uint32Array, atLeast = 0): Uint32Array {
  const wider = new Uint32Array(Math.max(atLeast, array.length + (array.length >> 1) + 16))
  wider.set(array)
  return wider
}
