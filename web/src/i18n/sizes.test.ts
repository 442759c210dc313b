import { expect, test } from 'vitest'
import { byteSize } from './sizes.ts'

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1234, '1.2 kB'],
  [45_678, '46 kB'],
  [3_400_000, '3.4 MB'],
  [2_000_000_000_000, '2,000 GB'],
])('%d bytes are %s', (bytes, said) => {
  expect(byteSize(bytes, 'en')).toBe(said)
})
