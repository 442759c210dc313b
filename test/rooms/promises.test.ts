// The checker of promises: sees those of packages and of Node too, and accepts what takes care of one.

import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkPromises } from '../../scripts/promises/check.ts'
import { withTree } from './plant.ts'

const config = {
  compilerOptions: {
    target: 'ES2023',
    module: 'NodeNext',
    strict: true,
    types: ['node'],
    typeRoots: [join(process.cwd(), 'node_modules/@types')],
  },
}

const source = `import { rename } from 'node:fs/promises'
type Handle = { pid: number } & Promise<string>
class Job extends Promise<void> {}
declare const start: () => Handle, job: () => Job, reply: { then(f: () => void): void }, later: (() => Promise<void>) | undefined
declare let kept: Promise<void>
rename('a', 'b')
start()
job()
later?.()
later && later()
rename('a', 'b').then(() => 1)
rename('a', 'b').finally(() => 1)
reply
await rename('a', 'b')
void rename('a', 'b')
kept = rename('a', 'b')
rename('a', 'b').catch(() => 1)
rename('a', 'b').then(() => 1, () => 2)
rename('a', 'b').catch(() => 1).finally(() => 2)
export {}
`

test('promises nobody waits for are named by line', async () => {
  const tree = { 'tsconfig.json': JSON.stringify(config), 'a.ts': source, 'package.json': '{ "type": "module" }' }
  const { lost, files } = await withTree(tree, root => checkPromises(join(root, 'tsconfig.json')))
  expect(files).toBe(1)
  expect(lost.map(l => l.line)).toEqual([6, 7, 8, 9, 10, 11, 12])
})
