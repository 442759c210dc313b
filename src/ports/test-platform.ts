// The test team's platform (radiaTest): one milestone per hand-over.

// A type alias, not an interface: it is stored as JSON.
export type MilestoneRequest = {
  /** Unique, e.g. `openEuler 24.03-LTS update_20261125`; creating it again gives the same milestone. */
  readonly name: string
  readonly product: string
  readonly version: string
  readonly packages: readonly string[]
  readonly baseUpdateUrl: string
  readonly epolUpdateUrl?: string
}

export interface TestPlatform {
  /** The open milestone of this name as it was last asked for; undefined when there is none or it was withdrawn. */
  readMilestone(name: string): Promise<MilestoneRequest | undefined>
  createMilestone(request: MilestoneRequest): Promise<{ name: string }>
  /** Marks a milestone withdrawn; unknown or already withdrawn ones are fine. */
  withdrawMilestone(name: string): Promise<void>
}
