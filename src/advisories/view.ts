// How advisories look to people and programs: drafts and published ones alike. Pure.

import type { Text } from '../lib/text.ts'
import { formatNevra } from '../rpm/nevra.ts'
import { documentUrl } from './documents.ts'
import type { AdvisoryDraft } from './draft.ts'
import type { Advisory } from './model.ts'
import { isWithdrawn } from './revise.ts'

export interface AdvisoryView {
  /** The SA number, or null while it is a draft. */
  readonly id: string | null
  readonly state: 'draft' | 'published' | 'withdrawn'
  readonly component: string
  readonly title: string
  readonly severity: string
  readonly cves: readonly string[]
  /** NEVRAs, source packages included. */
  readonly packages: readonly string[]
  /** Facts still missing before it can be published. */
  readonly missing: readonly Text[]
  /** Address of the CVRF document once published. */
  readonly url: string | null
}

export function draftView({ advisory, missing }: AdvisoryDraft): AdvisoryView {
  return { ...viewOf(advisory), missing }
}

export function viewOf(advisory: Advisory): AdvisoryView {
  const { id, component, title, severity, cves, packages, settings } = advisory
  return {
    id,
    state: id === null ? 'draft' : isWithdrawn(advisory) ? 'withdrawn' : 'published',
    component,
    title,
    severity,
    cves: cves.map(c => c.cve),
    packages: [...new Set(packages.map(p => formatNevra(p.nevra)))],
    missing: [],
    url: id === null ? null : documentUrl(id, settings.urls.data),
  }
}
