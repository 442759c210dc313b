// The shapes the API answers with, by the names they have in the OpenAPI document. The built-in forge describes itself.

import type { components } from './generated/schema.ts'

type Schemas = components['schemas']

export type AdvisoryView = Schemas['AdvisoryView']
export type BranchList = Schemas['BranchList']
export type CommandAnswer = Schemas['CommandAnswer']
export type CommandOutcome = Schemas['CommandOutcome']
export type CommandView = Schemas['CommandView']
export type Explanation = Schemas['Explanation']
export type ExplanationItem = Schemas['ExplanationItem']
export type FeedbackAnswer = Schemas['FeedbackAnswer']
export type Finding = Schemas['Finding']
export type GateView = Schemas['GateView']
export type Imported = Schemas['Imported']
export type ItemChange = Schemas['ItemChange']
export type ItemHistory = Schemas['ItemHistory']
export type ItemView = Schemas['ItemView']
export type Me = Schemas['Me']
export type NumberedFinding = Schemas['NumberedFinding']
export type PackageDiff = Schemas['PackageDiff']
export type PackageRelease = Schemas['PackageRelease']
export type PackageReleases = Schemas['PackageReleases']
export type PackageVersions = Schemas['PackageVersions']
export type PlannedReleases = Schemas['PlannedReleases']
export type Problem = Schemas['Problem']
export type ProblemView = Schemas['ProblemView']
export type ReleaseDiff = Schemas['ReleaseDiff']
export type ReleasePage = Schemas['ReleasePage']
export type ReleaseSummary = Schemas['ReleaseSummary']
export type ReleaseView = Schemas['ReleaseView']
export type RepositoryLink = Schemas['RepositoryLink']
export type RunAnswer = Schemas['RunAnswer']
export type RunView = Schemas['RunView']
export type SelfCheckView = Schemas['SelfCheckView']
export type SignOffView = Schemas['SignOffView']
export type SloReport = Schemas['SloReport']
export type SloView = Schemas['SloView']
export type StageName = Schemas['StageName']
export type StepView = Schemas['StepView']
export type Text = Schemas['Text']
export type Timeline = Schemas['Timeline']
export type TimelineEntry = Schemas['TimelineEntry']
export type VersionTable = Schemas['VersionTable']
export type VersionVerdict = Schemas['VersionVerdict']

interface ForgeUser {
  readonly id: string
  readonly login: string
}

export interface ForgeIssue {
  readonly id: string
  readonly repository: string
  readonly title: string
  readonly body: string
  readonly state: 'open' | 'progressing' | 'closed' | 'rejected'
  readonly labels: readonly string[]
  readonly author: ForgeUser
  readonly url: string
  readonly createdAt: string
  readonly updatedAt: string
}

export interface ForgeComment {
  readonly id: string
  readonly body: string
  readonly author: ForgeUser
  readonly createdAt: string
}
