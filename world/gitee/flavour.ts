// What differs between the two vendors the stand-in plays, as one table: Gitee's API v5, and GitCode/AtomGit, whose API
// is of the same family. Written from their public documentation; README.md of this folder names it.

import { createHmac } from 'node:crypto'

export type State = 'open' | 'progressing' | 'closed' | 'rejected'

export type FlavourName = 'gitee' | 'gitcode'

export interface Flavour {
  /** The number of an issue: counted over the whole forge, or within its repository. */
  issueNumber(counted: { ever: number; here: number }): string
  /** Whether an issue's number is told as a number when it stands alone. */
  readonly numbersAreNumeric: boolean
  /** A user's id in the API. */
  userId(serial: number): number | string
  time(at: Date): string
  /** `owner/name` as a repository says it of itself. */
  fullName(owner: string, name: string): string
  readonly states: Readonly<Record<State, { shown: string; named: string }>>
  /** Words by which a change names a state. */
  readonly stateWords: Readonly<Record<string, State>>
  readonly pullStates: Readonly<Record<'open' | 'merged' | 'closed', string>>
  /** What is answered for a file that is not there. */
  readonly missingFile: 'empty-list' | 'not-found'
  /** Where the parameters of a deletion stand. */
  readonly deletionBy: 'query' | 'body'
  readonly hasEnterpriseLookup: boolean
  readonly hasTypes: boolean
  /** A change of an issue must name its title. */
  readonly changeNeedsTitle: boolean
  readonly totals: boolean
  /** The first answer to a comment tells no times. */
  readonly freshCommentHasTimes: boolean
  hookHeaders(of: {
    event: string
    id: string
    secret: string
    form: 'password' | 'signature'
    timestamp: number
    body: string
  }): Record<string, string>
}

const EVERYDAY = { open: '待办的', progressing: '进行中', closed: '已完成', rejected: '已拒绝' } as const

export const flavours: Readonly<Record<FlavourName, Flavour>> = {
  gitee: {
    // I and base 36, counted from where Gitee was when this was written.
    issueNumber: ({ ever }) => `I${(14_000_000 + ever * 37).toString(36).toUpperCase()}`,
    numbersAreNumeric: false,
    userId: serial => serial,
    time: at => inChina(at).replace(/\.\d{3}/, ''),
    fullName: (owner, name) => `${owner}/${name}`,
    states: {
      open: { shown: 'open', named: EVERYDAY.open },
      progressing: { shown: 'progressing', named: EVERYDAY.progressing },
      closed: { shown: 'closed', named: EVERYDAY.closed },
      rejected: { shown: 'rejected', named: EVERYDAY.rejected },
    },
    stateWords: { open: 'open', progressing: 'progressing', closed: 'closed' },
    pullStates: { open: 'open', merged: 'merged', closed: 'closed' },
    missingFile: 'empty-list',
    deletionBy: 'query',
    hasEnterpriseLookup: true,
    hasTypes: true,
    changeNeedsTitle: false,
    totals: true,
    freshCommentHasTimes: true,
    hookHeaders: ({ event, secret, form, timestamp }) => ({
      'user-agent': 'git-oschina-hook',
      'x-gitee-event': event,
      'x-gitee-timestamp': String(timestamp),
      'x-gitee-token':
        form === 'password' ? secret : createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'),
    }),
  },
  gitcode: {
    issueNumber: ({ here }) => String(here),
    numbersAreNumeric: true,
    userId: serial => `65f9${serial.toString(16).padStart(20, '0')}`,
    time: inChina,
    fullName: (owner, name) => `${owner} / ${name}`,
    states: {
      open: { shown: 'opened', named: 'opened' },
      progressing: { shown: 'opened', named: 'opened' },
      closed: { shown: 'closed', named: 'closed' },
      rejected: { shown: 'closed', named: 'closed' },
    },
    stateWords: { reopen: 'open', close: 'closed' },
    pullStates: { open: 'opened', merged: 'merged', closed: 'closed' },
    missingFile: 'not-found',
    deletionBy: 'body',
    hasEnterpriseLookup: false,
    hasTypes: false,
    changeNeedsTitle: true,
    totals: false,
    freshCommentHasTimes: false,
    hookHeaders: ({ event, id, secret, form, body }) => ({
      'user-agent': 'git-gitcode-hook',
      'x-gitcode-event': event,
      'x-gitcode-delivery': id,
      ...(form === 'password'
        ? { 'x-gitcode-token': secret }
        : { 'x-gitcode-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }),
    }),
  },
}

/** ISO 8601 with the offset of China, as both vendors write times. */
function inChina(at: Date): string {
  return new Date(at.getTime() + 8 * 3_600_000).toISOString().replace('Z', '+08:00')
}
