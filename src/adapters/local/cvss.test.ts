import { expect, test } from 'vitest'
import { baseScore, fullVector } from './cvss.ts'

test.each([
  ['3.1', 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
  ['3.0', 'AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8],
  ['3.1', 'AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:N', 0],
  ['4.0', 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 9.3],
  ['2.0', 'AV:N/AC:L/Au:N/C:P/I:P/A:P', 'unchecked'],
])('%s %s scores %s', (version, vector, score) => {
  expect(baseScore({ version, vector: fullVector({ version, vector }) })).toBe(score)
})

test.each([
  ['3.1', 'CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'],
  ['3.1', 'AV:N/AC:L'],
  ['3.1', 'AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/A:H'],
  ['4.0', 'AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'],
  ['4.0', 'rubbish'],
  ['2.0', 'CVSS:2.0/AV:N/AC:L/Au:N/C:P/I:P/A:P'],
])('%s %s is no vector', (version, vector) => {
  expect(baseScore({ version, vector: fullVector({ version, vector }) })).toBeUndefined()
})
