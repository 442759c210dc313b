// Who is asking: from a bearer token or a forge user to an actor, and from an actor to its roles on a branch.

import type { Db } from '../db/index.ts'
import { RefusedError, refuse } from '../lib/errors.ts'
import type { ForgeUser } from '../ports/index.ts'
import type { Actor, Role, RolePolicy } from './roles.ts'
import { roles, rolesGiven } from './roles.ts'
import {
  accountNamed,
  accountOf,
  accountOfForgeUser,
  bindLogin,
  claimLogin,
  grantedPeople,
  grantsOf,
  insertAccount,
  lockAccounts,
  loginsOf,
  saveForgeUser,
  tokenOfHash,
  tokensOf,
  within,
} from './store.ts'
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
  return rolesGiven({ policy, branch, logins, grants, limits: actor.limits })
}

/**
 * Who holds each role on a branch, by their logins on a forge: those the configuration names and people with a grant.
 * For the eyes of people; rights are asked of `rolesOf`.
 */
export async function roleHolders(
  db: Db,
  policy: RolePolicy,
  at: { readonly forge: string; readonly branch: string },
): Promise<Readonly<Record<Role, readonly string[]>>> {
  const granted = await grantedPeople(db, at)
  const lists = Object.hasOwn(policy.branches, at.branch) ? policy.branches[at.branch] : undefined
  const here = (login: string) => (login.startsWith(`${at.forge}:`) ? login.slice(at.forge.length + 1) : login)
  const holders = roles.map(role => {
    const configured = (lists?.[role] ?? []).map(here).filter(login => !login.includes(':'))
    return [role, [...new Set([...configured, ...granted.filter(g => g.role === role).map(g => g.login)])]] as const
  })
  return Object.fromEntries(holders) as Record<Role, readonly string[]>
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
