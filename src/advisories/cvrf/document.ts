// A document of openEuler's CVRF dialect as data: what the writer writes and the reader reads. Types only.
// The dialect uses the namespaces of CVRF 1.1 and is not valid by its schema; scanners read exactly this shape.

export interface CvrfNotes {
  readonly synopsis: string
  readonly summary: string
  readonly description: string
  readonly topic: string
  readonly severity: string
  /** Source package. */
  readonly component: string
}

export interface CvrfRevision {
  readonly number: string
  /** YYYY-MM-DD, as all dates of a document. */
  readonly date: string
  readonly description: string
}

export interface CvrfReference {
  /** `Self`, `<product> CVE`, `Other`. */
  readonly type: string
  readonly urls: readonly string[]
}

export interface CvrfBranch {
  readonly productId: string
  readonly cpe: string
  readonly name: string
}

export interface CvrfPackage {
  /** `name-version-release` without dist suffix; the same for every architecture and branch. */
  readonly productId: string
  /** Of the branch it belongs to. */
  readonly cpe: string
  readonly isEpol: boolean
  readonly file: string
}

export interface CvrfVulnerability {
  readonly description: string
  readonly releaseDate: string
  readonly cve: string
  readonly status: { readonly type: string; readonly branches: readonly string[] }
  /** `Threat` of type `Impact`. */
  readonly severity: string
  /** One decimal, e.g. `7.5`. */
  readonly score: string
  /** Without `CVSS:3.x/`. */
  readonly vector: string
  readonly remediation: { readonly description: string; readonly date: string; readonly url: string }
}

export interface CvrfDocument {
  readonly id: string
  readonly title: string
  readonly publisher: { readonly contact: string; readonly authority: string }
  readonly status: string
  readonly version: string
  readonly revisions: readonly CvrfRevision[]
  readonly initialReleaseDate: string
  readonly currentReleaseDate: string
  readonly generator: { readonly engine: string; readonly date: string }
  readonly notes: CvrfNotes
  readonly references: readonly CvrfReference[]
  readonly product: string
  readonly branches: readonly CvrfBranch[]
  readonly arches: readonly { readonly arch: string; readonly packages: readonly CvrfPackage[] }[]
  readonly vulnerabilities: readonly CvrfVulnerability[]
}
