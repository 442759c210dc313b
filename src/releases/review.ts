// The release review: who is asked for it, in a comment and in the text of the issue (seed 001 release_check). Pure.

import type { Holders, Role } from '../accounts/index.ts'
import type { Language } from '../lib/text.ts'
import { type BotComment, marked } from './answers.ts'
import { issueTexts } from './issue-texts.ts'
import type { Release } from './model.ts'
import { reviewTexts } from './review-texts.ts'
import { gates } from './stages.ts'

/** Those who sign the gate `check`, and the version manager, as the real tool calls them together. */
const reviewing = [...gates.check.roles, 'version-manager'] as const satisfies readonly Role[]

/** Logins of everybody who is asked to review, each once. */
export function reviewersOf(holders: Holders): string[] {
  return [...new Set(reviewing.flatMap(role => holders[role].map(h => h.login)))]
}

/**
 * The comment that calls the reviewers, once per scope revision. Also wanted while the packages go out: a review that was
 * quicker than we are is told all the same, so that what is said does not hang on who was first.
 */
export function reviewCall(release: Release, reviewers: readonly string[], language: Language): BotComment | undefined {
  const called = release.stage === 'reviewing' || release.stage === 'publishing' || release.stage === 'announcing'
  if (!called || reviewers.length === 0) return undefined
  return marked(`review:${release.revision}`, `${mentions(reviewers)} ${reviewTexts.pleaseReview()[language]}`)
}

/** The line of the issue's text while the release is reviewed. */
export function reviewBlock(release: Release, reviewers: readonly string[]): string[][] {
  if (release.stage !== 'reviewing' || reviewers.length === 0) return []
  return [[issueTexts.review(mentions(reviewers))]]
}

function mentions(logins: readonly string[]): string {
  return logins.map(login => `@${login}`).join(' ')
}
