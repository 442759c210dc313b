// Who someone is and which roles that gives on a branch. Pure: what is known comes in as arguments.

export const roles = ['version-manager', 'developer', 'security', 'tester', 'tc', 'release', 'qa', 'admin'] as const

export type Role = (typeof roles)[number]

export function isRole(name: string): name is Role {
  return (roles as readonly string[]).includes(name)
}

/**
 * The roles the configuration gives: per branch and role a list of forge logins. A login is written `name`, or
 * `forge:name` where several forges are in use; a bare name that two accounts bear on different forges means nobody.
 * Entries like `team:openeuler` name a team (see teams.ts).
 */
export interface RolePolicy {
  readonly branches: Readonly<Record<string, Partial<Readonly<Record<Role, readonly string[]>>>>>
}

/** What a token may do at most, within what its account may do. Absent: no limit of that kind. */
export type TokenLimits = { readonly roles?: readonly Role[]; readonly branches?: readonly string[] }

// Type aliases, not interfaces: an actor is stored with the work that was ordered.

/** Who acts. Keep it whole: without its limits a token would act with all that its account may do. */
export type Actor = {
  readonly account: number
  readonly name: string
  readonly kind: 'person' | 'service' | 'system'
  /** What the forge calls them, where it is the forge that says who acts: who is mentioned. */
  readonly login?: string
  readonly limits?: TokenLimits
  /** Set for a service that acts for a person: the roles are theirs, within the limits of the service's token. */
  readonly onBehalfOf?: Represented
}

/** The person a service acts for. */
export type Represented = {
  readonly account: number
  readonly name: string
  /** As the service named them: who is mentioned. */
  readonly login: string
}

/** What a service needs to be granted to act for people. Stored as roles are, yet none: it opens no gate. */
export const ON_BEHALF = 'on-behalf'

/** Whether grants let a service act for people on a branch, within the limits of its token. */
export function mayRepresent(grants: readonly RoleGrant[], limits: TokenLimits | undefined, branch: string): boolean {
  if (limits?.branches && !limits.branches.includes(branch)) return false
  return grants.some(g => g.role === ON_BEHALF && (g.branch === null || g.branch === branch))
}

/** Slipway itself: what its plans, timers and schedules do. It holds no roles. */
export const systemActor: Actor = { account: 0, name: 'slipway', kind: 'system' }

/** An account's claim to a login; `rivals` says that the bare login is borne by other accounts too. */
export interface KnownLogin {
  readonly forge: string | null
  readonly login: string
  readonly rivals: boolean
}

/** A role granted in the database; branch null means every branch. */
export interface RoleGrant {
  readonly role: string
  readonly branch: string | null
}

/** The roles of an account on a branch, in the order of `roles`. */
export function rolesGiven(facts: {
  readonly policy: RolePolicy
  readonly branch: string
  readonly logins: readonly KnownLogin[]
  readonly grants: readonly RoleGrant[]
  /** Entries of the lists that name teams the account belongs to. */
  readonly teams?: readonly string[]
  readonly limits: TokenLimits | undefined
}): Role[] {
  const { policy, branch, logins, grants, teams = [], limits } = facts
  if (limits?.branches && !limits.branches.includes(branch)) return []
  const lists = Object.hasOwn(policy.branches, branch) ? policy.branches[branch] : undefined
  const spellings = new Set(logins.flatMap(spellingsOf))
  return roles.filter(
    role =>
      (!limits?.roles || limits.roles.includes(role)) &&
      (grants.some(g => g.role === role && (g.branch === null || g.branch === branch)) ||
        (lists?.[role] ?? []).some(entry => spellings.has(entry) || teams.includes(entry))),
  )
}

/** Bare logins that stand for this account and no other. */
export function ownLogins(logins: readonly KnownLogin[]): string[] {
  return logins.filter(known => !known.rivals).map(known => known.login)
}

function spellingsOf(known: KnownLogin): string[] {
  if (known.login.includes(':')) return []
  const spellings = known.rivals ? [] : [known.login]
  return known.forge === null ? spellings : [...spellings, `${known.forge}:${known.login}`]
}
