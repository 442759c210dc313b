// Step `read-links`: the issues and pull requests that people have named in comments of the release issue become rows;
// what cannot be read is told, with who named it.

import { type AnyStep, step } from '../../flow/index.ts'
import { isDenied } from '../../lib/errors.ts'
import type { Text } from '../../lib/text.ts'
import type { Forge, ForgeComment, ForgeIssue } from '../../ports/index.ts'
import { type Link, linksIn, UNREAD_LINK } from '../comment-links.ts'
import { type Former, type FoundRow, formerItems, mergeItems, unmergeItems } from '../found-store.ts'
import { itemOfIssue } from '../issue-row.ts'
import { issuesMeant, readPull } from '../issues.ts'
import type { Release } from '../model.ts'
import { branchOf, externalIdOf } from '../policy.ts'
import { startingAcceptance } from '../rules-accept.ts'
import { scopeTexts } from '../scope-texts.ts'
import { loadRelease } from '../store.ts'
import type { PlanInput } from '../submit.ts'
import { type FindingJson, findingJson, type PlanDeps } from './deps.ts'

type Found = { rows: FoundRow[]; former: Former[]; findings: FindingJson[] }

export function readLinks(deps: PlanDeps): AnyStep {
  return step<PlanInput, 'forge', Found, Found>({
    name: 'read-links',
    uses: ['forge'],
    async prepare(c) {
      const former = await formerItems(deps.db, c.input.release)
      const found: Found = { rows: [], former, findings: [] }
      const release = await loadRelease(deps.db, c.input.release)
      if (!release?.issue) return found
      const self = await c.ports.forge.self()
      const comments = await c.ports.forge.listComments(release.issue)
      for (const comment of comments.filter(comment => comment.author.id !== self.id)) {
        await readComment(deps, { forge: c.ports.forge, release, comment, into: found })
      }
      return found
    },
    async start(c, found) {
      await mergeItems(deps.db, c.input.release, found.rows, { run: c.run, at: deps.clock.now() })
      await c.progress(scopeTexts.readLinks(found.rows.length, found.findings.length))
      return found
    },
    findings: handle => handle.findings,
    async undo(c, { rows, former }) {
      const was = { run: c.run, source: 'comment' as const, found: rows.map(r => r.item), former }
      await unmergeItems(deps.db, c.input.release, was, { account: 0, name: 'slipway', at: deps.clock.now() })
    },
  })
}

interface Reading {
  readonly forge: Forge
  readonly release: Release
  readonly comment: ForgeComment
  readonly into: Found
}

async function readComment(deps: PlanDeps, { forge, release, comment, into }: Reading): Promise<void> {
  const { issue: place } = release
  if (!place) return
  const links = linksIn(comment.body, place)
  if (links.length === 0) return
  const { account, name } = await deps.actorOf(comment.author)
  const acceptance = startingAcceptance(branchOf(deps.policy, release.branch)?.accept)
  const who = {
    source: 'comment' as const,
    acceptance,
    by: name,
    account,
    delivery: externalIdOf(deps.policy, place, comment.id),
  }
  for (const link of links) {
    const read = await readLink(forge, release, link)
    for (const { issue, pull } of read.issues) {
      const item = { ...itemOfIssue(issue, release.branch), ...(pull ? { pull } : {}) }
      const isTold = into.rows.some(r => r.item.issue === item.issue && r.item.kind === item.kind)
      if (!isTold) into.rows.push({ item, ...who })
    }
    if (read.problem) {
      const message = scopeTexts.linkOf(comment.author.login, link.word, read.problem)
      into.findings.push(findingJson({ code: UNREAD_LINK, subject: link.word, message, blocking: false }))
    }
  }
}

interface Read {
  readonly issues: readonly { readonly issue: ForgeIssue; readonly pull?: string }[]
  readonly problem?: Text
}

const none: Read = { issues: [] }

async function readLink(forge: Forge, release: Release, link: Link): Promise<Read> {
  try {
    if (link.kind === 'pull') return await ofPull(forge, release, link)
    return await ofIssue(forge, release, link)
  } catch (error) {
    // A forge that is away is asked again with the whole step; one link that it will not give is told.
    if (isDenied(error)) return { issues: [], problem: scopeTexts.notThere() }
    throw error
  }
}

async function ofIssue(forge: Forge, release: Release, link: Extract<Link, { kind: 'issue' }>): Promise<Read> {
  const own = release.issue
  const isOwn = link.id === own?.id && (link.repository === undefined || link.repository === own.repository)
  if (isOwn) return none
  const key = link.repository?.includes('/') ? { repository: link.repository, id: link.id } : undefined
  const single = key && (await forge.readIssue(key))
  const [issue, ...others] = key ? (single ? [single] : []) : await issuesMeant(forge, link)
  if (others.length > 0 && issue) {
    return { issues: [], problem: scopeTexts.severalThere([issue, ...others].map(i => i.repository)) }
  }
  if (issue?.repository === own?.repository) return { issues: [], problem: scopeTexts.notAPackage() }
  if (issue) return { issues: [{ issue }] }
  // Where issues and pull requests share their numbers, `owner/repo#12` may be either.
  const pull = key && /^\d+$/.test(key.id) ? await forge.readPull({ repository: key.repository, number: key.id }) : null
  if (!pull) return { issues: [], problem: scopeTexts.notThere() }
  return await ofPull(forge, release, {
    kind: 'pull',
    word: link.word,
    repository: pull.repository,
    number: pull.number,
  })
}

/** The issues a pull request solves, as the forge has linked them. */
async function ofPull(forge: Forge, release: Release, link: Extract<Link, { kind: 'pull' }>): Promise<Read> {
  const pull = await readPull(forge, link, release.issue?.repository)
  if (!pull) return { issues: [], problem: scopeTexts.notThere() }
  const issues: { issue: ForgeIssue; pull: string }[] = []
  for (const key of pull.issues) {
    const issue = await forge.readIssue(key)
    if (issue && issue.repository !== release.issue?.repository) issues.push({ issue, pull: pull.url })
  }
  return issues.length > 0 ? { issues } : { issues, problem: scopeTexts.pullWithoutIssue() }
}
