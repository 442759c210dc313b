// The configuration file: YAML for policy, parsed once, checked, frozen, passed on as values. Secrets never stand here.

import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { parse } from 'yaml'
import { isBadTeam, roles as roleNames } from './accounts/index.ts'
import { builtInForge, type ForgeConfig, forgeFile, readForge } from './adapters/registry.ts'
import { type AdvisorySettings, openEulerSettings } from './advisories/index.ts'
import { RefusedError, refuse } from './lib/errors.ts'
import { lines, type Text, text } from './lib/text.ts'

const strict = { additionalProperties: false }
const Name = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$' })
const Policy = Type.Union([Type.Literal('any'), Type.Literal('all'), Type.Integer({ minimum: 1, maximum: 20 })])
/** As dnf takes it. */
const Address = Type.String({ pattern: '^(file|https?)://\\S+$' })
const Folder = Type.Object({ adapter: Type.Literal('local'), directory: Type.String({ minLength: 1 }) }, strict)

const Branch = Type.Object(
  {
    name: Name,
    timezone: Type.Optional(Type.String()),
    arches: Type.Array(Type.String({ pattern: '^[a-z0-9_]+$' }), { minItems: 1 }),
    projects: Type.Object({ standard: Type.String(), EPOL: Type.Optional(Type.String()) }, strict),
    base: Type.Optional(
      Type.Array(
        Type.Object(
          { id: Name, family: Type.Union([Type.Literal('standard'), Type.Literal('EPOL')]), url: Address },
          strict,
        ),
      ),
    ),
    baseline: Type.Optional(Type.String({ minLength: 1 })),
    gates: Type.Optional(
      Type.Partial(Type.Object({ cve: Policy, bugfix: Policy, test: Policy, check: Policy, cvrf: Policy }, strict)),
    ),
    roles: Type.Optional(Type.Record(Type.String(), Type.Array(Type.String()))),
    mail: Type.Optional(Type.Object({ testers: Type.Array(Type.String()) }, strict)),
  },
  strict,
)

const File = Type.Object(
  {
    server: Type.Optional(Type.Object({ publicUrl: Type.Optional(Type.String({ pattern: '^https?://' })) }, strict)),
    language: Type.Optional(Type.Union([Type.Literal('zh'), Type.Literal('en')])),
    forge: Type.Optional(forgeFile),
    buildService: Type.Optional(Folder),
    repoHost: Type.Optional(Folder),
    objectStore: Type.Optional(Folder),
    cveSource: Type.Optional(Folder),
    mailer: Type.Optional(
      Type.Object(
        { adapter: Type.Literal('local'), directory: Type.String(), from: Type.Optional(Type.String()) },
        strict,
      ),
    ),
    testPlatform: Type.Optional(Type.Object({ adapter: Type.Literal('local') }, strict)),
    branches: Type.Array(Branch),
    advisories: Type.Optional(
      Type.Object(
        {
          product: Type.Optional(Name),
          prefix: Type.Optional(Name),
          contact: Type.Optional(Type.String()),
          authority: Type.Optional(Type.String()),
        },
        strict,
      ),
    ),
  },
  strict,
)

type ConfigFile = Static<typeof File>
export type BranchConfig = ConfigFile['branches'][number]

export interface Config {
  readonly publicUrl: string | undefined
  readonly language: 'zh' | 'en'
  readonly forge: ForgeConfig
  /** Absolute folders of the local adapters. */
  readonly folders: Readonly<Record<'builds' | 'repositories' | 'objects' | 'cves' | 'outbox', string>>
  readonly mailFrom: string
  readonly branches: readonly BranchConfig[]
  readonly advisories: AdvisorySettings
}

/** Reads and checks a configuration file; without one, a server with no branches. Folders are relative to dataDir. */
export async function loadConfig(file: string | undefined, dataDir: string): Promise<Config> {
  if (file === undefined) return configOf({ branches: [] }, builtInForge, dataDir)
  const source = await readFile(file, 'utf8').catch(error => fail(file, [inBoth(String((error as Error).message))]))
  let parsed: unknown
  try {
    parsed = parse(source, { maxAliasCount: 20 })
  } catch (error) {
    return fail(file, [inBoth((error as Error).message)])
  }
  if (!Value.Check(File, parsed)) {
    const problems = [...Value.Errors(File, parsed)].map(e => `${e.instancePath || '/'}: ${e.message}`)
    return fail(file, [...new Set(problems)].map(inBoth))
  }
  const wrong = [...parsed.branches.flatMap(problemsOfBranch), ...problemsOfNames(parsed.branches.map(b => b.name))]
  const base = dirname(resolve(file))
  const forge = await readForge(parsed.forge, base)
  if (Array.isArray(forge)) wrong.push(...forge)
  if (Array.isArray(forge) || wrong.length > 0) return fail(file, wrong)
  return configOf(parsed, forge, dataDir, base)
}

function problemsOfBranch(branch: BranchConfig): Text[] {
  const unknown = Object.keys(branch.roles ?? {}).filter(role => !(roleNames as readonly string[]).includes(role))
  const zone = branch.timezone ?? 'Asia/Shanghai'
  return [
    ...unknown.map(role => texts.unknownRole(branch.name, role)),
    ...Object.values(branch.roles ?? {})
      .flat()
      .filter(isBadTeam)
      .map(entry => texts.badTeam(branch.name, entry)),
    ...(isTimezone(zone) ? [] : [texts.notATimezone(branch.name, zone)]),
  ]
}

/** Titles name a branch in any case, and addresses have `test` where a branch may stand: neither may be ambiguous. */
function problemsOfNames(names: readonly string[]): Text[] {
  const lower = names.map(n => n.toLowerCase())
  return [
    ...[...new Set(names.filter((_, i) => lower.indexOf(lower[i] ?? '') !== i))].map(texts.branchTwice),
    ...names.filter(n => n.toLowerCase() === 'test').map(texts.branchTaken),
  ]
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function configOf(file: ConfigFile, forge: ForgeConfig, dataDir: string, base = dataDir): Config {
  const folder = (set: { directory: string } | undefined, fallback: string) =>
    set ? resolve(base, set.directory) : resolve(dataDir, fallback)
  return {
    publicUrl: file.server?.publicUrl?.replace(/\/+$/, ''),
    language: file.language ?? 'zh',
    forge,
    folders: {
      builds: folder(file.buildService, 'builds'),
      repositories: folder(file.repoHost, 'repositories'),
      objects: folder(file.objectStore, 'objects'),
      cves: folder(file.cveSource, 'cve'),
      outbox: folder(file.mailer, 'outbox'),
    },
    mailFrom: file.mailer?.from ?? 'Slipway <slipway@localhost>',
    branches: file.branches.map(b => (b.baseline ? { ...b, baseline: resolve(base, b.baseline) } : b)),
    advisories: { ...openEulerSettings, ...file.advisories },
  }
}

const texts = {
  wrong: (file: string, list: Text): Text =>
    text(`配置文件 ${file} 有误：\n${list.zh}`, `The configuration ${file} is wrong:\n${list.en}`),
  branchTwice: (name: string): Text =>
    text(`branches：分支 ${name} 出现多次`, `branches: the branch ${name} stands there more than once`),
  branchTaken: (name: string): Text =>
    text(`branches：名称 ${name} 归测试仓库使用`, `branches: the name ${name} belongs to the test repositories`),
  unknownRole: (branch: string, role: string): Text =>
    text(
      `branches/${branch}/roles：未知的角色 ${role}；可用的角色：${roleNames.join('、')}`,
      `branches/${branch}/roles: unknown role ${role}; known: ${roleNames.join(', ')}`,
    ),
  badTeam: (branch: string, entry: string): Text =>
    text(
      `branches/${branch}/roles：${entry} 应写作 team:组织、team:组织/名称 或 sig-info:路径.yaml`,
      `branches/${branch}/roles: write ${entry} as team:organisation, team:organisation/name or sig-info:path.yaml`,
    ),
  notATimezone: (branch: string, zone: string): Text =>
    text(`branches/${branch}/timezone：没有时区 ${zone}`, `branches/${branch}/timezone: ${zone} is not a time zone`),
}

/** What a library says, in its own words. */
function inBoth(said: string): Text {
  return text(said, said)
}

function fail(file: string, problems: readonly Text[]): never {
  const indented = problems.slice(0, 20).map(p => text(`  ${p.zh}`, `  ${p.en}`))
  throw new RefusedError(refuse('bad-config', texts.wrong(file, lines(indented))))
}
