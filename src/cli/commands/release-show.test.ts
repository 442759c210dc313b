// What a release shows on the command line, in the reader's language.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { slipway } from '../../../test/kit/cli.ts'
import { aliceToken, handMadeDoors } from '../../../test/kit/doors.ts'
import { branch, releaseId } from '../../../test/kit/views.ts'
import { createServer } from '../../http/index.ts'

const plain = handMadeDoors().needs.releases
const doors = handMadeDoors({
  readRelease: async (id, reader) => {
    const release = await plain.readRelease(id, reader)
    const [row] = release?.items ?? []
    if (!release || !row) return undefined
    const left = { by: 'alice', at: row.addedAt }
    const items = [
      row,
      { ...row, issue: 'I3WAIT', status: 'closed', acceptance: 'pending' as const },
      { ...row, issue: 'I3REFU', status: '已挂起', acceptance: 'refused' as const },
      { ...row, issue: 'I3LEFT', left },
    ]
    return { ...release, items }
  },
})
const server = createServer(doors.needs)
let env: Record<string, string>

beforeAll(async () => {
  env = { SLIPWAY_URL: await server.listen({ host: '127.0.0.1', port: 0 }), SLIPWAY_TOKEN: aliceToken }
})
afterAll(() => server.close())

async function shown(language: string): Promise<string> {
  return (await slipway(['--lang', language, 'release', 'show', releaseId], { env })).out
}

test('rows that do not go on with the release are told from those that do', async () => {
  const english = await shown('en')
  expect(english).toMatch(/I3NQ2B .*open$/m)
  expect(english).toMatch(/I3WAIT .*closed, pending$/m)
  expect(english).toMatch(/I3REFU .*已挂起, refused$/m)
  expect(english).toMatch(/I3LEFT .*open, left$/m)
  expect(await shown('zh')).toMatch(/I3WAIT .*已完成、待接纳$/m)
})

test('a Chinese reader finds no codes where there are Chinese words', async () => {
  const chinese = await shown('zh')
  for (const word of ['等待中', '安全委员会成员: sami', '待办的', '受阻']) expect(chinese).toContain(word)
  expect(chinese).not.toMatch(/\b(waiting|security|open|blocked|High)\b/)
})

test('branches are listed with how their releases come about', async () => {
  expect((await slipway(['branch', 'list'], { env })).out).toMatch(/Asia\/Shanghai +\S+ +(automatic|by \/launch) +/)
})

test('what the self-check found has numbers, and says who answers for it', async () => {
  expect(await shown('en')).toMatch(
    /F1 +not-installable +tool-1\.1-1\.noarch \(x86_64\) +waived by mary until 2026-12-01 +cannot/,
  )
  expect(await shown('zh')).toContain('mary 豁免到 2026-12-01')
})

test('waivers of a branch are listed with their history', async () => {
  const list = await slipway(['waiver', 'list', '--branch', branch, '--holding'], { env })
  expect(list.out).toMatch(/tool-1\.1-1\.noarch .*mary \(version-manager\) +2026-12-01 +ended by sami +known/)
  expect((await slipway(['waiver', 'list', '--branch', 'none'], { env })).code).not.toBe(0)
})
