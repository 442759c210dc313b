// Where the vendors of this API family differ, as data: Gitee's API v5, and GitCode/AtomGit. README.md says which
// lines come from documentation and which are assumptions.

import type { ForgePull, IssueState } from '../../ports/index.ts'

export interface Dialect {
  readonly system: 'gitee' | 'gitcode'
  /** First word of the Authorization header. */
  readonly scheme: 'token' | 'Bearer'
  readonly issueId: RegExp
  /** What the forge calls states; an unknown word means open. */
  readonly states: Readonly<Record<string, IssueState>>
  /** How a change names a state. */
  readonly stateWords: Readonly<Record<IssueState, string>>
  readonly pullStates: Readonly<Record<string, ForgePull['state']>>
  /** A change of an issue must repeat its title. */
  readonly changeNeedsTitle: boolean
  /** Issues can be found by id within an enterprise. */
  readonly enterpriseLookup: boolean
  /** Where the parameters of deleting a file stand. */
  readonly deletionBy: 'query' | 'body'
  readonly hook: HookDialect
}

export interface HookDialect {
  readonly eventHeader: string
  /** Holds the password, where the hook has one. */
  readonly passwordHeader: string
  /** Milliseconds since 1970; null where deliveries carry no time. */
  readonly timestampHeader: string | null
  readonly signature: {
    readonly header: string
    /** What is signed: `<timestamp>\n<secret>`, or the body. */
    readonly over: 'timestamp' | 'body'
    readonly encoding: 'base64' | 'hex'
    readonly prefix: string
  }
  /** Names of fields in the body, dots between the levels. */
  readonly fields: {
    readonly repository: string
    readonly sender: string
    readonly noteable: string
    /** Id of the issue, by kind of event. */
    readonly issue: Readonly<Record<'Note Hook' | 'Issue Hook', string>>
    /** The comment; null where its author's id is another than in the API: then the issue is looked at. */
    readonly comment: string | null
  }
}

export const dialects = {
  gitee: {
    system: 'gitee',
    scheme: 'token',
    issueId: /^I[0-9A-Z]{1,15}$/,
    states: { open: 'open', progressing: 'progressing', closed: 'closed', rejected: 'rejected' },
    stateWords: { open: 'open', progressing: 'progressing', closed: 'closed', rejected: 'closed' },
    pullStates: { open: 'open', merged: 'merged', closed: 'closed' },
    changeNeedsTitle: false,
    enterpriseLookup: true,
    deletionBy: 'query',
    hook: {
      eventHeader: 'x-gitee-event',
      passwordHeader: 'x-gitee-token',
      timestampHeader: 'x-gitee-timestamp',
      signature: { header: 'x-gitee-token', over: 'timestamp', encoding: 'base64', prefix: '' },
      fields: {
        repository: 'repository.path_with_namespace',
        sender: 'sender.login',
        noteable: 'noteable_type',
        issue: { 'Note Hook': 'issue.number', 'Issue Hook': 'issue.number' },
        comment: 'comment',
      },
    },
  },
  gitcode: {
    system: 'gitcode',
    scheme: 'Bearer',
    issueId: /^[1-9]\d{0,9}$/,
    states: { open: 'open', opened: 'open', closed: 'closed' },
    stateWords: { open: 'reopen', progressing: 'reopen', closed: 'close', rejected: 'close' },
    pullStates: { open: 'open', opened: 'open', locked: 'open', merged: 'merged', closed: 'closed' },
    changeNeedsTitle: true,
    enterpriseLookup: false,
    deletionBy: 'body',
    hook: {
      eventHeader: 'x-gitcode-event',
      passwordHeader: 'x-gitcode-token',
      timestampHeader: null,
      signature: { header: 'x-gitcode-signature-256', over: 'body', encoding: 'hex', prefix: 'sha256=' },
      fields: {
        repository: 'project.path_with_namespace',
        sender: 'user.username',
        noteable: 'object_attributes.noteable_type',
        issue: { 'Note Hook': 'issue.iid', 'Issue Hook': 'object_attributes.iid' },
        comment: null,
      },
    },
  },
} satisfies Record<string, Dialect>
