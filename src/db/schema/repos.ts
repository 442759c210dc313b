// Row types of the schema `repos`, written by hand beside its migrations and compared with the live catalogue by a test.

import type { ColumnType } from 'kysely'
import type { Json } from '../../lib/json.ts'

export interface ReposTables {
  'repos.rpm': RpmRow
  'repos.tree_release': TreeReleaseRow
  'repos.member': MemberRow
  'repos.member_record': MemberRecordRow
  'repos.version': VersionRow
}

/** One RPM file whose bytes lie in the pool. */
export interface RpmRow {
  /** Lower-case hexadecimal SHA-256 of the file. */
  sha256: string
  /** File name: `name-version-release.arch.rpm`. */
  file: string
  name: string
  epoch: number
  version: string
  release: string
  /** Of a source RPM: `src` or `nosrc`. */
  arch: string
  /** File name of the source RPM it was built from; '' for a source RPM. */
  source_rpm: string
  /** The source package as the build service calls it. */
  source_name: string
  size_bytes: number
  /** Unix seconds. */
  build_time: number
}

/** A release in a tree, published there and not withdrawn. */
export interface TreeReleaseRow {
  tree: string
  release: string
  /** Repository directories it needs, also where it has no package. */
  directories: string[]
  /** In a test tree: it has been published since. */
  published: boolean
}

/** A package of a release in a tree. */
export interface MemberRow {
  tree: string
  release: string
  /** Path from the top of the tree. */
  path: string
  sha256: string
}

/** The advisory records of a release for one repository directory. */
export interface MemberRecordRow {
  tree: string
  release: string
  directory: string
  /** UpdateRecord[] of src/rpm/updateinfo.ts. */
  records: ColumnType<Json, string, string>
}

/** A version of a tree that has been published. */
export interface VersionRow {
  tree: string
  number: number
  /** Unix seconds; grows with every version. */
  revision: number
  /** Of the intent that made it. */
  change_key: string
  run: string
  created_at: Date
  /** PublishedRepository[] of the room. */
  repositories: ColumnType<Json, string, string>
  /** The RPMs that this version no longer offers: PlacedRpm[]. */
  withdrawn: ColumnType<Json, string, string>
}
