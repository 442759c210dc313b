import { expect, test } from 'vitest'
import { readVector, vectorWithoutPrefix } from './cvss.ts'
import { highestSeverity, severityOf, updateSeverity } from './severity.ts'

test.each([
  [10, 'Critical', 'Critical'],
  [9, 'Critical', 'Critical'],
  [8.95, 'High', 'Important'],
  [7, 'High', 'Important'],
  [6.99, 'Medium', 'Moderate'],
  [4, 'Medium', 'Moderate'],
  [3.9, 'Low', 'Low'],
  [0.1, 'Low', 'Low'],
  [0, 'None', 'None'],
  [null, 'None', 'None'],
  [Number.NaN, 'None', 'None'],
] as const)('a score of %s is %s, for dnf %s', (score, severity, name) => {
  expect(severityOf(score)).toBe(severity)
  expect(updateSeverity(severityOf(score))).toBe(name)
})

test.each([
  [['Low', 'High', 'Medium'], 'High'],
  [['None', 'Low'], 'Low'],
  [[], 'None'],
] as const)('the highest of %j is %s', (severities, highest) => {
  expect(highestSeverity(severities)).toBe(highest)
})

const V3 = 'AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'
const V4 = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N'

test.each([
  [`CVSS:3.1/${V3}`, '3.1', { vector: `CVSS:3.1/${V3}`, score: 9.8 }, V3],
  [V3, '3.0', { vector: `CVSS:3.0/${V3}`, score: 9.8 }, V3],
  [V3, '', { vector: `CVSS:3.1/${V3}`, score: 9.8 }, V3],
  [V4, '4.0', { vector: V4, score: 9.3 }, V4],
  ['AV:N/AC:L/Au:N/C:P/I:P/A:P', '2.0', undefined, 'AV:N/AC:L/Au:N/C:P/I:P/A:P'],
  [`${V3}/A:N`, '3.1', undefined, `${V3}/A:N`],
  ['AV:N', '3.1', undefined, 'AV:N'],
  ['', '3.1', undefined, ''],
])('the vector %j of version %j', (vector, version, read, shown) => {
  expect(readVector({ vector, version })).toEqual(read)
  expect(vectorWithoutPrefix(vector)).toBe(shown)
})
