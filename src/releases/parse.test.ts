// What in a comment is a command and what never is, by the numbers of the faults a hostile or careless writer makes.

import { expect, test } from 'vitest'
import { freshRelease } from '../../test/kit/release.ts'
import { isRefusal } from '../lib/errors.ts'
import { answerTo } from './answers.ts'
import { decide } from './decide.ts'
import type { Delivery } from './delivery-store.ts'
import { parseCommands, parseIssueId } from './parse.ts'
import type { CommandOutcome } from './view.ts'

function names(comment: string): string[] {
  return parseCommands(comment).map(c => c.name)
}

test.each([
  ['a fence', '```\n/cve-ok\n```\n/bugfix-ok', ['bugfix-ok']],
  ['a fence of tildes that holds another', '~~~ md\n```\n/cve-ok\n```\n~~~\n/bugfix-ok', ['bugfix-ok']],
  ['a fence that is never closed', '```sh\n/cve-ok\n\n/bugfix-ok', []],
  ['a fence closed by too few marks', '````\n/cve-ok\n```\n/cve-ok\n````\n/bugfix-ok', ['bugfix-ok']],
  ['a fence whose seeming end is indented code', '```\n    ```\n/cve-ok\n```', []],
  ['a fence in a list', '1. say\n   ```\n   /cve-ok\n   ```\n/bugfix-ok', ['bugfix-ok']],
  ['a fence right behind a bullet', '- ```\n  /cve-ok\n  ```\n\n/bugfix-ok', ['bugfix-ok']],
  ['indented code', '    /cve-ok\n\t/cve-ok\n/bugfix-ok', ['bugfix-ok']],
  ['inline code', '`/cve-ok`\nas ``/cve-ok``\n/bugfix-ok', ['bugfix-ok']],
  ['inline code over several lines', 'say `first\n/cve-ok\nlast` now\n/bugfix-ok', ['bugfix-ok']],
  ['inline code behind an escaped backtick', '\\` a `b\n/cve-ok\nc`', []],
  ['a backtick that opens nothing', "it's ` odd\n/bugfix-ok", ['bugfix-ok']],
  ['code of three backticks on one line', '```/cve-ok```\n/bugfix-ok', ['bugfix-ok']],
  ['a quote', '> /cve-ok\n\n/bugfix-ok', ['bugfix-ok']],
  ['a quote of a quote', '> > /cve-ok\n>/cve-ok\nruns on\n\n/bugfix-ok', ['bugfix-ok']],
  ['a bullet', '- /cve-ok\n* /cve-ok\n1. /cve-ok\n/bugfix-ok', ['bugfix-ok']],
  ['a heading, a table, emphasis', '# /cve-ok\n| /cve-ok |\n**/cve-ok**\n/bugfix-ok', ['bugfix-ok']],
  ['words', 'please /cve-ok\n/bugfix-ok', ['bugfix-ok']],
  ['an HTML comment', '<!-- /cve-ok -->\n<!--\n/cve-ok\n-->\n/bugfix-ok', ['bugfix-ok']],
  ['an HTML comment that is never closed', '/bugfix-ok\n<!--\n/cve-ok', ['bugfix-ok']],
  ['an HTML comment spelled in code', 'write `<!--`\n/bugfix-ok', ['bugfix-ok']],
  ['pre and code', '<pre>\n/cve-ok\n</pre>\n<code>\n/cve-ok\n</code>\n/bugfix-ok', ['bugfix-ok']],
  ['pre with attributes', '<PRE class="x">\n/cve-ok\n</PRE >\n/bugfix-ok', ['bugfix-ok']],
  ['details within details', '<details>\n<details>\n</details>\n\n/cve-ok\n\n</details>\n/bugfix-ok', ['bugfix-ok']],
  ['details that are never closed', '<details><summary>log</summary>\n\n/cve-ok', []],
  ['a quote in HTML', '<blockquote>\n/cve-ok\n</blockquote>\n/bugfix-ok', ['bugfix-ok']],
  ['a signature', '/bugfix-ok\n-- \n/cve-ok', ['bugfix-ok']],
  ['an answered mail', '/bugfix-ok\n\nOn Mon, Nov 23, 2026 at 9:00 Mary wrote:\n/cve-ok', ['bugfix-ok']],
  [
    'an answered mail whose head is broken in two',
    '/bugfix-ok\n\nOn Mon, Nov 23, 2026 at 9:00 Mary\n<mary@example.org> wrote:\n\n/cve-ok',
    ['bugfix-ok'],
  ],
  ['an answered mail in Chinese', '/bugfix-ok\n在 2026年11月23日，mary 写道：\n/cve-ok', ['bugfix-ok']],
  ['the head of a mail', '/bugfix-ok\n发件人：mary\n发送时间：今天\n/cve-ok', ['bugfix-ok']],
  ['the head of a mail in English', '/bugfix-ok\nFrom: mary\nSent: today\n/cve-ok', ['bugfix-ok']],
  ['a line of Outlook', '/bugfix-ok\n________________________________\n/cve-ok', ['bugfix-ok']],
  ['a mail of QQ', '/bugfix-ok\n------------------ 原始邮件 ------------------\n/cve-ok', ['bugfix-ok']],
  ['a forwarded mail', '/bugfix-ok\n---------- Forwarded message ---------\n/cve-ok', ['bugfix-ok']],
])('§3b 7: a command in %s never runs', (_, comment, expected) => {
  expect(names(comment)).toEqual(expected)
})

test('§3b 7: words that only look like the head of a mail end nothing', () => {
  expect(names('From: the committee\n/cve-ok\n在我看来可以\n/bugfix-ok\nOn it.\n/test-ok')).toEqual([
    'cve-ok',
    'bugfix-ok',
    'test-ok',
  ])
})

test('§3b 8: of several commands, one of them wrong, each is answered on its own line', () => {
  const facts = { issues: [], missing: [], needs: [] }
  const asking = { account: 1, name: 'mary', at: new Date(0), roles: [], policies: {}, facts }
  const outcomes = parseCommands('Morning!\n/status\n/frobnicate now\n/help').map((command): CommandOutcome => {
    const decision = decide(freshRelease(), command, asking)
    const said = isRefusal(decision) ? decision.because : decision.message
    return { command: command.line, accepted: !isRefusal(decision), code: null, message: said, run: null }
  })
  const actor = { account: 1, name: 'mary', kind: 'person' as const }
  const delivery: Delivery = {
    ...{ id: 7, externalId: 'x', release: 'r', channel: 'forge', text: '', source: null, decidedAt: null },
    ...{ actor, outcomes },
  }
  const lines = (answerTo(delivery, 'en')?.body ?? '').split('\n').filter(line => line.startsWith('- '))
  expect(lines.map(line => line.slice(0, 40))).toEqual([
    '- `/status` **Accepted**: Stage: Draft. ',
    '- `/frobnicate now` **Refused**: There i',
    '- `/help` **Accepted**: Commands:',
  ])
})

const added = { name: 'add', args: ['cve', '#I3NQ1A'] }

test.each([
  ['capitals and blanks', '/ADD  cve  #I3NQ1A'],
  ['full-width letters', '／ＡＤＤ　ｃｖｅ　＃Ｉ３ＮＱ１Ａ'],
  ['a full-width slash and number sign', '／add cve ＃I3NQ1A'],
  ['no-break spaces', '/add\u00a0cve\u202f#I3NQ1A\u00a0'],
  ['zero-width characters', '\ufeff/a\u200bdd c\u200dve #I3\u2060NQ1A'],
  ['soft hyphens', '/a\u00addd cve #I3NQ1A'],
  ['bidirectional controls', '\u202e/add cve\u202c \u2066#I3NQ1A\u2069'],
  ['commas of both worlds', '/add cve、#I3NQ1A，'],
  ['an end of line of Windows', '/add cve #I3NQ1A\r\n'],
  ['a NUL', '/add c\0ve #I3NQ1A'],
])('§3b 9: %s', (_, comment) => {
  expect(parseCommands(comment)).toMatchObject([added])
})

test('§3b 9: every kind of line end divides commands', () => {
  for (const end of ['\n', '\r\n', '\r', '\u2028', '\u2029', '\u0085', '\v', '\f']) {
    expect(names(`/cve-ok${end}/bugfix-ok`)).toEqual(['cve-ok', 'bugfix-ok'])
  }
})

test('§3b 9: a comment of 1 MB loses its end line by line, and no id is cut in two', () => {
  const line = `/add bugfix ${'I3NQ1A '.repeat(20)}`
  const commands = parseCommands(`${line}\n`.repeat(8000))
  expect(commands.length).toBeGreaterThan(500)
  expect(new Set(commands.flatMap(c => c.args))).toEqual(new Set(['bugfix', 'I3NQ1A']))
  expect(parseCommands(`/add bugfix ${'I3NQ1A '.repeat(200_000)}`)).toEqual([])
})

test('§3b 9: a comment made to be slow to read is read all the same', () => {
  const hostile = [
    '`'.repeat(100_000),
    Array.from({ length: 440 }, (_, i) => '`'.repeat(i + 1)).join(' '),
    '<pre '.repeat(20_000),
    '<!-- '.repeat(20_000),
    '<details>'.repeat(11_000),
    '> '.repeat(50_000),
    '\\`'.repeat(50_000),
    `On ${'wrote '.repeat(16_000)}`,
  ]
  for (const comment of hostile) expect(names(`/cve-ok\n\n${comment}`)).toEqual(['cve-ok'])
})

test.each([
  ['/add cve $(rm -rf /)', ['cve', '$(rm', '-rf', '/)']],
  ['/add cve `id`', ['cve', '`id`']],
  ['/add cve I3NQ1A; rm -rf /', ['cve', 'I3NQ1A', 'rm', '-rf', '/']],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what someone writes to reach a template
  ['/add cve ${{ secrets.TOKEN }}', ['cve', '${{', 'secrets.TOKEN', '}}']],
  ['/add cve I3NQ1A && id | tee x > y', ['cve', 'I3NQ1A', '&&', 'id', '|', 'tee', 'x', '>', 'y']],
])('§3b 10: %s is words, of which those that are no issue ids are refused', (comment, args) => {
  const [command] = parseCommands(comment)
  expect(command).toMatchObject({ name: 'add', args })
  expect(args.slice(1).some(word => parseIssueId(word) === undefined)).toBe(true)
})

test.each(['-rf', '--help', '-', '../x', 'I3NQ1A/..', 'x'.repeat(41), '#', '##I3NQ1A', 'a#b#c', 'https://x/issues/1'])(
  '§3b 11: %s is no issue id',
  word => {
    expect(parseCommands(`/add cve ${word}`)).toMatchObject([{ args: ['cve', word] }])
    expect(parseIssueId(word)).toBeUndefined()
  },
)

test.each([
  ['I3NQ1A', { id: 'I3NQ1A' }],
  ['#i3nq1a', { id: 'I3NQ1A' }],
  ['#12', { id: '12' }],
  ['IBXYZ12', { id: 'IBXYZ12' }],
  ['x'.repeat(40), { id: 'X'.repeat(40) }],
  ['zlib#I3NQ1A', { repository: 'zlib', id: 'I3NQ1A' }],
  ['src-openeuler/zlib#12', { repository: 'src-openeuler/zlib', id: '12' }],
  ['https://gitee.com/src-openeuler/zlib/issues/I3NQ1A', { repository: 'src-openeuler/zlib', id: 'I3NQ1A' }],
])('an issue is named by %s', (word, named) => {
  expect(parseIssueId(word)).toEqual(named)
})

test('what follows the name is kept as it was written, for reasons and nested commands', () => {
  expect(parseCommands('/drop because of A, B;  and C')[0]?.rest).toBe('because of A, B;  and C')
})
