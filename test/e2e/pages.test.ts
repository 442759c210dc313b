// The pages as people use them, in a real browser on a real server: found by role and label, never by class.

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { ReleaseView } from '../../src/releases/index.ts'
import { choose, descriptionOf, launchBrowser, noBrowser, type Visit, visit, whatItShows } from './browser.ts'
import { acceptingBranch, buildingBranch, cve, startWorld, type World } from './world.ts'

const missing = noBrowser()

let world: World
let browser: Browser

beforeAll(async () => {
  if (missing) return
  world = await startWorld()
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await world?.close()
})

/** A visit that ends with the test, which fails if the page complained. */
async function open(path: string, mayFail: readonly string[] = []): Promise<Visit> {
  const opened = await visit(browser, `${world.url}${path}`, mayFail)
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') console.log(await whatItShows(opened.page))
    await opened.page.context().close()
    expect(opened.complaints()).toEqual([])
  })
  return opened
}

async function signIn(page: Page, token: string): Promise<void> {
  await page.getByRole('button', { name: 'Sign in', exact: true }).first().click()
  await page.getByLabel('Access token', { exact: true }).fill(token)
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
}

const region = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

/** Clicks a command, confirms it, waits for the verdict, and gives the sentence beside it. */
async function give(page: Page, where: string, command: string, verdict: 'Accepted' | 'Refused', words?: string) {
  await region(page, where).getByRole('button', { name: command, exact: true }).click()
  const dialog = page.getByRole('dialog', { name: `Confirm ${command}` })
  if (words !== undefined) await dialog.getByLabel('Command text').fill(words)
  await dialog.getByRole('button', { name: `Send ${command}` }).click()
  await dialog.getByText(`${verdict} · ${words ?? command}`).waitFor()
  const said = await dialog.textContent()
  await dialog
    .getByRole('button', { name: verdict === 'Accepted' ? 'Close' : 'Cancel', exact: true })
    .last()
    .click()
  await dialog.waitFor({ state: 'hidden' })
  return said
}

const atStage = (page: Page, title: string) =>
  page.getByRole('list', { name: 'Stages' }).locator('[aria-current=step]', { hasText: title }).waitFor()

/** A release that waits for the sign-off of its scope. */
async function scoped(date: string, on?: string): Promise<ReleaseView> {
  const release = await world.createRelease(date, on)
  await world.command(release.id, '/start-update')
  await expect.poll(async () => (await world.readRelease(release.id)).stage, { timeout: 40_000 }).toBe('scoping')
  return world.readRelease(release.id)
}

describe.skipIf(missing)(missing ? `the pages (skipped: ${missing})` : 'the pages', () => {
  test('the list can be narrowed, leads to a release, and speaks both languages', async () => {
    const [draft, waiting] = [await world.createRelease('20261102'), await scoped('20261109')]
    const { page } = await open('/')
    await page.getByRole('heading', { name: 'Update releases', level: 1 }).waitFor()
    const table = page.getByRole('table', { name: 'Update releases' })
    await table.getByRole('link', { name: draft.id }).waitFor()
    await table.getByText('Waits for: CVE scope (/cve-ok by the security committee)').waitFor()

    await choose(page, page.getByRole('combobox', { name: 'Stage' }), 'Scoping')
    await table.getByRole('link', { name: draft.id }).waitFor({ state: 'hidden' })
    expect(new URL(page.url()).searchParams.get('stage')).toBe('scoping')
    await table.getByRole('link', { name: waiting.id }).click()

    await page.getByRole('heading', { name: waiting.id, level: 1 }).waitFor()
    await region(page, 'Scope').getByText(cve).waitFor()
    await page.getByRole('button', { name: '中文' }).click()
    await page.getByRole('list', { name: '发布阶段' }).getByText('确定范围').waitFor()
    await page.getByText('等待确认：CVE 范围确认（/cve-ok，安全委员会成员）').waitFor()
    await page.getByRole('button', { name: 'English' }).click()
    await atStage(page, 'Scoping')
  })

  test('a command by button moves the release, and what others do shows without a reload', async () => {
    const release = await world.createRelease('20261116')
    const { page } = await open(`/ui/releases/${release.id}`)
    await atStage(page, 'Draft')
    await signIn(page, world.token)
    await page.getByText('Live', { exact: true }).waitFor()
    await page.evaluate('window.isTheSamePage = true')
    const said = await give(page, 'What it waits for', '/start-update', 'Accepted')
    expect(said).toContain('The release flow has started')
    await atStage(page, 'Scoping')
    await region(page, 'Scope').getByText(cve).waitFor()
    await region(page, 'Progress').getByText('Fetch the CVE list').waitFor()

    await world.command(release.id, '/rollback')
    await atStage(page, 'Draft')
    await region(page, 'Progress').getByText('Roll back').waitFor()
    await region(page, 'Timeline').getByText('The roll-back is done').waitFor()
    expect(await page.evaluate('window.isTheSamePage')).toBe(true)
  })

  test('a refusal shows its reason, and so does a button that cannot be used', async () => {
    const release = await scoped('20261123')
    const { page } = await open(`/ui/releases/${release.id}`, ['/commands'])
    const add = region(page, 'Commands').getByRole('button', { name: '/add', exact: true })
    expect(await add.getAttribute('aria-disabled')).toBe('true')
    await signIn(page, world.token)
    const said = await give(page, 'Commands', '/add', 'Refused', '/add bugfix I0NONE')
    expect(said).toContain('There is no issue I0NONE')

    const testOk = region(page, 'Commands').getByRole('button', { name: '/test-ok', exact: true })
    expect(await testOk.getAttribute('aria-disabled')).toBe('true')
    expect(await descriptionOf(page, testOk)).toBe('/test-ok is for testers (paul)')
    await testOk.hover()
    await page.getByRole('tooltip').getByText('/test-ok is for testers (paul)').waitFor()

    await page.getByRole('button', { name: 'Sign out' }).click()
    await signIn(page, world.testerToken)
    await expect.poll(() => descriptionOf(page, testOk)).toContain('The release is in the stage Scoping')
  })

  test('what the self-check found stands on the page, with the command that tries again', async () => {
    const release = await scoped('20261130')
    const { page } = await open(`/ui/releases/${release.id}`)
    await signIn(page, world.token)
    await give(page, 'Gates', '/cve-ok', 'Accepted')
    await give(page, 'What it waits for', '/bugfix-ok', 'Accepted')
    await region(page, 'Why it is blocked').getByText('The package pier has no build in the project Toy').waitFor()
    await atStage(page, 'Verifying')
    const waits = region(page, 'What it waits for')
    await waits.getByText('The self-check found 1 problem').waitFor()
    expect(await waits.getByRole('button').allInnerTexts()).toEqual(['/get-requires'])
    await region(page, 'Gates').getByText('mary (Security committee)').waitFor()
  })

  test('a row is accepted, left for the next release and brought back, and its history tells', async () => {
    const release = await scoped('20261214', acceptingBranch)
    const { page } = await open(`/ui/releases/${release.id}?show=pending`)
    const row = region(page, 'Scope').getByRole('row', { name: cve })
    await row.getByText('Pending', { exact: true }).waitFor()
    // Published on 1 November with a score of 7.5.
    await row.getByTitle('Due by 2026-11-15: 14 days from the publication of the CVE').waitFor()
    expect(await row.getByRole('button').count()).toBe(1)
    await signIn(page, world.token)

    await row.getByRole('button', { name: `Accept ${cve}` }).click()
    const dialog = page.getByRole('dialog', { name: 'Confirm /accept' })
    await dialog.getByRole('button', { name: 'Preview' }).click()
    await dialog.getByText('Preview: it would do this · /accept I3NQ1A').waitFor()
    expect((await world.readRelease(release.id)).items[0]?.acceptance).toBe('pending')
    await dialog.getByRole('button', { name: 'Send /accept' }).click()
    await dialog.getByText('Accepted · /accept I3NQ1A').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    await region(page, 'Scope').getByText('Nothing matches').waitFor()

    await world.command(release.id, '/no-release I3NQ1A')
    await choose(page, region(page, 'Scope').getByRole('combobox', { name: 'Rows to show' }), 'Left 1')
    await row.getByText('Left', { exact: true }).waitFor()
    await row.getByRole('button', { name: `Bring back ${cve}` }).click()
    const back = page.getByRole('dialog', { name: 'Confirm /release' })
    await back.getByRole('button', { name: 'Send /release' }).click()
    await back.getByText('Accepted · /release I3NQ1A').waitFor()
    await back.getByRole('button', { name: 'Close' }).last().click()
    await page.goto(`${world.url}/ui/releases/${release.id}`)
    await row.getByRole('button', { name: `More for ${cve}` }).click()
    await page.getByRole('menuitem', { name: 'History' }).click()
    const changes = page.getByRole('dialog', { name: `History of ${cve}` }).getByRole('listitem')
    await expect
      .poll(async () => (await changes.locator('strong').allInnerTexts()).join(', '))
      .toBe('Brought back, Left for the next release, Accepted, Added')
  })

  test('versions are checked by button, and one package again by its own', async () => {
    const release = await scoped('20270104')
    const { page } = await open(`/ui/releases/${release.id}`)
    await signIn(page, world.token)
    const scope = region(page, 'Scope')
    const row = scope.getByRole('row', { name: cve })
    await row.getByText('not checked', { exact: true }).waitFor()
    const send = async (words: string) => {
      const dialog = page.getByRole('dialog', { name: 'Confirm /check-versions' })
      await dialog.getByRole('button', { name: 'Send /check-versions' }).click()
      await dialog.getByText(`Accepted · ${words}`).waitFor()
      await dialog.getByRole('cell', { name: 'pier' }).waitFor()
      await dialog.getByRole('button', { name: 'Close' }).last().click()
      await dialog.waitFor({ state: 'hidden' })
    }
    await scope.getByRole('button', { name: 'Check versions' }).click()
    await send('/check-versions')
    await row.getByText('no spec', { exact: true }).waitFor()
    await world.putSpec('pier', 'Name: pier\nVersion: 1.1\nRelease: 2%{?dist}\n')
    await row.getByRole('button', { name: 'Check the version of pier again' }).click()
    await send('/check-versions pier')
    await row.getByText('not built', { exact: true }).waitFor()
    await row.getByRole('button', { name: 'Versions of pier' }).focus()
    await page.getByText('1.1-2', { exact: true }).waitFor()
    await world.command(release.id, '/add requires mast')
    await row.getByText('old', { exact: true }).waitFor()
  })

  test('what holds a release is explained when asked', async () => {
    const release = await scoped('20261221', acceptingBranch)
    const { page } = await open(`/ui/releases/${release.id}`)
    await page.getByText('In detail: what holds it, who can move it on').click()
    const now = page.getByRole('list', { name: 'Now', exact: true })
    await now.getByText('/accept').waitFor()
    await now.getByText('/cve-ok').waitFor()
    await page.getByRole('list', { name: 'Afterwards' }).getByText('/test-ok').waitFor()

    await page.getByRole('link', { name: 'SLO', exact: true }).click()
    await page.getByRole('heading', { name: 'CVE service level', level: 1 }).waitFor()
    const clocks = page.getByRole('table', { name: 'CVEs that are not out yet' })
    await clocks.getByRole('row', { name: release.id }).getByText(cve).waitFor()
  })

  test('a finding of the self-check is waived in a dialog, and its waiver is ended', async () => {
    const release = await scoped('20261123', buildingBranch)
    await world.command(release.id, '/cve-ok\n/bugfix-ok')
    await expect.poll(async () => (await world.readRelease(release.id)).findings.length, { timeout: 40_000 }).toBe(1)
    const { page } = await open(`/ui/releases/${release.id}`, ['/commands'])
    const findings = page.getByRole('region', { name: /^(Why it is blocked|What the self-check found)$/ })
    await findings.getByText('F1', { exact: true }).waitFor()
    expect(await findings.getByRole('button', { name: /^Waive/ }).count()).toBe(0)
    await signIn(page, world.token)

    const subject = 'pier-1.0-1.noarch (x86_64)'
    await findings.getByRole('button', { name: `Waive ${subject}` }).click()
    const dialog = page.getByRole('dialog', { name: `Waive ${subject}` })
    await dialog.getByLabel('Last day').fill('2001-01-01')
    await dialog.getByLabel('Reason').fill('a mast comes next week')
    await dialog.getByRole('button', { name: 'Waive', exact: true }).click()
    await dialog.getByText('2001-01-01 is over').waitFor()
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
    await dialog.getByLabel('Last day').fill(until)
    await dialog.getByRole('button', { name: 'Waive', exact: true }).click()
    await dialog.getByText(`Waived until ${until}: F1 ${subject}`).waitFor()
    await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
    await findings.getByText(`Waived by mary (Version manager) until ${until}: a mast comes next week`).waitFor()
    await region(page, 'What it waits for').getByText('What was found is waived or settled').waitFor()

    await findings.getByRole('button', { name: `End the waiver of ${subject}` }).click()
    const ending = page.getByRole('dialog', { name: 'Confirm /unwaive' })
    await ending.getByRole('button', { name: 'Send /unwaive' }).click()
    await ending.getByText('The waiver has ended').waitFor()
    await ending.getByRole('button', { name: 'Close', exact: true }).last().click()
    await findings.getByText('1 blocks').waitFor()
  })

  test('a release is created by form, takes feedback, and is listed even when its plan is deleted', async () => {
    const kept = await world.createRelease('20270104')
    const { page } = await open('/', ['/releases', '/feedback'])
    await signIn(page, world.token)
    await page.getByRole('button', { name: 'New release' }).click()
    const form = page.getByRole('dialog', { name: 'New release' })
    await choose(page, form.getByRole('combobox', { name: 'Branch' }), acceptingBranch)
    await form.getByLabel('Date (today if left empty)').fill('2026-12-28')
    await form.getByLabel('Freeze date (two days later if left empty)').fill('2027-01-04')
    await form.getByLabel('Suffix (optional)').fill('no!')
    await form.getByRole('button', { name: 'Create' }).click()
    await form.getByText('no!').waitFor()
    await form.getByLabel('Suffix (optional)').fill('')
    await form.getByRole('button', { name: 'Create' }).click()
    const id = `${acceptingBranch}_update20261228`
    await page.getByRole('heading', { name: id, level: 1 }).waitFor()
    await page.getByText('update_20270104', { exact: true }).waitFor()

    await region(page, 'Scope').getByRole('button', { name: 'Feedback' }).click()
    const feedback = page.getByRole('dialog', { name: 'Feedback' })
    await feedback.getByLabel('Id or address of the issue').fill('I0NONE')
    await feedback.getByRole('button', { name: 'Send feedback' }).click()
    await feedback.getByText('There is no issue I0NONE').waitFor()
    await feedback.getByRole('button', { name: 'Cancel' }).click()

    await world.command(id, '/drop The week is a holiday')
    await region(page, 'What it waits for').getByText('This plan was deleted by mary: The week is a holiday').waitFor()
    await page.goto(`${world.url}/`)
    const list = page.getByRole('table', { name: 'Update releases' })
    await list.getByRole('link', { name: kept.id }).waitFor()
    expect(await list.getByRole('link', { name: id }).count()).toBe(0)
    await page.getByRole('checkbox', { name: 'Deleted plans too' }).click()
    await list.getByRole('link', { name: id }).waitFor()
  })

  test('the release issue shows the release, and a comment on it is answered', async () => {
    const release = await scoped('20261207')
    expect(release.issue).not.toBeNull()
    const { page } = await open(`/ui/releases/${release.id}`)
    await page.getByRole('link', { name: `#${release.issue?.id}` }).click()
    await page.getByRole('heading', { level: 1, name: /Update 2026\/12\/07 release/ }).waitFor()
    await page.getByRole('cell', { name: cve }).waitFor()
    await signIn(page, world.token)
    await page.getByRole('textbox', { name: 'Comment' }).fill('/status')
    await page.getByRole('button', { name: 'Comment', exact: true }).click()
    const answer = page.getByRole('region', { name: /comments?$/ }).getByText('Stage: Scoping')
    await answer.waitFor()
    expect(await answer.textContent()).toContain('Accepted: Stage: Scoping. Waits for: CVE scope')
    await page.getByRole('link', { name: `/ui/releases/${release.id}` }).click()
    await page.getByRole('heading', { name: release.id, level: 1 }).waitFor()
  })
})
