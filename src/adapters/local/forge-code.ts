// What the built-in forge keeps beside issues: pull requests that people name, and files that Slipway archives.

import type { Db } from '../../db/index.ts'
import type { Clock } from '../../lib/clock.ts'
import { clean } from '../../lib/text.ts'
import type { Forge, ForgePull, ForgeUser, IssueKey } from '../../ports/index.ts'
import * as store from './code-store.ts'
import { saveAuthor } from './store.ts'

const DEFAULT_BRANCH = 'master'

export interface NewPull {
  readonly repository: string
  readonly title: string
  readonly body: string
  readonly state?: ForgePull['state']
  /** Ids of issues of the same repository that it solves. */
  readonly issues?: readonly string[]
}

export interface ForgeCode extends Pick<Forge, 'readPull' | 'readFile' | 'commitFiles' | 'teamMembers'> {
  createPull(user: ForgeUser, pull: NewPull): Promise<ForgePull>
}

export function forgeCode({ db, clock, publicUrl }: { db: Db; clock: Clock; publicUrl: string }): ForgeCode {
  function pullOf(row: store.StoredPull): ForgePull {
    const { repository, title, body, state } = row
    const issues: IssueKey[] = row.issues.map(id => ({ repository, id }))
    const url = `${publicUrl.replace(/\/+$/, '')}/forge/api/repos/${repository}/pulls/${row.number}`
    const author = { id: row.author, login: row.login }
    return { repository, number: String(row.number), title, body, state, author, url, issues }
  }

  return {
    async createPull(user, { repository, title, body, state = 'open', issues = [] }) {
      await saveAuthor(db, user)
      const pull = { repository, title: clean(title), body: clean(body), state, author: user.id, issues: [...issues] }
      const number = await store.insertPull(db, { ...pull, created_at: clock.now() })
      return pullOf({ ...pull, number, login: user.login, created_at: clock.now() })
    },

    async readPull({ repository, number }) {
      if (!/^[1-9]\d{0,8}$/.test(number)) return undefined
      const row = await store.readPull(db, repository, Number(number))
      return row && pullOf(row)
    },

    async readFile({ repository, branch = DEFAULT_BRANCH, path }) {
      return (await store.readFile(db, { repository, branch, path }))?.content
    },

    async commitFiles({ repository, branch = DEFAULT_BRANCH, message, files }) {
      const at = clock.now()
      await db.transaction().execute(async tx => {
        for (const { path, content } of files) {
          const place = { repository, branch, path }
          if (content === null) await store.removeFile(tx, place)
          else await store.writeFile(tx, { ...place, content, message, updated_at: at })
        }
      })
    },

    // Its people are Slipway's accounts; it has no teams.
    teamMembers: async () => [],
  }
}
