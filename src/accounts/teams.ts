// Role lists may name teams instead of people: `team:<organisation>[/<name>]` as the forge has it, and
// `sig-info:<path>`, a file of the release-management repository that lists them. Pure.

import { parse } from 'yaml'
import type { RolePolicy } from './roles.ts'

const TEAM = /^team:([\w.-]+(?:\/[\w.-]+)?)$/
const SIG_INFO = /^sig-info:((?:[\w+-][\w.+-]*\/)*[\w+-][\w.+-]*\.ya?ml)$/
/** Where a sig-info file has a person's login, by the forge's name. */
const LOGIN_KEYS: Readonly<Record<string, readonly string[]>> = {
  gitcode: ['gitcode_id', 'atomgit_id'],
  github: ['github_id'],
}
const USUAL_KEYS = ['gitee_id']

export type TeamSource =
  | { readonly kind: 'team'; readonly team: string }
  | { readonly kind: 'file'; readonly path: string }

/** What an entry of a role list names; undefined for a login. */
export function teamSource(entry: string): TeamSource | undefined {
  const team = TEAM.exec(entry)?.[1]
  if (team !== undefined) return { kind: 'team', team }
  const path = SIG_INFO.exec(entry)?.[1]
  return path === undefined ? undefined : { kind: 'file', path }
}

/** Whether an entry means a team and is malformed. */
export function isBadTeam(entry: string): boolean {
  return /^(team|sig-info):/.test(entry) && teamSource(entry) === undefined
}

/** Entries of all lists, or of those of a branch, that name teams. */
export function teamEntries(policy: RolePolicy, branch?: string): string[] {
  const { branches } = policy
  const lists =
    branch === undefined ? Object.values(branches) : Object.hasOwn(branches, branch) ? [branches[branch]] : []
  const entries = lists.flatMap(list => Object.values(list ?? {}).flat())
  return [...new Set(entries.filter(entry => teamSource(entry) !== undefined))]
}

/**
 * The logins of maintainers and committers in a sig-info file, also of those named under a repository; undefined when
 * it is none.
 */
export function loginsOfSig(source: string, forge: string): string[] | undefined {
  let document: unknown
  try {
    document = parse(source, { maxAliasCount: 20 })
  } catch {
    return undefined
  }
  if (!isObject(document)) return undefined
  const keys = LOGIN_KEYS[forge] ?? USUAL_KEYS
  const groups = [document, ...listAt(document, 'repositories')].filter(isObject)
  const people = groups.flatMap(group => [...listAt(group, 'maintainers'), ...listAt(group, 'committers')])
  return [...new Set(people.flatMap(person => loginOf(person, keys)))]
}

function loginOf(person: unknown, keys: readonly string[]): string[] {
  if (typeof person === 'string') return [person]
  if (!isObject(person)) return []
  const login = keys.map(key => person[key]).find(value => typeof value === 'string' && value !== '')
  return typeof login === 'string' ? [login] : []
}

function listAt(of: Record<string, unknown>, key: string): unknown[] {
  const value = of[key]
  return Array.isArray(value) ? value : []
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
