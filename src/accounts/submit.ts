// Makes accounts, grants and tokens, each with its entry in the log. Administrators come here by the CLI alone.

import type { Db } from '../db/index.ts'
import { RefusedError, refuse } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { appendLog } from './log-store.ts'
import type { Actor, Role, TokenLimits } from './roles.ts'
import { ON_BEHALF, systemActor } from './roles.ts'
import {
  accountNamed,
  adoptAccount,
  claimants,
  claimLogin,
  insertAccount,
  insertToken,
  lockAccounts,
  markRevoked,
  removeGrants,
  saveGrants,
  within,
} from './store.ts'
import { texts } from './texts.ts'
import { hashToken, makeToken } from './tokens.ts'

const NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M} ._@+-]{0,98}[\p{L}\p{N}\p{M}._@+-])?$/u
const LOGIN = /^(?:([^\s:]{1,100}):)?([^\s:]{1,100})$/u

/**
 * Makes a person. Each forge login (`name` or `forge:name`) is reserved for the forge user who bears it first; one that
 * was seen already brings its account along, which then gets this name.
 * Throws RefusedError: invalid-name, name-taken, login-taken.
 */
export async function createPerson(
  db: Db,
  person: { name: string; forgeLogins?: readonly string[] | undefined },
): Promise<Actor> {
  const { name, forgeLogins = [] } = person
  checkName(name)
  const logins = forgeLogins.map(parseLogin)
  return within(db, async tx => {
    await lockAccounts(tx)
    if (await accountNamed(tx, 'person', name)) throw refused('name-taken', texts.nameTaken(name))
    const seen = new Set<number>()
    for (const { forge, login } of logins) {
      for (const owner of await claimants(tx, forge, login)) {
        if (owner.byHand) throw refused('login-taken', texts.loginTaken(login, owner.name))
        seen.add(owner.account)
        if (seen.size > 1) throw refused('login-taken', texts.loginTaken(login, owner.name))
      }
    }
    const [adopted] = seen
    if (adopted !== undefined) await adoptAccount(tx, adopted, name)
    const account = adopted ?? (await insertAccount(tx, { kind: 'person', name, byHand: true }))
    for (const { forge, login } of logins) await claimLogin(tx, { forge, login, userId: null, account })
    await logAccount(tx, account, 'create-person', texts.personCreated(name, forgeLogins))
    return { account, name, kind: 'person' }
  })
}

/** Finds the service of this name, or makes it. Throws RefusedError: invalid-name. */
export async function ensureService(db: Db, service: { name: string }): Promise<Actor> {
  const { name } = service
  checkName(name)
  return within(db, async tx => {
    await lockAccounts(tx)
    const present = await accountNamed(tx, 'service', name)
    if (present) return { account: present.account, name, kind: 'service' }
    const account = await insertAccount(tx, { kind: 'service', name, byHand: true })
    await logAccount(tx, account, 'create-service', texts.serviceCreated(name))
    return { account, name, kind: 'service' }
  })
}

/** Grants roles on the branches, on every branch when none are named. What is granted already stays as it is. */
export async function grantRoles(
  db: Db,
  grant: { account: number; roles: readonly Role[]; branches?: readonly string[] | undefined },
): Promise<void> {
  const branches = grant.branches?.length ? grant.branches : undefined
  const grants = grant.roles.flatMap(role => (branches ?? [null]).map(branch => ({ role, branch })))
  if (grants.length === 0) return
  await within(db, async tx => {
    const added = await saveGrants(tx, grant.account, grants)
    if (added > 0) await logAccount(tx, grant.account, 'grant-roles', texts.rolesGranted(grant.roles, branches))
  })
}

/** Lets a service act for people on the branches, on every branch when none are named. */
export async function grantOnBehalf(
  db: Db,
  grant: { account: number; branches?: readonly string[] | undefined },
): Promise<void> {
  const branches = grant.branches?.length ? grant.branches : undefined
  const grants = (branches ?? [null]).map(branch => ({ role: ON_BEHALF, branch }))
  await within(db, async tx => {
    const added = await saveGrants(tx, grant.account, grants)
    if (added > 0) await logAccount(tx, grant.account, 'grant-on-behalf', texts.onBehalfGranted(branches))
  })
}

/**
 * Takes back what `grantOnBehalf` gave, on the branches named or wherever it was given. What a service did stays done.
 * Throws RefusedError `not-granted` when nothing of it was granted: a grant for every branch goes as a whole.
 */
export async function revokeOnBehalf(
  db: Db,
  grant: { account: number; name: string; branches?: readonly string[] | undefined },
): Promise<void> {
  const { account, name } = grant
  const branches = grant.branches?.length ? grant.branches : undefined
  await within(db, async tx => {
    const removed = await removeGrants(tx, account, { role: ON_BEHALF, branches })
    const missing = branches?.filter(branch => !removed.some(g => g.branch === branch)) ?? []
    if (removed.length === 0 || missing.length > 0)
      throw refused('not-granted', texts.onBehalfNotGranted(name, missing))
    await logAccount(tx, account, 'revoke-on-behalf', texts.onBehalfRevoked(branches))
  })
}

/** Makes a bearer token. It is returned this once; within its account it may be limited to roles and branches. */
export async function createToken(
  db: Db,
  wanted: { account: number; note: string; limits?: TokenLimits | undefined },
): Promise<{ id: number; token: string }> {
  const token = makeToken()
  const id = await within(db, async tx => {
    const { account, note, limits = {} } = wanted
    const made = await insertToken(tx, { account, hash: hashToken(token), note, limits })
    await logAccount(tx, account, 'create-token', texts.tokenCreated(note))
    return made
  })
  return { id, token }
}

/** Makes a token worthless at once. Throws RefusedError `unknown-token` when there is none to revoke. */
export async function revokeToken(db: Db, token: number): Promise<void> {
  await within(db, async tx => {
    const revoked = await markRevoked(tx, token)
    if (!revoked) throw refused('unknown-token', texts.unknownToken(token))
    await logAccount(tx, revoked.account, 'revoke-token', texts.tokenRevoked(revoked.note))
  })
}

function checkName(name: string): void {
  if (!NAME.test(name)) throw refused('invalid-name', texts.badName(name))
}

function parseLogin(written: string): { forge: string | null; login: string } {
  const [, forge, login] = LOGIN.exec(written) ?? []
  if (login === undefined) throw refused('invalid-name', texts.badLogin(written))
  return { forge: forge ?? null, login }
}

function refused(code: string, because: Text): RefusedError {
  return new RefusedError(refuse(code, because))
}

async function logAccount(tx: Db, account: number, action: string, message: Text): Promise<void> {
  await appendLog(tx, { actor: systemActor, channel: 'cli', subject: `account/${account}`, action, message })
}
