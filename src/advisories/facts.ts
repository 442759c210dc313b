// Brings the facts of CVEs from their source into the database.

import type { Db } from '../db/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Text } from '../lib/text.ts'
import type { CveFacts, CveSource } from '../ports/index.ts'
import { cleanFacts } from './prose.ts'
import * as store from './store.ts'

/**
 * Reads the facts of CVEs from the source and keeps them. Where the source has none any more, those known before are
 * given; a CVE without any is simply absent. `problems`: what the source could not read.
 */
export async function readFacts(
  { db, cveSource, clock }: { db: Db; cveSource: CveSource; clock: Clock },
  cves: readonly string[],
): Promise<{ readonly facts: readonly CveFacts[]; readonly problems: readonly Text[] }> {
  const read: CveFacts[] = []
  const problems: Text[] = []
  for (const cve of new Set(cves)) {
    const answer = await cveSource.facts(cve)
    problems.push(...answer.problems)
    if (answer.facts) read.push(cleanFacts({ ...answer.facts, cve }))
  }
  await store.saveFacts(db, read, clock.now())
  return { facts: await store.factsOf(db, cves), problems }
}
