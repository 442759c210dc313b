// Hygiene of text that comes from outside, at one place: what gets into a document can be written in every format.

import type { CveFacts } from '../ports/index.ts'

const ILLEGAL_IN_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFC}\u{10000}-\u{10FFFF}]/gu

// The old tool wrote the four characters `\r\n` where a line ended. Elsewhere they are meant: a CVE may be about them.
const LITERAL_LINE_ENDS = /(?:\\r\\n\s*)+(?=\n|$)/g

/** Unicode NFC, line feeds, no control characters, no stray entities of quotes, one empty line between paragraphs. Idempotent. */
export function cleanProse(text: string): string {
  return text
    .toWellFormed()
    .replace(ILLEGAL_IN_XML, '')
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/&(?:apos|#39);/g, "'")
    .replace(/&(?:quot|#34);/g, '"')
    .replace(LITERAL_LINE_ENDS, '\n')
    .replace(/\n\s*\n/g, '\n\n')
    .trim()
}

/** Facts whose sentences are clean; the rest is left for the checks to name. */
export function cleanFacts(facts: CveFacts): CveFacts {
  return { ...facts, summary: cleanProse(facts.summary), description: cleanProse(facts.description) }
}
