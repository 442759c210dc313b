// Plan `collect`: fills the scope from the CVE source, then from the links in the comments of the release issue. A second
// fetch merges and never revives what was deleted.

import { readFacts } from '../../advisories/index.ts'
import { type AnyStep, type Plan, plan, step } from '../../flow/index.ts'
import { isDenied } from '../../lib/errors.ts'
import type { CveListRow, Forge } from '../../ports/index.ts'
import { type Former, type FoundRow, formerItems, mergeItems, unmergeItems } from '../found-store.ts'
import { rowName } from '../issue-names.ts'
import { itemOfIssue } from '../issue-row.ts'
import { issuesMeant } from '../issues.ts'
import type { Item } from '../model.ts'
import { parseIssueId } from '../parse.ts'
import { branchOf } from '../policy.ts'
import { startingAcceptance } from '../rules-accept.ts'
import { scoresIn, withScore } from '../scores.ts'
import type { PlanInput } from '../submit.ts'
import { texts } from '../texts.ts'
import { readLinks } from './collect-links.ts'
import { type FindingJson, findingJson, type PlanDeps } from './deps.ts'

type Intent = { rows: Item[]; former: Former[]; findings: FindingJson[] }

export function collectPlan(deps: PlanDeps): Plan {
  return plan('collect', [fetchCves(deps), readLinks(deps)])
}

function fetchCves(deps: PlanDeps): AnyStep {
  return step<PlanInput, 'cveSource' | 'forge', Intent, Intent>({
    name: 'fetch-cves',
    uses: ['cveSource', 'forge'],
    async prepare(c) {
      const former = await formerItems(deps.db, c.input.release)
      const list = await c.ports.cveSource.list(c.input.branch)
      if ('refused' in list) {
        const message = texts.cveListRefused(list.refused)
        const finding = findingJson({ code: 'cve-list', subject: 'cve_list', message, blocking: true })
        return { rows: [], former, findings: [finding] }
      }
      const told = list.problems.map(message =>
        findingJson({ code: 'cve-list', subject: 'cve_list', message, blocking: false }),
      )
      const rows: Item[] = []
      for (const row of list.rows) rows.push(await withIssue(c.ports.forge, itemOf(row), c.input.branch))
      return { rows, former, findings: told }
    },
    async start(c, intent) {
      const { db, clock } = deps
      const read = await readFacts(
        { db, clock, cveSource: c.ports.cveSource },
        intent.rows.flatMap(r => r.cve ?? []),
      )
      const told = read.problems.map(message =>
        findingJson({ code: 'cve-facts', subject: 'cve_facts', message, blocking: false }),
      )
      const acceptance = startingAcceptance(branchOf(deps.policy, c.input.branch)?.accept)
      const who = { by: 'slipway', account: null, delivery: null }
      const scores = scoresIn(read.facts)
      const rows = intent.rows.map(row => withScore(row, scores))
      const found = rows.map((item): FoundRow => ({ item, source: 'fetched', acceptance, ...who }))
      await mergeItems(db, c.input.release, found, { run: c.run, at: clock.now() })
      await c.progress(texts.fetchedCves(intent.rows.length))
      return { ...intent, rows, findings: [...intent.findings, ...told] }
    },
    findings: handle => handle.findings,
    async undo(c, { rows, former }, handle) {
      const was = { run: c.run, source: 'fetched' as const, found: handle?.rows ?? rows, former }
      await unmergeItems(deps.db, c.input.release, was, { account: 0, name: 'slipway', at: deps.clock.now() })
    },
  })
}

/** cve-manager lists what is fixed (research §1.4): so a row stands while the forge does not know its issue. */
function itemOf(row: CveListRow): Item {
  const { cve, issue, repository, score, version, abiChanged } = row
  const name = rowName(issue, repository)
  return {
    kind: 'cve',
    issue: name,
    repository,
    title: cve,
    url: '',
    status: 'closed',
    cve,
    score,
    version,
    abiChanged,
  }
}

/** The row with the addresses its issue tells, when the forge has it; without it the row is good all the same. */
async function withIssue(forge: Forge, item: Item, branch: string): Promise<Item> {
  try {
    const { id = item.issue } = parseIssueId(item.issue) ?? {}
    const [issue, another] = await issuesMeant(forge, { repository: item.repository, id })
    if (!issue || another) return item
    const { url, upstream, issueType, openedAt, status } = itemOfIssue(issue, branch)
    return { ...item, url, upstream, issueType, openedAt, status }
  } catch (error) {
    if (isDenied(error)) return item
    throw error
  }
}
