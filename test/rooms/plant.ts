// Plants a small source tree in a temporary folder, for checkers to look at.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

export type Tree = Readonly<Record<string, string>>

/** Writes the files, hands their root to `look`, and takes everything away again. */
export async function withTree<T>(tree: Tree, look: (root: string) => Promise<T> | T): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'slipway-tree-'))
  try {
    for (const [path, content] of Object.entries(tree)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), content)
    }
    return await look(root)
  } finally {
    rmSync(root, { recursive: true })
  }
}
