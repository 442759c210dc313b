// Keys of the two repository trees of a branch (design §4a).

export function testTree(branch: string): string {
  return `test/${branch}`
}

export function releaseTree(branch: string): string {
  return `release/${branch}`
}
