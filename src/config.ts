// The configuration file: YAML for policy, parsed once, checked, frozen, passed on as values. Secrets never stand here.

import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { parse } from 'yaml'
import { isBadTeam, roles as roleNames } from './accounts/index.ts'
import { builtInForge, type ForgeConfig, forgeFile, readForge } from './adapters/registry.ts'
import { type AdvisorySettings, openEulerSettings } from './advisories/index.ts'
import { addDays, isCivilDate } from './lib/clock.ts'
import { RefusedError, refuse } from './lib/errors.ts'
import { lines, sameInBoth, type Text, text } from './lib/text.ts'
import type { Planning } from './releases/index.ts'

const strict = { additionalProperties: false }
const Name = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$' })
const Policy = Type.Union([Type.Literal('any'), Type.Literal('all'), Type.Integer({ minimum: 1, maximum: 20 })])
const OwnItems = Type.Union([Type.Literal('allow'), Type.Literal('refuse')])
/** Whether a person who holds several of a gate's roles counts once for it, or once for each. */
const Counting = Type.Union([Type.Literal('once'), Type.Literal('each')])
/** As dnf takes it. */
const Address = Type.String({ pattern: '^(file|https?)://\\S+$' })
/** `2026-10-01`, `20261001`, or a range of both ends. */
const Day = Type.Union([
  Type.String({ pattern: '^\\d{4}-?\\d{2}-?\\d{2}$' }),
  Type.Integer({ minimum: 10000101, maximum: 99991231 }),
])
const Days = Type.Array(Type.Union([Day, Type.Object({ from: Day, to: Day }, strict)]), { maxItems: 1000 })
const Folder = Type.Object({ adapter: Type.Literal('local'), directory: Type.String({ minLength: 1 }) }, strict)

/** Where update lists are archived. */
const Archive = Type.Object(
  {
    repository: Type.Optional(Type.String({ pattern: '^[\\w.-]+/[\\w.-]+$' })),
    branch: Type.Optional(Type.String({ pattern: '^[\\w./-]+$' })),
    directory: Type.Optional(Type.String({ pattern: '^(?!.*\\.\\.)[\\w.-]+(/[\\w.-]+)*$' })),
    sources: Type.Optional(Type.String({ pattern: '^https?://\\S*\\$package\\S*$' })),
  },
  strict,
)

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
      Type.Partial(
        Type.Object(
          {
            cve: Policy,
            bugfix: Policy,
            test: Policy,
            check: Policy,
            cvrf: Policy,
            ownItems: OwnItems,
            onePersonManyRoles: Counting,
          },
          strict,
        ),
      ),
    ),
    accept: Type.Optional(Type.Union([Type.Literal('automatic'), Type.Literal('by-version-manager')])),
    supply: Type.Optional(Type.Union([Type.Literal('automatic'), Type.Literal('by-consent')])),
    roles: Type.Optional(Type.Record(Type.String(), Type.Array(Type.String()))),
    mail: Type.Optional(Type.Object({ testers: Type.Array(Type.String()) }, strict)),
    maintained: Type.Optional(Type.Boolean()),
    weekly: Type.Optional(Type.Boolean()),
    upgradesTo: Type.Optional(Type.Array(Name, { maxItems: 20 })),
    upgradePath: Type.Optional(Type.Union([Type.Literal('block'), Type.Literal('warn')])),
    dist: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9_~^]+$' })),
    start: Type.Optional(Type.Union([Type.Literal('automatic'), Type.Literal('by-button')])),
    holidays: Type.Optional(Days),
    workdays: Type.Optional(Days),
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
    holidays: Type.Optional(Days),
    workdays: Type.Optional(Days),
    archive: Type.Optional(Archive),
    waivers: Type.Optional(
      Type.Object({ maxDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650 })) }, strict),
    ),
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
type DayList = Static<typeof Days>

export interface Config {
  readonly publicUrl: string | undefined
  readonly language: 'zh' | 'en'
  readonly forge: ForgeConfig
  /** Absolute folders of the local adapters. */
  readonly folders: Readonly<
    Record<'builds' | 'builtMetadata' | 'repositories' | 'objects' | 'cves' | 'outbox', string>
  >
  readonly mailFrom: string
  readonly branches: readonly (BranchConfig &
    Pick<Required<BranchConfig>, 'supply'> & { readonly planning: Planning })[]
  readonly archive: Static<typeof Archive> | undefined
  /** The most days that a finding may be waived for; undefined: the usual. */
  readonly waiverDays: number | undefined
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
  const wrong = [
    ...parsed.branches.flatMap(problemsOfBranch),
    ...problemsOfNames(parsed.branches.map(b => b.name)),
    ...problemsOfUpgrades(parsed.branches),
    ...problemsOfDays('', parsed),
    ...parsed.branches.flatMap(b => problemsOfDays(`branches/${b.name}/`, b)),
  ]
  const base = dirname(resolve(file))
  const forge = await readForge(parsed.forge, base)
  if (Array.isArray(forge)) wrong.push(...forge)
  if (Array.isArray(forge) || wrong.length > 0) return fail(file, wrong)
  const unclear = parsed.branches.flatMap(b => problemsOfCalendar(b.name, planningOf(parsed, b)))
  if (unclear.length > 0) return fail(file, unclear)
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

/** Users go from branch to branch in one direction, among branches that are there. */
function problemsOfUpgrades(branches: readonly BranchConfig[]): Text[] {
  const next = new Map(branches.map(b => [b.name, b.upgradesTo ?? []]))
  return branches.flatMap(({ name, upgradesTo = [] }) => {
    const unknown = upgradesTo.filter(other => !next.has(other))
    const reached = new Set(upgradesTo)
    for (const other of reached) for (const further of next.get(other) ?? []) reached.add(further)
    const inCircle = reached.has(name) ? [texts.upgradesInCircle(name)] : []
    return [...unknown.map(other => texts.upgradesToUnknown(name, other)), ...inCircle]
  })
}

/** A range of days is written to spare typing, not to hold years. */
const MAX_RANGE = 400

function problemsOfDays(where: string, { holidays = [], workdays = [] }: { holidays?: DayList; workdays?: DayList }) {
  const named = [...holidays.map(day => ['holidays', day] as const), ...workdays.map(day => ['workdays', day] as const)]
  return named.flatMap(([list, day]) => {
    const ends = typeof day === 'object' ? [day.from, day.to] : [day]
    const wrong = ends.map(compact).filter(end => !isCivilDate(end))
    if (wrong.length > 0) return wrong.map(end => texts.notADay(`${where}${list}`, end))
    const [from = '', to = from] = ends.map(compact)
    return from <= to && to <= addDays(from, MAX_RANGE) ? [] : [texts.notARange(`${where}${list}`, from, to)]
  })
}

function problemsOfCalendar(branch: string, { holidays, workdays }: Planning): Text[] {
  const both = holidays.find(day => workdays.includes(day))
  return both === undefined ? [] : [texts.bothWays(branch, both)]
}

/** What a branch does not say itself it has from the whole file. */
function planningOf(file: ConfigFile, branch: BranchConfig): Planning {
  return {
    maintained: branch.maintained ?? true,
    weekly: branch.weekly ?? false,
    holidays: (branch.holidays ?? file.holidays ?? []).flatMap(daysOf),
    workdays: (branch.workdays ?? file.workdays ?? []).flatMap(daysOf),
  }
}

function daysOf(entry: DayList[number]): string[] {
  if (typeof entry !== 'object') return [compact(entry)]
  const days: string[] = []
  const [from, to] = [compact(entry.from), compact(entry.to)]
  for (let day = from; day <= to && days.length <= MAX_RANGE; day = addDays(day, 1)) days.push(day)
  return days
}

function compact(day: string | number): string {
  return String(day).replaceAll('-', '')
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
      builtMetadata: resolve(dataDir, 'cache/builds'),
      repositories: folder(file.repoHost, 'repositories'),
      objects: folder(file.objectStore, 'objects'),
      cves: folder(file.cveSource, 'cve'),
      outbox: folder(file.mailer, 'outbox'),
    },
    mailFrom: file.mailer?.from ?? 'Slipway <slipway@localhost>',
    branches: file.branches.map(b => ({
      ...b,
      ...(b.baseline ? { baseline: resolve(base, b.baseline) } : {}),
      // A branch where the version manager accepts every row does not let the system add some unless it says so.
      supply: b.supply ?? (b.accept === 'by-version-manager' ? 'by-consent' : 'automatic'),
      planning: planningOf(file, b),
    })),
    archive: file.archive,
    waiverDays: file.waivers?.maxDays,
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
  upgradesToUnknown: (branch: string, other: string): Text =>
    text(
      `branches/${branch}/upgradesTo：没有配置分支 ${other}`,
      `branches/${branch}/upgradesTo: the branch ${other} is not configured`,
    ),
  upgradesInCircle: (branch: string): Text =>
    text(
      `branches/${branch}/upgradesTo：升级路径又回到了 ${branch} 自己`,
      `branches/${branch}/upgradesTo: the upgrade path leads back to ${branch} itself`,
    ),
  unknownRole: (branch: string, role: string): Text =>
    text(
      `branches/${branch}/roles：未知的角色 ${role}；可用的角色：${roleNames.join('、')}`,
      `branches/${branch}/roles: unknown role ${role}; known: ${roleNames.join(', ')}`,
    ),
  notADay: (where: string, day: string): Text =>
    text(`${where}：${day} 不是日历日期`, `${where}: ${day} is not a day of the calendar`),
  notARange: (where: string, from: string, to: string): Text =>
    text(
      `${where}：${from} 到 ${to} 应由先到后，且不超过 ${MAX_RANGE} 天`,
      `${where}: ${from} to ${to} must go forward, over at most ${MAX_RANGE} days`,
    ),
  bothWays: (branch: string, day: string): Text =>
    text(
      `branches/${branch}：${day} 同时是 holidays 和 workdays`,
      `branches/${branch}: ${day} is a holiday and a workday`,
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
  return sameInBoth(said)
}

function fail(file: string, problems: readonly Text[]): never {
  const indented = problems.slice(0, 20).map(p => text(`  ${p.zh}`, `  ${p.en}`))
  throw new RefusedError(refuse('bad-config', texts.wrong(file, lines(indented))))
}
