// The rule of /check-status: notes how the issues of a release stand, tells what is open, and opens the gate behind the
// self-check when nothing is left of it.

import type { Role } from '../accounts/index.ts'
import { type Refusal, refuse } from '../lib/errors.ts'
import { entry, lines, listed, sameInBoth, type Text } from '../lib/text.ts'
import { apply } from './advance.ts'
import { asWritten } from './issue-names.ts'
import { checkState, isProblemSettled, openIssues, passes, remainingFindings } from './issue-status.ts'
import type { Problem, Release } from './model.ts'
import { newsOf, type StatusNews } from './refresh.ts'
import { retryOf } from './rules-sign.ts'
import type { Asking, Rule } from './ruling.ts'
import { spellingOf } from './spelling.ts'
import { gates } from './stages.ts'
import { statusTexts } from './status-texts.ts'
import { texts } from './texts.ts'
import { lapsedWaiverOf } from './waiver.ts'
import { waiverTexts } from './waiver-texts.ts'

/** Of a list in an answer, as many are named. */
const MOST_NAMED = 20

/**
 * Useful from scoping on, when rows have issues; at the gate behind the self-check it opens the gate too, or tries a
 * failed hand-over again. Refused only when it neither learnt nor opened anything there.
 */
export const checkStatus: Rule = (release, command, asking) => {
  const news = newsOf(release, asking.facts)
  const seen = news.changes.reduce((state, change) => apply(state, change, asking), release)
  const report = sayNews(seen, news, asking)
  if (release.stage !== 'verifying') return { changes: news.changes, message: report }
  const again = retryOf(seen, 'status')
  const closed = whyClosed(seen, asking.at)
  if (again && closed?.code !== 'findings-open')
    return { ...again, changes: [...news.changes, ...again.changes], message: lines([report, again.message]) }
  if (closed) {
    if (news.changes.length > 0) return { changes: news.changes, message: lines([report, closed.because]) }
    return refuse(closed.code, lines([closed.because, report]))
  }
  const roles: readonly Role[] = gates.status.roles
  const role = roles.find(r => asking.roles.includes(r))
  if (!role) return refuse('wrong-role', texts.wrongRole(spellingOf(command), roles))
  return {
    changes: [...news.changes, { kind: 'sign', gate: 'status', role }],
    message: lines([report, texts.signed(gates.status.title, release.revision)]),
    retry: true,
  }
}

/** What keeps the gate `status` closed; undefined when the newest self-check holds nothing against the release. */
function whyClosed(release: Release, at: Date): Refusal | undefined {
  const check = checkState(release, at)
  if (check.state === 'passable') return undefined
  if (check.state === 'none') return refuse('needs-self-check', texts.needsNewCheck())
  if (check.state === 'stale') return refuse('needs-self-check', waiverTexts.stale(check.saw, release.revision))
  if (check.state === 'partial') return refuse('needs-self-check', waiverTexts.waitsRest())
  const remaining = remainingFindings(release, at)
  const lapsed = remaining.flatMap(finding => {
    const waiver = lapsedWaiverOf(release, finding, at)
    return waiver ? [entry(waiverTexts.lapsed(finding.subject, waiver))] : []
  })
  const said = lines([texts.findingsOpen(named(remaining.map(f => f.subject))), ...lapsed.slice(0, MOST_NAMED)])
  const areSettled = release.problems.length > 0 && release.problems.every(isProblemSettled)
  return refuse('findings-open', areSettled ? lines([said, statusTexts.settledButUnseen()]) : said)
}

function sayNews(release: Release, news: StatusNews, { facts: { unheard }, at }: Asking): Text {
  const { changed, scored, looked, unreadable } = news
  const open = openIssues(release, at)
  const rows = changed.slice(0, MOST_NAMED).map(({ of, issue, repository, from, to, falseAlarm }) => {
    return statusTexts.changed({ kind: of, issue: asWritten(issue), repository, from, to, alarm: falseAlarm })
  })
  return lines([
    looked === 0 ? statusTexts.nothingToRead() : statusTexts.looked(looked, changed.length),
    ...rows,
    ...(changed.length > rows.length ? [entry(texts.moreFindings(changed.length - rows.length))] : []),
    ...scored.slice(0, MOST_NAMED).map(({ issue, cve, score }) => statusTexts.scored(asWritten(issue), cve, score)),
    ...(unheard === undefined ? [] : [statusTexts.factsUnheard(unheard)]),
    ...(unreadable.length > 0 ? [statusTexts.unreadable(named(unreadable.map(asWritten)))] : []),
    ...(open.problems.length > 0 ? [statusTexts.openProblems(named(open.problems.map(nameOf)))] : []),
    ...(open.tests.length > 0 ? [statusTexts.openTests(named(open.tests.map(nameOf)))] : []),
    statusTexts.overall(passes(open)),
  ])
}

function nameOf(open: Pick<Problem, 'issue' | 'repository'>): string {
  return open.issue === null ? open.repository : `${asWritten(open.issue)} (${open.repository})`
}

function named(names: readonly string[]): Text {
  const more = names.length > MOST_NAMED ? ['…'] : []
  return listed([...names.slice(0, MOST_NAMED), ...more].map(sameInBoth))
}
