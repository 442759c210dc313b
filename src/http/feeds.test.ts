// The feed of releases: valid Atom whatever a title holds, in the reader's language, saying what was withdrawn.

import { expect, test } from 'vitest'
import { handMadeDoors } from '../../test/kit/doors.ts'
import { advisory, branch, releaseId } from '../../test/kit/views.ts'
import { readXml } from '../lib/xml.ts'
import { childAt, childrenOf, textAt } from '../lib/xml-tree.ts'
import { createServer } from './server.ts'

async function feed(url: string, over: Parameters<typeof handMadeDoors>[0] = {}) {
  const server = createServer({ ...handMadeDoors(over).needs, publicUrl: 'https://slipway.example/' })
  const answer = await server.inject({ url, headers: { 'accept-language': 'en' } })
  await server.close()
  return answer
}

test('each release is an entry with its page, its state and its advisories', async () => {
  const answer = await feed(`/feeds/releases.atom?branch=${branch}`)
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/atom+xml; charset=utf-8'])
  const root = readXml(answer.body)
  const [entry] = childrenOf(root, 'entry')
  expect(textAt(entry, 'title')).toContain(`${releaseId}: `)
  expect(textAt(entry, 'id')).toBe(`https://slipway.example/ui/releases/${releaseId}`)
  expect(textAt(root, 'updated')).toMatch(/^\d{4}-\d\d-\d\dT/)
  expect(childAt(entry, 'category')?.attributes.term).toBe(branch)
})

test('what was withdrawn says so, and no text breaks the feed', async () => {
  const made = await handMadeDoors().needs.releases.readRelease(releaseId, undefined)
  if (!made) throw new Error('no release')
  const gone = { ...advisory, component: ']]> <b>&', state: 'withdrawn' as const }
  const answer = await feed('/feeds/releases.atom?lang=zh', {
    readRelease: async () => ({ ...made, withdrawn: true, advisories: [gone] }),
  })
  const [entry] = childrenOf(readXml(answer.body), 'entry')
  expect(textAt(entry, 'title')).toBe(`${releaseId}: 已撤回`)
  expect(textAt(entry, 'summary')).toContain(']]> <b>&')
  expect(textAt(entry, 'summary')).toContain('(已撤回)')
})
