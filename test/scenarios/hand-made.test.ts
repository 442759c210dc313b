// Release issues as people make and treat them: opened by hand, begun under the old tool, edited, and told about in one
// comment that follows the release.

import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enqueueJob } from '../../src/flow/index.ts'
import type { ReleaseView } from '../../src/http/index.ts'
import { until } from '../kit/until.ts'
import type { Comment, Issue } from './forges.ts'
import { build, dropCves } from './goods.ts'
import { BOT, FORGE, type House, openHouse, type Person } from './kit.ts'
import * as people from './people.ts'

const BRANCH = 'Toy-1.0'
const OLD = 'openEuler-20.03-LTS-SP1'
const ISSUES = `/forge/api/repos/${FORGE}/issues`
const listed = { cve: 'CVE-2026-10001', issue: 'I3NQ1A', sourcePackage: 'pier' }
let house: House

beforeAll(async () => {
  house = await openHouse({ branches: [BRANCH, OLD] })
  await dropCves(house, BRANCH, [listed])
  await build(house, BRANCH, { name: 'pier', arch: 'noarch' })
})
afterAll(() => house.close())

interface Opened {
  readonly id: string
  readonly url: string
}

function open(as: Person, title: string, body = ''): Promise<Opened> {
  return house.get<Opened>(ISSUES, { as, body: { title, body } })
}

function comment(as: Person, issue: string, body: string): Promise<Comment> {
  return house.get<Comment>(`${ISSUES}/${issue}/comments`, { as, body: { body } })
}

async function botSaid(issue: string): Promise<readonly string[]> {
  const comments = await house.get<readonly Comment[]>(`${ISSUES}/${issue}/comments`)
  return comments.filter(c => c.author.login === BOT).map(c => c.body)
}

/** Waits until the bot has said something like this on an issue, and gives it. */
async function hears(issue: string, words: string): Promise<string> {
  let found: string | undefined
  await until(async () => {
    found = (await botSaid(issue)).find(body => body.includes(words))
    return found !== undefined
  }, 30_000).catch(async error => {
    throw new Error(`nobody said ${words}: ${(await botSaid(issue)).join('\n---\n')}`, { cause: error })
  })
  return found ?? ''
}

async function releases(): Promise<readonly string[]> {
  return (await house.get<{ items: readonly { id: string }[] }>('/api/v1/releases')).items.map(r => r.id)
}

async function bodyOf(issue: string): Promise<string> {
  return (await house.get<Issue>(`${ISSUES}/${issue}`)).body
}

/** Looks for missed hints, as the timer does. */
async function sweep(): Promise<void> {
  const id = `sweep-${performance.now()}`
  await house.db.transaction().execute(async tx => {
    await enqueueJob(tx, { queue: 'reconcile', key: id, job: 'sweep', payload: null, id })
  })
  await until(async () => {
    const { rows } = await sql<{ status: string }>`
      select status from dbos.workflow_status where workflow_uuid = ${id}`.execute(house.db)
    return rows[0]?.status === 'SUCCESS'
  })
  await people.calm(house)
}

describe('a blank issue', () => {
  test('becomes the release when the version manager starts it, and keeps what people wrote', async () => {
    const words = 'Bring your fixes until Wednesday.\n\n| who | what |\n|-|-|\n| devi | pier |'
    const issue = await open('gast', 'Toy 1.0 Update 2026/12/7 release', `代码冻结： 20261210\n\n${words}`)
    await comment('devi', issue.id, '/bugfix-ok')
    await comment('gast', issue.id, '/start-update')
    const refusal = await hears(issue.id, '@gast')
    expect(refusal).toContain('- `/start-update` **Refused**: /start-update is for the version manager (mary)')
    expect(await releases()).toEqual([])

    await comment('mary', issue.id, '/start-update')
    const id = `${BRANCH}_update20261207`
    await until(async () => (await releases()).includes(id), 30_000)
    const view = await people.stands(house, id, 'scoping')
    expect(view).toMatchObject({ freezeDate: '20261210', directory: 'update_20261210', issue: { id: issue.id } })
    await people.issueShows(house, id, {
      body: expect.stringMatching(
        /^<!-- slipway:begin -->\n版本目标[\s\S]*修复CVE 1个[\s\S]*<!-- slipway:end -->\n\nBring/,
      ),
      labels: ['update-check-pkg'],
    })
    expect((await bodyOf(issue.id)).split('<!-- slipway:end -->\n\n')[1]).toBe(words)
    expect(await hears(issue.id, '@mary')).toContain('- `/start-update` **Accepted**')
    // What was commented before there was a release does not act now.
    await sweep()
    expect((await people.viewOf(house, id)).gates.filter(g => g.state === 'open').map(g => g.name)).toEqual(['start'])
    expect((await botSaid(issue.id)).filter(body => body.includes('@'))).toHaveLength(2)

    const second = await open('gast', `${BRANCH}_update20261207`)
    await comment('mary', second.id, '/start-update')
    expect(await hears(second.id, '@mary')).toContain(`has its issue already: ${issue.url}`)
    expect(await releases()).toEqual([id])
  })

  test('whose title names no branch is answered once', async () => {
    const issue = await open('mary', 'Toi-1.0 Update 2026/12/14 release')
    await comment('mary', issue.id, '> /start-update\n\nI quote.')
    await comment('mary', issue.id, '/start-update')
    expect(await hears(issue.id, '@mary')).toContain('The branch "Toi-1.0" is not configured')
    await sweep()
    await sweep()
    expect(await botSaid(issue.id)).toHaveLength(1)
  })

  test('that is closed is not taken up, and says so', async () => {
    const issue = await open('gast', `${BRANCH}　Update　２０２６/１２/２８　release`)
    await house.get(`${ISSUES}/${issue.id}`, { as: 'gast', method: 'PATCH', body: { state: 'closed' } })
    await comment('mary', issue.id, '/start-update')
    expect(await hears(issue.id, '@mary')).toContain('is closed')
    await house.get(`${ISSUES}/${issue.id}`, { as: 'gast', method: 'PATCH', body: { state: 'open' } })
    await comment('mary', issue.id, '/start-update')
    await until(async () => (await releases()).includes(`${BRANCH}_update20261228`), 30_000)
    expect(await people.stands(house, `${BRANCH}_update20261228`, 'scoping')).toMatchObject({ issue: { id: issue.id } })
  })

  test('that nobody told of is found by the timer', async () => {
    const issue = await open('gast', `${BRANCH} Update 2026/12/21 release`)
    await sql`insert into local.comment (issue, body, author, created_at, updated_at)
      select ${issue.id}, '/start-update', id, now(), now() from local.author where login = 'mary'`.execute(house.db)
    await sql`update local.issue set updated_at = now() where id = ${issue.id}`.execute(house.db)
    await sweep()
    expect(await people.stands(house, `${BRANCH}_update20261221`, 'scoping')).toMatchObject({ issue: { id: issue.id } })
  })
})

describe('a release begun under the old tool', () => {
  function sample(name: string): { title: string; body: string } {
    return JSON.parse(readFileSync(new URL(`../../src/releases/fixtures/${name}.json`, import.meta.url), 'utf8'))
  }

  const take = (as: Person, issue: string) => house.call('/api/v1/releases/import', { as, body: { issue } })

  test('is taken over with every row, and what was not understood is said and stays', async () => {
    const cve = await house.get<Opened>('/forge/api/repos/src-toy/libvma/issues', {
      as: 'devi',
      body: { title: 'CVE-2021-12345 in libvma' },
    })
    const { title, body } = sample('release-issue-in-check')
    const old = `${body.replaceAll('I3V9IG', cve.id)}\nWe wait for jetty.\n`
    const issue = await open('gast', title, old)
    await sql`insert into local.label (issue, name) values (${issue.id}, 'check-pkg'), (${issue.id}, 'sig/x')`.execute(
      house.db,
    )
    await comment('sami', issue.id, '/cve-ok')

    expect((await take('devi', issue.id)).status).toBe(403)
    const before = await releases()
    const answer = await take('mary', `#${issue.id}`)
    expect([answer.status, before.length]).toEqual([201, (await releases()).length - 1])
    const id = `${OLD}_update20210729`
    const view = await people.stands(house, id, 'scoping')
    expect(answer.json as ReleaseView).toMatchObject({ id, stage: 'scoping', directory: 'update_20210420' })
    expect(view.items.map(i => [i.kind, i.issue, i.repository, i.cve, i.score, i.version, i.abiChanged])).toEqual(
      expect.arrayContaining([
        ['cve', cve.id, 'libvma', 'CVE-2021-12345', 9, '10.3.9', false],
        ['cve', 'I3OC6A', 'jetty', null, 9.8, '3.2.1', false],
        ['bugfix', 'I3J655', 'httpd', null, null, null, null],
        ['requires', 'bluez', 'bluez', null, null, null, null],
        ['requires', 'edk2', 'edk2', null, null, null, null],
      ]),
    )
    expect(view.gates.filter(g => g.state === 'open').map(g => g.name)).toEqual(['start'])
    expect(view.imported?.notUnderstood).toEqual([
      { line: old.split('\n').indexOf('We wait for jetty.') + 1, text: 'We wait for jetty.' },
    ])
    const notes = view.imported?.notes.map(n => n.en).join('\n')
    expect(notes).toContain('The CVE number of #I3OC6A was not found')
    expect(notes).toContain('It bore check-pkg')
    expect(notes).toContain('gives Mary, Jerry no rights')

    await people.issueShows(house, id, { labels: ['sig/x', 'update-check-pkg'] })
    const written = await bodyOf(issue.id)
    expect(written).toMatch(/<!-- slipway:end -->\n\nWe wait for jetty\.$/)
    for (const row of [
      `|#${cve.id}:CVE-2021-12345|libvma|遗留|9.0|10.3.9|否|`,
      '|#I3OC6A|jetty|遗留|9.8|3.2.1|否|',
      '|#I3J655|httpd|遗留|',
      '|bluez|接口变更|',
      '|#I3TFOK|httpd|遗留|',
    ]) {
      expect(written.split('\n').map(line => line.replace(': #I3TFOK', ''))).toContain(row)
    }
    expect(await hears(issue.id, 'slipway:imported')).toContain('- Line ')

    await people.calm(house)
    const all = await people.everythingAbout(house, id)
    const again = await take('mary', `${FORGE}#${issue.id}`)
    expect([again.status, (again.json as ReleaseView).id]).toEqual([200, id])
    await sweep()
    expect(await people.everythingAbout(house, id)).toEqual(all)
    expect((await botSaid(issue.id)).filter(said => said.includes('slipway:imported'))).toHaveLength(1)
  })

  test('that had not been started is a draft', async () => {
    const { title, body } = sample('release-issue-before-start')
    const issue = await open('gast', title.replace('7/29', '8/5'), body.replaceAll('20210420', '20210807'))
    expect((await take('mary', issue.id)).json).toMatchObject({ stage: 'draft', items: [], freezeDate: '20210807' })
    await comment('mary', issue.id, '/start-update')
    expect(await hears(issue.id, '@mary')).toContain('**Accepted**')
  })

  test.each([
    ['an issue that is not there', 'I9ZZZZ', 404],
    ['a word that is no id', '../..', 422],
    ['an issue of another title', '', 422],
  ])('is not made of %s', async (_, word, status) => {
    const issue = word || (await open('gast', 'How do I install this?')).id
    const before = await releases()
    expect((await take('mary', issue)).status).toBe(status)
    expect(await releases()).toEqual(before)
  })
})

describe('our part of the description', () => {
  async function edit(issue: string, body: string): Promise<void> {
    await house.get(`${ISSUES}/${issue}`, { as: 'mary', method: 'PATCH', body: { body } })
  }

  test('is put right, what was changed is told once, and the rest stays byte for byte', async () => {
    const id = await people.createRelease(house, BRANCH, { date: '20270104' })
    await people.goTo(house, id, 'scoping')
    await people.issueShows(house, id, { body: expect.stringContaining('修复CVE 1个') })
    await people.calm(house)
    const issue = (await people.viewOf(house, id)).issue?.id ?? ''
    const good = await bodyOf(issue)
    const around = (body: string) => `Mine | first\t\n\n${body}\r\n  and last`
    await edit(issue, around(good.replace('|#I3NQ1A:CVE-2026-10001|pier|', '|#I3NQ1A:CVE-2026-10001|@everyone|')))
    const note = await hears(issue, 'slipway:edited')
    expect(note).toContain('Lines that were put in:\n- `|#I3NQ1A:CVE-2026-10001|@\u200beveryone|')
    expect(note).toContain('/delete cve|bugfix')
    await people.issueShows(house, id, { body: around(good) })
    await people.calm(house)
    // Only words around it, and our own changes of it: nothing to tell.
    await edit(issue, `${around(good)} again`)
    await people.order(house, 'sami', id, '/delete cve I3NQ1A')
    await people.issueShows(house, id, { body: expect.stringContaining('修复CVE 0个') })
    await people.calm(house)
    expect((await botSaid(issue)).filter(body => body.includes('slipway:edited'))).toHaveLength(1)

    const now = await bodyOf(issue)
    await edit(issue, now.replaceAll(/<!-- slipway:\w+ -->\n?/g, ''))
    await until(async () => (await bodyOf(issue)).includes('<!-- slipway:end -->'), 30_000)
    const again = await bodyOf(issue)
    expect(again.match(/修复CVE/g)).toHaveLength(1)
    expect(again).toContain('Mine | first')
    expect(again).toContain('  and last again')
  })

  test('§3b 17: a role list edited in it gives nobody a right', async () => {
    const id = await people.createRelease(house, BRANCH, { date: '20270111' })
    await people.goTo(house, id, 'scoping')
    const issue = (await people.viewOf(house, id)).issue?.id ?? ''
    await people.calm(house)
    const good = await bodyOf(issue)
    await edit(issue, good.replace(/^(安全委员会：.*)$/m, '$1 @gast'))
    expect(await people.say(house, 'gast', id, '/cve-ok')).toContain(
      '**Refused**: /cve-ok is for the security committee',
    )
    await people.issueShows(house, id, { body: good })
    expect(await hears(issue, 'slipway:edited')).toContain('Roles come from the configuration')
  })
})

describe('the status comment', () => {
  const status = async (issue: string) => (await botSaid(issue)).filter(body => body.includes('slipway:status'))

  test('§3b 13, 14: is one, follows the release, and is Slipway’s own', async () => {
    const id = await people.createRelease(house, BRANCH, { date: '20270118' })
    const issue = (await people.viewOf(house, id)).issue?.id ?? ''
    const mark = await hears(issue, 'slipway:status')
    expect(mark).toContain('● **Draft** → ○ Scoping')
    // Somebody posts the marks: their comment stays theirs, and commands that the bot quotes are nobody's.
    const forged = await comment('gast', issue, `${mark}\n<!-- slipway:answer:1 -->`)
    await people.goTo(house, id, 'scoping')
    await people.order(house, 'sami', id, '/cve-ok')
    await people.calm(house)
    const [only, ...more] = await status(issue)
    expect(more).toEqual([])
    expect(only).toContain('✓ Draft → ● **Scoping**')
    expect(only).toContain('Who can: developers (devi)')
    expect(only).toContain('|CVE scope /cve-ok|✓ open|sami (security)||')
    const comments = await house.get<readonly Comment[]>(`${ISSUES}/${issue}/comments`)
    expect(comments.find(c => c.id === forged.id)?.body).toContain('● **Draft**')
    await people.order(house, 'devi', id, '/bugfix-ok')
    await people.stands(house, id, 'testing')
    await people.calm(house)
    expect(await status(issue)).toMatchObject([expect.stringContaining('- standard x86_64: http')])
    expect((await house.log()).filter(line => line.subject === `release/${id}` && line.actor === BOT)).toEqual([])
    await sql`delete from local.comment where issue = ${issue} and body like '%slipway:status%' and author <> (
      select author from local.comment where id = ${Number(forged.id)})`.execute(house.db)
    await sweep()
    expect(await status(issue)).toMatchObject([expect.stringContaining('● **Testing**')])
  })
})
