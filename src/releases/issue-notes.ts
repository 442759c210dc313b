// Comments about the release issue itself: that somebody changed our part of it, and what taking it over left open.
// Pure.

import { type Language, lines, sameInBoth, type Text } from '../lib/text.ts'
import { type BotComment, dashed, harmless, marked } from './answers.ts'
import type { Drift } from './issue-blocks.ts'
import { issueTexts as texts } from './issue-texts.ts'
import { roleLines } from './issue-words.ts'
import { stageAt } from './stages.ts'
import type { Imported } from './view.ts'

/** Lines quoted in one comment; the rest is counted. */
const MAX_QUOTED = 20
const MAX_LINE = 200

/** Tells once what somebody changed in our part, and which command does it properly. */
export function driftNote(drift: Drift, language: Language): BotComment {
  const removed = drift.removed.slice(0, MAX_QUOTED)
  const added = drift.added.slice(0, MAX_QUOTED - removed.length)
  const unsaid = drift.removed.length + drift.added.length - removed.length - added.length
  const changed = [...drift.removed, ...drift.added]
  const said = lines([
    drift.isGone ? texts.removed() : texts.edited(),
    ...hintsFor(changed),
    ...(removed.length > 0 ? [texts.linesRemoved(), ...removed.map(quoted)] : []),
    ...(added.length > 0 ? [texts.linesAdded(), ...added.map(quoted)] : []),
    ...(unsaid > 0 ? [texts.moreLines(unsaid)] : []),
  ])
  return marked(`edited:${drift.id}`, said[language])
}

const roleLine = new RegExp(`^(${Object.values(roleLines).join('|')})\\s*[:：]`)

function hintsFor(changed: readonly string[]): Text[] {
  const has = (pattern: RegExp) => changed.some(line => pattern.test(line))
  return [
    ...(has(/^\|/) ? [texts.hintRows()] : []),
    ...(has(roleLine) ? [texts.hintPeople()] : []),
    ...(has(/^(版本|例行CVE冻结|代码冻结)\s*[:：]/) ? [texts.hintDates()] : []),
  ]
}

/** Lists what was not understood or not taken over of an imported issue. */
export function importNote(imported: Imported, language: Language): BotComment {
  const shown = imported.notUnderstood.slice(0, MAX_QUOTED)
  const unsaid = imported.notUnderstood.length - shown.length
  const said = lines([
    texts.importedComment(stageAt(imported.stage).title),
    ...imported.notes.map(dashed),
    ...(shown.length > 0 ? [texts.notUnderstood()] : []),
    ...shown.map(({ line, text: words }) => dashed(texts.numberedLine(line, code(words)))),
    ...(unsaid > 0 ? [texts.moreLines(unsaid)] : []),
  ])
  return marked('imported', said[language])
}

function quoted(line: string): Text {
  return sameInBoth(`- ${code(line)}`)
}

/** Words of people in a span of code: nothing in them is a mention, a link or a command. */
function code(words: string): string {
  const short = words.trim().slice(0, MAX_LINE).toWellFormed()
  return `\`${harmless(short).replaceAll('`', "'")}\``
}
