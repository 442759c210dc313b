// Reads documents of openEuler's CVRF dialect, the published ones and our own. By name, never by position.

import { readXml, type XmlElement } from '../../lib/xml.ts'
import { childAt, childrenOf, textAt } from '../../lib/xml-tree.ts'
import { cleanProse } from '../prose.ts'
import type { CvrfDocument, CvrfNotes, CvrfPackage, CvrfVulnerability } from './document.ts'

/**
 * What is absent reads as '' or as an empty list: naming it is the lint's work. Notes are cleaned of literal `\r\n`.
 * Throws on XML that is not well-formed, on another root element and on a document without ID.
 */
export function parseCvrf(xml: string): CvrfDocument {
  const root = readXml(xml)
  if (root.name !== 'cvrfdoc') throw new Error(`CVRF: the root element is <${root.name}>, not <cvrfdoc>`)
  const tracking = childAt(root, 'DocumentTracking')
  const id = textAt(tracking, 'Identification', 'ID').trim()
  if (!id) throw new Error('CVRF: the document has no ID')
  const tree = childrenOf(childAt(root, 'ProductTree'), 'Branch')
  const product = tree.find(b => b.attributes.Type === 'Product Name')
  return {
    id,
    title: textAt(root, 'DocumentTitle'),
    publisher: {
      contact: textAt(root, 'DocumentPublisher', 'ContactDetails'),
      authority: textAt(root, 'DocumentPublisher', 'IssuingAuthority'),
    },
    status: textAt(tracking, 'Status'),
    version: textAt(tracking, 'Version'),
    revisions: childrenOf(childAt(tracking, 'RevisionHistory'), 'Revision').map(r => ({
      number: textAt(r, 'Number'),
      date: textAt(r, 'Date'),
      description: textAt(r, 'Description'),
    })),
    initialReleaseDate: textAt(tracking, 'InitialReleaseDate'),
    currentReleaseDate: textAt(tracking, 'CurrentReleaseDate'),
    generator: { engine: textAt(tracking, 'Generator', 'Engine'), date: textAt(tracking, 'Generator', 'Date') },
    notes: readNotes(childrenOf(childAt(root, 'DocumentNotes'), 'Note')),
    references: childrenOf(childAt(root, 'DocumentReferences'), 'Reference').map(r => ({
      type: r.attributes.Type ?? '',
      urls: textsOf(r, 'URL'),
    })),
    product: product?.attributes.Name ?? '',
    branches: childrenOf(product, 'FullProductName').map(p => ({
      productId: p.attributes.ProductID ?? '',
      cpe: p.attributes.CPE ?? '',
      name: p.text,
    })),
    arches: tree
      .filter(b => b.attributes.Type === 'Package Arch')
      .map(b => ({ arch: b.attributes.Name ?? '', packages: childrenOf(b, 'FullProductName').map(readPackage) })),
    vulnerabilities: childrenOf(root, 'Vulnerability').map(readVulnerability),
  }
}

function readNotes(notes: readonly XmlElement[]): CvrfNotes {
  const titled = (title: string) => cleanProse(notes.find(n => n.attributes.Title === title)?.text ?? '')
  return {
    synopsis: titled('Synopsis'),
    summary: titled('Summary'),
    description: titled('Description'),
    topic: titled('Topic'),
    severity: titled('Severity'),
    component: titled('Affected Component'),
  }
}

function readPackage({ attributes, text }: XmlElement): CvrfPackage {
  const { ProductID, CPE, EPOL } = attributes
  return { productId: ProductID ?? '', cpe: CPE ?? '', isEpol: EPOL === 'true', file: text }
}

function readVulnerability(v: XmlElement): CvrfVulnerability {
  const status = childAt(v, 'ProductStatuses', 'Status')
  const scores = childAt(v, 'CVSSScoreSets', 'ScoreSet')
  const remediation = childAt(v, 'Remediations', 'Remediation')
  return {
    description: cleanProse(textAt(v, 'Notes', 'Note')),
    releaseDate: textAt(v, 'ReleaseDate'),
    cve: textAt(v, 'CVE'),
    status: { type: status?.attributes.Type ?? '', branches: textsOf(status, 'ProductID') },
    severity: textAt(v, 'Threats', 'Threat', 'Description'),
    score: textAt(scores, 'BaseScore'),
    vector: textAt(scores, 'Vector'),
    remediation: {
      description: textAt(remediation, 'Description'),
      date: textAt(remediation, 'DATE'),
      url: textAt(remediation, 'URL'),
    },
  }
}

function textsOf(element: XmlElement | undefined, name: string): string[] {
  return childrenOf(element, name).map(e => e.text)
}
