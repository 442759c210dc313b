// What the local forge accepts, whoever writes. Pure.

import { type Refusal, refuse } from '../../lib/errors.ts'
import { clean } from '../../lib/text.ts'
import { texts } from './texts.ts'

const LONGEST_TITLE = 255
const REPOSITORY = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}\/[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/

/** One line of 1 to 255 characters. */
export function titleRefusal(title: string): Refusal | undefined {
  const isUsable = clean(title).trim() !== '' && title.length <= LONGEST_TITLE && !/[\r\n]/.test(title)
  return isUsable ? undefined : refuse('unusable-title', texts.unusableTitle(LONGEST_TITLE))
}

/** `owner/name`. */
export function repositoryRefusal(repository: string): Refusal | undefined {
  return REPOSITORY.test(repository) ? undefined : refuse('unusable-repository', texts.unusableRepository())
}

export function commentRefusal(body: string): Refusal | undefined {
  return clean(body).trim() === '' ? refuse('blank-comment', texts.blankComment()) : undefined
}
