// Publishes version after version into the tree of the given directory until it is killed. Started by a test.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createLocalRepoHost } from '../../src/adapters/local/repo-host.ts'

const host = createLocalRepoHost({ directory: process.argv[2] ?? '', abandonedAfterMs: 0 })
const tree = 'release/a'

for (let version = ((await host.head(tree)) ?? 0) + 1; ; version++) {
  const workspace = await host.workspace(tree, 'k')
  for (const file of ['a', 'b', 'c']) await writeFile(join(workspace, file), `${version}`.padStart(100_000))
  await host.seal(tree, version, workspace)
  await host.pointAt(tree, version)
  await host.prune(tree, 2)
  process.send?.(version)
}
