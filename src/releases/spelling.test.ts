// A refusal says back the spelling that was typed: who wrote `/pkg-ok` looks for `/pkg-ok`.

import { expect, test } from 'vitest'
import { decided, standingAt } from '../../test/kit/story.ts'
import type { Role } from '../accounts/index.ts'
import { isRefusal } from '../lib/errors.ts'

function because(comment: string, roles?: readonly Role[]): string {
  const decision = decided(standingAt('scoping'), comment, roles ? { roles } : {})
  if (!isRefusal(decision)) throw new Error(`${comment} is accepted`)
  return decision.because.en
}

test.each([
  ['/check-requires', /\/check-requires works in: Verifying$/],
  ['/check-cve-bugfix', /\/check-cve-bugfix works in/],
  ['/get-requires', /\/get-requires works in/],
  ['/Get_Requires', /\/Get_Requires works in/],
  ['/pkg-ok 还不行', /^Nothing may stand behind \/pkg-ok$/],
  ['/pkg-not-ok', /The sign-off|"Bugfix scope" is not signed/],
  ['/del', /^Usage: \/del cve\|bugfix\|requires\|test ID…$/],
  ['/del-cve', /^Usage: \/delete cve\|bugfix/],
  ['/preview /preview', /cannot be previewed/],
])('%s', (comment, said) => {
  expect(because(comment)).toMatch(said)
})

test.each([
  ['/pkg-ok', '/pkg-ok is for developers'],
  ['/bugfix-ok', '/bugfix-ok is for developers'],
  ['/delete_cve I3NQ1A', '/delete_cve is for the security committee or the version manager'],
  ['/del cve I3NQ1A', '/del cve is for the security committee or the version manager'],
])('%s by somebody else', (comment, said) => {
  expect(because(comment, ['tester'])).toBe(said)
})

test('what is previewed keeps its spelling too', () => {
  const told = decided(standingAt('scoping'), '/preview /pkg-ok', { roles: ['tester'] })
  expect(!isRefusal(told) && told.message.en).toContain('/pkg-ok is for developers')
})
