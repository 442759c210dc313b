// Whom a role names: the configuration's logins, and the people it was granted to, each once.

import { expect, test } from 'vitest'
import { holdersGiven } from './holders.ts'

test('people of the configuration and of grants, each once', () => {
  const holders = holdersGiven({
    policy: { branches: { 'D-1': { tc: ['team:org/kernel', 'tina', 'gitee:tom', 'twice', 'unseen'] } } },
    branch: 'D-1',
    logins: [
      { forge: null, login: 'tina', account: 1 },
      { forge: 'gitee', login: 'tom', account: 2 },
      { forge: 'github', login: 'tom', account: 3 },
      { forge: 'gitee', login: 'twice', account: 4 },
      { forge: 'github', login: 'twice', account: 5 },
    ],
    members: [{ source: 'team:org/kernel', login: 'kim', account: 9 }],
    granted: [
      { role: 'tc', login: 'tina-too', account: 1 },
      { role: 'tc', login: 'rick', account: 6 },
      { role: 'qa', login: 'quin', account: 7 },
    ],
  })
  expect(holders.tc).toEqual([
    { login: 'kim', account: 9 },
    { login: 'tina', account: 1 },
    { login: 'tom', account: 2 },
    { login: 'twice', account: null },
    { login: 'unseen', account: null },
    { login: 'rick', account: 6 },
  ])
  expect(holders.qa).toEqual([{ login: 'quin', account: 7 }])
  expect(holders.security).toEqual([])
})
