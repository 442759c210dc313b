// Whose advisories these are: names and addresses that stand in every document. Data of the configuration.

// A type alias, not an interface: it is stored as JSON with each advisory.
export type AdvisorySettings = {
  /** Name of the distribution; branches begin with it: `openEuler-24.03-LTS`. No `-` and no `:`. */
  readonly product: string
  /** First parts of an id, exactly one `-` inside: readers split an id into four parts. */
  readonly prefix: string
  /** Mail address of the publisher. */
  readonly contact: string
  readonly authority: string
  /** The `from` of updateinfo records. */
  readonly from: string
  /** The civil dates in the documents, and the year of a number, are of this zone. */
  readonly timezone: string
  /** First number of a year, 1001 or above; raised when another tool has numbered before. */
  readonly firstNumber: number
  readonly urls: {
    /** Page of an advisory; its id is appended. */
    readonly advisory: string
    /** The distribution's own page of a CVE; the CVE is appended. */
    readonly cve: string
    /** The CVE in the NVD; the CVE is appended. */
    readonly nvd: string
    /** Where `security/data` is served, without a slash at the end. */
    readonly data: string
  }
}

export const openEulerSettings: AdvisorySettings = {
  product: 'openEuler',
  prefix: 'openEuler-SA',
  contact: 'openeuler-security@openeuler.org',
  authority: 'openEuler security committee',
  from: 'openeuler.org',
  timezone: 'Asia/Shanghai',
  firstNumber: 1001,
  urls: {
    advisory: 'https://www.openeuler.org/en/security/safety-bulletin/detail.html?id=',
    cve: 'https://www.openeuler.org/en/security/cve/detail.html?id=',
    nvd: 'https://nvd.nist.gov/vuln/detail/',
    data: '/security/data',
  },
}
