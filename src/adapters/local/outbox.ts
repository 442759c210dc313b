// Mails as `.eml` files in a folder, for a mail program or a person to pick up. Never connects to a mail server.

import { createHash } from 'node:crypto'
import { createTransport } from 'nodemailer'
import { type Clock, systemClock } from '../../lib/clock.ts'
import { makeDirectory, writeOnce } from '../../lib/files.ts'
import { isSafeSegment, safeJoin } from '../../lib/guard.ts'
import type { Mail, Mailer } from '../../ports/index.ts'
import { tellingDiskErrors } from './disk-errors.ts'

export interface OutboxOptions {
  readonly directory: string
  /** Address of the sender, e.g. `Slipway <slipway@example.org>`. */
  readonly from: string
  readonly clock?: Clock
}

/** One file per message id: the first mail under an id stays, whatever is sent under it later. */
export function createOutbox({ directory, from, clock = systemClock }: OutboxOptions): Mailer {
  return tellingDiskErrors('mailer', {
    async send(mail) {
      const bytes = await compose(mail, { from, date: clock.now() })
      await makeDirectory(directory)
      await writeOnce(safeJoin(directory, outboxFile(mail.messageId)), bytes)
    },
  })
}

/** The file of a message id: the id itself where it can be a name, else its SHA-256. */
function outboxFile(messageId: string): string {
  const name = `${messageId}.eml`
  return isSafeSegment(name) ? name : `${createHash('sha256').update(messageId).digest('hex')}.eml`
}

const MESSAGE_ID = /^[^\s<>@]+@[^\s<>@]+$/

async function compose(mail: Mail, envelope: { from: string; date: Date }): Promise<Uint8Array> {
  for (const id of [mail.messageId, mail.inReplyTo ?? mail.messageId]) {
    if (!MESSAGE_ID.test(id)) throw new Error(`not a message id: ${JSON.stringify(id)}`)
  }
  const answers =
    mail.inReplyTo === undefined ? {} : { inReplyTo: `<${mail.inReplyTo}>`, references: `<${mail.inReplyTo}>` }
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const { message } = await transport.sendMail({
    ...envelope,
    ...answers,
    to: [...mail.to],
    subject: mail.subject,
    text: mail.text,
    messageId: `<${mail.messageId}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  if (!Buffer.isBuffer(message)) throw new Error('the composer gave a stream')
  return message
}
