// From the model of an advisory to its CVRF document.

import { compareCodeUnits } from '../../lib/natural-order.ts'
import { vectorWithoutPrefix } from '../cvss.ts'
import type { Advisory, AdvisoryCve, AdvisoryPackage } from '../model.ts'
import { isWithdrawn } from '../revise.ts'
import { documentTexts } from '../texts.ts'
import type { CvrfBranch, CvrfDocument, CvrfNotes, CvrfPackage, CvrfVulnerability } from './document.ts'
import { writeCvrf } from './write.ts'

const ENGINE = 'Slipway'

/** The CVRF document of a numbered advisory; the same advisory gives the same bytes. Throws on a draft. */
export function formatCvrf(advisory: Advisory): string {
  return writeCvrf(cvrfDocument(advisory))
}

export function cvrfDocument(advisory: Advisory): CvrfDocument {
  const { id, revisions, settings, cves } = advisory
  const first = revisions[0]
  const newest = revisions.at(-1)
  if (id === null || !first || !newest) throw new Error(`a draft has no document: ${advisory.component}`)
  return {
    id,
    title: advisory.title,
    publisher: { contact: settings.contact, authority: settings.authority },
    status: 'Final',
    version: newest.number,
    revisions: revisions.map(({ number, date, description }) => ({ number, date, description })),
    initialReleaseDate: first.date,
    currentReleaseDate: newest.date,
    generator: { engine: ENGINE, date: newest.date },
    notes: notesOf(advisory, newest.date),
    references: [
      { type: 'Self', urls: [settings.urls.advisory + id] },
      { type: `${settings.product} CVE`, urls: cves.map(c => settings.urls.cve + c.cve) },
      { type: 'Other', urls: cves.map(c => settings.urls.nvd + c.cve) },
    ],
    product: settings.product,
    branches: advisory.branches.map(branch => branchOf(branch, settings.product)),
    arches: archesOf(advisory),
    vulnerabilities: cves.map(cve => vulnerabilityOf(cve, advisory, { id, first: first.date, newest: newest.date })),
  }
}

/** The text of the Description note; updateinfo carries it too. */
export function descriptionOf(advisory: Advisory): string {
  const newest = advisory.revisions.at(-1)
  return [
    ...(newest && isWithdrawn(advisory) ? [documentTexts.withdrawnOn(newest.date)] : []),
    ...(advisory.about ? [advisory.about] : []),
    documentTexts.fixes,
    ...advisory.cves.map(c => `${c.facts?.description ?? ''}(${c.cve})`),
  ].join('\n\n')
}

function notesOf(advisory: Advisory, date: string): CvrfNotes {
  const { component, severity, title, settings } = advisory
  const withdrawn = isWithdrawn(advisory)
  const rating = documentTexts.rating(settings.product, severity.toLowerCase())
  const topic = withdrawn
    ? `${documentTexts.withdrawnOn(date)} ${documentTexts.noLongerOffered(settings.product)}`
    : rating
  return {
    synopsis: synopsisOf(advisory),
    summary: `${title}.`,
    description: descriptionOf(advisory),
    topic: `${title}.\n\n${topic}`,
    severity,
    component,
  }
}

function synopsisOf(advisory: Advisory): string {
  const { component } = advisory
  return isWithdrawn(advisory) ? documentTexts.withdrawnSynopsis(component) : documentTexts.synopsis(component)
}

function branchOf(branch: string, product: string): CvrfBranch {
  return { productId: branch, cpe: cpeOf(branch, product), name: branch }
}

/** Exactly five parts between colons, the product third: readers split it so. */
function cpeOf(branch: string, product: string): string {
  const version = branch.startsWith(`${product}-`) ? branch.slice(product.length + 1) : branch
  return `cpe:/a:${product}:${product}:${version.replaceAll(':', '%3a')}`
}

function archesOf({ packages, branches, settings }: Advisory): CvrfDocument['arches'] {
  const arches = [...new Set(packages.map(p => p.nevra.arch))].sort(compareCodeUnits)
  return arches.map(arch => ({
    arch,
    packages: branches.flatMap(branch => {
      const files = new Map(packages.filter(p => p.nevra.arch === arch && p.branch === branch).map(p => [p.file, p]))
      return [...files.values()]
        .sort((a, b) => compareCodeUnits(a.file, b.file))
        .map(p => packageOf(p, settings.product))
    }),
  }))
}

function packageOf(p: AdvisoryPackage, product: string): CvrfPackage {
  const { name, version, release } = p.nevra
  return {
    productId: `${name}-${version}-${withoutDist(release)}`,
    cpe: cpeOf(p.branch, product),
    isEpol: p.family === 'EPOL',
    file: p.file,
  }
}

/** `33.oe2403sp1` is 33, `72.0.0.76.oe2403` is 72.0.0.76: the dist suffix begins with a letter. */
function withoutDist(release: string): string {
  return release.replace(/\.[A-Za-z][^.]*$/, '')
}

function vulnerabilityOf(
  { cve, facts, severity }: AdvisoryCve,
  advisory: Advisory,
  at: { id: string; first: string; newest: string },
): CvrfVulnerability {
  return {
    description: facts?.description ?? '',
    releaseDate: at.first,
    cve,
    status: { type: isWithdrawn(advisory) ? 'Known Affected' : 'Fixed', branches: advisory.branches },
    severity,
    score: facts ? facts.cvss.score.toFixed(1) : '',
    vector: facts ? vectorWithoutPrefix(facts.cvss.vector) : '',
    remediation: { description: synopsisOf(advisory), date: at.newest, url: advisory.settings.urls.advisory + at.id },
  }
}
