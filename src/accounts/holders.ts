// Who holds which role on a branch, to be named to others: by configuration and by grant. Pure.

import { type Role, type RolePolicy, roles } from './roles.ts'
import { teamSource } from './teams.ts'

/** A person as mentioned at the forge; the account is null while nobody known bears the login. */
export interface Holder {
  readonly login: string
  readonly account: number | null
}

export type Holders = Readonly<Record<Role, readonly Holder[]>>

/** The people of every role, those of the configuration first; one who is in both stands once. */
export function holdersGiven(facts: {
  readonly policy: RolePolicy
  readonly branch: string
  /** Accounts that bear a login, perhaps on one forge only. */
  readonly logins: readonly { readonly forge: string | null; readonly login: string; readonly account: number }[]
  readonly granted: readonly { readonly role: string; readonly login: string; readonly account: number }[]
  /** Of the teams that role lists name. */
  readonly members: readonly { readonly source: string; readonly login: string; readonly account: number | null }[]
}): Holders {
  const { policy, branch, logins, granted, members } = facts
  const lists = Object.hasOwn(policy.branches, branch) ? policy.branches[branch] : undefined
  const configured = (spelling: string): Holder => {
    const { forge, login } = loginOf(spelling)
    const accounts = logins.filter(l => l.login === login && (forge === undefined || l.forge === forge))
    const [only] = new Set(accounts.map(a => a.account))
    // A bare login that two accounts bear means nobody.
    return { login, account: new Set(accounts.map(a => a.account)).size === 1 ? (only ?? null) : null }
  }
  const people = (role: Role): Holder[] => {
    const inTeam = (source: string): Holder[] =>
      members.flatMap(({ login, account, ...m }) => (m.source === source ? [{ login, account }] : []))
    const named = (lists?.[role] ?? []).flatMap(entry => (teamSource(entry) ? inTeam(entry) : [configured(entry)]))
    const more = granted.filter(g => g.role === role && !named.some(n => n.account === g.account))
    return [...named, ...more.map(({ login, account }) => ({ login, account }))]
  }
  return Object.fromEntries(roles.map(role => [role, people(role)])) as unknown as Holders
}

/** `name` or `forge:name`. */
export function loginOf(spelling: string): { forge?: string; login: string } {
  const at = spelling.indexOf(':')
  return at < 0 ? { login: spelling } : { forge: spelling.slice(0, at), login: spelling.slice(at + 1) }
}

/** Logins by role. */
export function loginsOfHolders(holders: Holders): Readonly<Record<Role, readonly string[]>> {
  return Object.fromEntries(roles.map(role => [role, holders[role].map(h => h.login)])) as unknown as Record<
    Role,
    readonly string[]
  >
}
