import { expect, test } from 'vitest'
import { formatCapability, includesVersion, needsSolver, parseCapability } from './capability.ts'
import { parseEvr } from './evr.ts'

test.each([
  '/bin/sh',
  'libz >= 1.2',
  'vim-common = 2:9.0-33.oe2403',
  'libc.so.6(GLIBC_2.4)(64bit)',
  '(lua if vim-lua)',
])('%s is read and written alike', written => {
  expect(formatCapability(parseCapability(written))).toBe(written)
})

test.each([
  ['old', '1-1', true],
  ['old < 2', '1-9', true],
  ['old < 2', '2-1', false],
  ['old <= 2', '2-1', true],
  ['old <= 2-1', '2-2', false],
  ['old = 2', '2-7', true],
  ['old < 1:1', '9-1', true],
  ['old > 2', '2-5', false],
  ['old >= 2~rc1', '2-1', true],
])('%s includes %s: %s', (written, evr, included) => {
  expect(includesVersion(parseCapability(written), parseEvr(evr) ?? expect.fail())).toBe(included)
})

test.each([
  ['(lua if vim-lua)', true],
  ['(a and b)', true],
  ['((a or b) unless c)', true],
  ['(a or b)', false],
  ['(a with b)', false],
  ['and', false],
])('%s needs a solver: %s', (requirement, needed) => {
  expect(needsSolver(requirement)).toBe(needed)
})
