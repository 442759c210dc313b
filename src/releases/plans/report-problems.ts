// Step `report-problems` of the self-check: an issue for every source package that does not install or build, in its own
// repository; those of earlier self-checks that are not found any more are closed. Without a configured owner of the
// source packages' repositories it does nothing.

import { type AnyStep, type Finding, readSteps, step } from '../../flow/index.ts'
import type { Forge } from '../../ports/index.ts'
import { isSettled } from '../issue-status.ts'
import type { FoundKind, Release } from '../model.ts'
import { pageOf } from '../policy.ts'
import { type Failing, failingPackages, type ProblemPlace, problemBody, problemTitle } from '../problem-issue.ts'
import { type ProblemRecord, readProblemRecords } from '../problem-store.ts'
import { type FoundProblem, ownIssueTitled, type ProblemIntent, reportProblems, takeBackProblems } from '../problems.ts'
import { statusTexts } from '../status-texts.ts'
import { isFalseAlarm } from '../statuses.ts'
import { readTimes } from '../store.ts'
import type { PlanInput } from '../submit.ts'
import { type FindingJson, findingJson, type PlanDeps } from './deps.ts'
import { subjectOf } from './subject.ts'

/** The steps of the self-check that look for problems, with the kind each finds. */
const lookingSteps: Readonly<Record<string, FoundKind>> = { 'install-check': 'install', 'self-build': 'build' }

/** A forge's clock may be behind ours. */
const CLOCK_MARGIN_MS = 86_400_000

export function reportProblemsStep(deps: PlanDeps): AnyStep {
  return step<PlanInput, 'forge', ProblemIntent | null, { findings: FindingJson[] }>({
    name: 'report-problems',
    uses: ['forge'],
    prepare: async c => await intentOf(deps, c),
    async start(c, intent) {
      if (!intent) return { findings: [] }
      const refused = await reportProblems({ db: deps.db, forge: c.ports.forge }, intent)
      const issues = await readProblemRecords(deps.db, c.input.release)
      const own = issues.flatMap(p => (p.run === c.run && p.issue ? `#${p.issue} (${p.repository})` : []))
      if (own.length > 0) await c.progress(statusTexts.reported(own.join(', ')))
      const findings = refused.map(({ package: subject, message }) =>
        findingJson({ code: 'issue-not-changed', subject, message, blocking: false }),
      )
      return { findings }
    },
    findings: handle => handle.findings,
    async undo(c, intent) {
      if (!intent) return
      const refused = await takeBackProblems({ db: deps.db, forge: c.ports.forge }, intent)
      for (const { message } of refused) await c.progress(message)
    },
  })
}

async function intentOf(
  deps: PlanDeps,
  { run, input, ports }: { run: string; input: PlanInput; ports: { forge: Forge } },
): Promise<ProblemIntent | null> {
  const owner = deps.policy.forge.problems?.owner
  if (!owner) return null
  const { forge } = ports
  const { language, publicUrl } = deps.policy
  const { release, built, directory } = await subjectOf(deps, input)
  const steps = await readSteps(deps.db, [run])
  const findings = steps.flatMap(s => (s.findings ?? []) as unknown as Finding[])
  const since = new Date((await readTimes(deps.db, release.id)).created_at.getTime() - CLOCK_MARGIN_MS)
  const place: ProblemPlace = {
    release,
    language,
    page: pageOf(publicUrl, release.id),
    testDirectory: `${publicUrl}/repo/test/${release.branch}/${directory}/`,
  }
  const former = await readProblemRecords(deps.db, release.id)
  const found: FoundProblem[] = []
  for (const failing of failingPackages(findings, built)) {
    found.push(await foundProblem(deps, forge, { failing, place, repository: `${owner}/${failing.package}`, since }))
  }
  const looked = steps.flatMap(s => (s.state === 'done' ? (lookingSteps[s.name] ?? []) : []))
  const isLooked = (p: ProblemRecord) => looked.some(kind => kind === p.kind)
  const gone = former.filter(p => isLooked(p) && !found.some(f => f.kind === p.kind && f.package === p.package))
  return {
    release: release.id,
    run,
    language,
    page: place.page,
    at: deps.clock.now().toISOString(),
    since: since.toISOString(),
    found,
    settled: await openOnes(forge, gone),
    looked,
    former,
  }
}

async function foundProblem(
  deps: PlanDeps,
  forge: Forge,
  what: { failing: Failing; place: ProblemPlace; repository: string; since: Date },
): Promise<FoundProblem> {
  const { failing, place, repository, since } = what
  const { release }: { release: Release } = place
  const title = problemTitle(release, failing)
  const there = await ownIssueTitled(forge, { repository, title, since })
  const key = there && { repository, id: there.id }
  return {
    kind: failing.kind,
    package: failing.package,
    repository,
    title,
    body: problemBody(failing, place),
    before: key
      ? {
          ...key,
          url: there.url,
          state: there.state,
          falseAlarm: await isFalseAlarm(deps, { forge, branch: release.branch, key }),
        }
      : null,
  }
}

/** Issues that are open and would be closed. */
async function openOnes(
  forge: Forge,
  gone: readonly { package: string; repository: string; issue: string | null }[],
): Promise<ProblemIntent['settled']> {
  const open: ProblemIntent['settled'][number][] = []
  for (const { package: name, repository, issue } of gone) {
    const seen = issue === null ? undefined : await forge.readIssue({ repository, id: issue })
    if (seen && !isSettled(seen.state)) open.push({ package: name, repository, id: seen.id, state: seen.state })
  }
  return open
}
