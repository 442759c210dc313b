// `slipway user …` and `slipway token …`: what administrators do on the machine of the server.

import {
  createPerson,
  createToken,
  ensureService,
  findAccount,
  grantOnBehalf,
  grantRoles,
  isRole,
  listOnBehalf,
  listTokens,
  type Role,
  revokeOnBehalf,
  revokeToken,
  roles as roleNames,
} from '../../accounts/index.ts'
import { ExitError, exitCodes } from '../exit.ts'
import type { Session } from '../session.ts'
import { tableOf, timeOf } from '../show.ts'
import { toJson } from '../terminal.ts'
import { texts, words } from '../texts.ts'
import { type DataOptions, withDatabase } from './database.ts'

interface Grants {
  readonly role?: readonly string[]
  readonly branch?: readonly string[]
}

interface Whose {
  readonly name?: string
  readonly user?: string
}

export async function createUser(
  session: Session,
  options: DataOptions & Grants & { name: string; forgeLogin?: readonly string[] },
): Promise<void> {
  const { terminal, json } = session
  const { streams, say } = terminal
  const roles = rolesIn(options.role)
  const branches = listIn(options.branch)
  const person = await withDatabase(session, options, db =>
    db.transaction().execute(async tx => {
      const made = await createPerson(tx, { name: options.name, forgeLogins: loginsOf(options) })
      await grantRoles(tx, { account: made.account, roles, branches })
      return made
    }),
  )
  if (json) return streams.out(`${toJson({ ...person, roles, branches }, 2)}\n`)
  streams.out(`${say(texts.userCreated(person.name, person.account))}\n`)
  if (roles.length > 0) streams.out(`${say(texts.granted(roles, branches))}\n`)
}

/** A person without a login of another forge is known by the name: so the configuration's lists find them. */
function loginsOf({ name, forgeLogin }: { name: string; forgeLogin?: readonly string[] }): readonly string[] {
  const given = listIn(forgeLogin)
  return given.length > 0 || /[\s:]/.test(name) ? given : [name]
}

/** The token is the last line of stdout, and the only one; what else there is to say goes to stderr. */
export async function makeToken(
  session: Session,
  options: DataOptions & Grants & Whose & { onBehalf?: boolean },
): Promise<void> {
  const { terminal, json } = session
  const { streams, say } = terminal
  const whose = whoseOf(options)
  const roles = rolesIn(options.role)
  const branches = listIn(options.branch)
  if (options.onBehalf && whose.kind === 'person') throw new ExitError(exitCodes.usage, texts.usage.onBehalfOfService())
  const made = await withDatabase(session, options, db =>
    db.transaction().execute(async tx => {
      if (whose.kind === 'person') {
        const { account, name } = await findAccount(tx, whose)
        const limits = { ...(roles.length > 0 && { roles }), ...(branches.length > 0 && { branches }) }
        return { account, name, ...(await createToken(tx, { account, note: 'slipway token create', limits })) }
      }
      const { account, name } = await ensureService(tx, whose)
      await grantRoles(tx, { account, roles, branches })
      if (options.onBehalf) await grantOnBehalf(tx, { account, branches })
      return { account, name, ...(await createToken(tx, { account, note: 'slipway token create' })) }
    }),
  )
  if (json) return streams.out(`${toJson({ ...made, roles, branches, onBehalf: options.onBehalf ?? false }, 2)}\n`)
  if (options.onBehalf) streams.err(`${say(texts.mayRepresent(branches))}\n`)
  if (roles.length > 0) streams.err(`${say(texts.granted(roles, branches))}\n`)
  streams.err(`${say(texts.tokenOf(made.name, made.id))}\n`)
  streams.out(`${made.token}\n`)
}

export async function showTokens(session: Session, options: DataOptions & Whose): Promise<void> {
  const { terminal, json } = session
  const { streams, say } = terminal
  const whose = whoseOf(options)
  const tokens = await withDatabase(session, options, async db =>
    listTokens(db, (await findAccount(db, whose)).account),
  )
  if (json) return streams.out(`${toJson(tokens, 2)}\n`)
  if (tokens.length === 0) return streams.err(`${say(texts.noTokens())}\n`)
  const rows = tokens.map(t => [
    t.id,
    t.note,
    timeOf(t.createdAt.toISOString()),
    timeOf(t.revokedAt?.toISOString() ?? null),
  ])
  streams.out(`${tableOf(terminal, [words.number, words.note, words.created, words.revoked], rows)}\n`)
}

export async function withdrawToken(session: Session, options: DataOptions & { number: string }): Promise<void> {
  const { terminal, json } = session
  const { streams, say } = terminal
  if (!/^\d{1,9}$/.test(options.number)) throw new ExitError(exitCodes.usage, texts.usage.badToken(options.number))
  const id = Number(options.number)
  await withDatabase(session, options, db => revokeToken(db, id))
  streams.out(json ? `${toJson({ revoked: id })}\n` : `${say(texts.tokenRevoked(id))}\n`)
}

/** Services that may act for people, one line for each branch. */
export async function showOnBehalf(session: Session, options: DataOptions): Promise<void> {
  const { terminal, json } = session
  const { streams, say } = terminal
  const granted = await withDatabase(session, options, listOnBehalf)
  if (json) return streams.out(`${toJson(granted, 2)}\n`)
  if (granted.length === 0) return streams.err(`${say(texts.nobodyOnBehalf())}\n`)
  const rows = granted.map(g => [g.name, g.branch ?? say(texts.everyBranch())])
  streams.out(`${tableOf(terminal, [words.service, words.branch], rows)}\n`)
}

export async function withdrawOnBehalf(
  session: Session,
  options: DataOptions & { name: string; branch?: readonly string[] },
): Promise<void> {
  const { terminal, json } = session
  const { streams, say } = terminal
  const branches = listIn(options.branch)
  const { name } = options
  await withDatabase(session, options, db =>
    db.transaction().execute(async tx => {
      const { account } = await findAccount(tx, { kind: 'service', name })
      await revokeOnBehalf(tx, { account, name, branches })
    }),
  )
  streams.out(json ? `${toJson({ name, branches })}\n` : `${say(texts.mayRepresentNoMore(name, branches))}\n`)
}

function whoseOf({ name, user }: Whose): { kind: 'person' | 'service'; name: string } {
  if (user !== undefined && name === undefined) return { kind: 'person', name: user }
  if (name !== undefined && user === undefined) return { kind: 'service', name }
  throw new ExitError(exitCodes.usage, texts.usage.nameOrUser())
}

function rolesIn(given: readonly string[] | undefined): Role[] {
  const names = listIn(given)
  const unknown = names.filter(name => !isRole(name))
  if (unknown.length > 0) throw new ExitError(exitCodes.usage, texts.usage.unknownRoles(unknown, roleNames))
  return names.filter(isRole)
}

/** `--role a --role b`, `--role a b` and `--role a,b` are the same. */
function listIn(given: readonly string[] | undefined): string[] {
  return [...new Set((given ?? []).flatMap(word => word.split(',')).filter(word => word !== ''))]
}
