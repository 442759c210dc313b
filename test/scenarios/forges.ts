// The forges a story can be told on: the one built in, and stand-ins of vendors. People act there as they would in the
// browser; what they do reaches the product by its own ways, routes or web hooks.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type StandIn, startStandIn } from '../../world/gitee/index.ts'
import { startGithub } from '../../world/github/index.ts'

/** The repository of the release issues, and who Slipway writes as. */
export const FORGE = 'toy/release-management'
export const BOT = 'slipway-bot'
/** Source packages of stories: each has a repository with issues. */
const PACKAGES = ['dock', 'mast', 'pier', 'rope']
const ENTERPRISE = 'toy'
const HOOK_SECRET = 'a hook secret of a story'

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

const worlds = {
  local: openLocal,
  gitee: () => openVendor('gitee'),
  gitcode: () => openVendor('gitcode'),
  github: openGithub,
}

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
  const secret = HOOK_SECRET
  const issueAt = ({ repository, id }: IssuePlace) => {
    const [owner = '', repo = ''] = repository.split('/')
    const issue = world.memory.repository(owner, repo)?.issues.find(i => i.number === id)
    if (!issue) throw new Error(`no issue ${repository}#${id}`)
    return issue
  }
  return {
    standIn: world,
    async config(dir) {
      const places = name === 'gitee' ? { enterprise: ENTERPRISE } : { repositories }
      const secrets = await writeSecrets(dir, world.person(BOT).user.token)
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

async function openGithub(): Promise<ForgeWorld> {
  const world = await startGithub({ now: () => new Date() })
  const people = new Map<string, ReturnType<typeof world.addUser>>()
  const person = (login: string) => {
    const user = people.get(login) ?? world.addUser(login)
    people.set(login, user)
    return user
  }
  const repositories = [FORGE, ...PACKAGES.map(p => `src-toy/${p}`)]
  for (const repository of repositories) world.addRepository(repository, [person(BOT)])
  const acted = <T>(as: string, method: string, path: string, body?: object) => {
    const answer = world.as(person(as), method, path, body)
    if (answer.status > 299) throw new Error(`${method} ${path}: ${answer.status}`)
    return answer.body as T
  }
  const pathOf = ({ repository, id }: IssuePlace) => `/repos/${repository}/issues/${id}`
  const commentPath = (at: IssuePlace, id: string) => `/repos/${at.repository}/issues/comments/${id}`
  const listed = <T>(path: string) => {
    const all: T[] = []
    for (let page = 1; all.length === (page - 1) * 100; page++) {
      all.push(...acted<T[]>(BOT, 'GET', `${path}?state=all&per_page=100&page=${page}`))
    }
    return all
  }
  return {
    async config(dir) {
      const secrets = await writeSecrets(dir, person(BOT).token)
      return { adapter: 'github', url: world.url, repository: FORGE, bot: BOT, repositories, ...secrets }
    },
    connect(product) {
      const hook = { url: `${product.url}/hooks/github`, secret: HOOK_SECRET }
      for (const repository of repositories) world.addHook(repository, hook)
    },
    issue: async at => issueOf(acted(BOT, 'GET', pathOf(at))),
    issues: async repository => listed<GithubIssue>(`/repos/${repository}/issues`).map(issueOf),
    async openIssue(as, repository, title) {
      const { number } = acted<{ number: number }>(as, 'POST', `/repos/${repository}/issues`, { title })
      return `${repository}#${number}`
    },
    editIssue: async (as, at, change) => void acted(as, 'PATCH', pathOf(at), change),
    async comments(at) {
      const all = listed<GithubComment>(`${pathOf(at)}/comments`)
      return all.map(({ id, body, user }) => ({ id: String(id), body, author: user }))
    },
    async comment(as, at, body) {
      const { id } = acted<GithubComment>(as, 'POST', `${pathOf(at)}/comments`, { body })
      return { id: String(id), body, author: { login: as } }
    },
    editComment: async (as, at, id, body) => void acted(as, 'PATCH', commentPath(at, id), { body }),
    deleteComment: async (as, at, id) => void acted(as, 'DELETE', commentPath(at, id)),
    close: () => world.close(),
  }
}

interface GithubIssue {
  readonly title: string
  readonly body: string | null
  readonly state: string
  readonly labels: readonly { readonly name: string }[]
}

interface GithubComment {
  readonly id: number
  readonly body: string
  readonly user: { readonly login: string }
}

function issueOf({ title, body, state, labels }: GithubIssue): Issue {
  return { title, body: body ?? '', state, labels: labels.map(label => label.name) }
}

async function writeSecrets(dir: string, token: string): Promise<{ tokenFile: string; hookSecretFile: string }> {
  await writeFile(join(dir, 'forge-token'), `${token}\n`)
  await writeFile(join(dir, 'hook-secret'), `${HOOK_SECRET}\n`)
  return { tokenFile: 'forge-token', hookSecretFile: 'hook-secret' }
}
