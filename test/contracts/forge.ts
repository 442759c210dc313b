// What every forge must do, whoever keeps the issues.

import { describe, expect, test } from 'vitest'
import type { Forge, ForgeUser, IssueKey } from '../../src/ports/index.ts'

/** A forge without issues in which the repository exists, and a person who writes there other than through the port. */
export interface ForgeAtHand {
  readonly forge: Forge
  readonly repository: string
  readonly person: {
    readonly user: ForgeUser
    openIssue(title: string, body: string): Promise<IssueKey>
    comment(key: IssueKey, body: string): Promise<string>
    editComment(key: IssueKey, commentId: string, body: string): Promise<void>
    deleteComment(key: IssueKey, commentId: string): Promise<void>
    openPull(pull: { title: string; body: string; issues: readonly IssueKey[] }): Promise<{ number: string }>
  }
  /** Makes the milestone that an issue names; absent where issues keep neither milestone nor kind. */
  readonly prepareKinds?: (names: { type: string; milestone: string }) => Promise<void>
}

export function forgeContract(name: string, open: () => Promise<ForgeAtHand>): void {
  const body = '版本: openEuler-24.03-LTS\n\n# 1、发布范围\n'

  describe(`forge: ${name}`, () => {
    test('an issue is made once, however often and however many ask at once', async () => {
      const { forge, repository } = await open()
      const wanted = { repository, title: 'openEuler-24.03-LTS Update 2026/11/25 release', body }
      const issues = await Promise.all(Array.from({ length: 8 }, () => forge.ensureIssue(wanted)))
      expect(new Set(issues.map(issue => issue.id)).size).toBe(1)
      const [issue] = issues
      expect(issue).toMatchObject({ ...wanted, state: 'open', labels: [], author: await forge.self() })
      expect(issue?.url).toMatch(/^https?:\/\//)
      expect(await forge.ensureIssue({ ...wanted, body: 'other' })).toEqual(issue)
      expect(issue && (await forge.readIssue(issue))).toEqual(issue)
    })

    test('an issue a person opened under the same title is not ours', async () => {
      const { forge, repository, person } = await open()
      const key = await person.openIssue('T', 'theirs')
      const ours = await forge.ensureIssue({ repository, title: 'T', body: 'ours' })
      expect(ours.id).not.toBe(key.id)
      expect((await forge.readIssue(key))?.author.id).toBe(person.user.id)
    })

    test('an issue is found by its id in the given repositories, everywhere when none is given', async () => {
      const { forge, repository, person } = await open()
      const { id } = await person.openIssue('T', '')
      expect((await forge.findIssue(id, ['other/one', repository])).map(i => i.id)).toEqual([id])
      expect(await forge.findIssue(id, ['other/one'])).toEqual([])
      expect((await forge.findIssue(id, [])).map(i => i.id)).toEqual([id])
      expect(await forge.readIssue({ repository, id: 'IZZZZ9' })).toBeUndefined()
    })

    test('only what is given is changed', async () => {
      const { forge, repository } = await open()
      const issue = await forge.ensureIssue({ repository, title: 'T', body })
      await forge.editIssue(issue, { body: '' })
      expect(await forge.readIssue(issue)).toMatchObject({ title: 'T', body: '', state: 'open' })
      await forge.editIssue(issue, { title: 'U', state: 'closed' })
      expect(await forge.readIssue(issue)).toMatchObject({ title: 'U', body: '', state: 'closed' })
    })

    test('labels come and go; what does not differ is no error', async () => {
      const { forge, repository } = await open()
      const issue = await forge.ensureIssue({ repository, title: 'T', body })
      const labels = async () => [...((await forge.readIssue(issue))?.labels ?? [])].sort()
      await forge.changeLabels(issue, { add: ['a', 'b', '转测'], remove: ['c'] })
      await forge.changeLabels(issue, { add: ['a', 'c'], remove: ['b', 'd'] })
      expect(await labels()).toEqual(['a', 'c', '转测'])
      await forge.changeLabels(issue, { add: [], remove: [] })
      expect(await labels()).toEqual(['a', 'c', '转测'])
    })

    test('comments of both are listed, oldest first, all of them', async () => {
      const { forge, repository, person } = await open()
      const issue = await forge.ensureIssue({ repository, title: 'T', body })
      const written: string[] = []
      for (let n = 0; n < 101; n++) written.push(await person.comment(issue, `/help ${n}`))
      const answer = await forge.addComment(issue, '**好的** <b>&amp;')
      const comments = await forge.listComments(issue)
      expect(comments.map(c => c.id)).toEqual([...written, answer.id])
      expect(comments[0]).toMatchObject({ body: '/help 0', author: person.user })
      expect(comments.at(-1)).toMatchObject({ body: '**好的** <b>&amp;', author: await forge.self() })
    })

    test('our comment is edited; a person edits and deletes theirs', async () => {
      const { forge, repository, person } = await open()
      const issue = await forge.ensureIssue({ repository, title: 'T', body })
      const [first, second] = [await person.comment(issue, '/a'), await person.comment(issue, '/b')]
      const ours = await forge.addComment(issue, 'one')
      await forge.editComment(issue, ours.id, 'two')
      await person.editComment(issue, first, '/c')
      await person.deleteComment(issue, second)
      const comments = await forge.listComments(issue)
      expect(comments.map(c => [c.id, c.body])).toEqual([
        [first, '/c'],
        [ours.id, 'two'],
      ])
    })

    test('kind and milestone are set where the forge has them', async ({ skip }) => {
      const { forge, repository, prepareKinds } = await open()
      if (!prepareKinds) return skip('this forge has neither kinds nor milestones of issues')
      const kinds = { type: '缺陷', milestone: 'openEuler-24.03-LTS update_20261125' }
      await prepareKinds(kinds)
      const issue = await forge.ensureIssue({ repository, title: 'K', body, ...kinds })
      expect(await forge.readIssue(issue)).toMatchObject(kinds)
    })

    test('issues that changed since a time are listed', async () => {
      const { forge, repository, person } = await open()
      const first = await person.openIssue('first', '')
      const second = await forge.ensureIssue({ repository, title: 'second', body })
      const long = new Date('2020-01-01T00:00:00Z')
      expect((await forge.issuesSince(repository, long)).map(i => i.id).sort()).toEqual([first.id, second.id].sort())
      expect(await forge.issuesSince(repository, new Date('2100-01-01T00:00:00Z'))).toEqual([])
    })

    test('a pull request tells the issues it solves', async () => {
      const { forge, repository, person } = await open()
      const key = await person.openIssue('broken', '')
      const { number } = await person.openPull({ title: 'Mend it', body: 'more', issues: [key] })
      const pull = await forge.readPull({ repository, number })
      expect(pull).toMatchObject({ repository, number, title: 'Mend it', state: 'open', author: person.user })
      expect(pull?.issues).toEqual([{ repository: key.repository, id: key.id }])
      expect(await forge.readPull({ repository, number: '999999' })).toBeUndefined()
      expect(await forge.readPull({ repository, number: '../1' })).toBeUndefined()
    })

    test('files are written, changed and removed, and a second time nothing happens', async () => {
      const { forge, repository } = await open()
      const path = 'update_20261125/openEuler-24.03-LTS.yaml'
      const put = (content: string | null, name = path) =>
        forge.commitFiles({ repository, message: '归档', files: [{ path: name, content }] })
      expect(await forge.readFile({ repository, path })).toBeUndefined()
      for (const content of ['一: 1\n', '一: 1\n', '二: 2\n']) {
        await put(content)
        expect(await forge.readFile({ repository, path })).toBe(content)
      }
      await put('x', 'other')
      await put(null)
      await put(null)
      expect(await forge.readFile({ repository, path })).toBeUndefined()
      expect(await forge.readFile({ repository, path: 'other' })).toBe('x')
    })

    test('what is not there is an ExternalError', async () => {
      const { forge, repository } = await open()
      const nowhere = { repository, id: 'IZZZZ9' }
      const issue = await forge.ensureIssue({ repository, title: 'T', body })
      const external = { name: 'ExternalError', retryable: false }
      await expect(forge.editIssue(nowhere, { body: '' })).rejects.toMatchObject(external)
      await expect(forge.addComment(nowhere, 'x')).rejects.toMatchObject(external)
      await expect(forge.listComments(nowhere)).rejects.toMatchObject(external)
      await expect(forge.changeLabels(nowhere, { add: ['a'], remove: [] })).rejects.toMatchObject(external)
      await expect(forge.editComment(issue, '999999', 'x')).rejects.toMatchObject(external)
    })
  })
}
