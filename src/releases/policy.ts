// What the configuration says about a branch, as the releases room needs it, and the names and addresses it gives. Pure.

import type { RolePolicy } from '../accounts/index.ts'
import type { Language } from '../lib/text.ts'
import type { IssueKey } from '../ports/index.ts'
import type { GatePolicies } from './advance.ts'
import type { Planning } from './calendar.ts'

/** A repository that updates are checked against: what users have already. */
export interface BaseRepository {
  readonly id: string
  readonly family: Family
  /** `file:` or `http(s):` address with `$arch` in it. */
  readonly url: string
}

export type Family = 'standard' | 'EPOL'

/** Who accepts the rows of a scope, and whether those who added some may approve them. */
export interface ScopePolicy {
  /** Rows that are fetched, fed back or added by others wait for the version manager; automatic unless said. */
  readonly accept?: 'by-version-manager' | 'automatic'
  /** Allowed unless said. */
  readonly ownItems?: 'allow' | 'refuse'
}

/** Whether the self-check itself takes along packages that are missing, or names them and waits for `/add requires`. */
export type SupplyPolicy = 'automatic' | 'by-consent'

export interface BranchPolicy extends ScopePolicy {
  readonly name: string
  readonly timezone: string
  readonly arches: readonly string[]
  /** Build project per family; a package belongs to the first family whose project has it. */
  readonly projects: Partial<Readonly<Record<Family, string>>>
  readonly base: readonly BaseRepository[]
  /** Folder with what lay in the published repositories before Slipway kept them, laid out as they are served. */
  readonly baseline: string | undefined
  readonly gates: GatePolicies
  /** Automatic unless said. */
  readonly supply?: SupplyPolicy
  /** Who gets the hand-over mail. */
  readonly testers: readonly string[]
  readonly planning: Planning
  /** Names of the branches its users upgrade to, as from one service pack to the next. */
  readonly upgradesTo?: readonly string[] | undefined
  /** Whether a path to or from another branch on which versions do not go up holds a release; it does unless said. */
  readonly upgradePath?: 'block' | 'warn' | undefined
  /** The distribution tag that the releases of its packages have, such as `oe2403`; not looked at when left out. */
  readonly dist?: string | undefined
}

export interface ReleasesPolicy {
  readonly branches: readonly BranchPolicy[]
  readonly roles: RolePolicy
  /** Language of what is written to the forge and of mails. */
  readonly language: Language
  /** Address under which people reach this server, without a final slash. */
  readonly publicUrl: string
  readonly forge: {
    /** Name under which the forge's users are known to accounts. */
    readonly name: string
    /** Owner of the repositories with the specs of source packages. */
    readonly specs?: { readonly owner: string } | undefined
    /** `owner/name` of the repository the release issues are in. */
    readonly repository: string
    /** Owner of the source packages' repositories: problems found get an issue there. None: they get no issue. */
    readonly problems?: { readonly owner: string } | undefined
  }
  /** The most days that a finding may be waived for. */
  readonly waiverDays?: number | undefined
  /** Where update lists are archived; left out, at the top of the repository of the release issues. */
  readonly archive?: ArchivePolicy | undefined
}

export interface ArchivePolicy {
  /** `owner/name`; the repository of the release issues when left out. */
  readonly repository?: string | undefined
  /** The repository's default branch when left out. */
  readonly branch?: string | undefined
  /** Folder above those of the releases. */
  readonly directory?: string | undefined
  /** Address of a source package's repository, with `$package` in it. */
  readonly sources?: string | undefined
}

/** Address of a release's page. */
export function pageOf(publicUrl: string, release: string): string {
  return `${publicUrl}/ui/releases/${encodeURIComponent(release)}`
}

/** A delivery's name for a comment: the same comment is heard once. */
export function externalIdOf({ forge }: ReleasesPolicy, issue: IssueKey, comment: string): string {
  return `${forge.name}:${issue.repository}#${issue.id}/${comment}`
}

export function branchOf(policy: ReleasesPolicy, name: string): BranchPolicy | undefined {
  return policy.branches.find(b => b.name === name)
}

/** Branches that the users of this one upgrade to. */
export function laterBranches(branches: readonly BranchPolicy[], branch: BranchPolicy): BranchPolicy[] {
  return branches.filter(b => branch.upgradesTo?.includes(b.name))
}

/** Branches whose users upgrade to this one. */
export function earlierBranches(branches: readonly BranchPolicy[], branch: BranchPolicy): BranchPolicy[] {
  return branches.filter(b => b.upgradesTo?.includes(branch.name))
}
