// The rules on single files: length, name, opening comment, words and addresses that must not stand in them.

import { readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

export interface FileViolation {
  readonly rule: FileRule
  readonly file: string
  readonly line: number
  readonly message: string
}

export interface FilesReport {
  readonly files: number
  /** Lines of the middle one of our own source files, tests left out. */
  readonly medianLines: number
  readonly violations: readonly FileViolation[]
}

export type FileRule = 'too-long' | 'file-name' | 'opening-comment' | 'left-to-do' | 'machine-path' | 'registry-address'

const MAX_LINES = 400
/** Folders whose content follows another's rules: made by a program, recorded, or compared byte by byte. */
const NOT_OURS = /(^|\/)(generated|fixtures|golden|__snapshots__|images)\//
const LOCK = /(^|\/)package-lock\.json$/
const CODE = /^(src|web\/src|world|demo|bench|scripts|test)\/.*\.tsx?$/
/** Its name and its first lines say what a test is for. */
const TEST = /\.test\.tsx?$/
const KEBAB = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/
/** A language's file is named as the language is. */
const LOCALE = /^[a-z]{2}-[A-Z]{2}\.ts$/
const CAPITALS = /^(README|CONTRIBUTING|LICENSE|NOTICE|CHANGELOG|Makefile|Dockerfile)(\.[a-z]+)*$/
const VAGUE = new Set(['util', 'utils', 'helper', 'helpers', 'manager', 'impl'])

// Character classes keep these patterns from finding themselves.
const LEFT_TO_DO = /\b(TO[D]O|FIXM[E])\b/
const MACHINE_PATH = /(?<=^|[\s'"`(=:,[]|\/\/)\/(wor[k]|far[m])\/|\/tmp\/(bash[_]jobs|w[t])\b|\.\.\/share[d]\//
const REGISTRY = /registry\.[a-z.]*(np[m]|yar[n]|taoba[o])|np[m]mirror\.com/

/** Checks the files at these paths below `root`. */
export function checkFiles(root: string, paths: readonly string[]): FilesReport {
  const violations: FileViolation[] = []
  const lengths: number[] = []
  for (const path of paths) {
    const bytes = readFileSync(join(root, path))
    if (bytes.subarray(0, 8000).includes(0)) continue
    const lines = bytes.toString('utf8').replace(/\n$/, '').split('\n')
    if (CODE.test(path) && !isOthers(path) && !path.startsWith('test/') && !TEST.test(path)) {
      lengths.push(lines.length)
    }
    violations.push(...checkFile(path, lines))
  }
  lengths.sort((a, b) => a - b)
  return { files: paths.length, medianLines: lengths[Math.floor(lengths.length / 2)] ?? 0, violations }
}

function checkFile(path: string, lines: readonly string[]): FileViolation[] {
  if (LOCK.test(path)) return found(path, lines, 'registry-address', /"resolved": "https?:/)
  const always = [
    ...found(path, lines, 'machine-path', MACHINE_PATH),
    ...found(path, lines, 'registry-address', path.endsWith('.npmrc') ? /^registry\s*=/ : REGISTRY),
  ]
  if (isOthers(path)) return always
  const whole = (rule: FileRule, message: string): FileViolation => ({ rule, file: path, line: 1, message })
  if (lines.length > MAX_LINES) always.push(whole('too-long', `${lines.length} lines, at most ${MAX_LINES}`))
  const name = nameProblem(path)
  if (name) always.push(whole('file-name', name))
  if (CODE.test(path) && !TEST.test(path) && !opensWithComment(lines)) {
    always.push(whole('opening-comment', 'opens without a comment on what it is for'))
  }
  return [...always, ...found(path, lines, 'left-to-do', LEFT_TO_DO)]
}

function nameProblem(path: string): string | undefined {
  const parts = path.split('/')
  const odd = parts.find(part => !KEBAB.test(part) && !CAPITALS.test(part) && !LOCALE.test(part))
  if (odd) return `${odd} is not in kebab-case`
  const vague = basename(path)
    .split(/[-.]/)
    .find(word => VAGUE.has(word))
  return vague ? `"${vague}" does not say what is in it` : undefined
}

function opensWithComment(lines: readonly string[]): boolean {
  const first = lines[0]?.startsWith('#!') ? lines[1] : lines[0]
  return first !== undefined && /^\/[/*]+ *\S/.test(first) && !first.startsWith('// biome-ignore')
}

function found(file: string, lines: readonly string[], rule: FileRule, pattern: RegExp): FileViolation[] {
  return lines.flatMap((line, at) => {
    const [match] = pattern.exec(line) ?? []
    return match === undefined ? [] : [{ rule, file, line: at + 1, message: `says ${match.trim()}` }]
  })
}

function isOthers(path: string): boolean {
  return NOT_OURS.test(path) || LOCK.test(path)
}
