// The server's configuration for the demonstration, as YAML: one branch, the local adapters, one person per role.

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { stringify } from 'yaml'
import { baseRepository } from './build.ts'
import { distribution, type Family, packageOrganisation, people, releaseRepository } from './scenario.ts'
import type { Workplace } from './workplace.ts'

export function serverConfig(place: Workplace, publicUrl: string): string {
  const families = Object.keys(distribution.projects) as Family[]
  const base = families.map(family => ({
    id: family === 'standard' ? 'base' : `base-${family}`,
    family,
    // The architecture is filled in by the server; a file URL must not encode the dollar sign.
    url: `${pathToFileURL(join(place.data, baseRepository(family, '')))}/$arch`,
  }))
  const roles = Object.fromEntries(Object.values(people).map(person => [person.role, [person.login]]))
  return stringify({
    server: { publicUrl },
    language: 'zh',
    forge: { adapter: 'local', repository: releaseRepository, specs: { owner: packageOrganisation } },
    buildService: { adapter: 'local', directory: place.builds },
    cveSource: { adapter: 'local', directory: place.cves },
    branches: [
      {
        name: distribution.branch,
        timezone: distribution.timezone,
        arches: distribution.arches,
        projects: distribution.projects,
        base,
        // What is missing is named, so that one sees a person decide.
        supply: 'by-consent',
        roles,
        mail: { testers: ['testers@demo.invalid'] },
      },
    ],
    advisories: { product: distribution.product, prefix: `${distribution.product}-SA` },
  })
}
