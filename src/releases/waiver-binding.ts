// What a waiver of a finding is bound to, by the code of the finding, and which findings nobody waives. Pure.

import type { Finding } from '../flow/index.ts'
import type { Text } from '../lib/text.ts'
import type { BadRpmCode, InstallProblem } from '../repos/index.ts'
import { waiverTexts } from './waiver-texts.ts'

/** Codes of what a self-check may hold against a release. */
export type BlockingCode =
  | BadRpmCode
  | InstallProblem['code']
  | 'not-built'
  | 'wrong-arch'
  | 'wrong-dist'
  | 'not-judged'
  | 'unmet-requirement'
  | 'unmet-build-requirement'
  | 'version-older'
  | 'version-newer'
  | 'version-missing'
  | 'version-failed'
  | 'lower-version'
  | 'different-content'
  | 'same-package-twice'
  | 'upgrade-path'

/** By its subject: that names one package in one version, and there is one thing to say of it. */
const bySubject = { boundTo: 'subject' } as const
/** By its subject and by what is said of it: another cause, or another version of the other package, is another risk. */
const byWords = { boundTo: 'words' } as const

/** Files that are not what they say, and what was not made or could not be looked at: there is no risk to take. */
const bindings = {
  'not-built': { never: waiverTexts.notBuilt() },
  'missing-file': { never: waiverTexts.badFile() },
  'not-an-rpm': { never: waiverTexts.badFile() },
  'truncated-rpm': { never: waiverTexts.badFile() },
  'unsafe-name': { never: waiverTexts.badFile() },
  'unknown-arch': { never: waiverTexts.badFile() },
  'wrong-file-name': { never: waiverTexts.badFile() },
  'wrong-arch': { never: waiverTexts.wrongPlace() },
  // A tree cannot hold two packages of one name.
  'same-package-twice': { never: waiverTexts.twoContents() },
  'different-content': { never: waiverTexts.twoContents() },
  'empty-root': { never: waiverTexts.notChecked() },
  'version-failed': { never: waiverTexts.notChecked() },
  'not-installed': bySubject,
  'wrong-dist': bySubject,
  'not-installable': byWords,
  'not-judged': byWords,
  'unmet-requirement': byWords,
  'unmet-build-requirement': byWords,
  'version-older': byWords,
  'version-newer': byWords,
  'version-missing': byWords,
  'lower-version': byWords,
  'upgrade-path': byWords,
} as const satisfies Record<BlockingCode, typeof bySubject | typeof byWords | { readonly never: Text }>

/** A code of another time is bound to its words: what is not known is not waived with something else. */
function bindingOf(code: string): (typeof bindings)[BlockingCode] {
  return Object.hasOwn(bindings, code) ? bindings[code as BlockingCode] : byWords
}

export function whyNeverWaived({ code }: Pick<Finding, 'code'>): Text | undefined {
  const binding = bindingOf(code)
  return 'never' in binding ? binding.never : undefined
}

/**
 * What must be said again, exactly so, for a waiver to hold; null where the subject says it all. Of a finding that tells
 * its cause apart from what would mend it, the cause alone.
 */
export function saidOf({ code, message, data }: Pick<Finding, 'code' | 'message' | 'data'>): string | null {
  const binding = bindingOf(code)
  if (!('boundTo' in binding) || binding.boundTo === 'subject') return null
  const cause = typeof data === 'object' && data !== null && 'said' in data ? data.said : undefined
  return typeof cause === 'string' && cause !== '' ? cause : message.en
}
