// The version check of seed 000 §5: per package the version of the spec against that of the newest build. Pure.

import { lines, type Text } from '../lib/text.ts'
import { compareEvr, type Evr } from '../rpm/evr.ts'
import type { Rule, VersionFact } from './ruling.ts'
import { versionTexts as say } from './version-texts.ts'

export type VersionVerdict = 'same' | 'older' | 'newer' | 'missing' | 'no-spec' | 'unresolved' | 'failed'

/** Version and release of a source RPM's file name; the suffix of the distribution (`.oe2403`) is cut off. */
export function builtVersion(file: string): Pick<Evr, 'version' | 'release'> | undefined {
  const match = /^.+-([^-]+)-([^-]+)\.(?:no)?src\.rpm$/.exec(file)
  if (!match?.[1] || !match[2]) return undefined
  return { version: match[1], release: match[2].replace(/\.[a-z]+\d\w*$/i, '') }
}

export function verdictOf(fact: VersionFact): VersionVerdict {
  if (fact.failed !== undefined) return 'failed'
  if (fact.spec === null) return 'no-spec'
  if ('unresolved' in fact.spec) return 'unresolved'
  const built = fact.built === null ? undefined : builtVersion(fact.built)
  if (!built) return 'missing'
  // A file name does not tell the epoch.
  const order = compareEvr({ ...built, epoch: 0 }, { ...fact.spec.evr, epoch: 0 })
  return order === 0 ? 'same' : order < 0 ? 'older' : 'newer'
}

export const answerVersions: Rule = (_release, _command, asking) => {
  const { versions } = asking.facts
  if (!versions) return { changes: [], message: say.noPlace() }
  if (versions.length === 0) return { changes: [], message: say.none() }
  const told = versions.map(fact => ({ fact, verdict: verdictOf(fact) }))
  const other = told.filter(t => t.verdict !== 'same')
  const rows = other.map(({ fact, verdict }) => rowOf(fact, verdict))
  return { changes: [], message: lines([say.summary(told.length - other.length, told.length), ...rows]) }
}

function rowOf(fact: VersionFact, verdict: VersionVerdict): Text {
  const { spec, built } = fact
  const wanted = spec && 'evr' in spec ? `${spec.evr.version}-${spec.evr.release}` : '—'
  const have = built === null ? undefined : builtVersion(built)
  return say.row(fact.package, wanted, have ? `${have.version}-${have.release}` : '—', words(fact, verdict))
}

function words({ spec, failed = '' }: VersionFact, verdict: VersionVerdict): Text {
  switch (verdict) {
    case 'no-spec':
      return say.noSpec()
    case 'unresolved':
      return say.unresolved(spec && 'unresolved' in spec ? spec.unresolved : '')
    case 'failed':
      return say.failed(failed)
    default:
      return say[verdict]()
  }
}
