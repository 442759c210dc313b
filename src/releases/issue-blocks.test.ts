// Our part of the body among the words of people: found, replaced and compared without touching theirs.

import { describe, expect, test } from 'vitest'
import { driftOf, isSameText, mergeBody, ourPart } from './issue-blocks.ts'
import { driftNote } from './issue-notes.ts'

const begin = '<!-- slipway:begin -->'
const end = '<!-- slipway:end -->'
const rows = ['# 1、发布范围', '## 2、bugfix', '|issue|仓库|status|', '|-|-|-|', '|#I3J655: a|httpd|待办的|']
const blocks = `${rows.join('\n')}\n`
const ours = `${begin}\n${blocks}\n${end}`
const merge = (present: string) => mergeBody(present, () => blocks)

describe('our part', () => {
  test.each([
    ['nothing', '', ours],
    ['words', 'Hello\r\n', `${ours}\n\nHello\r\n`],
    ['our part among words', `a\r\n\t\n${begin}\nold\n${end}\n b |\n`, `a\r\n\t\n${ours}\n b |\n`],
    ['an end mark before ours', `${end} x ${begin}\nold\n${end}`, `${end} x ${ours}`],
    ['our part twice', `${ours}\n${ours}`, `${ours}\n${ours}`],
    ['our lines without marks', `Hi\n${blocks}\nBye`, `${ours}\n\nHi\n\nBye`],
    ['our lines with one mark', `Hi\n${begin}\n${blocks}\nBye`, `${ours}\n\nHi\n\nBye`],
    ['a row of another', `${blocks}|#I4|x|`, `${ours}\n\n|#I4|x|`],
  ])('is put into a body with %s, and stays then', (_, present, wanted) => {
    expect(merge(present)).toBe(wanted)
    expect(merge(wanted)).toBe(wanted)
  })

  test('is written shorter the more people have written, but not without end', () => {
    const rooms: number[] = []
    for (const words of [0, 20_000, 70_000]) mergeBody('x'.repeat(words), room => `${rooms.push(room)}`)
    expect(rooms).toEqual([60_000, 60_000 - 20_002, 10_000])
  })
})

describe('what somebody changed', () => {
  const body = (part: string) => `Hello\n${begin}\n${part}\n${end}\n`

  test('is nothing where our part is as written, or as it was about to be', () => {
    expect(driftOf([ourPart(body(blocks)) ?? ''], body(blocks))).toBeUndefined()
    expect(driftOf(['older', blocks], body('older'))).toBeUndefined()
    expect(driftOf([], body('anything'))).toBeUndefined()
    expect(driftOf([blocks], body(blocks.replaceAll('\n', ' \r\n')))).toBeUndefined()
  })

  test('is the lines taken out and put in', () => {
    const drift = driftOf([blocks], body(blocks.replace('待办的', '已完成')))
    expect(drift).toMatchObject({
      removed: ['|#I3J655: a|httpd|待办的|'],
      added: ['|#I3J655: a|httpd|已完成|'],
      isGone: false,
    })
  })

  test('is that it is gone', () => {
    expect(driftOf([blocks], 'gone')).toMatchObject({ removed: [], added: [], isGone: true })
    expect(driftOf([blocks], rows.slice(0, 4).join('\n'))).toMatchObject({ removed: [rows[4]], isGone: true })
  })

  test('is named by what it is: the same edit has the same id, another has not', () => {
    const id = (part: string) => driftOf([blocks], body(part))?.id
    expect(id('a')).toBe(id('a'))
    expect(id('a')).not.toBe(id('b'))
  })
})

describe('the comment about it', () => {
  const drift = { removed: [], added: [], isGone: false, id: 'x' }

  test('quotes harmlessly and names the command that does it properly', () => {
    const added = ['|#I9: `x` @all <b>|httpd|待办的|', '/cve-ok']
    const { body } = driftNote({ ...drift, added }, 'en')
    expect(body.split('\n')).toEqual([
      '<!-- slipway:edited:x -->',
      expect.stringContaining('it was put right'),
      'To change the scope, comment `/add cve|bugfix|requires|test ID…` or `/delete cve|bugfix|requires|test ID…`.',
      'Lines that were put in:',
      "- `|#I9: 'x' @\u200ball &lt;b>|httpd|待办的|`",
      '- `/cve-ok`',
    ])
    expect(driftNote({ ...drift, added }, 'zh').body).toContain('被加上的行：')
  })

  test('quotes at most twenty lines', () => {
    const lines = Array.from({ length: 15 }, (_, i) => `|#I${i}|x|y|`)
    const { body } = driftNote({ ...drift, removed: lines, added: lines }, 'en')
    expect(body.match(/^- `/gm)).toHaveLength(20)
    expect(body).toContain('10 more lines')
  })

  test('§3b 17: of an edited role list says that rights come from elsewhere', () => {
    const { body } = driftNote({ ...drift, added: ['版本经理：@mary @gast'] }, 'en')
    expect(body).toContain('Roles come from the configuration, not from the description')
  })
})

test('what forges do to line ends and invisible characters is no difference', () => {
  expect(isSameText('a \r\nb\u200b\n', 'a\nb')).toBe(true)
  expect(isSameText('a\nb', 'a\n b')).toBe(false)
})
