// Links between the pages lead somewhere, and the page on dependencies tells of exactly those we have.

import { existsSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { readPages } from './pages.ts'

const root = process.cwd()
const pages = readPages(root)
const anchors = new Map(pages.map(page => [page.path, page.anchors]))

test('every link and image leads to a file, every anchor to a heading', () => {
  const broken = pages.flatMap(page =>
    page.links
      .filter(link => !/^(https?|mailto):/.test(link) && !leads(page.path, link))
      .map(link => `${page.path}: ${link}`),
  )
  expect(broken).toEqual([])
})

function leads(from: string, link: string): boolean {
  const [file = '', anchor] = link.split('#')
  const target = file === '' ? from : normalize(join(from, '..', file))
  if (!existsSync(join(root, target))) return false
  return anchor === undefined || (anchors.get(target) ?? []).includes(anchor)
}

test('every dependency has its line in the decisions, and no other', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const page = readFileSync('docs/decisions/0005-dependencies.md', 'utf8')
  const firstCells = [...page.matchAll(/^\| (`[^|]+`) \|/gm)].map(([, cell = '']) => cell)
  const told = firstCells.flatMap(cell => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name))
  expect(told.sort()).toEqual([...Object.keys(dependencies), ...Object.keys(devDependencies)].sort())
})
