// The version check of seed 000 §5: per package and architecture the version of the spec against that of the build. Pure.

import { refuse } from '../lib/errors.ts'
import type { Text } from '../lib/text.ts'
import { compareEvr, type Evr } from '../rpm/evr.ts'
import { packagesInScope, type Release } from './model.ts'
import type { ParsedCommand } from './parse.ts'
import type { Rule } from './ruling.ts'
import type { BuildFact, BuiltVersion, VersionFact, VersionLook, VersionRow, VersionVerdict } from './version-facts.ts'
import { versionTable } from './version-table.ts'
import { versionTexts as say } from './version-texts.ts'

/** Version and release of an RPM's file name; undefined when it is none. */
export function versionOfFile(file: string): BuiltVersion | undefined {
  const match = /^.+-([^-]+)-([^-]+)\.[^.]+\.rpm$/.exec(file)
  if (!match?.[1] || !match[2]) return undefined
  return { epoch: null, version: match[1], release: match[2] }
}

/** Letters before a number that tell of a candidate or a snapshot, never of a distribution. */
const NO_DIST = 'rc|git|p|patch|a|alpha|b|beta|c|cvs|dev|pre|post|r|rev|svn|bzr|hg|snap|snapshot'

/** Such as `.oe2403sp1`, `.el9_4`, `.fc40`: what a suffix looks like where nobody has configured it. */
const LIKE_DIST = new RegExp(`\\.(?!(?:${NO_DIST})\\d)[a-z]+\\d{1,4}(?:sp\\d+|_\\d+)?(?=$|\\.\\d+$)`, 'i')

/** A release without the suffix of the distribution (`.oe2403`, also in `3.oe2403.1`). */
function withoutDist(release: string, dist: string | undefined): string {
  if (dist === undefined) return release.replace(LIKE_DIST, '')
  const parts = release.split('.')
  const at = parts.indexOf(dist)
  return at > 0 ? parts.toSpliced(at, 1).join('.') : release
}

/**
 * Specs of some distributions name the suffix, others get it without saying so: both agree with a build that has it. An
 * epoch that is not known is not compared.
 */
function compareWithSpec(built: BuiltVersion, spec: Evr, dist: string | undefined): -1 | 0 | 1 {
  const known = { ...built, epoch: built.epoch ?? spec.epoch }
  const exact = compareEvr(known, spec)
  if (exact === 0) return 0
  // What only looks like a suffix in a spec may be more than that.
  const said = dist === undefined ? spec : { ...spec, release: withoutDist(spec.release, dist) }
  return compareEvr({ ...known, release: withoutDist(built.release, dist) }, said)
}

export function verdictOf(fact: VersionFact, { built }: BuildFact): VersionVerdict {
  if (fact.failed !== undefined) return 'failed'
  if (fact.spec === null) return 'no-spec'
  if ('unresolved' in fact.spec) return 'unresolved'
  if (!built) return 'missing'
  const order = compareWithSpec(built, fact.spec.evr, fact.dist)
  return order === 0 ? 'same' : order < 0 ? 'older' : 'newer'
}

/** What is kept of a look. */
export function versionRows({ revision, packages }: Omit<VersionLook, 'began'>): VersionRow[] {
  return packages.flatMap(fact =>
    fact.builds.map(build => ({
      package: fact.package,
      family: fact.family,
      arch: build.arch,
      spec: fact.spec && 'evr' in fact.spec ? written(fact.spec.evr) : null,
      built: build.built && written(build.built),
      verdict: verdictOf(fact, build),
      detail: detailOf(fact),
      revision,
    })),
  )
}

function written({ epoch, version, release }: BuiltVersion): string {
  return `${epoch ? `${epoch}:` : ''}${version}-${release}`
}

function detailOf({ failed, spec }: VersionFact): string | null {
  if (failed !== undefined) return failed
  if (!spec) return null
  return 'unresolved' in spec ? spec.unresolved : (spec.by ?? null)
}

/** The packages a command means: those it names, else the whole scope. People may be mentioned in it. */
export function packagesMeant(release: Release, { args }: Pick<ParsedCommand, 'args'>): readonly string[] {
  const named = args.filter(word => !word.startsWith('@'))
  return named.length > 0 ? [...new Set(named)] : packagesInScope(release.items)
}

export const checkVersions: Rule = (release, command, asking) => {
  const inScope = packagesInScope(release.items)
  const meant = packagesMeant(release, command)
  const strange = meant.filter(name => !inScope.includes(name))
  if (strange.length > 0) return refuse('not-in-scope', say.notInScope(strange.map(name => name.slice(0, 60))))
  const { versions } = asking.facts
  if (!versions) return { changes: [], message: say.noPlace() }
  if (meant.length === 0) return { changes: [], message: say.none() }
  // What another command of the same comment has taken out meanwhile is not kept.
  const packages = versions.packages.filter(fact => inScope.includes(fact.package))
  const rows = versionRows({ ...versions, packages })
  const names = packages.map(fact => fact.package)
  return {
    changes: [{ kind: 'keep-versions', packages: names, rows, began: versions.began }],
    message: answerOf(rows, names),
  }
}

function answerOf(rows: readonly VersionRow[], packages: readonly string[]): Text {
  const other = new Set(rows.filter(row => row.verdict !== 'same').map(row => row.package))
  const summary = say.summary(packages.length - other.size, packages.length)
  if (other.size === 0) return summary
  const table = versionTable(rows.filter(row => other.has(row.package)))
  return { zh: `${summary.zh}\n\n${table.zh}`, en: `${summary.en}\n\n${table.en}` }
}
