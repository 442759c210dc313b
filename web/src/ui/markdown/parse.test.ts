import { describe, expect, test } from 'vitest'
import { parseInline, safeHref } from './inline.ts'
import { parseMarkdown } from './parse.ts'

const hostile = [
  '*',
  '**a',
  '[',
  '`',
  '`a``',
  '_a',
  '~~',
  '~~a ',
  '<',
  '[a](',
  'h',
  'http://',
  ' ',
  '\n',
  '- ',
  '| ',
  '# ',
]

const text = (value: string) => ({ kind: 'text', text: value })

describe('inline', () => {
  test('bold, code and escapes', () => {
    expect(parseInline('a **b** `c*d*` \\*e\\*')).toEqual([
      text('a '),
      { kind: 'strong', children: [text('b')] },
      text(' '),
      { kind: 'code', text: 'c*d*' },
      text(' *e*'),
    ])
  })

  test('underscores and stars inside names are letters', () => {
    expect(parseInline('update_20261116_b aarch64_x86_64 2*3')).toEqual([text('update_20261116_b aarch64_x86_64 2*3')])
  })

  test('links go to http and https only', () => {
    expect(parseInline('[a](https://h/p_(1)) [b](javascript:alert(1)) [c](data:text/html,x)')).toEqual([
      { kind: 'link', href: 'https://h/p_(1)', children: [text('a')] },
      text(' [b](javascript:alert(1)) [c](data:text/html,x)'),
    ])
    for (const bad of ['javascript:alert(1)', ' JaVaScRiPt:x', 'vbscript:x', '//host', '/path', 'ftp://h']) {
      expect(safeHref(bad)).toBeNull()
    }
  })

  test('bare addresses become links without the punctuation behind them', () => {
    expect(parseInline('见 http://h/x_86_64/，然后 <https://h/y>.')).toEqual([
      text('见 '),
      { kind: 'link', href: 'http://h/x_86_64/', children: [text('http://h/x_86_64/')] },
      text('，然后 '),
      { kind: 'link', href: 'https://h/y', children: [text('https://h/y')] },
      text('.'),
    ])
  })

  test('HTML is text, line breaks are kept', () => {
    expect(parseInline('<img src=x onerror=alert(1)>\nb<br>c')).toEqual([
      text('<img src=x onerror=alert(1)>'),
      { kind: 'break' },
      text('b'),
      { kind: 'break' },
      text('c'),
    ])
  })

  test('long hostile input ends soon', () => {
    const started = performance.now()
    for (const piece of hostile) parseInline(piece.repeat(20_000))
    expect(performance.now() - started).toBeLessThan(2_000)
  })
})

describe('blocks', () => {
  test('a release issue: headings, tables with escaped bars, short rows filled', () => {
    const blocks = parseMarkdown(
      '# 范围\n<!-- hidden -->\n|CVE|仓库|score|\n|---|:-:|--:|\n|#I1:CVE-1|a\\|b|7.5|\n|x|\n\nend',
    )
    expect(blocks).toEqual([
      { kind: 'heading', level: 1, children: [text('范围')] },
      {
        kind: 'table',
        align: [null, 'center', 'right'],
        head: [[text('CVE')], [text('仓库')], [text('score')]],
        rows: [
          [[text('#I1:CVE-1')], [text('a|b')], [text('7.5')]],
          [[text('x')], [], []],
        ],
      },
      { kind: 'paragraph', children: [text('end')] },
    ])
  })

  test('lists nest and number from where they start', () => {
    const [list] = parseMarkdown('3. a\n   - b\n   - c\n4. d')
    expect(list).toEqual({
      kind: 'list',
      isOrdered: true,
      start: 3,
      items: [
        [
          { kind: 'paragraph', children: [text('a')] },
          {
            kind: 'list',
            isOrdered: false,
            start: 1,
            items: [[{ kind: 'paragraph', children: [text('b')] }], [{ kind: 'paragraph', children: [text('c')] }]],
          },
        ],
        [{ kind: 'paragraph', children: [text('d')] }],
      ],
    })
  })

  test('code keeps its text, also when it is never closed', () => {
    expect(parseMarkdown('```sh\n# not a heading\n')).toEqual([{ kind: 'code', text: '# not a heading\n' }])
  })

  test('a quote holds blocks; a rule is a rule', () => {
    expect(parseMarkdown('> - a\n\n---')).toEqual([
      {
        kind: 'quote',
        blocks: [{ kind: 'list', isOrdered: false, start: 1, items: [[{ kind: 'paragraph', children: [text('a')] }]] }],
      },
      { kind: 'rule' },
    ])
  })

  test('long hostile input ends soon', () => {
    const started = performance.now()
    for (const piece of hostile) parseMarkdown(piece.repeat(20_000))
    for (const piece of hostile) parseMarkdown(`${piece}\n`.repeat(5_000))
    expect(performance.now() - started).toBeLessThan(4_000)
  })

  test('deep nesting ends', () => {
    expect(parseMarkdown(`${'> '.repeat(5_000)}x`)).toHaveLength(1)
    expect(
      parseMarkdown(Array.from({ length: 200 }, (_, n) => `${' '.repeat(n)}- x`).join('\n')).length,
    ).toBeGreaterThan(0)
  })
})
