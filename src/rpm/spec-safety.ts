// Which specs may be handed to rpm's own reader, which would run what they say: only the preamble, and only when every
// percent sign in it is one that cannot run, read or write anything. In doubt a spec is not safe. Pure.

import { directiveOf } from './spec-branches.ts'

export interface SafePreamble {
  /** The lines before the first section that have to do with the version. */
  readonly text: string
  /** Macros that the spec uses and does not surely define itself before. */
  readonly strange: readonly string[]
}

/**
 * Allowed: the directives of conditions, `%define` and `%global` without parameters, and `%x`, `%{x}`, `%{?x}`, `%{!?x}`,
 * `%{?x:…}`, `%{!?x:…}`. Not allowed: everything else after a percent sign, such as `%(…)`, `%[…]`, `%%`, `%{x:…}`,
 * a macro with arguments, a sign that stands alone (two of them could be put together to `%(`), the word lua (rpm's
 * conditions know it too), and the names below. What is used must be defined for certain, or rpm would leave the name as
 * it stands, and pieces of names could become another name.
 */
const USE = /^%(?:\{([!?]*)([A-Za-z_]\w{2,})([:}])|([!?]*)([A-Za-z_]\w{2,}))/
const DEFINITION = /^[ \t]*%(?:define|global)[ \t]+([A-Za-z_]\w{2,})[ \t]+(?=\S)/
const TAG = /^(name|version|release|epoch)[ \t]*:/i
/** Other tags are left out: they could refuse the spec for what has nothing to do with its version. */
const KEPT = /^(?:name|version|release|epoch)[ \t]*:|^[ \t]*%|^[ \t]*#/i
/** A macro in a line that is left out could still define one. */
const DEFINES = /%.*\b(?:define|global|undefine|lua|load|include|expand)\b/i

/** What rpm itself knows: it reads files, runs programs, or expands a second time. */
const BUILT_IN = new Set(
  (
    'define global undefine undef expand lua load include uncompress basename dirname suffix exists shrink quote gsub sub ' +
    'rep len lower upper reverse macrobody getenv getconfdir getncpus rpmversion url2path u2p xdg dump echo error warn ' +
    'trace verbose dnl SOURCEURL PATCHURL setup patch autosetup autopatch fail dist'
  ).split(' '),
)

const LONGEST = 200_000

/** The preamble of a spec if it is safe. `isSection` tells the line with which the preamble ends. */
export function safePreamble(spec: string, isSection: (line: string) => boolean): SafePreamble | undefined {
  const lines = spec.replaceAll('\r\n', '\n').split('\n')
  const end = lines.findIndex(isSection)
  const all = end < 0 ? lines : lines.slice(0, end)
  const preamble = all.filter(line => KEPT.test(line))
  const text = preamble.join('\n')
  // What goes over several lines is defined, or not, by more than its own line.
  const isWhole = all.every(line => !/\\\s*$/.test(line) && count(line, '{') === count(line, '}'))
  const isAll = all.every(line => KEPT.test(line) || !DEFINES.test(line))
  if (!isWhole || !isAll || text.length > LONGEST || /[\0\r]|lua/i.test(text)) return undefined
  const anywhere = new Set(preamble.flatMap(line => DEFINITION.exec(line)?.[1] ?? []))
  const certain = new Set<string>()
  const strange = new Set<string>()
  let depth = 0
  for (const line of preamble) {
    const directive = directiveOf(line)
    if (directive?.word.startsWith('if')) depth++
    if (directive?.word === 'endif') depth--
    const defined = DEFINITION.exec(line)
    const rest = directive?.rest ?? (defined ? line.slice(defined[0].length) : line)
    const used = usesIn(rest)
    if (!used || (defined?.[1] && BUILT_IN.has(defined[1]))) return undefined
    for (const { name, isAsked } of used) {
      if (isAsked && name === 'dist') continue
      if (BUILT_IN.has(name)) return undefined
      if (isAsked ? !anywhere.has(name) && !certain.has(name) : !certain.has(name)) strange.add(name)
    }
    if (depth > 0) continue
    if (defined?.[1]) certain.add(defined[1])
    const [, tag] = TAG.exec(line) ?? []
    if (tag) for (const name of [tag.toLowerCase(), tag.toUpperCase()]) certain.add(name)
  }
  return depth === 0 ? { text: `${text}\n`, strange: [...strange] } : undefined
}

function count(line: string, character: string): number {
  return line.split(character).length - 1
}

interface Use {
  readonly name: string
  /** Nothing is left of it when it is not defined. */
  readonly isAsked: boolean
}

/** The macros used in a text; undefined when there is a percent sign that is not allowed. */
function usesIn(text: string): Use[] | undefined {
  const uses: Use[] = []
  for (let at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
    const [found, flags = '', braced, after, bareFlags = '', bare] = USE.exec(text.slice(at)) ?? []
    if (found === undefined) return undefined
    const isAsked = (flags + bareFlags).includes('?')
    if (after === ':' && !isAsked) return undefined
    uses.push({ name: braced ?? bare ?? '', isAsked })
  }
  return uses
}
