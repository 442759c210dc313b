// The only SQL over members of teams, as they were last read at the forge.

import type { Db } from '../db/index.ts'

export interface Member {
  /** The forge's permanent id; null where only a login is known. */
  readonly userId: string | null
  readonly login: string
}

/** Puts these members in the place of the earlier ones. */
export async function saveMembers(
  db: Db,
  team: { source: string; forge: string; at: Date },
  members: readonly Member[],
): Promise<void> {
  const { source, forge, at } = team
  const rows = new Map(members.map(m => [m.login, { source, forge, user_id: m.userId, login: m.login, read_at: at }]))
  await db.transaction().execute(async tx => {
    await tx.deleteFrom('accounts.team_member').where('source', '=', source).execute()
    if (rows.size > 0) {
      await tx
        .insertInto('accounts.team_member')
        .values([...rows.values()])
        .execute()
    }
  })
}

/** Forgets teams that no list names any more. */
export async function forgetTeams(db: Db, but: readonly string[]): Promise<void> {
  const all = db.deleteFrom('accounts.team_member')
  await (but.length === 0 ? all : all.where('source', 'not in', [...but])).execute()
}

/** Which of the teams an account belongs to: by the forge's id, or by a login that is its own and nobody else's. */
export async function teamsOf(
  db: Db,
  account: number,
  wanted: { sources: readonly string[]; logins: readonly string[] },
): Promise<string[]> {
  const rows = await db
    .selectFrom('accounts.team_member as m')
    .leftJoin('accounts.forge_user as u', join =>
      join.onRef('u.forge', '=', 'm.forge').onRef('u.user_id', '=', 'm.user_id').on('u.account', '=', account),
    )
    .select('m.source')
    .distinct()
    .where('m.source', 'in', [...wanted.sources])
    .where(e =>
      e.or([
        e('u.account', 'is not', null),
        e.and([e('m.user_id', 'is', null), e('m.login', 'in', [...wanted.logins, ''])]),
      ]),
    )
    .execute()
  return rows.map(r => r.source)
}

/** The members of teams, each with the account the forge shows them as, if it was seen. */
export async function membersOf(
  db: Db,
  sources: readonly string[],
): Promise<{ source: string; login: string; account: number | null }[]> {
  if (sources.length === 0) return []
  return await db
    .selectFrom('accounts.team_member as m')
    .leftJoin('accounts.forge_user as u', join =>
      join.onRef('u.forge', '=', 'm.forge').onRef('u.user_id', '=', 'm.user_id'),
    )
    .select(['m.source', 'm.login', 'u.account'])
    .where('m.source', 'in', [...sources])
    .orderBy('m.login')
    .execute()
}
