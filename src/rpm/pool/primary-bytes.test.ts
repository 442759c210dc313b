import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RefusedError } from '../../lib/errors.ts'
import { formatCapability } from '../capability.ts'
import { formatNevra } from '../nevra.ts'
import { type PrimaryPackage, readPrimary } from '../primary.ts'
import { finishPackages, type ListName, newPackages, type Packages } from './packages.ts'
import { nevraOf } from './pool.ts'
import { readPrimaryBytes } from './primary-bytes.ts'
import { textOf } from './strings.ts'
import { formatDependency, newVocabulary, type Vocabulary } from './vocabulary.ts'

interface Told {
  readonly nevra: string
  readonly lists: Readonly<Record<string, readonly string[]>>
  readonly source: string
}

function readBytes(pieces: readonly Uint8Array[]): { told: Told[]; declared: number | undefined } {
  const vocabulary = newVocabulary()
  const builder = newPackages()
  const reader = readPrimaryBytes(vocabulary, builder, 0)
  for (const piece of pieces) reader.write(piece)
  const { declared } = reader.end()
  const packages = finishPackages(builder)
  return { told: Array.from({ length: packages.count }, (_, p) => tell(vocabulary, packages, p)), declared }
}

function tell(vocabulary: Vocabulary, packages: Packages, p: number): Told {
  const list = (name: ListName) => {
    const { starts, values } = packages[name]
    const ids = [...values.subarray(starts[p], starts[p + 1])]
    return ids.map(id => (name === 'files' ? textOf(vocabulary.strings, id) : formatDependency(vocabulary, id)))
  }
  const { provides, requires, conflicts, obsoletes, files } = {
    provides: list('provides'),
    requires: list('requires'),
    conflicts: list('conflicts'),
    obsoletes: list('obsoletes'),
    files: list('files'),
  }
  const isSource = nevraOf({ vocabulary, packages }, p).endsWith('.src')
  return {
    nevra: nevraOf({ vocabulary, packages }, p),
    // The last one is its own name, which metadata need not say.
    lists: { provides: isSource ? provides : provides.slice(0, -1), requires, conflicts, obsoletes, files },
    source: textOf(vocabulary.strings, packages.sources[p] as number),
  }
}

function readObjects(xml: string): Told[] {
  const found: PrimaryPackage[] = []
  const reader = readPrimary(p => found.push(p))
  reader.write(xml)
  reader.end()
  return found.map(p => ({
    nevra: formatNevra(p.nevra),
    lists: {
      provides: p.provides.map(formatCapability),
      requires: p.requires.map(formatCapability).filter(r => !r.startsWith('rpmlib(')),
      conflicts: p.conflicts.map(formatCapability),
      obsoletes: p.obsoletes.map(formatCapability),
      files: p.files,
    },
    source: p.sourceRpm,
  }))
}

const word = fc
  .string({ unit: fc.constantFrom(...'ab.1é中&<>"\' ()/-'), minLength: 1, maxLength: 8 })
  .filter(w => w.trim() !== '')
const plain = fc.string({ unit: fc.constantFrom(...'ab1.é中&'), minLength: 1, maxLength: 6 })
const quote = fc.constantFrom('"', "'")
const space = fc.constantFrom('', ' ', '\n', '\r\n\t', '<!-- a > b -->', '<?pi x?>')

/** The same text, written in one of the ways that XML has. */
function escaped(text: string, way: number): string {
  return [...text]
    .map(c => {
      if (c === '&') return way % 2 ? '&amp;' : '&#38;'
      if (c === '<') return way % 2 ? '&lt;' : '&#x3c;'
      if (c === '>') return '&gt;'
      if (c === '"') return '&quot;'
      if (c === "'") return way % 2 ? '&apos;' : '&#39;'
      return way % 3 === 0 && c > '\x7f' ? `&#${c.codePointAt(0)};` : c
    })
    .join('')
}

const attribute = (key: string, value: fc.Arbitrary<string>) =>
  fc
    .tuple(
      value,
      quote,
      fc.nat(5),
      space.filter(s => !s.startsWith('<')),
    )
    .map(([v, q, way, s]) => `${key}${s}=${s}${q}${escaped(v, way)}${q}`)
const element = (tag: string, text: fc.Arbitrary<string>) =>
  fc
    .tuple(text, fc.nat(5), fc.boolean())
    .map(([t, way, cdata]) => (cdata ? `<${tag}><![CDATA[${t}]]></${tag} >` : `<${tag}>${escaped(t, way)}</${tag}>`))
const shuffled = (parts: fc.Arbitrary<string>[]) =>
  fc
    .tuple(...parts)
    .chain(all => fc.shuffledSubarray(all, { minLength: all.length }))
    .map(all => all.join(' '))
const flags = fc.constantFrom('EQ', 'LT', 'LE', 'GT', 'GE')
const entry = fc
  .oneof(
    attribute(
      'name',
      word.map(w => `n${w}`),
    ),
    shuffled([
      attribute('name', plain),
      attribute('flags', flags),
      attribute('epoch', fc.constantFrom('0', '2')),
      attribute(
        'ver',
        plain.map(v => `1${v}`),
      ),
      attribute(
        'rel',
        plain.map(v => `1${v}`),
      ),
    ]),
  )
  .map(attributes => `<rpm:entry ${attributes} pre="1"/>`)
const list = (tag: string) =>
  fc
    .array(
      fc.tuple(entry, space).map(x => x.join('')),
      { maxLength: 3 },
    )
    .map(e => (e.length ? `<rpm:${tag}>${e.join('')}</rpm:${tag}>` : `<rpm:${tag}/>`))
const onePackage = shuffled([
  element('name', plain),
  element('arch', fc.constantFrom('x86_64', 'src')),
  shuffled([attribute('epoch', fc.constantFrom('0', '3')), attribute('ver', plain), attribute('rel', plain)]).map(
    a => `<version ${a}/>`,
  ),
  fc.constant('<checksum type="sha256">00</checksum><location href="x"/>'),
  element('description', word),
  element('rpm:sourcerpm', plain),
  list('provides'),
  list('requires'),
  list('conflicts'),
  list('obsoletes'),
  element(
    'file',
    word.map(w => `/${w}x`),
  ),
  space,
]).map(body => `<package type="rpm">${body}</package>`)
const document = fc
  .tuple(fc.array(onePackage, { maxLength: 4 }), space)
  .map(
    ([packages, s]) =>
      `<?xml version="1.0" encoding="UTF-8"?>${s}<metadata packages="${packages.length}">${packages.join(s)}</metadata>${s}`,
  )

test('agrees with readPrimary on any document, cut anywhere', () => {
  fc.assert(
    fc.property(document, fc.integer({ min: 1, max: 400 }), (xml, size) => {
      const bytes = Buffer.from(xml)
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.subarray(i * size, (i + 1) * size),
      )
      expect(readBytes(pieces).told).toEqual(readObjects(xml))
    }),
    { numRuns: 100 },
  )
})

const GOOD = `<metadata packages="1"><package type="rpm"><name>a</name><arch>noarch</arch><version epoch="0" ver="1" rel="1"/>
<summary>fine</summary><format><rpm:requires><rpm:entry name="b"/></rpm:requires></format></package></metadata>`

function refusal(document: string | Uint8Array): string {
  try {
    readBytes([Buffer.from(document)])
  } catch (error) {
    if (error instanceof RefusedError) return error.refusal.because.en
    throw error
  }
  return 'accepted'
}

describe('refuses', () => {
  test.each([
    ['document type', GOOD.replace('<metadata', '<!DOCTYPE m [<!ENTITY a "b">]><metadata')],
    ['not complete', GOOD.slice(0, -20)],
    ['not complete', ''],
    ['end tag', GOOD.replace('</summary>', '</summery>')],
    ['entity', GOOD.replace('fine', '&evil;')],
    ['entity', GOOD.replace('fine', '&#0;')],
    ['control character', GOOD.replace('fine', 'fi\u0001ne')],
    ['same attribute twice', GOOD.replace('ver="1"', 'ver="1" ver="2"')],
    ['not well-formed', GOOD.replace('name="b"', 'name=b')],
    ['“]]>”', GOOD.replace('fine', ']]>')],
    ['goes on after its end', `${GOOD}<more/>`],
    ['no primary metadata', '<html><body>Not found</body></html>'],
    ['no whole number', GOOD.replace('epoch="0"', 'epoch="-1"')],
    ['without name, architecture or version', GOOD.replace('<arch>noarch</arch>', '')],
    ['other than UTF-8', `<?xml version="1.0" encoding="GBK"?>${GOOD}`],
    ['nested too deep', GOOD.replace('fine', '<x>'.repeat(100))],
  ])('%s', (reason, xml) => {
    expect(refusal(xml)).toContain(reason)
  })

  test('bytes that are not UTF-8, with their place', () => {
    const bytes = Buffer.from(GOOD)
    const at = bytes.indexOf('fine') + 2
    bytes[at] = 0xff
    expect(refusal(bytes)).toBe(`primary.xml cannot be read: at byte ${at} it is not UTF-8.`)
  })

  test('every beginning of a document that is not all of it', () => {
    for (let end = 0; end < GOOD.length; end++) expect(refusal(GOOD.slice(0, end))).toContain('cannot be read')
    expect(refusal(GOOD)).toBe('accepted')
  })
})

test('a wrong count of packages is told, not refused', () => {
  expect(readBytes([Buffer.from(GOOD.replace('packages="1"', 'packages="7"'))]).declared).toBe(7)
})
