// What was found of packages that cannot be installed: the shapes that are stored, shown and answered. Types only.

// Type aliases, not interfaces: they are stored as JSON.

/** One demand that cannot be met together with the others of its step. */
export type ClosureReason =
  /** Nobody provides it. `others`: what there is under that name, in versions that will not do. */
  | { readonly kind: 'missing'; readonly package: string; readonly dependency: string; readonly others: string[] }
  | {
      readonly kind: 'not-understood'
      readonly package: string
      readonly dependency: string
      readonly others: string[]
    }
  | { readonly kind: 'needs'; readonly package: string; readonly dependency: string; readonly others: string[] }
  | { readonly kind: 'conflicts'; readonly package: string; readonly dependency: string; readonly others: string[] }
  | { readonly kind: 'obsoletes'; readonly package: string; readonly dependency: string; readonly others: string[] }
  | { readonly kind: 'same-name'; readonly package: string; readonly others: string[] }
  | { readonly kind: 'foreign'; readonly package: string }
  /** Explained by a step of its own. */
  | { readonly kind: 'uninstallable'; readonly package: string }

export type ClosureStep = { readonly package: string; readonly because: ClosureReason[] }

export type ClosureFinding = {
  /** `name-[epoch:]version-release.arch` */
  readonly nevra: string
  readonly name: string
  /** Which of the repositories it is in, counted from 0 in the order in which they were named. */
  readonly repository: number
  /** `undecided`: the work allowed did not suffice; neither verdict may be believed. */
  readonly verdict: 'uninstallable' | 'undecided'
  /** It itself first, then those that stand in its way and cannot be installed themselves. */
  readonly chain: ClosureStep[]
}

export type Explained = Omit<ClosureFinding, 'repository' | 'verdict'> & {
  readonly verdict: ClosureFinding['verdict'] | 'installable'
  /** What would be installed with it. */
  readonly along: string[]
  /** Of the packages on offer those that would let it be installed, none where they would not; only where some are. */
  readonly mendedBy?: string[]
}
