// Branches that start by button: a signed scope is a fixed baseline, and waits for its launch.

import { describe, expect, test } from 'vitest'
import { freshRelease } from '../../test/kit/release.ts'
import { cveRow, decided, ended, noFacts, refusal, said, standingAt } from '../../test/kit/story.ts'
import { isRefusal } from '../lib/errors.ts'
import type { Release } from './model.ts'
import { offeredCommands, waitingFor } from './rules-read.ts'

const byButton = { policies: { launch: 'any' } } as const

function fixed(): Release {
  return said(said(standingAt('scoping'), '/cve-ok'), '/bugfix-ok', byButton)
}

describe('on a branch that starts by button', () => {
  test('the baseline is fixed by both sign-offs, which is said, and nothing starts', () => {
    const signed = said(standingAt('scoping'), '/cve-ok', byButton)
    const decision = decided(signed, '/bugfix-ok', byButton)
    expect(isRefusal(decision)).toBe(false)
    if (isRefusal(decision)) return
    expect(decision.message.zh).toContain('版本基线已固化，等待版本启动：/launch')
    expect(fixed()).toMatchObject({ stage: 'scoping', part: 1 })
    expect(fixed().runs).toHaveLength(1)
    expect(waitingFor(fixed(), byButton.policies, new Date()).en).toBe(
      'Waits for: Launch (/launch by the version manager)',
    )
  })

  test('/launch starts the self-check, and is for the version manager', () => {
    expect(refusal(fixed(), '/launch', { ...byButton, roles: ['developer'] })).toBe('wrong-role')
    const launched = said(fixed(), '/launch', { ...byButton, roles: ['version-manager'] })
    expect(launched).toMatchObject({ stage: 'verifying', part: 0 })
    expect(launched.runs[0]).toMatchObject({ plan: 'self-check', state: 'queued' })
  })

  test('it is refused before the baseline is fixed, with what is missing', () => {
    const half = said(standingAt('scoping'), '/cve-ok', byButton)
    const decision = decided(half, '/launch', byButton)
    expect(decision).toMatchObject({ code: 'scope-open' })
    expect(isRefusal(decision) && decision.because.en).toBe(
      'The baseline is not fixed yet, it still needs: Bugfix scope (/bugfix-ok by developers)',
    )
  })

  test('/launch-not-ok stops what it started, and the baseline stays fixed', () => {
    const back = said(said(fixed(), '/launch', byButton), '/launch-not-ok', byButton)
    expect(back).toMatchObject({ stage: 'scoping', part: 1 })
    expect(back.signOffs.map(s => s.gate)).toEqual(['start', 'cve', 'bugfix'])
    expect(ended(back, 'cancelled', byButton)).toMatchObject({ stage: 'scoping', part: 1 })
  })

  test('a roll-back returns to the launch, the next one to the draft', () => {
    const checked = ended(said(fixed(), '/launch', byButton), 'blocked', byButton)
    const back = ended(said(checked, '/rollback', byButton), 'done', byButton)
    expect(back).toMatchObject({ stage: 'scoping', part: 1 })
    expect(ended(said(back, '/rollback', byButton), 'done', byButton)).toMatchObject({ stage: 'draft', items: [] })
  })

  test('a changed scope closes the launch with the gates it touches', () => {
    const item = { ...cveRow, kind: 'bugfix' as const, issue: 'I3AZ9M', cve: null }
    const facts = { ...noFacts, issues: [{ word: 'I3AZ9M', item, problem: null }] }
    for (const from of [fixed(), said(fixed(), '/launch', byButton)]) {
      const changed = said(from, '/add bugfix I3AZ9M', { ...byButton, facts })
      expect(changed).toMatchObject({ stage: 'scoping', part: 0 })
      expect(changed.signOffs.map(s => s.gate)).toEqual(['start', 'cve'])
    }
  })
})

test('where it starts by itself nobody launches, and the command is not offered', () => {
  const scoping = standingAt('scoping')
  expect(refusal(scoping, '/launch')).toBe('not-asked')
  expect(said(said(scoping, '/cve-ok'), '/bugfix-ok')).toMatchObject({ stage: 'verifying', part: 0 })
  expect(offeredCommands({})).not.toContain('launch')
  expect(offeredCommands(byButton.policies)).toContain('launch')
})

test('a release that waits for a launch nobody asks for any more goes on with the next word', () => {
  expect(waitingFor(fixed(), {}, new Date()).en).toContain('goes on with the next command')
  expect(said(fixed(), '/status').runs[0]).toMatchObject({ plan: 'self-check', state: 'queued' })
})

describe('a plan', () => {
  test('is deleted while nothing was done for it, with a reason', () => {
    expect(refusal(freshRelease(), '/drop')).toBe('wrong-usage')
    expect(refusal(freshRelease(), '/drop a holiday', { roles: ['developer'] })).toBe('wrong-role')
    const dropped = said(freshRelease(), '/drop a holiday, by A; and B')
    expect(dropped.dropped).toMatchObject({ by: 'mary', because: 'a holiday, by A; and B' })
    expect(waitingFor(dropped, {}, new Date()).en).toBe('This plan was deleted by mary: a holiday, by A; and B')
  })

  test('that is deleted answers those who read, and refuses all else', () => {
    const dropped = said(freshRelease(), '/drop a holiday')
    for (const comment of ['/start-update', '/rollback', '/drop again', '/check-ok', '/add cve I3NQ1A']) {
      expect([comment, refusal(dropped, comment)]).toEqual([comment, 'deleted'])
    }
    for (const comment of ['/status', '/help', '/explain', '/preview /start-update']) {
      expect([comment, refusal(dropped, comment)]).toEqual([comment, undefined])
    }
  })

  test('that has begun is not deleted: it goes back first', () => {
    expect(refusal(said(freshRelease(), '/start-update'), '/drop late')).toBe('busy')
    for (const stage of ['scoping', 'verifying', 'released'] as const) {
      const decision = decided(standingAt(stage), '/drop late')
      expect(isRefusal(decision) && [decision.code, decision.because.en]).toEqual([
        'wrong-stage',
        'The release has begun and cannot be deleted: take it back to draft by /rollback first',
      ])
    }
    const blocked = ended(said(freshRelease(), '/start-update'), 'blocked')
    expect(refusal(blocked, '/drop late')).toBe('wrong-stage')
    expect(said(ended(said(blocked, '/rollback')), '/drop late').dropped).not.toBeNull()
    expect(said(ended(said(freshRelease(), '/start-update'), 'failed'), '/drop late').dropped).not.toBeNull()
  })
})
