// A sentence said to people, in both first-class languages. Every room keeps its sentences in its `texts.ts`.

// A type alias, not an interface: it is stored as JSON.
export type Text = { readonly zh: string; readonly en: string }

export type Language = keyof Text

/** Builds a Text from its Chinese and English wording. */
export function text(zh: string, en: string): Text {
  return { zh, en }
}

/** Words that are the same in both languages: names, and what programs say. */
export function sameInBoth(words: string): Text {
  return { zh: words, en: words }
}

/** A sentence as one entry of a list. */
export function entry({ zh, en }: Text): Text {
  return { zh: `- ${zh}`, en: `- ${en}` }
}

/** Joins several sentences into one Text, line by line. */
export function lines(parts: readonly Text[]): Text {
  return { zh: parts.map(p => p.zh).join('\n'), en: parts.map(p => p.en).join('\n') }
}

/** Joins names into one Text: `a, b` in English, `a、b` in Chinese. */
export function listed(parts: readonly Text[]): Text {
  return { zh: parts.map(p => p.zh).join('、'), en: parts.map(p => p.en).join(', ') }
}

/** Joins names of which one will do: `a, b or c`. */
export function either(parts: readonly Text[]): Text {
  const last = parts.at(-1)
  if (!last || parts.length === 1) return last ?? text('', '')
  const others = listed(parts.slice(0, -1))
  return { zh: `${others.zh}或${last.zh}`, en: `${others.en} or ${last.en}` }
}

/** Text of others as the database can hold it: PostgreSQL knows no U+0000 and no halves of surrogate pairs. */
export function clean(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

/** Full-width letters and digits, exotic blanks and invisible characters as people meant them. */
export function normalised(text: string): string {
  return clean(text)
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' ')
}

/** The language a person asked for in an Accept-Language header; Chinese is the default of the project. */
export function languageOf(header: string | undefined): Language {
  const first = (header ?? '').split(',')[0]?.trim().toLowerCase() ?? ''
  return first.startsWith('en') ? 'en' : 'zh'
}
