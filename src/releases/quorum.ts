// Who of a gate's roles is still missing, and in which role a person signs. Pure.

import type { Holders, Role } from '../accounts/index.ts'
import { type Refusal, refuse } from '../lib/errors.ts'
import { countedSignOffs, type GatePolicies, isOpen, policyOf } from './advance.ts'
import type { Release } from './model.ts'
import type { Asking } from './ruling.ts'
import { type Gate, type GateName, gates } from './stages.ts'
import { texts } from './texts.ts'

/** Roles whose sign-off would bring a gate further; none when it is open. */
export function missingRoles(release: Release, gate: GateName, policies: GatePolicies): readonly Role[] {
  const { roles }: Gate = gates[gate]
  if (isOpen(release, gate, policies)) return []
  if (policyOf(gate, policies) !== 'all') return roles
  const counted = countedSignOffs(release, gate, policies)
  return roles.filter(role => !counted.some(s => s.role === role))
}

/** How many more sign-offs a gate that counts them needs. */
export function moreNeeded(release: Release, gate: GateName, policies: GatePolicies): number {
  const policy = policyOf(gate, policies)
  return typeof policy === 'number' ? Math.max(0, policy - countedSignOffs(release, gate, policies).length) : 0
}

/** The same with the people who can still sign: those whose sign-off would count. */
export function missingAt(
  release: Release,
  gate: GateName,
  { policies, holders }: { policies: GatePolicies; holders: Holders },
): { role: Role; people: string[] }[] {
  const signed = release.signOffs.filter(s => s.gate === gate)
  return missingRoles(release, gate, policies).map(role => {
    const spent = policies.onePersonManyRoles === 'each' ? signed.filter(s => s.role === role) : signed
    const left = holders[role].filter(h => !spent.some(s => s.account === h.account))
    return { role, people: left.map(h => h.login) }
  })
}

/**
 * The roles in which a person signs a gate now: one that nobody has signed in yet, if they hold such a one; where a
 * person counts for each of their roles, all of those.
 */
export function rolesToSign(release: Release, gate: GateName, asking: Asking): readonly Role[] | Refusal {
  const { roles, title, command }: Gate = gates[gate]
  const signed = release.signOffs.filter(s => s.gate === gate)
  const held = roles.filter(role => asking.roles.includes(role))
  const free = held.filter(role => !signed.some(s => s.role === role))
  const isMany = asking.policies.onePersonManyRoles === 'each' && policyOf(gate, asking.policies) !== 'any'
  if (isMany && free.length > 0) return free
  if (signed.some(s => s.account === asking.account)) return refuse('already-signed', texts.alreadySigned(title))
  const role = free[0] ?? held[0]
  return role ? [role] : refuse('wrong-role', texts.wrongRole(command.slice(1), roles, asking.setting?.people))
}
