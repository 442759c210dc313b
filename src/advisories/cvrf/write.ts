// Writes a CVRF document byte for byte as openEuler publishes them: tabs, order of elements, no final newline.

import { escapeAttribute, escapeText } from '../../lib/xml.ts'
import type { CvrfBranch, CvrfDocument, CvrfNotes, CvrfPackage, CvrfVulnerability } from './document.ts'

const CVRF = 'http://www.icasi.org/CVRF/schema/cvrf/1.1'
const PROD = 'http://www.icasi.org/CVRF/schema/prod/1.1'
const VULN = 'http://www.icasi.org/CVRF/schema/vuln/1.1'

const NOTE_TITLES = [
  ['synopsis', 'Synopsis'],
  ['summary', 'Summary'],
  ['description', 'Description'],
  ['topic', 'Topic'],
  ['severity', 'Severity'],
  ['component', 'Affected Component'],
] as const satisfies readonly (readonly [keyof CvrfNotes, string])[]

interface Written {
  readonly name: string
  readonly inside: string | readonly Written[]
  readonly attributes: Readonly<Record<string, string>>
}

export function writeCvrf(document: CvrfDocument): string {
  const root = element('cvrfdoc', contents(document), { xmlns: CVRF, 'xmlns:cvrf': CVRF })
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render(root, '')}`
}

function element(name: string, inside: Written['inside'], attributes: Written['attributes'] = {}): Written {
  return { name, inside, attributes }
}

function render({ name, inside, attributes }: Written, indent: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`)
  const open = `${indent}<${name}${written.join('')}>`
  if (typeof inside === 'string') return `${open}${escapeText(inside)}</${name}>`
  return [open, ...inside.map(child => render(child, `${indent}\t`)), `${indent}</${name}>`].join('\n')
}

function contents(d: CvrfDocument): Written[] {
  return [
    element('DocumentTitle', d.title, { 'xml:lang': 'en' }),
    element('DocumentType', 'Security Advisory'),
    element(
      'DocumentPublisher',
      [element('ContactDetails', d.publisher.contact), element('IssuingAuthority', d.publisher.authority)],
      { Type: 'Vendor' },
    ),
    tracking(d),
    element(
      'DocumentNotes',
      NOTE_TITLES.map(([key, title], at) => note(title, at + 1, d.notes[key])),
    ),
    element(
      'DocumentReferences',
      d.references.map(r =>
        element(
          'Reference',
          r.urls.map(url => element('URL', url)),
          { Type: r.type },
        ),
      ),
    ),
    productTree(d),
    ...d.vulnerabilities.map((v, at) => vulnerability(v, at + 1)),
  ]
}

function tracking(d: CvrfDocument): Written {
  const revisions = d.revisions.map(r =>
    element('Revision', [element('Number', r.number), element('Date', r.date), element('Description', r.description)]),
  )
  return element('DocumentTracking', [
    element('Identification', [element('ID', d.id)]),
    element('Status', d.status),
    element('Version', d.version),
    element('RevisionHistory', revisions),
    element('InitialReleaseDate', d.initialReleaseDate),
    element('CurrentReleaseDate', d.currentReleaseDate),
    element('Generator', [element('Engine', d.generator.engine), element('Date', d.generator.date)]),
  ])
}

function note(title: string, ordinal: number, text: string): Written {
  return element('Note', text, { Title: title, Type: 'General', Ordinal: String(ordinal), 'xml:lang': 'en' })
}

function productTree(d: CvrfDocument): Written {
  const arches = d.arches.map(({ arch, packages }) =>
    element('Branch', packages.map(fullProductName), { Type: 'Package Arch', Name: arch }),
  )
  const branches = element('Branch', d.branches.map(fullProductName), { Type: 'Product Name', Name: d.product })
  return element('ProductTree', [branches, ...arches], { xmlns: PROD })
}

function fullProductName(product: CvrfBranch | CvrfPackage): Written {
  const attributes = { ProductID: product.productId, CPE: product.cpe }
  if (!('file' in product)) return element('FullProductName', product.name, attributes)
  return element('FullProductName', product.file, product.isEpol ? { ...attributes, EPOL: 'true' } : attributes)
}

function vulnerability(v: CvrfVulnerability, ordinal: number): Written {
  const { remediation } = v
  const inside = [
    element('Notes', [note('Vulnerability Description', ordinal, v.description)]),
    element('ReleaseDate', v.releaseDate),
    element('CVE', v.cve),
    element('ProductStatuses', [
      element(
        'Status',
        v.status.branches.map(b => element('ProductID', b)),
        { Type: v.status.type },
      ),
    ]),
    element('Threats', [element('Threat', [element('Description', v.severity)], { Type: 'Impact' })]),
    element('CVSSScoreSets', [element('ScoreSet', [element('BaseScore', v.score), element('Vector', v.vector)])]),
    element('Remediations', [
      element(
        'Remediation',
        [
          element('Description', remediation.description),
          element('DATE', remediation.date),
          element('URL', remediation.url),
        ],
        { Type: 'Vendor Fix' },
      ),
    ]),
  ]
  return element('Vulnerability', inside, { Ordinal: String(ordinal), xmlns: VULN })
}
