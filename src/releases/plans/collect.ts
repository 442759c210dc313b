// Plan `collect`: fills the scope from the CVE source. A second fetch merges and never revives what was deleted.

import { readFacts } from '../../advisories/index.ts'
import { type Plan, plan, step } from '../../flow/index.ts'
import type { CveListRow } from '../../ports/index.ts'
import type { Item } from '../model.ts'
import { dropItemsOfRun, saveItems } from '../store.ts'
import type { PlanInput } from '../submit.ts'
import { texts } from '../texts.ts'
import { type FindingJson, findingJson, type PlanDeps } from './deps.ts'

type Intent = { rows: CveListRow[]; findings: FindingJson[] }

export function collectPlan(deps: PlanDeps): Plan {
  return plan('collect', [
    step<PlanInput, 'cveSource', Intent, Intent>({
      name: 'fetch-cves',
      uses: ['cveSource'],
      async prepare(c) {
        const list = await c.ports.cveSource.list(c.input.branch)
        if ('refused' in list) {
          const message = texts.cveListRefused(list.refused)
          return {
            rows: [],
            findings: [findingJson({ code: 'cve-list', subject: 'cve_list', message, blocking: true })],
          }
        }
        const told = list.problems.map(message =>
          findingJson({ code: 'cve-list', subject: 'cve_list', message, blocking: false }),
        )
        return { rows: [...list.rows], findings: told }
      },
      async start(c, intent) {
        const { db, clock } = deps
        const read = await readFacts(
          { db, clock, cveSource: c.ports.cveSource },
          intent.rows.map(r => r.cve),
        )
        const told = read.problems.map(message =>
          findingJson({ code: 'cve-facts', subject: 'cve_facts', message, blocking: false }),
        )
        const how = { by: 'slipway', at: deps.clock.now(), run: c.run, revive: false }
        await saveItems(deps.db, c.input.release, intent.rows.map(itemOf), how)
        await c.progress(texts.fetchedCves(intent.rows.length))
        return { rows: intent.rows, findings: [...intent.findings, ...told] }
      },
      findings: handle => handle.findings,
      undo: async c => await dropItemsOfRun(deps.db, c.input.release, c.run),
    }),
  ])
}

/** Rows come with the state the real tool gives them: cve-manager lists what is fixed (research §1.4). */
function itemOf(row: CveListRow): Item {
  const { cve, issue, repository, score, version, abiChanged } = row
  return { kind: 'cve', issue, repository, title: cve, url: '', status: 'closed', cve, score, version, abiChanged }
}
