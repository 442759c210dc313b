import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { mailerContract, readMail, type SentMail } from '../../../test/contracts/mailer.ts'
import { createOutbox } from './outbox.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'outbox-'))
})
afterEach(() => rm(directory, { recursive: true }))

const from = 'Slipway 发布 <slipway@example.org>'
const clock = { now: () => new Date('2026-11-25T02:03:04Z') }

async function sent(): Promise<SentMail[]> {
  const files = (await readdir(directory)).sort()
  return Promise.all(files.map(async file => readMail(await readFile(join(directory, file)))))
}

mailerContract('outbox', async () => ({ mailer: createOutbox({ directory, from, clock }), sent }))

test('a mail is one file of plain ASCII lines that end with CR LF', async () => {
  const mail = { messageId: 'run-1.mail@slipway', to: ['qa@example.org'], subject: '[转测] x', text: '版本已就绪\n' }
  await createOutbox({ directory, from, clock }).send(mail)
  expect(await readdir(directory)).toEqual(['run-1.mail@slipway.eml'])
  const written = await readFile(join(directory, 'run-1.mail@slipway.eml'), 'latin1')
  expect(written.replaceAll('\r\n', '')).not.toMatch(/[\n\u0080-\u00ff]/)
  expect(written).toMatchInlineSnapshot(`
    "Auto-Submitted: auto-generated
    From: =?UTF-8?Q?Slipway_=E5=8F=91=E5=B8=83?= <slipway@example.org>
    To: qa@example.org
    Subject: =?UTF-8?B?W+i9rOa1i10geA==?=
    Message-ID: <run-1.mail@slipway>
    Date: Wed, 25 Nov 2026 02:03:04 +0000
    Content-Transfer-Encoding: base64
    MIME-Version: 1.0
    Content-Type: text/plain; charset=utf-8

    54mI5pys5bey5bCx57uqCg==
    "
  `)
})

test('an id that cannot be a file name stands under its hash; what is no id is refused', async () => {
  const outbox = createOutbox({ directory, from })
  await outbox.send({ messageId: '../../run/step@slipway', to: ['a@b.example'], subject: 's', text: 't' })
  expect(await readdir(directory)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.eml$/)])
  for (const messageId of ['a@b>\r\nBcc: <x@y', 'no-at-sign', '<a@b>', '']) {
    await expect(outbox.send({ messageId, to: ['a@b.example'], subject: 's', text: 't' })).rejects.toThrow('message id')
  }
})
