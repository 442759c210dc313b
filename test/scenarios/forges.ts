// The forges a story can be told on: the one built in, and stand-ins of vendors. People act there as they would in the
// browser; what they do reaches the product by its own ways, routes or web hooks.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type StandIn, startStandIn } from '../../world/gitee/index.ts'

/** The repository of the release issues, and who Slipway writes as. */
export const FORGE = 'toy/release-management'
export const BOT = 'slipway-bot'
/** Source packages of stories: each has a repository with issues. */
const PACKAGES = ['dock', 'mast', 'pier', 'rope']
const ENTERPRISE = 'toy'

export interface Comment {
  readonly id: string
  readonly body: string
  readonly author: { readonly login: string }
}

export interface Issue {
  readonly title: string
  readonly body: string
  readonly state: string
  readonly labels: readonly string[]
}

export interface IssuePlace {
  readonly repository: string
  readonly id: string
}

/** How a story reaches the product. */
export interface Product {
  readonly url: string
  get<T>(path: string, call?: { as?: string; method?: string; body?: unknown }): Promise<T>
  call(path: string, call?: { as?: string; method?: string; body?: unknown }): Promise<{ status: number }>
}

export interface ForgeWorld {
  /** What the configuration says of it; files with secrets are written into `dir`. */
  config(dir: string): Promise<object>
  /** The product runs: deliveries may go there. */
  connect(product: Product): void
  issue(at: IssuePlace): Promise<Issue>
  /** All issues of a repository, whatever their state. */
  issues(repository: string): Promise<readonly Issue[]>
  /** Gives how the issue is named in a command. */
  openIssue(as: string, repository: string, title: string): Promise<string>
  editIssue(as: string, at: IssuePlace, change: { body: string }): Promise<void>
  /** Oldest first. */
  comments(at: IssuePlace): Promise<readonly Comment[]>
  comment(as: string, at: IssuePlace, body: string): Promise<Comment>
  editComment(as: string, at: IssuePlace, id: string, body: string): Promise<void>
  deleteComment(as: string, at: IssuePlace, id: string): Promise<void>
  close(): Promise<void>
  /** The vendor's stand-in, for its bad days; absent where there is none. */
  readonly standIn?: StandIn
}

const worlds = { local: openLocal, gitee: () => openVendor('gitee'), gitcode: () => openVendor('gitcode') }

export type ForgeName = keyof typeof worlds

export function openForge(name: ForgeName): Promise<ForgeWorld> {
  return worlds[name]()
}

async function openLocal(): Promise<ForgeWorld> {
  let known: Product | undefined
  const product = () => {
    if (!known) throw new Error('the product does not run yet')
    return known
  }
  const pathOf = ({ repository, id }: IssuePlace) => `/forge/api/repos/${repository}/issues/${id}`
  const commentPath = (at: IssuePlace, id: string) => `${pathOf(at)}/comments/${id}`
  return {
    config: async () => ({ adapter: 'local', repository: FORGE, bot: BOT }),
    connect(to) {
      known = to
    },
    async issue(at) {
      const { title, body, state, labels } = await product().get<Issue>(pathOf(at))
      return { title, body, state, labels }
    },
    issues: repository => product().get(`/forge/api/repos/${repository}/issues`),
    async openIssue(as, repository, title) {
      const path = `/forge/api/repos/${repository}/issues`
      return (await product().get<{ id: string }>(path, { as, body: { title } })).id
    },
    async editIssue(as, at, body) {
      await product().get(pathOf(at), { as, method: 'PATCH', body })
    },
    comments: at => product().get(`${pathOf(at)}/comments`),
    comment: (as, at, body) => product().get(`${pathOf(at)}/comments`, { as, body: { body } }),
    async editComment(as, at, id, body) {
      await product().get(commentPath(at, id), { as, method: 'PATCH', body: { body } })
    },
    async deleteComment(as, at, id) {
      await product().call(commentPath(at, id), { as, method: 'DELETE' })
    },
    close: async () => undefined,
  }
}

async function openVendor(name: 'gitee' | 'gitcode'): Promise<ForgeWorld> {
  const world = await startStandIn(name)
  const repositories = [FORGE, ...PACKAGES.map(p => `src-toy/${p}`)]
  for (const repository of repositories) world.addRepository(repository, { enterprise: ENTERPRISE })
  const secret = 'a hook secret of a story'
  const issueAt = ({ repository, id }: IssuePlace) => {
    const [owner = '', repo = ''] = repository.split('/')
    const issue = world.memory.repository(owner, repo)?.issues.find(i => i.number === id)
    if (!issue) throw new Error(`no issue ${repository}#${id}`)
    return issue
  }
  return {
    standIn: world,
    async config(dir) {
      await writeFile(join(dir, 'forge-token'), `${world.person(BOT).user.token}\n`)
      await writeFile(join(dir, 'hook-secret'), `${secret}\n`)
      const places = name === 'gitee' ? { enterprise: ENTERPRISE } : { repositories }
      const secrets = { tokenFile: 'forge-token', hookSecretFile: 'hook-secret' }
      return { adapter: name, url: world.url, repository: FORGE, bot: BOT, ...places, ...secrets }
    },
    connect: product => world.hooks.to({ url: `${product.url}/hooks/${name}`, secret, form: 'signature' }),
    async issue(at) {
      const { title, body, state, labels } = issueAt(at)
      return { title, body, state, labels: [...labels] }
    },
    async issues(repository) {
      const [owner = '', repo = ''] = repository.split('/')
      return world.memory.repository(owner, repo)?.issues ?? []
    },
    async openIssue(as, repository, title) {
      const { id } = world.person(as).openIssue(repository, { title })
      return name === 'gitee' ? id : `${repository}#${id}`
    },
    editIssue: async (as, at, change) => world.person(as).editIssue(at, change),
    async comments(at) {
      return issueAt(at).comments.map(({ id, body, author }) => ({ id: String(id), body, author }))
    },
    async comment(as, at, body) {
      return { id: world.person(as).comment(at, body), body, author: { login: as } }
    },
    editComment: async (as, at, id, body) => world.person(as).editComment(at, id, body),
    deleteComment: async (as, at, id) => world.person(as).deleteComment(at, id),
    close: () => world.close(),
  }
}
