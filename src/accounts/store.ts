// The only SQL of accounts: people, services, logins, grants and tokens. The log has its own store.

import { sql } from 'kysely'
import type { Db } from '../db/index.ts'
import type { Actor, KnownLogin, Role, RoleGrant, TokenLimits } from './roles.ts'

/** An account as stored; `byHand` says that an administrator made or adopted it. */
export interface StoredAccount {
  readonly account: number
  readonly name: string
  readonly kind: Actor['kind']
  readonly byHand: boolean
}

/** Runs work in the transaction at hand, or in one of its own. */
export function within<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work)
}

/** Accounts change one at a time: two first sights of one person, or two claims to one login, wait for each other. */
export async function lockAccounts(tx: Db): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('accounts', 0))`.execute(tx)
}

export async function insertAccount(
  tx: Db,
  row: { kind: 'person' | 'service'; name: string; byHand: boolean },
): Promise<number> {
  const { kind, name, byHand } = row
  const { id } = await tx
    .insertInto('accounts.account')
    .values({ kind, name, by_hand: byHand })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Makes an account that was first seen on a forge one that an administrator knows by this name. */
export async function adoptAccount(tx: Db, account: number, name: string): Promise<void> {
  await tx.updateTable('accounts.account').set({ name, by_hand: true }).where('id', '=', account).execute()
}

/** An account made by hand, by its name. */
export async function accountNamed(
  db: Db,
  kind: 'person' | 'service',
  name: string,
): Promise<StoredAccount | undefined> {
  return accountsWhere(db)
    .where('kind', '=', kind)
    .where('name', '=', name)
    .where('by_hand', '=', true)
    .executeTakeFirst()
}

export async function accountOf(db: Db, account: number): Promise<StoredAccount | undefined> {
  return accountsWhere(db).where('id', '=', account).executeTakeFirst()
}

function accountsWhere(db: Db) {
  return db.selectFrom('accounts.account').select(['id as account', 'name', 'kind', 'by_hand as byHand'])
}

/** The account of a forge user seen before. */
export async function accountOfForgeUser(
  db: Db,
  forge: string,
  userId: string,
): Promise<{ account: number; name: string; kind: Actor['kind']; login: string } | undefined> {
  return db
    .selectFrom('accounts.forge_user as u')
    .innerJoin('accounts.account as a', 'a.id', 'u.account')
    .select(['a.id as account', 'a.name', 'a.kind', 'u.login'])
    .where('u.forge', '=', forge)
    .where('u.user_id', '=', userId)
    .executeTakeFirst()
}

export async function saveForgeUser(
  tx: Db,
  user: { forge: string; userId: string; login: string; account: number },
): Promise<void> {
  await tx
    .insertInto('accounts.forge_user')
    .values({ forge: user.forge, user_id: user.userId, login: user.login, account: user.account })
    .onConflict(c => c.columns(['forge', 'user_id']).doUpdateSet({ login: user.login }))
    .execute()
}

/** Gives a login that was claimed by hand, and not yet seen, to the forge user who bears it first. */
export async function bindLogin(
  tx: Db,
  user: { forge: string; userId: string; login: string },
): Promise<number | undefined> {
  const claim = await tx
    .selectFrom('accounts.login')
    .select(['id', 'account'])
    .where('login', '=', user.login)
    .where('user_id', 'is', null)
    .where(e => e.or([e('forge', '=', user.forge), e('forge', 'is', null)]))
    .orderBy(sql`forge nulls last`)
    .executeTakeFirst()
  if (!claim) return undefined
  await tx
    .updateTable('accounts.login')
    .set({ forge: user.forge, user_id: user.userId })
    .where('id', '=', claim.id)
    .execute()
  return claim.account
}

/** Claims a login for an account unless it is somebody's already. */
export async function claimLogin(
  tx: Db,
  claim: { forge: string | null; login: string; userId: string | null; account: number },
): Promise<void> {
  if ((await claimants(tx, claim.forge, claim.login)).length > 0) return
  await tx
    .insertInto('accounts.login')
    .values({ forge: claim.forge, login: claim.login, user_id: claim.userId, account: claim.account })
    .execute()
}

/** The accounts a login stands for; with forge null on any forge, otherwise there or claimed without a forge. */
export async function claimants(db: Db, forge: string | null, login: string): Promise<StoredAccount[]> {
  let found = db.selectFrom('accounts.login').select('account').where('login', '=', login)
  if (forge !== null) found = found.where(e => e.or([e('forge', '=', forge), e('forge', 'is', null)]))
  return accountsWhere(db).where('id', 'in', found).execute()
}

/** Accounts that bear a login now: a forge shows them by it, or it was given by hand and nobody was seen with it yet. */
export async function bearersOf(db: Db, forge: string | null, login: string): Promise<StoredAccount[]> {
  let shown = db.selectFrom('accounts.forge_user').select('account').where('login', '=', login)
  let given = db.selectFrom('accounts.login').select('account').where('login', '=', login).where('user_id', 'is', null)
  if (forge !== null) {
    shown = shown.where('forge', '=', forge)
    given = given.where(e => e.or([e('forge', '=', forge), e('forge', 'is', null)]))
  }
  return accountsWhere(db).where('id', 'in', shown.union(given)).orderBy('id').execute()
}

export async function loginsOf(db: Db, account: number): Promise<KnownLogin[]> {
  return db
    .selectFrom('accounts.login as l')
    .select(['l.forge', 'l.login'])
    .select(e =>
      e
        .exists(
          e
            .selectFrom('accounts.login as other')
            .select('other.id')
            .whereRef('other.login', '=', 'l.login')
            .whereRef('other.account', '<>', 'l.account'),
        )
        .$castTo<boolean>()
        .as('rivals'),
    )
    .where('l.account', '=', account)
    .execute()
}

/** Every claim on one of these logins. */
export async function claimsOn(
  db: Db,
  logins: readonly string[],
): Promise<{ forge: string | null; login: string; account: number }[]> {
  if (logins.length === 0) return []
  return db
    .selectFrom('accounts.login')
    .select(['forge', 'login', 'account'])
    .where('login', 'in', [...logins])
    .execute()
}

/** People with roles granted on a branch or on all, by a login of theirs, else by name. */
export async function peopleGranted(
  db: Db,
  branch: string,
): Promise<{ role: string; account: number; login: string }[]> {
  const { rows } = await sql<{ role: string; account: number; login: string }>`
    select distinct g.role, a.id as account, coalesce(
      (select l.login from accounts.login l where l.account = a.id order by l.login = a.name desc, l.id limit 1),
      a.name) as login
    from accounts.role_grant g join accounts.account a on a.id = g.account
    where a.kind = 'person' and (g.branch is null or g.branch = ${branch})
    order by login`.execute(db)
  return rows
}

export async function grantsOf(db: Db, account: number): Promise<RoleGrant[]> {
  return db.selectFrom('accounts.role_grant').select(['role', 'branch']).where('account', '=', account).execute()
}

/** Adds what is missing and tells how many grants are new. */
export async function saveGrants(tx: Db, account: number, grants: readonly RoleGrant[]): Promise<number> {
  const saved = await tx
    .insertInto('accounts.role_grant')
    .values(grants.map(g => ({ account, role: g.role, branch: g.branch })))
    .onConflict(c => c.doNothing())
    .returning('role')
    .execute()
  return saved.length
}

/** Takes grants of a role away: those on the branches named, all of them when none are named. */
export async function removeGrants(
  tx: Db,
  account: number,
  { role, branches }: { role: string; branches: readonly string[] | undefined },
): Promise<RoleGrant[]> {
  return tx
    .deleteFrom('accounts.role_grant')
    .where('account', '=', account)
    .where('role', '=', role)
    .$if(branches !== undefined, q => q.where('branch', 'in', branches ?? []))
    .returning(['role', 'branch'])
    .execute()
}

/** Who holds a grant of this name, and where. */
export async function holdersOfGrant(db: Db, role: string): Promise<{ name: string; branch: string | null }[]> {
  return db
    .selectFrom('accounts.role_grant as g')
    .innerJoin('accounts.account as a', 'a.id', 'g.account')
    .select(['a.name', 'g.branch'])
    .where('g.role', '=', role)
    .orderBy('a.name')
    .orderBy('g.branch')
    .execute()
}

export async function insertToken(
  tx: Db,
  row: { account: number; hash: Buffer; note: string; limits: TokenLimits },
): Promise<number> {
  const { account, hash, note, limits } = row
  const { id } = await tx
    .insertInto('accounts.token')
    .values({
      account,
      hash,
      note,
      roles: limits.roles ? [...limits.roles] : null,
      branches: limits.branches ? [...limits.branches] : null,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A token that is not revoked, with its account. */
export async function tokenOfHash(db: Db, hash: Buffer) {
  return db
    .selectFrom('accounts.token as t')
    .innerJoin('accounts.account as a', 'a.id', 't.account')
    .select(['t.id as token', 't.hash', 't.branches', 'a.id as account', 'a.name', 'a.kind'])
    .select(e => e.ref('t.roles').$castTo<Role[] | null>().as('roles'))
    .where('t.hash', '=', hash)
    .where('t.revoked_at', 'is', null)
    .executeTakeFirst()
}

export async function tokensOf(db: Db, account: number) {
  return db
    .selectFrom('accounts.token')
    .select(['id', 'note', 'roles', 'branches', 'created_at as createdAt', 'revoked_at as revokedAt'])
    .where('account', '=', account)
    .orderBy('id')
    .execute()
}

/** Marks a token revoked from now on; undefined when there is none or it was revoked before. */
export async function markRevoked(tx: Db, token: number): Promise<{ account: number; note: string } | undefined> {
  return tx
    .updateTable('accounts.token')
    .set({ revoked_at: sql<Date>`now()` })
    .where('id', '=', token)
    .where('revoked_at', 'is', null)
    .returning(['account', 'note'])
    .executeTakeFirst()
}
