// Names of releases: dates are civil dates of the branch, and bad names are refused before anything is made of them.

import { expect, test } from 'vitest'
import { isRefusal } from '../lib/errors.ts'
import { issueTitle, nameRelease, parseTitle } from './naming.ts'

const sundayNight = new Date('2026-11-22T23:30:00Z')

test('a release created at 23:30 UTC on a Sunday carries the date of Monday in Shanghai', () => {
  expect(nameRelease({ branch: 'D-1' }, 'Asia/Shanghai', sundayNight)).toEqual({
    id: 'D-1_update20261123',
    date: '20261123',
    suffix: '',
    freezeDate: '20261125',
    directory: 'update_20261125',
  })
  expect(nameRelease({ branch: 'D-1' }, 'UTC', sundayNight)).toMatchObject({ id: 'D-1_update20261122' })
})

test('an explicit freeze date, suffix or directory wins', () => {
  expect(
    nameRelease({ branch: 'D-1', date: '20261228', freezeDate: '20270104', suffix: 'b' }, 'UTC', sundayNight),
  ).toMatchObject({
    id: 'D-1_update20261228b',
    directory: 'update_20270104b',
  })
  expect(
    nameRelease({ branch: 'D-1', date: '20261123', directory: 'update_20261126test' }, 'UTC', sundayNight),
  ).toMatchObject({
    id: 'D-1_update20261123test',
    freezeDate: '20261126',
  })
})

test.each([
  [{ date: '20261131' }, 'bad-date'],
  [{ date: '2026-11-23' }, 'bad-date'],
  [{ date: '20261123', freezeDate: '20261122' }, 'bad-date'],
  [{ suffix: '../x' }, 'bad-suffix'],
  [{ suffix: 'B' }, 'bad-suffix'],
  [{ directory: '../update_20261125' }, 'bad-directory'],
  [{ directory: 'update_20261125/..' }, 'bad-directory'],
  [{ date: '20261123', freezeDate: '20261125', directory: 'update_20261126' }, 'bad-directory'],
])('%j is refused as %s', (request, code) => {
  const named = nameRelease({ branch: 'D-1', ...request }, 'UTC', sundayNight)
  expect(isRefusal(named) && named.code).toBe(code)
})

test.each([
  [
    'openEuler-20.03-LTS-SP1 Update 2021/4/23 release',
    { branch: 'openEuler-20.03-LTS-SP1', date: '20210423', suffix: '' },
  ],
  [
    'openEuler 20.03 LTS SP1 Update 2021/4/10 release',
    { branch: 'openEuler-20.03-LTS-SP1', date: '20210410', suffix: '' },
  ],
  [
    'openEuler-20.03-LTS-SP1_update20221013test',
    { branch: 'openEuler-20.03-LTS-SP1', date: '20221013', suffix: 'test' },
  ],
  [
    '  openEuler-20.03-LTS-SP1\u3000Update  ２０２１/４/２３\u00a0release\u200b ',
    { branch: 'openEuler-20.03-LTS-SP1', date: '20210423', suffix: '' },
  ],
])('the title %s is read', (title, read) => {
  expect(parseTitle(title, ['openEuler-20.03-LTS-SP1'])).toEqual(read)
})

test.each(['openEuler Update', 'x_update2022101', 'openEuler-20.03-LTS-SP1 Update 2021/13/1 release', ''])(
  'the title %j is refused',
  title => {
    const read = parseTitle(title, ['openEuler-20.03-LTS-SP1'])
    expect(isRefusal(read) && read.code).toBe('bad-title')
  },
)

test('a date that is in no calendar is named', () => {
  const read = parseTitle('D-1 Update 2027/2/30 release', ['D-1'])
  expect(isRefusal(read) && read.because.en).toContain('in no calendar: 20270230')
})

test('a title written is a title read', () => {
  const title = issueTitle('D-1', '20261123', 'b')
  expect(parseTitle(title, ['D-1'])).toEqual({ branch: 'D-1', date: '20261123', suffix: 'b' })
})
