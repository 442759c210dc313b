// The expressions of `%if` and `%[…]` as rpm reads them (rpmio/expression.c of rpm 4.16 and later): numbers, "text",
// v"1.2-3" versions. What rpm calls an error is undefined.

import { compareEvr, parseEvr } from './evr.ts'

interface Version {
  readonly version: string
}

type ExpressionValue = number | string | Version

const TOKEN = /\s*(?:(\d{1,9})(?![\w"])|(v?)"([^"]*)"|(&&|\|\||[=!<>]=|[-+*/()!<>?:]))/y
const MOST_TOKENS = 400

type Token = { readonly value: ExpressionValue } | { readonly sign: string }

/** Thrown and caught in this file alone: leaves a deep parse at once. */
const WRONG = Symbol('no expression')

/** The value of an expression; undefined when it is none. A version is there to be compared only. */
export function evaluate(text: string): number | string | undefined {
  const tokens = tokensOf(text)
  if (!tokens) return undefined
  try {
    const reader = { tokens, at: 0 }
    const value = choice(reader)
    return reader.at === tokens.length && typeof value !== 'object' ? value : undefined
  } catch (error) {
    if (error === WRONG) return undefined
    throw error
  }
}

/** Whether a value counts as true: a number but 0, a text but the empty one. */
export function isTrue(value: number | string): boolean {
  return Boolean(value)
}

function tokensOf(text: string): Token[] | undefined {
  const tokens: Token[] = []
  const end = text.trimEnd().length
  let at = 0
  while (at < end) {
    TOKEN.lastIndex = at
    const match = TOKEN.exec(text)
    if (!match || tokens.length >= MOST_TOKENS) return undefined
    const [, digits, v, quoted, sign] = match
    if (digits !== undefined) tokens.push({ value: Number(digits) })
    else if (quoted !== undefined) tokens.push({ value: v ? { version: quoted } : quoted })
    else tokens.push({ sign: sign ?? '' })
    at = TOKEN.lastIndex
  }
  return tokens
}

interface Reader {
  readonly tokens: readonly Token[]
  at: number
}

/** Takes the next sign if it is one of these. */
function take(reader: Reader, ...signs: string[]): string | undefined {
  const token = reader.tokens[reader.at]
  if (!token || !('sign' in token) || !signs.includes(token.sign)) return undefined
  reader.at++
  return token.sign
}

function choice(reader: Reader): ExpressionValue {
  const condition = logical(reader)
  if (!take(reader, '?')) return condition
  const yes = choice(reader)
  if (!take(reader, ':')) throw WRONG
  const no = choice(reader)
  return holds(condition) ? yes : no
}

/** `&&` and `||` bind alike, from the left, and give one of their sides. */
function logical(reader: Reader): ExpressionValue {
  let left = relation(reader)
  for (let sign = take(reader, '&&', '||'); sign; sign = take(reader, '&&', '||')) {
    const right = relation(reader)
    if (holds(left) === (sign === '&&')) left = right
  }
  return left
}

function relation(reader: Reader): ExpressionValue {
  let left = sum(reader)
  for (;;) {
    const sign = take(reader, '==', '!=', '<=', '>=', '<', '>')
    if (!sign) return left
    const order = compare(left, sum(reader))
    const answer = { '==': order === 0, '!=': order !== 0, '<': order < 0, '>': order > 0, '<=': order <= 0 }[sign]
    left = Number(answer ?? order >= 0)
  }
}

function holds(value: ExpressionValue): boolean {
  if (typeof value === 'object') throw WRONG
  return isTrue(value)
}

function compare(left: ExpressionValue, right: ExpressionValue): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : Number(left > right)
  if (typeof left !== 'object' || typeof right !== 'object') throw WRONG
  const [a, b] = [parseEvr(left.version), parseEvr(right.version)]
  if (!a || !b) throw WRONG
  return compareEvr(a, b)
}

function sum(reader: Reader): ExpressionValue {
  let left = product(reader)
  for (let sign = take(reader, '+', '-'); sign; sign = take(reader, '+', '-')) {
    const right = product(reader)
    if (typeof left === 'string' && typeof right === 'string' && sign === '+') left += right
    else left = calculated(left, sign, right)
  }
  return left
}

function product(reader: Reader): ExpressionValue {
  let left = single(reader)
  for (let sign = take(reader, '*', '/'); sign; sign = take(reader, '*', '/')) {
    left = calculated(left, sign, single(reader))
  }
  return left
}

function calculated(left: ExpressionValue, sign: string, right: ExpressionValue): number {
  if (typeof left !== 'number' || typeof right !== 'number' || (sign === '/' && right === 0)) throw WRONG
  const value = { '+': left + right, '-': left - right, '*': left * right }[sign] ?? Math.trunc(left / right)
  // rpm calculates in 32 bits; what leaves them is nothing to rely on.
  if (Math.abs(value) >= 2 ** 31) throw WRONG
  return value
}

function single(reader: Reader): ExpressionValue {
  if (take(reader, '!')) return Number(!holds(single(reader)))
  if (take(reader, '-')) return calculated(0, '-', single(reader))
  if (take(reader, '(')) {
    const inside = choice(reader)
    if (!take(reader, ')')) throw WRONG
    return inside
  }
  const token = reader.tokens[reader.at++]
  if (!token || !('value' in token)) throw WRONG
  return token.value
}
