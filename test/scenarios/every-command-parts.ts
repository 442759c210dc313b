// What the story of every command is told with: its places and issues, what is told where the version manager accepts
// rows, and where issues have numbers.

import { beforeAll, expect, test } from 'vitest'
import type { StageName } from '../../src/releases/view.ts'
import { dropCves } from './goods.ts'
import type { House, Person } from './kit.ts'
import * as people from './people.ts'

export const WEEKLY = 'Toy-1.0'
/** Here the version manager accepts rows and starts the self-check. */
export const GUIDED = 'Toy-2.0'

/** Issues of the package, as a command names them. */
export type Named = Readonly<Record<'cve' | 'laterCve' | 'bug' | 'otherBug' | 'trouble', string>>

export interface Row {
  readonly as: Person
  readonly says: string
  /** Of the bot; each must be there. */
  readonly answers: readonly (string | RegExp)[]
  readonly stage: StageName
  readonly bears?: readonly string[]
}

/** Issue 1 is there in both repositories: the release's own, and that of the package. */
export function tellNumbers(given: () => { house: House; named: Named; weekly: string }): void {
  let next: string
  beforeAll(async () => {
    next = await people.createRelease(given().house, WEEKLY, { date: '20261130' })
    await people.order(given().house, 'mary', next, '/start-update')
    await people.stands(given().house, next, 'scoping')
  })

  test('a bare number that several repositories have is refused with their names', async () => {
    const answer = await people.say(given().house, 'devi', next, '/add bugfix #1')
    expect(answer).toContain('**Refused**: The issue 1 exists in several repositories: ')
    expect(answer).toContain('src-toy/pier')
  })

  test('the same number of two packages is two rows, and a bare number takes out neither', async () => {
    const { house } = given()
    const dock = await people.openIssue(house, 'dock', 'dock leaks')
    const pier = `src-toy/pier#${idOf(dock)}`
    expect(await people.say(house, 'devi', next, `/add test ${dock}`)).toContain('is for testers')
    expect(await people.say(house, 'tess', next, `/add test ${dock} ${pier}`)).toContain(
      `Added test: ${bare(dock)} ${bare(pier)}`,
    )
    expect(await people.say(house, 'tess', next, `/delete test ${idOf(dock)}`)).toContain('exists in several')
    expect(await people.say(house, 'tess', next, `/delete test ${bare(dock)}`)).toContain('Deleted test: dock#')
    await people.issueShows(house, next, { body: expect.stringContaining(`|${bare(pier)}: CVE-2026-10001|pier|`) })
  })
}

export function tellGuided(
  given: () => { house: House; named: Named; tell: (release: string, row: Row) => Promise<void> },
): void {
  let guided: string

  function row(title: string, make: (named: Named) => Row): void {
    test(title, async () => {
      const { tell, named } = given()
      guided ??= await people.createRelease(given().house, GUIDED, { date: '20261123' })
      await tell(guided, make(named))
    })
  }

  row('/feedback', named => ({
    as: 'gast',
    says: `/feedback ${named.otherBug}`,
    answers: ['Feedback taken'],
    stage: 'draft',
  }))
  row('/start-update where rows wait for acceptance', () => ({
    as: 'mary',
    says: '/start-update',
    answers: ['The release flow has started'],
    stage: 'scoping',
  }))
  row('/refuse', named => ({
    as: 'mary',
    says: `/refuse ${named.otherBug}`,
    answers: [`Not accepted: ${shown(named.otherBug)}`],
    stage: 'scoping',
  }))
  row('/accept', () => ({ as: 'mary', says: '/accept all', answers: ['Accepted: #'], stage: 'scoping' }))
  row('/cve-ok', () => ({ as: 'sami', says: '/cve-ok', answers: ['Signed "CVE scope"'], stage: 'scoping' }))
  row('/bugfix-ok fixes the scope and starts nothing', () => ({
    as: 'devi',
    says: '/bugfix-ok',
    answers: ['Signed "Bugfix scope"'],
    stage: 'scoping',
  }))
  row('/launch', () => ({ as: 'mary', says: '/launch', answers: ['Signed "Launch"'], stage: 'verifying' }))
  row('/launch-not-ok', () => ({
    as: 'mary',
    says: '/launch-not-ok',
    answers: ['The sign-off of "Launch" is withdrawn'],
    stage: 'scoping',
  }))
  row('/rollback undoes the self-check', () => ({
    as: 'mary',
    says: '/rollback',
    answers: ['"Self-check" is being rolled back'],
    stage: 'scoping',
  }))
  row('/rollback undoes the collected scope', () => ({
    as: 'mary',
    says: '/rollback',
    answers: ['"Collect the scope" is being rolled back'],
    stage: 'draft',
  }))
  row('/drop', () => ({ as: 'mary', says: '/drop not needed', answers: ['not needed'], stage: 'draft' }))
  test('and the issue is closed, its record stays', async () => {
    const { house } = given()
    await people.issueShows(house, guided, { state: expect.stringMatching(/closed|rejected/) })
    expect(await people.viewOf(house, guided)).toMatchObject({ id: guided })
  })
}

export async function openIssues(house: House): Promise<Named> {
  const open = (title: string) => people.openIssue(house, 'pier', title)
  return {
    cve: await open('CVE-2026-10001'),
    laterCve: await open('CVE-2026-10002'),
    bug: await open('pier leaks'),
    otherBug: await open('pier creaks'),
    trouble: await open('pier still leaks'),
  }
}

/** The facts of both CVEs are known; the list holds the first. */
export async function fillCves(house: House, { cve, laterCve }: Named): Promise<void> {
  const listed = { cve: 'CVE-2026-10001', issue: idOf(cve), sourcePackage: 'pier' }
  const later = { cve: 'CVE-2026-10002', issue: idOf(laterCve), sourcePackage: 'pier' }
  await dropCves(house, WEEKLY, [listed, later])
  for (const branch of [WEEKLY, GUIDED]) await dropCves(house, branch, [listed])
}

function idOf(name: string): string {
  return name.split('#').at(-1) ?? name
}

/** As rows name an issue: a number with the package it is counted in. */
export function bare(name: string): string {
  return name.split('/').at(-1) ?? name
}

/** As answers name it. */
export function shown(name: string): string {
  return name.includes('#') ? bare(name) : `#${name}`
}
