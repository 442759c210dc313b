// What a changed scope makes of a self-check.

import { describe, expect, test } from 'vitest'
import { answer, at, blocked, pier, setting } from '../../test/kit/findings.ts'
import { ended, said, standingAt } from '../../test/kit/story.ts'
import { explain } from './explain.ts'
import { checkState } from './issue-status.ts'
import { waitingFor } from './rules-read.ts'
import { selfCheckView } from './self-check-view.ts'

describe('a changed scope', () => {
  const cases = [
    ['a requires row', '/add requires sail', { stage: 'verifying' }],
    ['a bugfix row', '/add bugfix I3NQ2B', { stage: 'scoping' }],
    ['what is left for the next release', '/no-release I3NQ1A', { stage: 'scoping' }],
  ] as const

  const facts = (word: string, kind: 'requires' | 'bugfix') => {
    const empty = { title: '', url: '', status: 'open', cve: null, score: null, version: null, abiChanged: null }
    return {
      missing: [],
      needs: [],
      issues: [{ word, item: { kind, issue: word, repository: 'sail', ...empty }, problem: null }],
    }
  }

  test.each(cases)('by %s makes the self-check stale, and says which revisions', (_, comment, where) => {
    const word = comment.split(' ').at(-1) ?? ''
    const release = said(blocked([pier]), comment, {
      setting,
      facts: facts(word, word === 'sail' ? 'requires' : 'bugfix'),
    })
    expect(release).toMatchObject(where)
    expect(checkState(release, at)).toEqual({ state: 'stale', saw: release.revision - 1 })
    const told = `The self-check saw scope revision ${release.revision - 1}, the scope is at revision ${release.revision}`
    const view = selfCheckView(release, at)
    expect(view).toMatchObject({ run: release.runs[0]?.run, revision: release.revision - 1 })
    expect(explain(release, { policies: {}, at, setting, runs: [], lacking: [] })).toContainEqual({
      ...{ kind: 'stale', subject: release.runs[0]?.run },
      text: view?.stale,
    })
    if (where.stage === 'scoping') return expect(view?.stale?.en).toContain('it runs again when the scope is signed')
    expect(view?.stale?.en).toBe(`${told}: run /get-requires`)
    expect(waitingFor(release, {}, at).en).toBe(`${told}: run /get-requires`)
    expect(answer(release, '/check-status', { roles: ['developer'] })).toContain(told)
    expect(answer(release, '/status')).toContain(told)
    expect(answer(release, '/waive F1 until 2026-12-01 because known')).toContain(told)
  })

  test('a requires row keeps every sign-off but that of the self-check', () => {
    const testing = standingAt('testing')
    const release = said(testing, '/add requires sail', { setting, facts: facts('sail', 'requires') })
    expect(release).toMatchObject({ stage: 'verifying', part: 1 })
    expect(release.signOffs.map(s => s.gate)).toEqual(['start', 'cve', 'bugfix'])
    expect(waitingFor(release, {}, at).en).toMatch(
      /saw scope revision \d, the scope is at revision \d: run \/get-requires/,
    )
    const checked = said(release, '/get-requires', { roles: ['developer'] })
    expect(checkState(ended(checked), at)).toEqual({ state: 'none' })
    expect(selfCheckView(ended(checked), at)?.stale).toBeNull()
  })
})
