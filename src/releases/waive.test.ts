// Waivers: who may say what of which finding until when, what follows for the gate, and how they end.

import { describe, expect, test } from 'vitest'
import { answer, at, blocked, boat, finding, mary, pier, setting, torn, waive } from '../../test/kit/findings.ts'
import { decided, ended, refusal, said, standingAt } from '../../test/kit/story.ts'
import type { Finding } from '../flow/index.ts'
import { isRefusal } from '../lib/errors.ts'
import { explain } from './explain.ts'
import { remainingFindings } from './issue-status.ts'
import type { Release } from './model.ts'
import { problemRows } from './problem-issue.ts'
import { waitingFor } from './rules-read.ts'
import { selfCheckView } from './self-check-view.ts'
import { keyOf, markWaived, numberedFindings } from './waiver.ts'

describe('a waiver', () => {
  test('is of one finding, with owner, reason and last day', () => {
    const release = said(blocked([boat, pier]), waive, { ...mary, name: 'mary' })
    expect(release.waivers).toEqual([
      {
        ...{ code: boat.code, subject: boat.subject, because: 'upstream knows', until: '20261201' },
        ...{ owner: 'mary', role: 'version-manager', at, wording: 'boat-1.0-1.x86_64 fails' },
        expiresAt: new Date('2026-12-01T16:00:00Z'),
      },
    ])
    expect(remainingFindings(release, at)).toEqual([pier])
    expect(answer(blocked([boat, pier]), waive)).toBe(
      [
        'Waived until 2026-12-01: F1 boat-1.0-1.x86_64',
        'Waived is what is said of F1 boat-1.0-1.x86_64 now: when anything else is said, it blocks again',
        'These still block: F2 pier-1.1-1.x86_64 (x86_64)',
      ].join('\n'),
    )
  })

  test.each([
    '/waive boat-1.0-1.x86_64 until 2026-12-01 because upstream knows',
    '/waive f1 until 20261201 because upstream knows',
    '/waive F1 至 2026-12-01 原因：upstream knows',
    '/WAIVE @devi Ｆ1 Until 2026-12-01, Because: upstream knows',
  ])('%s', comment => {
    const [waiver] = said(blocked([boat, pier]), comment, mary).waivers
    expect(waiver).toMatchObject({ subject: boat.subject, until: '20261201', because: 'upstream knows' })
  })

  test.each([
    ['F1 F2', [boat.subject, pier.subject]],
    ['F1、F2', [boat.subject, pier.subject]],
    ['pier-1.1-1.x86_64', [pier.subject]],
    ['pier-1.1-1.x86_64 (x86_64)', [pier.subject]],
    ['pier-1.1-1.x86_64(x86_64), F1 F1', [pier.subject, boat.subject]],
  ])('names %s', (names, subjects) => {
    const release = said(blocked([boat, pier]), `/waive ${names} until 2026-12-01 because known`, mary)
    expect(release.waivers.map(w => w.subject)).toEqual(subjects)
  })

  test.each([
    'boat-1.0-1.x86_64 (openEuler-24.03-LTS-SP1)',
    'boat-1:1.0~rc1-1.x86_64 (Toy-2.0+next)',
    'boat-1.0-1.x86_64 (x86_64 EPOL)',
    'oar (x86_64 aarch64)',
  ])('names what the page sends: %s', subject => {
    const release = blocked([pier, finding('upgrade-path', subject)])
    const name = selfCheckView(release, at)?.findings[1]?.name
    expect(name).toBe(subject)
    const waived = said(release, `/waive ${name}, F1 until 2026-12-01 because known`, mary)
    expect(waived.waivers.map(w => w.subject)).toEqual([subject, pier.subject])
    expect(said(waived, `/unwaive ${name}`, mary).waivers.map(w => w.subject)).toEqual([pier.subject])
    const alone = said(release, `/waive ${subject.split(' ')[0]} until 2026-12-01 because known`, mary)
    expect(alone.waivers.map(w => w.subject)).toEqual([subject])
  })

  test('opens the gate by /check-status, at once', () => {
    const release = said(blocked([pier]), waive, mary)
    expect(answer(blocked([pier]), waive)).toContain('/check-status opens the gate now')
    expect(waitingFor(release, {}, at).en).toBe('Waits for: Self-check status (/check-status by developers)')
    const passed = said(release, '/check-status', { roles: ['developer'] })
    expect(passed.runs[0]).toMatchObject({ plan: 'hand-over' })
    expect(passed.signOffs.at(-1)).toMatchObject({ gate: 'status', role: 'developer' })
  })

  test('is for a new self-check where the old one left out steps for what it found', () => {
    const before = blocked([boat], { isPartial: true })
    const release = said(before, waive, mary)
    expect(answer(before, waive)).toContain('left out the steps behind it: run /get-requires')
    expect(waitingFor(release, {}, at).en).toContain('run /get-requires')
    expect(refusal(release, '/check-status', { roles: ['developer'] })).toBe('needs-self-check')
    const again = said(release, '/get-requires', { roles: ['developer'] })
    const [held] = markWaived([{ ...boat, data: { arch: 'x86_64' } }], again.waivers)
    expect(held).toMatchObject({
      blocking: false,
      data: { arch: 'x86_64', waived: { by: 'mary', until: '20261201', because: 'upstream knows' } },
    })
    const passed = ended(again, 'done', { findings: held ? [held] : [] })
    expect(passed.signOffs.at(-1)).toMatchObject({ gate: 'status', role: 'system' })
    expect(selfCheckView(passed, at)?.findings).toMatchObject([
      { number: 'F1', blocking: false, waiver: { holds: true } },
    ])
  })

  test('said again stands in the place of the first', () => {
    const release = said(blocked([boat]), waive, mary)
    const later = said(release, '/waive F1 until 2026-12-24 because still', mary)
    expect(later.waivers).toMatchObject([{ until: '20261224', because: 'still' }])
  })

  test('holds for that version, that finding and that architecture alone', () => {
    const { waivers } = said(blocked([pier]), waive, mary)
    const others = [
      { ...pier, subject: 'pier-1.2-1.x86_64 (x86_64)' },
      { ...pier, subject: 'pier-1.1-1.x86_64 (aarch64)' },
      { ...pier, code: 'not-installed' },
    ]
    expect(markWaived([pier, ...others], waivers).map(f => f.blocking)).toEqual([false, true, true, true])
  })

  describe('is of what is said, word for word', () => {
    const saying = (code: string, subject: string, said: string): Finding => {
      return { ...finding(code, subject), message: { zh: '', en: said } }
    }
    const older = (built: string) => saying('version-older', 'oar (x86_64 aarch64)', `oar is ${built}`)
    const named = (built: string) => saying('version-older', 'dotnet-sdk-8.0 (x86_64)', `dotnet-sdk-8.0 is ${built}`)
    const pathTo = (there: string) => saying('upgrade-path', 'oar-1-1.x86_64 (Toy-2.0)', `is higher than ${there}`)

    test.each([
      ['another version', older('1.3-10'), older('1.3-11')],
      ['a version that begins alike', older('1.3-10'), older('1.3-1')],
      ['a package whose name ends like a version', named('8.0.1-1'), named('8.0.2-1')],
      ['another version on the other branch', pathTo('oar-0.9-1'), pathTo('oar-0.8-1')],
      ['a code of another time', saying('new-code', 'oar', 'one'), saying('new-code', 'oar', 'two')],
    ])('%s blocks again', (_, waived, later) => {
      const { waivers } = said(blocked([waived]), waive, mary)
      expect(markWaived([waived, later], waivers).map(f => f.blocking)).toEqual([false, true])
      expect(answer(blocked([waived]), waive)).toContain('when anything else is said, it blocks again')
      // Each has a waiver of its own.
      const both = said(said(blocked([waived, later]), waive, mary), waive.replace('F1', 'F2'), mary)
      expect(both.waivers.map(w => w.wording)).toEqual([waived.message.en, later.message.en])
      expect(said(both, '/unwaive F1', mary).waivers.map(w => w.wording)).toEqual([later.message.en])
    })

    test('unless its subject names one version and there is one thing to say', () => {
      const one = saying('wrong-dist', 'oar-1-1.x86_64', 'the tag is oe1')
      const { waivers } = said(blocked([one]), waive, mary)
      expect(waivers).toMatchObject([{ wording: null }])
      expect(markWaived([{ ...one, message: boat.message }], waivers)).toMatchObject([{ blocking: false }])
      expect(answer(blocked([one]), waive)).not.toContain('anything else')
    })
  })
})

describe('refused, and nothing changes', () => {
  const findings = [boat, pier, finding('not-installed', pier.subject), torn]
  test.each([
    ['without a reason', '/waive F1 until 2026-12-01', 'Say why'],
    ['with an empty reason', '/waive F1 until 2026-12-01 because  ', 'Say why'],
    ['without a day', '/waive F1 because known', 'until which day'],
    ['without a finding', '/waive until 2026-12-01 because known', 'Usage: /waive'],
    ['with words alone', '/waive', 'Usage: /waive'],
    ['for a day that is none', '/waive F1 until 2026-02-30 because known', '"2026-02-30" is not a calendar date'],
    ['for words', '/waive F1 until tomorrow because known', '"tomorrow" is not a calendar date'],
    ['for a day that is over', '/waive F1 until 2026-11-22 because known', 'today is 2026-11-23'],
    ['for too long', '/waive F1 until 2027-05-23 because known', 'at most 180 days, until 2027-05-22 at the latest'],
    ['for a finding that is not there', '/waive F9 until 2026-12-01 because known', '- F1 boat-1.0-1.x86_64 (unmet'],
    ['for another version', '/waive boat-1.1-1.x86_64 until 2026-12-01 because known', 'There is no finding "boat-1.1'],
    [
      'for a name of two',
      '/waive pier-1.1-1.x86_64 until 2026-12-01 because known',
      '- F2 pier-1.1-1.x86_64 (x86_64) (not-inst',
    ],
    ['for a broken file', '/waive F4 until 2026-12-01 because known', 'is not waived: it is to be built anew'],
    ['for one good and one broken', '/waive F1 F4 until 2026-12-01 because known', 'cannot be waived'],
    ['with a reason too long', `/waive F1 until 2026-12-01 because ${'x'.repeat(501)}`, 'at most 500 characters'],
    ['of what is not waived', '/unwaive F1', 'no waiver of the branch holds'],
    ['of nothing', '/unwaive', 'Usage: /unwaive'],
  ])('%s', (_, comment, because) => {
    expect(answer(blocked(findings), comment)).toContain(because)
    expect(refusal(blocked(findings), comment, mary)).toBeDefined()
  })

  test('of a file of another architecture: it is left out of the release', () => {
    const stray = finding('wrong-arch', 'oar-1.0-1.aarch64.rpm')
    expect(answer(blocked([stray]), waive)).toContain('not-waivable: oar-1.0-1.aarch64.rpm cannot be waived: a file of')
    const waiver = { ...keyOf(stray), owner: 'mary', until: '20261201', because: 'known' }
    expect(markWaived([stray], [waiver])).toEqual([stray])
    expect(selfCheckView(blocked([stray]), at)?.findings[0]?.neverWaived?.zh).toContain('漏发')
  })

  test('by those who do not answer for what is published', () => {
    for (const roles of [['developer'], ['tester'], []] as const) {
      expect(refusal(blocked([boat]), waive, { roles, setting })).toBe('wrong-role')
    }
    for (const role of ['version-manager', 'security', 'tc', 'release', 'qa'] as const) {
      expect(said(blocked([boat]), waive, { roles: [role], setting }).waivers[0]?.role).toBe(role)
    }
  })

  test('while the self-check runs, and where there is nothing to waive', () => {
    expect(refusal(standingAt('verifying'), waive, mary)).toBe('busy')
    expect(refusal(standingAt('scoping'), waive, mary)).toBe('no-findings')
  })

  test('beyond the configured days, in the days of the branch', () => {
    expect(
      refusal(blocked([boat]), '/waive F1 until 2026-11-30 because known', { ...mary, waiverDays: 7 }),
    ).toBeUndefined()
    expect(refusal(blocked([boat]), '/waive F1 until 2026-12-01 because known', { ...mary, waiverDays: 7 })).toBe(
      'bad-date',
    )
    // It is the 24th in Shanghai already.
    const evening = new Date('2026-11-23T17:00:00Z')
    expect(refusal(blocked([boat]), '/waive F1 until 2026-11-23 because known', { ...mary, at: evening })).toBe(
      'bad-date',
    )
  })
})

describe('a waiver ends', () => {
  const lastMoment = new Date('2026-12-01T15:59:59.999Z')
  const after = new Date('2026-12-01T16:00:00Z')
  const release = said(blocked([pier]), waive, mary)

  test('with its last day, in the time zone of the branch', () => {
    expect(remainingFindings(release, lastMoment)).toEqual([])
    expect(remainingFindings(release, after)).toEqual([pier])
    expect(waitingFor(release, {}, after).en).toContain('found 1 problem')
    const refused = answer(release, '/check-status', { roles: ['developer'], at: after })
    expect(refused).toContain('findings-open: The self-check still has findings: pier-1.1-1.x86_64 (x86_64)')
    expect(refused).toContain('the waiver of mary has run out on 2026-12-01')
    expect(selfCheckView(release, after)?.findings).toMatchObject([{ blocking: true, waiver: { holds: false } }])
  })

  test('by /unwaive, of any who may', () => {
    const ended = said(release, '/unwaive pier-1.1-1.x86_64', { roles: ['security'], setting })
    expect(ended.waivers).toEqual([])
    expect(refusal(ended, '/check-status', { roles: ['developer'] })).toBe('findings-open')
    expect(answer(release, '/unwaive F1')).toBe(
      [
        'The waiver has ended: pier-1.1-1.x86_64 (x86_64). Gates of other releases of the branch that are open already stay open',
        'These still block: F1 pier-1.1-1.x86_64 (x86_64)',
      ].join('\n'),
    )
    expect(answer(release, '/unwaive oar')).toContain('"oar" is not waived; these are:\n- pier-1.1-1.x86_64')
  })

  test('while the release is handed over: the hand-over is taken back and the gate closed', () => {
    const handing = said(release, '/check-status', { roles: ['developer'] })
    const decision = decided(handing, '/unwaive F1', mary)
    if (isRefusal(decision)) throw new Error(decision.because.en)
    expect(decision.changes.map(c => c.kind)).toEqual(['unwaive', 'cancel-run', 'withdraw-sign-offs'])
    expect(decision.message.en).toContain('the sign-off of "Self-check status" of this release is withdrawn')
  })

  test('and other releases of the branch keep a gate that is open, and no other', () => {
    const handing = said(release, '/check-status', { roles: ['developer'] })
    // What another release of the branch sees once the waiver is gone.
    expect(ended({ ...handing, waivers: [] }).stage).toBe('testing')
    expect(refusal({ ...release, waivers: [] }, '/check-status', { roles: ['developer'] })).toBe('findings-open')
  })

  test('and a hand-over that failed is not tried again', () => {
    const failed = ended(said(release, '/check-status', { roles: ['developer'] }), 'failed')
    expect(refusal(failed, '/check-status', { roles: ['developer'] })).toBeUndefined()
    expect(refusal(failed, '/check-status', { roles: ['developer'], at: after })).toBe('findings-open')
    expect(waitingFor(failed, {}, after).en).toContain('found 1 problem')
  })

  test('while the self-check runs: its end opens nothing', () => {
    const [held] = markWaived([pier], release.waivers)
    const findings = held ? [held] : []
    const again = said(release, '/get-requires', { roles: ['developer'] })
    const closed = ended(said(again, '/unwaive pier-1.1-1.x86_64', mary), 'done', { findings })
    expect(closed).toMatchObject({ stage: 'verifying', part: 1 })
    expect(closed.signOffs.some(s => s.gate === 'status')).toBe(false)
    expect(ended(again, 'done', { findings, at: after }).signOffs.some(s => s.gate === 'status')).toBe(false)
    const reopened = said(closed, waive, mary)
    expect(said(reopened, '/check-status', { roles: ['developer'] }).runs[0]).toMatchObject({ plan: 'hand-over' })
  })

  test('after its gate was passed: the release goes on, and what ran out is shown', () => {
    const testing = ended(said(release, '/check-status', { roles: ['developer'] }))
    expect(testing.stage).toBe('testing')
    expect(remainingFindings(testing, after)).toEqual([])
    expect(selfCheckView(testing, after)?.findings).toMatchObject([{ blocking: false, waiver: { holds: false } }])
    expect(said(testing, '/unwaive F1', mary)).toMatchObject({ stage: 'testing', waivers: [] })
  })
})

describe('it is shown', () => {
  const release = said(blocked([boat, pier]), waive, mary)

  test('on the release issue', () => {
    expect(problemRows(release, [], at)).toMatchObject([
      { repository: pier.subject, status: 'open' },
      {
        repository: boat.subject,
        status: 'waived',
        title: 'boat-1.0-1.x86_64 不行（mary 豁免到 2026-12-01：upstream knows）',
      },
    ])
  })

  test('by /status', () => {
    expect(answer(release, '/status')).toMatch(
      /^Stage: Verifying.*\nWaived, so it does not block:\n- F1 boat.*: waived by mary until 2026-12-01, because: upstream knows$/,
    )
  })

  test('by /explain', () => {
    const items = explain(release, { policies: {}, at, setting, runs: [], lacking: [] })
    expect(items.slice(0, 2)).toMatchObject([
      { kind: 'finding', subject: pier.subject, text: { en: expect.stringContaining('/waive F2 until DATE') } },
      {
        kind: 'waiver',
        text: { en: 'F1 boat-1.0-1.x86_64: waived by mary until 2026-12-01, because: upstream knows' },
      },
    ])
    const over = new Date('2026-12-05T00:00:00Z')
    const [first] = explain(release, { policies: {}, at: over, setting, runs: [], lacking: [] })
    expect(first?.text.en).toContain('the waiver of mary has run out on 2026-12-01')
  })

  test('with names that do not change under the one who reads', () => {
    const twice = { ...pier, code: 'not-installed' }
    const view = selfCheckView(blocked([boat, pier, twice, torn]), at)
    expect(view?.findings.map(f => [f.number, f.name, f.neverWaived !== null])).toEqual([
      ['F1', boat.subject, false],
      ['F2', 'F2', false],
      ['F3', 'F3', false],
      ['F4', torn.subject, true],
    ])
  })

  test('what was broken before stands apart and has no number', () => {
    const before = { ...finding('broken-before', 'x86_64'), blocking: false }
    const release = blocked([boat, before])
    expect(numberedFindings(release).map(f => f.finding)).toEqual([boat])
    expect(selfCheckView(release, at)).toMatchObject({ findings: [{ number: 'F1' }], before: [before] })
  })

  test('not with a draft: its scope is collected anew', () => {
    const draft: Release = { ...release, stage: 'draft', part: 0 }
    expect(selfCheckView(release, at)).not.toBeNull()
    expect(selfCheckView(draft, at)).toBeNull()
  })

  test('the same found twice is one finding, something else of the same package another', () => {
    const other = { ...boat, message: { zh: '也不行', en: 'fails there too' } }
    expect(numberedFindings(blocked([boat, boat, other]))).toEqual([
      { number: 'F1', finding: boat },
      { number: 'F2', finding: other },
    ])
  })
})
