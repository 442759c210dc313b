// What every mailer must do, however the mail travels.

import { describe, expect, test } from 'vitest'
import type { Mail, Mailer } from '../../src/ports/index.ts'

export interface SentMail {
  /** Header names in lower case, encoded words decoded. */
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** `open` gives a mailer and a look at what was delivered, in order of message id. */
export function mailerContract(
  name: string,
  open: () => Promise<{ mailer: Mailer; sent(): Promise<readonly SentMail[]> }>,
): void {
  const mail: Mail = {
    messageId: 'run-1.mail@slipway',
    to: ['qa@example.org', '测试组 <test@example.org>'],
    subject: '[转测] openEuler-24.03-LTS update_20261125,请在截止日期之前完成全部测试并回复测试结论',
    text: '各位好：\n\n版本已就绪。\n.\nFrom here on it is plain.\n',
  }

  describe(`mailer: ${name}`, () => {
    test('a mail arrives with its words', async () => {
      const { mailer, sent } = await open()
      await mailer.send(mail)
      const [arrived] = await sent()
      expect(arrived?.headers).toMatchObject({
        'message-id': '<run-1.mail@slipway>',
        subject: mail.subject,
        to: 'qa@example.org, 测试组 <test@example.org>',
      })
      expect(arrived?.headers['in-reply-to']).toBeUndefined()
      expect(arrived?.text).toBe(mail.text)
    })

    test('the same id again delivers nothing, also at the same time', async () => {
      const { mailer, sent } = await open()
      await mailer.send(mail)
      await Promise.all([1, 2, 3].map(n => mailer.send({ ...mail, subject: `again ${n}` })))
      const arrived = await sent()
      expect(arrived.map(m => m.headers.subject)).toEqual([mail.subject])
    })

    test('an answer names what it answers', async () => {
      const { mailer, sent } = await open()
      await mailer.send(mail)
      await mailer.send({ ...mail, messageId: 'run-2.mail@slipway', inReplyTo: mail.messageId })
      const [, answer] = await sent()
      expect(answer?.headers).toMatchObject({
        'in-reply-to': `<${mail.messageId}>`,
        references: `<${mail.messageId}>`,
      })
    })

    test('a subject cannot smuggle a header', async () => {
      const { mailer, sent } = await open()
      await mailer.send({ ...mail, subject: 'x\r\nBcc: evil@example.org' })
      const [arrived] = await sent()
      expect(arrived?.headers.bcc).toBeUndefined()
      expect(arrived?.headers.subject).toBe('x Bcc: evil@example.org')
    })
  })
}

/** Reads a mail of one plain part, as our composer writes it. */
export function readMail(bytes: Uint8Array): SentMail {
  const [head = '', ...rest] = Buffer.from(bytes).toString('latin1').split('\r\n\r\n')
  const headers: Record<string, string> = {}
  for (const line of head.replaceAll(/\r\n[ \t]/g, ' ').split('\r\n')) {
    const at = line.indexOf(':')
    headers[line.slice(0, at).toLowerCase()] = decodeWords(line.slice(at + 1).trim())
  }
  const body = Buffer.from(rest.join('\r\n\r\n'), 'latin1')
  const coding = headers['content-transfer-encoding']
  const plain =
    coding === 'base64'
      ? Buffer.from(body.toString(), 'base64')
      : coding === 'quoted-printable'
        ? unquote(body.toString('latin1'))
        : body
  return { headers, text: plain.toString('utf8').replaceAll('\r\n', '\n') }
}

function decodeWords(value: string): string {
  return value
    .replaceAll(/(=\?UTF-8\?[BQ]\?[^?]*\?=)\s+(?==\?UTF-8)/gi, '$1')
    .replaceAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, coding: string, word: string) =>
      coding.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString('utf8')
        : unquote(word.replaceAll('_', ' ')).toString('utf8'),
    )
}

function unquote(text: string): Buffer {
  const bytes = text
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1')
}
