// Deliveries of web hooks: signed with the hook's secret over the body as it is sent, kept, and sent where there is an
// address. As at GitHub, one that fails is not sent again.

import { createHmac, randomUUID } from 'node:crypto'
import { request } from 'node:http'
import { findRepository, type Hook, type State, type User } from './state.ts'
import { repositoryView, userView } from './views.ts'

export interface Delivery {
  readonly url: string | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export interface Happened {
  readonly event: string
  readonly repository: string
  readonly sender: User
  readonly payload: Readonly<Record<string, unknown>>
}

/** What the hooks of the repository are told. */
export function deliveriesOf(state: State, base: string, happened: Happened): Delivery[] {
  const repository = findRepository(state, happened.repository)
  if (!repository) return []
  const payload = JSON.stringify({
    ...happened.payload,
    repository: repositoryView(base, repository),
    sender: userView(base, happened.sender),
  })
  return repository.hooks
    .filter(hook => hook.events.includes(happened.event))
    .map(hook => delivery(hook, happened.event, payload))
}

function delivery(hook: Hook, event: string, payload: string): Delivery {
  const isForm = hook.contentType === 'form'
  const body = Buffer.from(isForm ? new URLSearchParams({ payload }).toString() : payload)
  return {
    url: hook.url,
    body,
    headers: {
      'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
      'user-agent': 'GitHub-Hookshot/0000000',
      'x-github-delivery': randomUUID(),
      'x-github-event': event,
      'x-hub-signature-256': `sha256=${createHmac('sha256', hook.secret).update(body).digest('hex')}`,
    },
  }
}

/** Sends a delivery; the status of the answer, undefined when there was none. */
export function send({ url, headers, body }: Delivery): Promise<number | undefined> {
  if (url === undefined) return Promise.resolve(undefined)
  return new Promise(resolve => {
    const call = request(url, { method: 'POST', headers, timeout: 10_000 }, answer => {
      answer.resume()
      answer.on('close', () => resolve(answer.statusCode))
    })
    call.on('timeout', () => call.destroy())
    call.on('error', () => resolve(undefined))
    call.end(body)
  })
}
