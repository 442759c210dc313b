// The front door of the GitCode/AtomGit adapter: the API is of Gitee's family, the differences stand as data in
// ../gitee/dialects.ts.

export { createGitcodeForge, createGitcodeHook } from '../gitee/index.ts'
