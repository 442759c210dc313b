// The console texts of javcra, word for word, for every way a call can end.

import { expect, test } from 'vitest'
import { consoleLines, type Ending } from './console.ts'
import type { ConsolePart } from './spelling.ts'

const start = { part: 'start' } as const
const add = { part: 'modify', action: 'add', block: 'cve', ids: 'I1,I2' } as const
const remain = { part: 'modify', action: 'delete', block: 'remain', ids: 'I1' } as const
const check = (type: (ConsolePart & { part: 'check' })['type']) => ({ part: 'check', type }) as const
const release = (type: 'checkok' | 'cvrfok') => ({ part: 'release', type }) as const

test.each<[ConsolePart, Ending, string[]]>([
  [start, { run: 'done' }, ['[INFO] start update successfully.']],
  [start, { run: 'failed' }, ['[ERROR] failed to start update.']],
  [start, { problem: 'wrong-stage', stage: 'scoping' }, ['[ERROR] failed to start update.']],
  [add, {}, ['[INFO] add I1,I2 in cve successfully.']],
  [add, { problem: 'unknown-issue', stage: 'scoping' }, ['[ERROR] failed to add I1,I2 in cve.']],
  [remain, {}, ['update remain issues successfully.', '[INFO] delete I1 in remain successfully.']],
  [
    remain,
    { problem: 'unknown-item' },
    [
      'failed to update remain issues, please check whether the issue exist in cve and bugfix part.',
      '[ERROR] failed to delete I1 in remain.',
    ],
  ],
  [check('cve_bugfix'), {}, ['[INFO] successfuly operate cve and bugfix in check part.']],
  [check('cve_bugfix'), { problem: 'failed' }, ['[ERROR] cve list or bugfix list not OK, please check.']],
  [check('requires'), { run: 'done' }, ['[INFO] successfully get requires.']],
  [check('requires'), { run: 'failed' }, ['[ERROR] failed to get requires.']],
  [check('test'), {}, ['[INFO] successfully operate test in check part.']],
  [check('test'), { problem: 'test-problems-open' }, ['[ERROR] failed to operate test in check part.']],
  [
    check('status'),
    { run: 'done' },
    [
      '[INFO] successfully update status in check part.',
      '[INFO] All issues are completed, the next step is sending repo to test platform.',
      '[INFO] successfully to send repo info.',
    ],
  ],
  [
    check('status'),
    { run: 'failed' },
    [
      '[INFO] successfully update status in check part.',
      '[INFO] All issues are completed, the next step is sending repo to test platform.',
      '[ERROR] failed to send repo info.',
    ],
  ],
  [
    check('status'),
    { problem: 'findings-open' },
    [
      'during the operation status, a failure occurred, and the cause of the error was the status of the issue is not all completed, please complete first',
    ],
  ],
  [
    check('status'),
    { problem: 'busy' },
    [
      'during the operation status, a failure occurred, and the cause of the error was failed to update status in check part.',
    ],
  ],
  [
    release('checkok'),
    { run: 'done', families: ['standard', 'EPOL'] },
    [
      '[INFO] successfully create release standard rpm jenkins res',
      '[INFO] successfully create release epol rpm jenkins res',
    ],
  ],
  [release('checkok'), { run: 'failed' }, ['[ERROR] failed to create release standard rpm jenkins res']],
  [release('checkok'), { problem: 'wrong-stage', stage: 'testing' }, ['[ERROR] test not OK, please check.']],
  [release('cvrfok'), { run: 'done' }, ['successful announcement']],
  [release('cvrfok'), {}, []],
  [
    release('cvrfok'),
    { problem: 'drafts-incomplete' },
    ['during the operation cvrfok, a failure occurred, and the cause of the error was failed to publish announcement'],
  ],
  ...[add, remain, check('status'), check('test'), release('checkok')].map((said): [ConsolePart, Ending, string[]] => [
    said,
    { problem: 'wrong-stage', stage: 'draft' },
    ['[ERROR] not allowed operation, please start release issue first.'],
  ]),
  ...['wrong-role', 'not-on-behalf', 'no-such-person', 'unauthenticated'].map(
    (problem): [ConsolePart, Ending, string[]] => [
      start,
      { problem, stage: 'draft' },
      ['[ERROR] The current user does not have relevant operation permissions'],
    ],
  ),
  ...['unknown-release', 'unreachable'].map((problem): [ConsolePart, Ending, string[]] => [
    add,
    { problem },
    ['[ERROR] Failed to get the list of personnel permissions'],
  ]),
])('%j %j', (said, ending, lines) => {
  expect(consoleLines(said, ending)).toEqual(lines)
})
