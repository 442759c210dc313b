// Who is asking: from a bearer token or a forge user to an actor, and from an actor to its roles on a branch.

import type { Db } from '../db/index.ts'
import { type Refusal, RefusedError, refuse } from '../lib/errors.ts'
import type { ForgeUser } from '../ports/index.ts'
import { type Holders, holdersGiven, loginOf } from './holders.ts'
import type { Actor, Role, RolePolicy } from './roles.ts'
import { mayRepresent, ON_BEHALF, ownLogins, rolesGiven } from './roles.ts'
import {
  accountNamed,
  accountOf,
  accountOfForgeUser,
  bearersOf,
  bindLogin,
  claimants,
  claimLogin,
  claimsOn,
  grantsOf,
  holdersOfGrant,
  insertAccount,
  lockAccounts,
  loginsOf,
  peopleGranted,
  saveForgeUser,
  tokenOfHash,
  tokensOf,
  within,
} from './store.ts'
import { membersOf, teamsOf } from './team-store.ts'
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
  const { login } = user
  if (known?.login === login) return { account: known.account, name: known.name, kind: known.kind, login }
  return within(db, async tx => {
    await lockAccounts(tx)
    const seen = { forge, userId: user.id, login }
    const earlier = await accountOfForgeUser(tx, forge, user.id)
    const account =
      earlier?.account ??
      (await bindLogin(tx, seen)) ??
      (await insertAccount(tx, { kind: 'person', name: login, byHand: false }))
    await saveForgeUser(tx, { ...seen, account })
    await claimLogin(tx, { ...seen, account })
    const actor = await accountOfForgeUser(tx, forge, user.id)
    if (!actor) throw new Error('a forge user that was just saved is gone')
    return { account: actor.account, name: actor.name, kind: actor.kind, login }
  })
}

/**
 * The roles of an actor on a branch: those of the configuration and those granted, within the token's limits. Of a
 * service that acts for a person, that person's.
 */
export async function rolesOf(db: Db, policy: RolePolicy, actor: Actor, branch: string): Promise<Role[]> {
  const { account } = actor.onBehalfOf ?? actor
  const logins = await loginsOf(db, account)
  const grants = await grantsOf(db, account)
  const sources = teamEntries(policy, branch)
  const named = { sources, logins: ownLogins(logins) }
  const teams = sources.length === 0 ? [] : await teamsOf(db, account, named)
  return rolesGiven({ policy, branch, logins, grants, teams, limits: actor.limits })
}

/**
 * The actor who acts for the person of a login (`name` or `forge:name`): unchanged when the login is its own, else a
 * service that may act for people on this branch. Whom a login means is asked of what the forges showed last, so that
 * nobody is represented by a login they gave up.
 */
export async function actFor(db: Db, actor: Actor, whom: { login: string; branch: string }): Promise<Actor | Refusal> {
  const [, forge = null, login = ''] = /^(?:([^\s:]{1,100}):)?(\S{1,100})$/.exec(whom.login) ?? []
  if (actor.kind === 'service' && forge === null && login === actor.name) return actor
  const bearers = await bearersOf(db, forge, login)
  if (bearers.some(b => b.account === actor.account)) return actor
  const grants = actor.kind === 'service' ? await grantsOf(db, actor.account) : []
  if (!mayRepresent(grants, actor.limits, whom.branch)) {
    return refuse('not-on-behalf', texts.notOnBehalf(actor.name, whom.login, whom.branch))
  }
  const [person, ...rivals] = bearers.filter(b => b.kind === 'person')
  if (!person) return refuse('no-such-person', texts.noSuchPerson(whom.login))
  if (rivals.length > 0) return refuse('ambiguous-person', texts.ambiguousPerson(whom.login))
  return { ...actor, onBehalfOf: { account: person.account, name: person.name, login } }
}

/**
 * The roles of whoever bears a login at a forge, or is known here by that name; those of the configuration also for one
 * who was never seen. A login that two accounts bear means nobody.
 */
export async function rolesOfLogin(
  db: Db,
  policy: RolePolicy,
  user: { forge: string; login: string },
  branch: string,
): Promise<Role[]> {
  const { forge, login } = user
  const bearers = await claimants(db, forge, login)
  if (bearers.length > 1) return []
  const known = bearers[0] ?? (await accountNamed(db, 'person', login))
  if (known) return rolesOf(db, policy, { account: known.account, name: known.name, kind: known.kind }, branch)
  return rolesGiven({ policy, branch, logins: [{ forge, login, rivals: false }], grants: [], limits: undefined })
}

/** The people of every role on a branch, to be mentioned. */
export async function holdersOf(db: Db, policy: RolePolicy, branch: string): Promise<Holders> {
  const lists = Object.values(policy.branches[branch] ?? {})
  const logins = await claimsOn(db, [...new Set(lists.flat().map(spelling => loginOf(spelling).login))])
  const members = await membersOf(db, teamEntries(policy, branch))
  return holdersGiven({ policy, branch, logins, granted: await peopleGranted(db, branch), members })
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

/** Services that may act for people; branch null where it is on every branch. */
export async function listOnBehalf(db: Db): Promise<{ name: string; branch: string | null }[]> {
  return holdersOfGrant(db, ON_BEHALF)
}
