// Whether what one package provides is what another asks for. The rules are libsolv's for RPM, which decides for dnf:
// https://github.com/openSUSE/libsolv, held against it by test/differential.

import { BARE_FIRST, BARE_SECOND, compareVersions } from './versions.ts'
import { EQUAL, GREATER, LESS, type Vocabulary } from './vocabulary.ts'

/**
 * Whether two ranges of versions of one name have a version in common. Either without a relation stands for all of them.
 * A version without release stands for all its releases.
 */
export function rangesMeet(v: Vocabulary, provided: number, asked: number): boolean {
  const { second: relations, third: versions } = v.dependencies
  const offers = relations[provided] as number
  const wants = relations[asked] as number
  if (offers === 0 || wants === 0) return true
  if ((offers & wants & (LESS | GREATER)) !== 0) return true
  switch (compareVersions(v.strings, v.versions, versions[provided] as number, versions[asked] as number)) {
    case BARE_FIRST:
      return (offers & EQUAL) !== 0
    case -1:
      return (wants & LESS) !== 0 || (offers & GREATER) !== 0
    case 0:
      return (offers & wants & EQUAL) !== 0
    case 1:
      return (wants & GREATER) !== 0 || (offers & LESS) !== 0
    case BARE_SECOND:
      return (wants & EQUAL) !== 0
  }
}

/** Whether a package's own version lies in the range that an obsoletes names. */
export function rangeHolds(v: Vocabulary, version: number, asked: number): boolean {
  const wants = v.dependencies.second[asked] as number
  if (wants === 0) return true
  switch (compareVersions(v.strings, v.versions, version, v.dependencies.third[asked] as number)) {
    case BARE_FIRST:
      return true
    case -1:
      return (wants & LESS) !== 0
    case 0:
    case BARE_SECOND:
      return (wants & EQUAL) !== 0
    case 1:
      return (wants & GREATER) !== 0
  }
}
