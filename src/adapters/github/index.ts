// The front door of the GitHub adapter.

export { createGithubForge } from './forge.ts'
export { createGithubHook } from './webhook.ts'
