// What the configuration says of the forge: which one, where, and the files that hold its secrets.

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Static, Type } from 'typebox'
import { type Text, text } from '../lib/text.ts'

const REPOSITORY = '^[\\w.-]+/[\\w.-]+$'
const Name = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$' })
const File = Type.String({ minLength: 1 })

/** Addresses of the vendors' own APIs; another is named by `url`. */
const vendors = {
  gitee: 'https://gitee.com/api/v5',
  gitcode: 'https://api.gitcode.com/api/v5',
  github: 'https://api.github.com',
} as const

export type VendorName = keyof typeof vendors

export const forgeFile = Type.Object(
  {
    adapter: Type.Enum(['local', 'gitee', 'gitcode', 'github']),
    repository: Type.String({ pattern: REPOSITORY }),
    bot: Type.Optional(Name),
    url: Type.Optional(Type.String({ pattern: '^https?://[^\\s?#@]+$' })),
    enterprise: Type.Optional(Name),
    repositories: Type.Optional(Type.Array(Type.String({ pattern: '^[\\w.-]+(/[\\w.-]+)?$' }))),
    tokenFile: Type.Optional(File),
    hookSecretFile: Type.Optional(File),
    problems: Type.Optional(Type.Object({ owner: Name }, { additionalProperties: false })),
    specs: Type.Optional(Type.Object({ owner: Name }, { additionalProperties: false })),
  },
  { additionalProperties: false },
)

type ForgeFile = Static<typeof forgeFile>

interface AnyForgeConfig {
  readonly repository: string
  /** Owner of the source packages' repositories, in which problems found get an issue. */
  readonly problems: { readonly owner: string } | undefined
  /** Owner of the repositories that hold `<package>.spec`. */
  readonly specs: { readonly owner: string } | undefined
}

interface LocalForgeConfig extends AnyForgeConfig {
  readonly name: 'local'
  readonly bot: string
}

export interface VendorForgeConfig extends AnyForgeConfig {
  readonly name: VendorName
  /** Login of the account that the token belongs to, where it is said. */
  readonly bot: string | undefined
  readonly url: string
  readonly enterprise: string | undefined
  readonly repositories: readonly string[]
  readonly token: string
  readonly hookSecret: string | undefined
}

export type ForgeConfig = LocalForgeConfig | VendorForgeConfig

/** Without any configuration. */
export const builtInForge: LocalForgeConfig = {
  name: 'local',
  repository: 'slipway/release-management',
  bot: 'slipway-bot',
  problems: undefined,
  specs: undefined,
}

/** Reads the secrets beside the configuration. What is wrong comes back as sentences. */
export async function readForge(file: ForgeFile | undefined, base: string): Promise<ForgeConfig | Text[]> {
  if (!file) return builtInForge
  const { adapter, repository, bot, enterprise, repositories, tokenFile = '', hookSecretFile, problems, specs } = file
  const wrong = problemsOf(file)
  if (wrong.length > 0) return wrong
  if (adapter === 'local') return { name: adapter, repository, problems, specs, bot: bot ?? builtInForge.bot }
  const token = await readSecret('tokenFile', resolve(base, tokenFile))
  const hookSecret =
    hookSecretFile === undefined ? undefined : await readSecret('hookSecretFile', resolve(base, hookSecretFile))
  const unread = [token, hookSecret].filter(secret => typeof secret === 'object')
  if (typeof token === 'object' || typeof hookSecret === 'object') return unread
  return {
    name: adapter,
    repository,
    problems,
    specs,
    bot,
    url: file.url ?? vendors[adapter],
    enterprise,
    // Where the releases are, issues are looked for too.
    repositories: repositories ?? (enterprise === undefined ? [repository] : []),
    token,
    hookSecret,
  }
}

function problemsOf({
  adapter,
  bot: _bot,
  repository: _repository,
  problems: _problems,
  specs: _specs,
  ...more
}: ForgeFile): Text[] {
  if (adapter === 'local') return Object.keys(more).map(texts.notLocal)
  const owners = (more.repositories ?? []).filter(name => !name.includes('/'))
  const needsEnterprise = adapter !== 'gitee' || more.enterprise === undefined
  return [
    ...(more.tokenFile === undefined ? [texts.noToken(adapter)] : []),
    ...(adapter !== 'gitee' && more.enterprise !== undefined ? [texts.noEnterprise(adapter)] : []),
    ...(needsEnterprise ? owners.map(texts.ownerAlone) : []),
  ]
}

/** A secret of one line, without the blanks around it. */
async function readSecret(key: string, path: string): Promise<string | Text> {
  try {
    const secret = (await readFile(path, 'utf8')).trim()
    return /^[\x20-\x7e]{1,500}$/.test(secret) ? secret : texts.badSecret(key, path)
  } catch (error) {
    return texts.unreadable(key, path, (error as NodeJS.ErrnoException).code ?? 'error')
  }
}

const texts = {
  notLocal: (key: string): Text =>
    text(`forge/${key}：内置平台（local）没有此项`, `forge/${key}: the built-in forge (local) has no such key`),
  noToken: (adapter: string): Text =>
    text(`forge/tokenFile：${adapter} 需要令牌文件`, `forge/tokenFile: ${adapter} needs a file with its token`),
  noEnterprise: (adapter: string): Text =>
    text(
      `forge/enterprise：${adapter} 不能按企业查找 issue`,
      `forge/enterprise: ${adapter} finds no issues by enterprise`,
    ),
  ownerAlone: (name: string): Text =>
    text(
      `forge/repositories：${name} 应写作 owner/name；只写 owner 需要 gitee 的 enterprise`,
      `forge/repositories: write ${name} as owner/name; an owner alone needs gitee's enterprise`,
    ),
  unreadable: (key: string, path: string, code: string): Text =>
    text(`forge/${key}：无法读取 ${path}（${code}）`, `forge/${key}: ${path} cannot be read (${code})`),
  badSecret: (key: string, path: string): Text =>
    text(
      `forge/${key}：${path} 应为一行可见的 ASCII 字符，最长 500`,
      `forge/${key}: ${path} must hold one line of visible ASCII characters, at most 500`,
    ),
}
