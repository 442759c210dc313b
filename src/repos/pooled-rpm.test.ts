import { describe, expect, test } from 'vitest'
import { headerFault, parseHeaderLine, type RpmHeader, sourceNameOf } from './pooled-rpm.ts'

const line = (change: Readonly<Record<number, string | undefined>> = {}) => {
  const fields = ['vim', '2', '9.0', '1', 'x86_64', '(none)', '(none)', '(none)', 'vim-9.0-1.src.rpm', '1700000000']
  return fields.map((field, index) => change[index] ?? field).join('\t')
}
const header = (change: Readonly<Record<number, string | undefined>> = {}): RpmHeader =>
  parseHeaderLine(line(change)) ?? expect.fail()

test('reads what rpm says', () => {
  expect(header()).toEqual({
    nevra: { name: 'vim', epoch: 2, version: '9.0', release: '1', arch: 'x86_64' },
    sourceRpm: 'vim-9.0-1.src.rpm',
    buildTime: 1700000000,
  })
})

test.each([
  [{ 5: '1', 8: '(none)' }, 'src'],
  [{ 5: '1', 6: '0', 8: '(none)' }, 'nosrc'],
  [{ 5: '1', 7: '3', 8: '(none)' }, 'nosrc'],
])('a source package is one whatever it was built on (%j)', (change, arch) => {
  expect(header(change)).toMatchObject({ nevra: { arch }, sourceRpm: '' })
})

test.each([
  { 0: '../vim' },
  { 0: '-rf' },
  { 1: 'x' },
  { 2: '9 0' },
  { 2: '9/0' },
  { 3: '' },
  { 9: '-1' },
  { 9: '1\t2' },
])('refuses a header with %j', change => {
  expect(parseHeaderLine(line({ ...change }))).toBeUndefined()
})

describe('headerFault', () => {
  test.each([
    ['vim-9.0-1.x86_64.rpm', {}, undefined],
    ['vim-2:9.0-1.x86_64.rpm', {}, 'wrong-file-name'],
    ['vim-9.0-1.i686.rpm', {}, 'wrong-file-name'],
    ['vim-9.0-1.pdp11.rpm', { 4: 'pdp11' }, 'unknown-arch'],
    ['vim-9.0-1.x86_64.rpm', { 8: '../x.src.rpm' }, 'unsafe-name'],
  ] as const)('%s with %j: %s', (file, change, fault) => {
    expect(headerFault(header(change), file)).toBe(fault)
  })
})

test('the name in a source RPM', () => {
  expect(['python-a-b-1-2.src.rpm', 'x-1-1.nosrc.rpm', 'x-1-1.x86_64.rpm'].map(sourceNameOf)).toEqual([
    'python-a-b',
    'x',
    undefined,
  ])
})
