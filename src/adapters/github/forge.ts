// GitHub as a forge: issues, comments, labels, pull requests, files and teams over its REST API.

import { type Clock, systemClock } from '../../lib/clock.ts'
import type { Forge, ForgeUser } from '../../ports/index.ts'
import { createClient, failure } from './client.ts'
import { githubCode } from './code.ts'
import { githubIssues } from './issues.ts'
import { userOf } from './meaning.ts'
import { User } from './schema.ts'

export interface GithubForgeOptions {
  /** Address of the API: `https://api.github.com`, or `https://<host>/api/v3` of an own server. */
  readonly url: string
  /** Of the account Slipway writes as. It is sent in the header Authorization alone. */
  readonly token: string
  /** `owner/name` as GitHub writes them: where an issue is looked for when only its number is known. */
  readonly repositories: readonly string[]
  /** How long an answer may take; default 30 s. */
  readonly timeoutMs?: number
  readonly clock?: Clock
}

export function createGithubForge(options: GithubForgeOptions): Forge {
  const { url, token, repositories, timeoutMs, clock = systemClock } = options
  const client = createClient({ url, token, clock, timeoutMs })
  let known: ForgeUser | undefined

  async function self(): Promise<ForgeUser> {
    if (known) return known
    const operation = 'self'
    const user = await client.read(User, { operation, path: ['user'] })
    if (!user) throw failure({ operation }, { message: 'the token has no user', status: 404, retryable: false })
    known = userOf(user)
    return known
  }

  return { self, ...githubIssues({ client, self, repositories }), ...githubCode({ client }) }
}
