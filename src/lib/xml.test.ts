import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { escapeAttribute, escapeText, readXml } from './xml.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(
      fc.constantFrom(
        '&',
        '<',
        '>',
        '"',
        "'",
        ']]>',
        '&amp;',
        '<!--',
        '\r\n',
        '\r',
        '\n',
        '\t',
        '\0',
        '\uFFFE',
        '\uD800',
        '内核',
      ),
    )
    .map(parts => parts.join('')),
)

/** What XML 1.0 can hold of a text: its Char production, ends of lines as one line feed. Written apart from xml.ts. */
function holdable(value: string): string {
  const characters = [...value.toWellFormed().replaceAll('\r\n', '\n').replaceAll('\r', '\n')]
  return characters.filter(c => isChar(c.codePointAt(0) ?? 0)).join('')
}

function isChar(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000
}

describe('what is escaped is read back', () => {
  test('as character data', () => {
    fc.assert(
      fc.property(anyText, value => {
        expect(readXml(`<a>${escapeText(value)}</a>`)).toEqual({
          name: 'a',
          attributes: {},
          children: [],
          text: holdable(value),
        })
      }),
    )
  })

  test('as an attribute, lines and tabs included', () => {
    fc.assert(
      fc.property(anyText, value => {
        expect(readXml(`<a b="${escapeAttribute(value)}"/>`).attributes).toEqual({ b: holdable(value) })
      }),
    )
  })
})

describe('reading', () => {
  test('gives elements, attributes and text in order', () => {
    const read = readXml('<?xml version="1.0"?><r x="1">a<b>c</b><!-- no --><b><![CDATA[<d>]]></b>e</r>')
    expect(read).toMatchObject({ name: 'r', attributes: { x: '1' }, text: 'ae' })
    expect(read.children.map(c => c.text)).toEqual(['c', '<d>'])
  })

  test.each([
    ['nothing', ''],
    ['an open element', '<a><b></a>'],
    ['two documents', '<a/><b/>'],
    ['an unknown entity', '<a>&nbsp;</a>'],
    ['a bare ampersand', '<a>R&D</a>'],
    ['a control character', '<a>\u0001</a>'],
    ['a document type, be it harmless', '<!DOCTYPE a><a/>'],
    ['entities that would grow', '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'],
    ['entities from outside', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
  ])('refuses %s', (_, source) => {
    expect(() => readXml(source)).toThrow()
  })
})
