// Who is asking: from a bearer token or a forge user to an actor, and from an actor to its roles on a branch.

import type { Db } from '../db/index.ts'
import { RefusedError, refuse } from '../lib/errors.ts'
import type { ForgeUser } from '../ports/index.ts'
import type { Actor, Role, RolePolicy } from './roles.ts'
import { ownLogins, rolesGiven } from './roles.ts'
import {
  accountNamed,
  accountOf,
  accountOfForgeUser,
  bindLogin,
  claimLogin,
  grantsOf,
  insertAccount,
  lockAccounts,
  loginsOf,
  saveForgeUser,
  tokenOfHash,
  tokensOf,
  within,
} from './store.ts'
import { teamsOf } from './team-store.ts'
import { teamEntries } from './teams.ts'
import { texts } from './texts.ts'
import { hashesMatch, hashToken, isToken } from './tokens.ts'

/** An actor and the token it came with. */
export interface Principal {
  readonly actor: Actor
  readonly token: number
}

/** A token as its owner may see it: never its value. */
export interface TokenView {
  readonly id: number
  readonly note: string
  readonly roles: readonly string[] | null
  readonly branches: readonly string[] | null
  readonly createdAt: Date
  readonly revokedAt: Date | null
}

/** The bearer of a token (without the word Bearer); undefined when it is malformed, unknown or revoked. */
export async function authenticate(db: Db, bearer: string): Promise<Principal | undefined> {
  if (!isToken(bearer)) return undefined
  const hash = hashToken(bearer)
  const found = await tokenOfHash(db, hash)
  if (!found || !hashesMatch(found.hash, hash)) return undefined
  const { account, name, kind, token, roles, branches } = found
  if (!roles && !branches) return { actor: { account, name, kind }, token }
  return { actor: { account, name, kind, limits: { ...(roles && { roles }), ...(branches && { branches }) } }, token }
}

/**
 * The actor a forge user is, by the forge's permanent id. The first sight makes the account, or takes the one whose
 * login was reserved; the login is from then on this account's, whatever either of them is called later.
 */
export async function actorOfForgeUser(db: Db, forge: string, user: ForgeUser): Promise<Actor> {
  const known = await accountOfForgeUser(db, forge, user.id)
  if (known?.login === user.login) return { account: known.account, name: known.name, kind: known.kind }
  return within(db, async tx => {
    await lockAccounts(tx)
    const seen = { forge, userId: user.id, login: user.login }
    const earlier = await accountOfForgeUser(tx, forge, user.id)
    const account =
      earlier?.account ??
      (await bindLogin(tx, seen)) ??
      (await insertAccount(tx, { kind: 'person', name: user.login, byHand: false }))
    await saveForgeUser(tx, { ...seen, account })
    await claimLogin(tx, { ...seen, account })
    const actor = await accountOfForgeUser(tx, forge, user.id)
    if (!actor) throw new Error('a forge user that was just saved is gone')
    return { account: actor.account, name: actor.name, kind: actor.kind }
  })
}

/** The roles of an actor on a branch: those of the configuration and those granted, within the token's limits. */
export async function rolesOf(db: Db, policy: RolePolicy, actor: Actor, branch: string): Promise<Role[]> {
  const logins = await loginsOf(db, actor.account)
  const grants = await grantsOf(db, actor.account)
  const sources = teamEntries(policy, branch)
  const named = { sources, logins: ownLogins(logins) }
  const teams = sources.length === 0 ? [] : await teamsOf(db, actor.account, named)
  return rolesGiven({ policy, branch, logins, grants, teams, limits: actor.limits })
}

/** The actor of an account's number: users of the built-in forge are accounts. */
export async function actorOfAccount(db: Db, account: number): Promise<Actor> {
  const found = await accountOf(db, account)
  if (!found) throw new RefusedError(refuse('unknown-account', texts.unknownAccount(String(account))))
  return { account: found.account, name: found.name, kind: found.kind }
}

/** A person or service made by hand. Throws RefusedError `unknown-account`. */
export async function findAccount(db: Db, wanted: { kind: 'person' | 'service'; name: string }): Promise<Actor> {
  const found = await accountNamed(db, wanted.kind, wanted.name)
  if (!found) throw new RefusedError(refuse('unknown-account', texts.unknownAccount(wanted.name)))
  return { account: found.account, name: found.name, kind: found.kind }
}

/** All tokens of an account, revoked ones included, oldest first. */
export async function listTokens(db: Db, account: number): Promise<TokenView[]> {
  return tokensOf(db, account)
}
