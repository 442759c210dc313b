// Keeps repository trees: immutable versions and one pointer per tree (design §4a). Knows files, not packages.

/** Key of a tree, e.g. `release/openEuler-24.03-LTS` or `test/openEuler-24.03-LTS`. */
export type TreeKey = string

export interface RepoHost {
  /** The version the pointer names; undefined before the first one. */
  head(tree: TreeKey): Promise<number | undefined>
  /** Local directory of a sealed version, to read or hard-link from, never to write. */
  versionPath(tree: TreeKey, version: number): string
  /** A fresh empty private directory on the same file system; each call gives another one. */
  workspace(tree: TreeKey, key: string): Promise<string>
  /** Makes a workspace the immutable version N by one rename; when N exists already the workspace is dropped. */
  seal(tree: TreeKey, version: number, workspace: string): Promise<void>
  /** Switches the pointer by one rename and syncs the directory. A no-op when it already names N. */
  pointAt(tree: TreeKey, version: number): Promise<void>
  /** Removes sealed versions older than the newest `keep` and abandoned workspaces. */
  prune(tree: TreeKey, keep: number): Promise<void>
}
