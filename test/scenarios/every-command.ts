// Every row of the comment table of seed 001 §2.4.2, every other spelling, and the commands that came later: each said
// on the release issue, answered once, with the label and the stage that follow from it. One release from its start to
// its announcement, a second one back to nothing.

import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { commandAt, commandNames } from '../../src/releases/commands.ts'
import { parseCommands } from '../../src/releases/parse.ts'
import type { StageName } from '../../src/releases/view.ts'
import {
  bare,
  fillCves,
  GUIDED,
  type Named,
  openIssues,
  type Row,
  shown,
  tellGuided,
  tellNumbers,
  WEEKLY,
} from './every-command-parts.ts'
import type { ForgeName } from './forges.ts'
import { build } from './goods.ts'
import { type House, openHouse } from './kit.ts'
import * as people from './people.ts'

/** Every row and spelling, or those that differ where an issue's number is unique in its repository only. */
export type Extent = 'all' | 'by-number'

/** The column 标签 of the table: what the issue bears in each stage, and nothing earlier beside it. */
const labels: Readonly<Record<StageName, readonly string[]>> = {
  draft: [],
  scoping: ['update-check-pkg'],
  verifying: ['update-check-requires'],
  testing: ['update-check-requires'],
  reviewing: ['update-release-check'],
  publishing: ['update-release'],
  announcing: ['update-release'],
  released: ['update-release'],
}

export function tellEveryCommand(forge: ForgeName, extent: Extent): void {
  describe(`every command on ${forge}`, () => {
    let house: House
    let named: Named
    let weekly: string
    let broken = false

    beforeAll(async () => {
      const review = { gates: { check: 2 } }
      const guided = { accept: 'by-version-manager', start: 'by-button' }
      house = await openHouse({
        branches: [WEEKLY, GUIDED],
        forge,
        branchConfig: { [WEEKLY]: review, [GUIDED]: guided },
      })
      named = await openIssues(house)
      await fillCves(house, named)
      if (extent === 'by-number') await build(house, WEEKLY, { name: 'pier', arch: 'noarch' })
      weekly = await people.createRelease(house, WEEKLY, { date: '20261123' })
    })
    afterAll(() => house.close())

    // Each row stands on the one before.
    beforeEach(context => {
      if (broken) context.skip()
      onTestFailed(() => {
        broken = true
      })
    })

    const times = new Map<string, number>()
    const told = new Set<string>()
    async function tell(release: string, { as, says, answers, stage, bears = labels[stage] }: Row): Promise<void> {
      for (const { name } of parseCommands(says)) told.add(name)
      const answer = await people.say(house, as, release, says)
      for (const wanted of answers) expect(answer).toMatch(wanted)
      await people.stands(house, release, stage)
      await people.issueShows(house, release, { labels: bears })
      const opening = `@${as}\n- \`${says.split('\n', 1)[0]}\``
      const key = `${release} ${opening}`
      times.set(key, (times.get(key) ?? 0) + 1)
      const all = await people.botComments(house, release)
      expect(all.filter(body => body.includes(opening))).toHaveLength(times.get(key) ?? 0)
    }

    /** One row on the weekly release. */
    function row(title: string, make: () => Row): void {
      test(title, () => tell(weekly, make()))
    }

    /** Rows that a short telling leaves out. */
    const more: typeof row = (title, make) => {
      if (extent === 'all') row(title, make)
    }

    async function rowsOf(release: string): Promise<string[]> {
      const { items } = await people.viewOf(house, release)
      return items.map(i => `${i.kind} ${i.issue}`).sort()
    }

    const ok = '**Accepted**: '
    const has = (answer: string | RegExp) => (typeof answer === 'string' ? [ok, answer] : [ok, answer])

    more('/help, /status and /explain in one comment, each on its own line', () => ({
      as: 'gast',
      says: '/help\n/status\n/explain',
      answers: [
        '- `/help` **Accepted**: Commands:',
        '- `/status` **Accepted**: Stage: Draft',
        '- `/explain` **Accepted**',
      ],
      stage: 'draft',
    }))
    more('/preview does nothing', () => ({
      as: 'mary',
      says: '/preview /start-update',
      answers: ['- `/preview /start-update` Preview of /start-update (nothing was changed):'],
      stage: 'draft',
    }))

    row('① /start-update fetches the scope', () => ({
      as: 'mary',
      says: '/start-update',
      answers: has('The release flow has started'),
      stage: 'scoping',
    }))
    test('① and the issue shows what was fetched', async () => {
      await people.issueShows(house, weekly, { body: expect.stringContaining('修复CVE 1个') })
      expect(await rowsOf(weekly)).toEqual([`cve ${bare(named.cve)}`])
    })

    row('② /add cve', () => ({
      as: 'sami',
      says: `/add cve ${named.laterCve}`,
      answers: has(`Added cve: ${shown(named.laterCve)}`),
      stage: 'scoping',
    }))
    row('② /delete cve, the id with #', () => ({
      as: 'sami',
      says: `/delete cve ${shown(named.laterCve)}`,
      answers: has(`Deleted cve: ${shown(named.laterCve)}`),
      stage: 'scoping',
    }))
    more('② /add-cve, the id in lower case', () => ({
      as: 'sami',
      says: `/add-cve ${named.laterCve.toLowerCase()}`,
      answers: has(`Added cve: ${shown(named.laterCve)}`),
      stage: 'scoping',
    }))
    more('② /DEL CVE', () => ({
      as: 'sami',
      says: `/DEL CVE ${named.laterCve}`,
      answers: has(`Deleted cve: ${shown(named.laterCve)}`),
      stage: 'scoping',
    }))
    row('② /add bugfix, several ids', () => ({
      as: 'devi',
      says: `/add bugfix ${named.bug}, ${named.otherBug}`,
      answers: has(`Added bugfix: ${shown(named.bug)} ${shown(named.otherBug)}`),
      stage: 'scoping',
    }))
    test('② and the issue shows the bugfixes', async () => {
      await people.issueShows(house, weekly, { body: expect.stringContaining('修复bugfix 2个') })
    })
    row('② /delete bugfix', () => ({
      as: 'devi',
      says: `/delete bugfix ${named.otherBug}`,
      answers: has(`Deleted bugfix: ${shown(named.otherBug)}`),
      stage: 'scoping',
    }))
    more('② /add bug and /delete bug in one comment', () => ({
      as: 'devi',
      says: `/add bug ${named.otherBug}\n/delete bug ${named.otherBug}`,
      answers: [`Added bugfix: ${shown(named.otherBug)}`, `Deleted bugfix: ${shown(named.otherBug)}`],
      stage: 'scoping',
    }))
    more('/add requires', () => ({
      as: 'devi',
      says: '/add requires pier',
      answers: has('Added requires: #pier'),
      stage: 'scoping',
    }))
    more('/delete requires', () => ({
      as: 'devi',
      says: '/delete requires pier',
      answers: has('Deleted requires: #pier'),
      stage: 'scoping',
    }))
    row('/add test', () => ({
      as: 'tess',
      says: `/add test ${named.trouble}`,
      answers: has(`Added test: ${shown(named.trouble)}`),
      stage: 'scoping',
    }))
    row('/delete test', () => ({
      as: 'tess',
      says: `/delete test ${named.trouble}`,
      answers: has(`Deleted test: ${shown(named.trouble)}`),
      stage: 'scoping',
    }))
    row('⑨ /no-release', () => ({
      as: 'mary',
      says: `/no-release ${shown(named.bug)}`,
      answers: has(`${shown(named.bug)} is left for the next release`),
      stage: 'scoping',
    }))
    row('/release brings it back', () => ({
      as: 'mary',
      says: `/release ${named.bug}`,
      answers: has(`${shown(named.bug)} comes out with this release again`),
      stage: 'scoping',
    }))
    more('/check-versions', () => ({
      as: 'devi',
      says: '/check-versions',
      answers: ['no forge.specs.owner is configured'],
      stage: 'scoping',
    }))
    row('④ /check-status', () => ({
      as: 'devi',
      says: '/check-status',
      answers: has('Looked at 2 issues'),
      stage: 'scoping',
    }))

    more('/cve-ok in upper case', () => ({
      as: 'sami',
      says: '/CVE-OK',
      answers: has('Signed "CVE scope"'),
      stage: 'scoping',
    }))
    row('/cve-not-ok', () => ({
      as: 'sami',
      says: '/cve-not-ok',
      answers: extent === 'all' ? has('The sign-off of "CVE scope" is withdrawn') : ['is not signed'],
      stage: 'scoping',
    }))
    more('/pkg-ok', () => ({ as: 'devi', says: '/pkg-ok', answers: has('Signed "Bugfix scope"'), stage: 'scoping' }))
    more('/pkg-not-ok', () => ({
      as: 'devi',
      says: '/pkg-not-ok',
      answers: has('The sign-off of "Bugfix scope" is withdrawn'),
      stage: 'scoping',
    }))
    row('③ /bugfix-ok', () => ({
      as: 'devi',
      says: '/bugfix-ok',
      answers: has('Signed "Bugfix scope"'),
      stage: 'scoping',
    }))
    more('/bugfix-not-ok', () => ({
      as: 'devi',
      says: '/bugfix-not-ok',
      answers: has('The sign-off of "Bugfix scope" is withdrawn'),
      stage: 'scoping',
    }))
    more('③ /bugfix-ok again', () => ({
      as: 'devi',
      says: '/bugfix-ok',
      answers: has('Signed "Bugfix scope"'),
      stage: 'scoping',
    }))
    row('③ /cve-ok: both hold, the self-check runs', () => ({
      as: 'sami',
      says: '/cve-ok',
      answers: ['Signed "CVE scope"', '"Self-check" starts'],
      stage: extent === 'all' ? 'verifying' : 'testing',
    }))

    more('④ /check-status while the self-check has findings', () => ({
      as: 'devi',
      says: '/check-status',
      answers: ['**Refused**: The self-check still has findings'],
      stage: 'verifying',
    }))
    more('/waive for longer than is allowed', () => ({
      as: 'mary',
      says: '/waive F1 until 2999-01-01 because we are in a hurry',
      answers: ['**Refused**: 2999-01-01 is too far away'],
      stage: 'verifying',
    }))
    more('/unwaive where nothing is waived', () => ({
      as: 'mary',
      says: '/unwaive pier',
      answers: ['**Refused**: "pier" is not waived'],
      stage: 'verifying',
    }))
    more('⑤ /get-requires', () => ({
      as: 'devi',
      says: '/get-requires',
      answers: has('The self-check runs again'),
      stage: 'verifying',
    }))
    more('⑤ /check-requires', () => ({
      as: 'devi',
      says: '/check-requires',
      answers: has('The self-check runs again'),
      stage: 'verifying',
    }))
    if (extent === 'all') {
      test('⑤ /check-cve-bugfix, when what was missing is there', async () => {
        await build(house, WEEKLY, { name: 'pier', arch: 'noarch' })
        const answers = has('The self-check runs again')
        await tell(weekly, { as: 'devi', says: '/check-cve-bugfix', answers, stage: 'testing' })
      })
    }
    test('and the issue shows where to test', async () => {
      await people.issueShows(house, weekly, { body: expect.stringContaining('# 2、测试repo源') })
    })

    row('⑥ /test-ok calls for the review', () => ({
      as: 'tess',
      says: '/test-ok',
      answers: ['Signed "Tests passed"', 'Entered the stage Reviewing'],
      stage: 'reviewing',
    }))
    row('/test-not-ok', () => ({
      as: 'tess',
      says: '/test-not-ok',
      answers: has('The sign-off of "Tests passed" is withdrawn'),
      stage: 'testing',
    }))
    row('⑥ /test-ok again', () => ({
      as: 'tess',
      says: '/test-ok',
      answers: ['Signed "Tests passed"'],
      stage: 'reviewing',
    }))
    more('⑧ /cvrf-ok before the packages are out', () => ({
      as: 'sami',
      says: '/cvrf-ok',
      answers: has('Signed "Advisory review"'),
      stage: 'reviewing',
    }))
    more('/cvrf-not-ok', () => ({
      as: 'sami',
      says: '/cvrf-not-ok',
      answers: has('The sign-off of "Advisory review" is withdrawn'),
      stage: 'reviewing',
    }))
    row('⑦ /check-ok by one of the two that are asked for', () => ({
      as: 'rick',
      says: '/check-ok',
      answers: ['Signed "Release review"', 'it needs 2 people'],
      stage: 'reviewing',
    }))
    more('/check-not-ok', () => ({
      as: 'rick',
      says: '/check-not-ok',
      answers: has('The sign-off of "Release review" is withdrawn'),
      stage: 'reviewing',
    }))
    more('⑦ /check-ok again', () => ({
      as: 'rick',
      says: '/check-ok',
      answers: ['Signed "Release review"'],
      stage: 'reviewing',
    }))
    row('⑦ /check-ok by the second: the packages are published', () => ({
      as: 'sami',
      says: '/check-ok',
      answers: ['Signed "Release review"', '"Publish packages" starts'],
      stage: 'announcing',
    }))
    row('⑧ /cvrf-ok: the advisories are published', () => ({
      as: 'sami',
      says: '/cvrf-ok',
      answers: ['Signed "Advisory review"', '"Publish advisories" starts'],
      stage: 'released',
    }))
    test('and the issue is closed', () => people.issueShows(house, weekly, { state: 'closed' }))
    more('/withdraw', () => ({
      as: 'mary',
      says: '/withdraw',
      answers: has('Packages and advisories are being withdrawn'),
      stage: 'reviewing',
      bears: ['update-release-check', 'update-withdrawn'],
    }))

    if (extent === 'by-number') {
      tellNumbers(() => ({ house, named, weekly }))
    } else {
      tellGuided(() => ({ house, named, tell }))

      test('no command and no spelling of one was forgotten', () => {
        const spellings = commandNames.flatMap(name => [name, ...commandAt(name).aliases])
        expect(spellings.filter(spelling => !told.has(spelling))).toEqual([])
      })
    }
  })
}
