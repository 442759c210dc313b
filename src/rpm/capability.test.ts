import { expect, test } from 'vitest'
import { type Capability, formatCapability, parseCapability } from './capability.ts'

test.each<[string, Capability]>([
  ['/bin/sh', { name: '/bin/sh' }],
  ['(lua if vim-lua)', { name: '(lua if vim-lua)' }],
  ['libz >= 1.2', { name: 'libz', relation: '>=', epoch: 0, version: '1.2', release: '' }],
  ['vim = 2:9.0-33', { name: 'vim', relation: '=', epoch: 2, version: '9.0', release: '33' }],
])('is written as dnf writes it, and read back: %s', (written, capability) => {
  expect(formatCapability(capability)).toBe(written)
  expect(parseCapability(written)).toEqual(capability)
})
