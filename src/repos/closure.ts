// Reads what `dnf repoclosure` and `dnf repoquery` say and finds what an update breaks. Pure.

import { type Capability, includesVersion, needsSolver, parseCapability } from '../rpm/capability.ts'
import { compareEvr } from '../rpm/evr.ts'
import { formatNevra, type Nevra } from '../rpm/nevra.ts'

/** A requirement that no package satisfies once the update is out. */
export interface UnmetRequirement {
  readonly nevra: Nevra
  /** As dnf writes it: `libz.so.1`, `libz = 1.0-1`, `(a or b)`. */
  readonly requirement: string
}

/** A requirement that this check cannot decide. */
export type NotJudged = UnmetRequirement

/** A package that a repository offers. */
export interface OfferedPackage {
  readonly nevra: Nevra
  readonly repository: string
  readonly obsoletes: readonly Capability[]
}

export interface ClosureReport {
  readonly unresolved: readonly { readonly package: string; readonly requirement: string }[]
  /** What dnf itself counts; undefined when it reports nothing. */
  readonly counted: { readonly requirements: number; readonly packages: number } | undefined
}

/** `package: NEVRA from REPOSITORY`, a head line, and each requirement behind four blanks; the counts are on stderr. */
export function parseClosure(stdout: string, stderr: string): ClosureReport {
  const unresolved: { package: string; requirement: string }[] = []
  let current = ''
  for (const line of stdout.split('\n')) {
    const head = /^package: (\S+) from \S+$/.exec(line)
    if (head) current = head[1] ?? ''
    else if (line.startsWith('    ') && current) unresolved.push({ package: current, requirement: line.trim() })
  }
  const counts = /unresolved dependencies \((\d+)\) across (\d+) packages/.exec(stderr)
  return { unresolved, counted: counts ? { requirements: Number(counts[1]), packages: Number(counts[2]) } : undefined }
}

/** The newest package of each name and architecture that no newest package of another name obsoletes. */
export function newestPackages(offered: readonly OfferedPackage[]): OfferedPackage[] {
  const newest = new Map<string, OfferedPackage>()
  for (const one of offered) {
    const other = newest.get(identity(one.nevra))
    if (!other || compareEvr(one.nevra, other.nevra) > 0) newest.set(identity(one.nevra), one)
  }
  const obsoletes = new Map<string, { by: string; range: Capability }[]>()
  for (const { nevra, obsoletes: ranges } of newest.values()) {
    for (const range of ranges) {
      obsoletes.set(range.name, [...(obsoletes.get(range.name) ?? []), { by: nevra.name, range }])
    }
  }
  return [...newest.values()].filter(({ nevra }) => {
    return !obsoletes.get(nevra.name)?.some(o => o.by !== nevra.name && includesVersion(o.range, nevra))
  })
}

/**
 * What the update breaks: the requirements that base and update together leave open and base alone did not, of packages
 * that are still the newest. A package that had the same open requirement before, in whatever version, is not new.
 */
export function findRegressions({
  baseReport,
  report,
  basePackages,
  packages,
}: {
  readonly baseReport: ClosureReport
  readonly report: ClosureReport
  readonly basePackages: readonly OfferedPackage[]
  readonly packages: readonly OfferedPackage[]
}): UnmetRequirement[] {
  const before = new Set(openRequirements(baseReport, basePackages).map(key))
  const open = openRequirements(report, packages).filter(u => !before.has(key(u)))
  const unique = new Map(open.map(u => [`${formatNevra(u.nevra)} ${u.requirement}`, u]))
  return [...unique.entries()].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(e => e[1])
}

function openRequirements(report: ClosureReport, packages: readonly OfferedPackage[]): UnmetRequirement[] {
  const newest = new Map(newestPackages(packages).map(p => [formatNevra(p.nevra), p.nevra]))
  return report.unresolved.flatMap(({ package: name, requirement }) => {
    const nevra = newest.get(name)
    return nevra ? [{ nevra, requirement }] : []
  })
}

/** The requirements of these packages that only a solver can decide. */
export function notJudged(
  packages: readonly { readonly nevra: Nevra; readonly requires: readonly string[] }[],
): NotJudged[] {
  return packages.flatMap(({ nevra, requires }) =>
    requires.filter(needsSolver).map(requirement => ({ nevra, requirement })),
  )
}

/** Reads `repoquery` output whose records begin with `>` and end with a list, one entry per line. */
export function parseRecords(stdout: string): { readonly fields: string; readonly list: string[] }[] {
  const records = stdout.split(/^>/m).slice(1)
  return records.map(record => {
    const at = record.lastIndexOf('\t')
    return {
      fields: record.slice(0, at),
      list: record
        .slice(at + 1)
        .split('\n')
        .filter(Boolean),
    }
  })
}

export function parseObsoletes(list: readonly string[]): Capability[] {
  return list.map(parseCapability)
}

function identity({ name, arch }: Nevra): string {
  return `${name}.${arch}`
}

function key({ nevra, requirement }: UnmetRequirement): string {
  return `${identity(nevra)} ${requirement}`
}
