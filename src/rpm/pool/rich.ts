// Rich (boolean) dependencies as rpm reads them: `(a and b)`, `(a if b else c)`, `(a with b)`, nested at will.
// Only reading: what an expression asks of a set of packages is decided by the solver.

export type Rich =
  | { readonly kind: 'capability'; readonly dependency: number }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Rich[] }
  /** `wanted` if or unless `condition`; `otherwise` stands with else. */
  | { readonly kind: 'if' | 'unless'; readonly wanted: Rich; readonly condition: Rich; readonly otherwise?: Rich }
  /** One package that does both, or the first and not the second. */
  | { readonly kind: 'with'; readonly parts: readonly Rich[] }
  | { readonly kind: 'without'; readonly wanted: Rich; readonly unwanted: Rich }

/** Why an expression is not understood. */
export type RichFault =
  | 'unbalanced'
  | 'empty'
  | 'no-operator'
  | 'unknown-operator'
  | 'mixed-operators'
  | 'too-deep'
  | 'too-long'
  | 'not-one-package'

export type RichParsed = { readonly expression: Rich } | { readonly fault: RichFault }

/** Names one operand; the answer is its dependency's id. */
export type NameOperand = (words: { name: string; relation: number; version: string }) => number

/** Nobody nests deeper; a hostile text of a million parentheses must not fill the stack. */
const MAX_DEPTH = 32
const MAX_OPERANDS = 1000

const OPERATORS = new Set(['and', 'or', 'if', 'unless', 'else', 'with', 'without'])
const CHAINED = new Set(['and', 'or', 'with'])

interface Reading {
  readonly text: string
  readonly operand: NameOperand
  at: number
  operands: number
}

/** Reads a whole expression, its parentheses included. */
export function parseRich(text: string, operand: NameOperand): RichParsed {
  const reading: Reading = { text, operand, at: 0, operands: 0 }
  const found = readGroup(reading, 0)
  if (typeof found === 'string') return { fault: found }
  return reading.at === text.length ? { expression: found } : { fault: 'unbalanced' }
}

/** `( operand operator operand … )`, from the opening parenthesis on. */
function readGroup(reading: Reading, depth: number): Rich | RichFault {
  if (depth > MAX_DEPTH) return 'too-deep'
  reading.at++
  const parts: Rich[] = []
  let operator: string | undefined
  let hasElse = false
  while (true) {
    const part = readOperand(reading, depth)
    if (typeof part === 'string') return part
    parts.push(part)
    skipSpaces(reading)
    const next = reading.text[reading.at]
    if (next === undefined) return 'unbalanced'
    if (next === ')') {
      reading.at++
      return combine(operator, parts)
    }
    const word = readWord(reading)
    if (!OPERATORS.has(word)) return 'unknown-operator'
    if (word === 'else') {
      if (hasElse || (operator !== 'if' && operator !== 'unless')) return 'mixed-operators'
      hasElse = true
    } else if (operator === undefined) operator = word
    else if (operator !== word || !CHAINED.has(word)) return 'mixed-operators'
  }
}

function combine(operator: string | undefined, parts: readonly Rich[]): Rich | RichFault {
  const [first, second, third] = parts
  if (!first) return 'empty'
  if (!second) return operator === undefined ? first : 'empty'
  switch (operator) {
    case 'and':
    case 'or':
      return { kind: operator, parts }
    case 'if':
    case 'unless':
      return { kind: operator, wanted: first, condition: second, ...(third && { otherwise: third }) }
    case 'with':
      return parts.every(asksOnePackage) ? { kind: 'with', parts } : 'not-one-package'
    case 'without':
      if (!asksOnePackage(first) || !asksOnePackage(second)) return 'not-one-package'
      return { kind: 'without', wanted: first, unwanted: second }
    default:
      return 'no-operator'
  }
}

/** Whether one package alone can be what is asked for: nothing but names, `or`, `with` and `without`. */
export function asksOnePackage(rich: Rich): boolean {
  if (rich.kind === 'or') return rich.parts.every(asksOnePackage)
  return rich.kind === 'capability' || rich.kind === 'with' || rich.kind === 'without'
}

/** Visits the operands of an expression with whether each speaks for (or, in a condition, against) what is asked. */
export function visitOperands(rich: Rich, visit: (dependency: number, wanted: boolean) => void, wanted = true): void {
  switch (rich.kind) {
    case 'capability':
      visit(rich.dependency, wanted)
      return
    case 'and':
    case 'or':
    case 'with':
      for (const part of rich.parts) visitOperands(part, visit, wanted)
      return
    case 'without':
      visitOperands(rich.wanted, visit, wanted)
      visitOperands(rich.unwanted, visit, !wanted)
      return
    case 'if':
    case 'unless':
      visitOperands(rich.wanted, visit, wanted)
      visitOperands(rich.condition, visit, !wanted)
      if (!rich.otherwise) return
      // With else, the condition speaks both ways.
      visitOperands(rich.condition, visit, wanted)
      visitOperands(rich.otherwise, visit, wanted)
  }
}

function readOperand(reading: Reading, depth: number): Rich | RichFault {
  skipSpaces(reading)
  const { text, at } = reading
  if (text[at] === '(') return readGroup(reading, depth + 1)
  if (++reading.operands > MAX_OPERANDS) return 'too-long'
  const name = readWord(reading)
  if (name === '') return text[at] === undefined ? 'unbalanced' : 'empty'
  skipSpaces(reading)
  let relation = 0
  while (true) {
    const bit = BITS[reading.text[reading.at] ?? '']
    if (bit === undefined) break
    relation |= bit
    reading.at++
  }
  if (relation === 0) return { kind: 'capability', dependency: reading.operand({ name, relation, version: '' }) }
  skipSpaces(reading)
  const version = readWord(reading)
  if (version === '' || relation === 5 || relation === 7) return 'unknown-operator'
  return { kind: 'capability', dependency: reading.operand({ name, relation, version }) }
}

/** The bits of vocabulary.ts: greater, equal, less. */
const BITS: Readonly<Record<string, number>> = { '>': 1, '=': 2, '<': 4 }

/** Up to a space, or a parenthesis that the word did not open: `libc.so.6()(64bit)` is one word. */
function readWord(reading: Reading): string {
  const { text } = reading
  const from = reading.at
  let open = 0
  while (reading.at < text.length) {
    const c = text[reading.at] as string
    if (c === ' ' || c === ',') break
    if (c === '(') open++
    if (c === ')' && open-- === 0) break
    reading.at++
  }
  return text.slice(from, reading.at)
}

function skipSpaces(reading: Reading): void {
  while (reading.text[reading.at] === ' ') reading.at++
}
