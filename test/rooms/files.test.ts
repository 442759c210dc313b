// The checker of single files: names each planted breach and is silent where a rule does not apply.

import { expect, test } from 'vitest'
import { checkFiles, type FileRule } from '../../scripts/files/check.ts'
import { type Tree, withTree } from './plant.ts'

const OPENING = '// What it is for.\n'
const long = OPENING + 'export const a = 1\n'.repeat(400)
// Taken apart, so that the checker does not find them here.
const word = ['TO', 'DO'].join('')
const home = ['', 'work', 'main'].join('/')
const registry = ['registry', 'npmjs', 'org'].join('.')

const breaches: readonly [FileRule, string, string][] = [
  ['too-long', 'src/lib/long.ts', long],
  ['file-name', 'src/lib/bigName.ts', OPENING],
  ['file-name', 'src/lib/text-utils.ts', OPENING],
  ['file-name', 'src/Lib/text.ts', OPENING],
  ['opening-comment', 'src/lib/bare.ts', 'export const a = 1\n'],
  ['opening-comment', 'src/cli/main.ts', '#!/usr/bin/env node\nexport const a = 1\n'],
  ['left-to-do', 'docs/plan.md', `# Plan\n\n${word}: more\n`],
  ['machine-path', 'src/lib/a.ts', `${OPENING}const at = '${home}/x'\n`],
  ['machine-path', 'test/fixtures/a.txt', `${home}/x\n`],
  ['registry-address', 'package-lock.json', `{ "resolved": "https://${registry}/a.tgz" }\n`.replace('{ ', '{\n')],
  ['registry-address', '.npmrc', `registry=https://${registry}\n`],
  ['registry-address', 'docs/install.md', `Take it from ${registry}.\n`],
]

test.each(breaches)('%s: %s', async (rule, file, content) => {
  const { violations } = await look({ [file]: content })
  expect(violations.map(v => `${v.rule} ${v.file}`)).toEqual([`${rule} ${file}`])
})

test('what may be is not named', async () => {
  const { violations } = await look({
    'src/lib/text.ts': `${OPENING}// Workspaces stand in …${home}/ below it.\n`,
    'src/cli/main.ts': `#!/usr/bin/env node\n${OPENING}`,
    'src/db/migrations/0001-first.ts': OPENING,
    'src/db/open.real.test.ts': 'export const a = 1\n',
    'test/golden/Case_1/state.json': '{}\n'.repeat(500),
    'docs/generated/openapi.json': '{}\n'.repeat(500),
    'README.md': 'framework/lib and https://example.org/work/plans\n',
    'package-lock.json': '{}\n'.repeat(500),
    Makefile: 'all:\n',
    'web/src/i18n/zh-CN.ts': OPENING,
    '.npmrc': 'omit-lockfile-registry-resolved=true\n',
  })
  expect(violations).toEqual([])
})

test('the median is that of our own source', async () => {
  const { medianLines } = await look({
    'src/lib/a.ts': OPENING,
    'src/lib/b.ts': OPENING.repeat(3),
    'src/lib/c.ts': OPENING.repeat(9),
    'src/lib/c.test.ts': OPENING.repeat(90),
    'docs/a.md': OPENING.repeat(90),
  })
  expect(medianLines).toBe(3)
})

function look(tree: Tree) {
  return withTree(tree, root => checkFiles(root, Object.keys(tree)))
}
