// The web hooks the stand-in sends: Note Hook and Issue Hook, in each vendor's form. Deliveries may get lost or
// come several times, as happens on the way.

import { randomUUID } from 'node:crypto'
import type { FlavourName } from './flavour.ts'
import { commentShape, issueShape, type Shaping, userShape } from './shapes.ts'
import type { Happening } from './state.ts'

export interface HookTarget {
  readonly url: string
  readonly secret: string
  readonly form: 'password' | 'signature'
}

export interface Delivery {
  readonly event: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** HTTP status of the answer; null where there was none, or it was not sent. */
  readonly status: number | null
}

export type Hooks = ReturnType<typeof createHooks>

export function createHooks(name: FlavourName, shaping: Shaping, now: () => Date) {
  let target: HookTarget | undefined
  let lost: string | undefined
  let copies = 1
  let last: Promise<unknown> = Promise.resolve()
  const deliveries: Delivery[] = []

  async function send(event: string, payload: object): Promise<void> {
    if (!target) return
    const { url, secret, form } = target
    const timestamp = now().getTime()
    const body = JSON.stringify(payload)
    const headers = shaping.flavour.hookHeaders({ event, id: randomUUID(), secret, form, timestamp, body })
    if (lost !== undefined && body.includes(lost)) {
      deliveries.push({ event, headers, body, status: null })
      return
    }
    const all = { 'content-type': 'application/json', ...headers }
    const answer = await fetch(url, { method: 'POST', headers: all, body }).catch(() => undefined)
    await answer?.arrayBuffer()
    deliveries.push({ event, headers, body, status: answer?.status ?? null })
  }

  return {
    deliveries,

    to(where: HookTarget | undefined): void {
      target = where
    },

    /** From now on deliveries that hold this text are lost. */
    lose(text: string | undefined): void {
      lost = text
    },

    /** From now on each delivery is sent so many times. */
    repeat(n: number): void {
      copies = n
    },

    happened(what: Happening): void {
      const event = what.kind === 'comment' ? 'Note Hook' : 'Issue Hook'
      const payload = payloads[name](shaping, what)
      for (let copy = 0; copy < copies; copy++) last = last.then(() => send(event, payload))
    },

    /** Waits until everything that happened so far was sent. */
    async settled(): Promise<void> {
      await last
    },
  }
}

const payloads: Readonly<Record<FlavourName, (shaping: Shaping, what: Happening) => object>> = {
  gitee(shaping, what) {
    const { issue, by } = what
    const { owner, name } = issue.repository
    const person = { ...userShape(shaping, by), username: by.login, user_name: by.login }
    const common = {
      hook_id: 1,
      issue: issueShape(shaping, issue, true),
      repository: {
        id: issue.repository.id,
        name,
        path: name,
        full_name: `${owner}/${name}`,
        namespace: owner,
        path_with_namespace: `${owner}/${name}`,
      },
      sender: person,
    }
    if (what.kind === 'issue') return { hook_name: 'issue_hooks', action: what.action, ...common }
    const comment = { ...commentShape(shaping, what.comment, issue, false), html_url: `${shaping.pages}#note` }
    return { hook_name: 'note_hooks', action: 'comment', noteable_type: 'Issue', comment, author: person, ...common }
  },
  // Here users have their serial number, not the id they have in the API.
  gitcode({ flavour, pages }, what) {
    const { issue, by } = what
    const { owner, name } = issue.repository
    const attributes = { id: issue.id, iid: Number(issue.number), title: issue.title, description: issue.body }
    const common = {
      user: { id: by.serial, name: by.login, username: by.login },
      project: { id: issue.repository.id, name, namespace: owner, path_with_namespace: `${owner}/${name}` },
    }
    if (what.kind === 'issue') {
      const state = flavour.states[issue.state].shown
      return {
        object_kind: 'issue',
        event_type: 'issue',
        ...common,
        object_attributes: { ...attributes, state, action: what.action },
      }
    }
    const { comment } = what
    return {
      object_kind: 'note',
      event_type: 'note',
      ...common,
      object_attributes: {
        id: comment.id,
        note: comment.body,
        noteable_type: 'Issue',
        noteable_id: issue.id,
        author_id: comment.author.serial,
        system: false,
        created_at: flavour.time(comment.createdAt),
        updated_at: flavour.time(comment.updatedAt),
        url: `${pages}/${owner}/${name}/issues/${issue.number}`,
      },
      issue: attributes,
    }
  },
}
