// What the pages tell people to type exists: make targets, npm scripts, verbs and flags of slipway, comment commands.

import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readCall } from '../../src/cli/compat/read-call.ts'
import { spellings } from '../../src/cli/spellings.ts'
import { findCommand } from '../../src/releases/commands.ts'
import { readPage, readPages } from './pages.ts'

const root = process.cwd()
const pages = readPages(root)
const typed = pages.flatMap(page => page.commands.map(words => ({ page: page.path, words, line: words.join(' ') })))
const scripts = Object.keys(JSON.parse(readFileSync('package.json', 'utf8')).scripts)

/** Programs of the system that pages may use; they are not ours to check. */
const SYSTEM = new Set(['git', 'cd', 'curl', 'dnf', 'cp', 'tar', 'sudo', 'apt-get', 'pg_dump', 'export', 'kill'])

function only(program: string) {
  return typed.filter(t => t.words[0] === program)
}

test('every program a page names is known here', () => {
  const known = new Set(['make', 'npm', 'slipway', ...spellings.map(s => s.name), ...SYSTEM])
  expect(typed.filter(t => !known.has(t.words[0] ?? '')).map(t => `${t.page}: ${t.line}`)).toEqual([])
})

describe.skipIf(!existsSync('Makefile'))('make', () => {
  const targets = () => [...readFileSync('Makefile', 'utf8').matchAll(/^([a-z][\w-]*)\s*:/gm)].map(([, name]) => name)

  test.each(only('make'))('$page: $line', ({ words }) => {
    const wanted = words.slice(1).filter(word => !/^-|=/.test(word))
    expect(targets()).toEqual(expect.arrayContaining(wanted))
  })
})

test.each(only('npm'))('npm: $page: $line', ({ words }) => {
  const [, verb, script] = words
  if (verb === 'run') expect(scripts).toContain(script)
  else expect(['ci', 'test']).toContain(verb)
})

describe.skipIf(!existsSync('src/cli/main.ts'))('slipway', () => {
  const helps = new Map<string, string>()
  const help = (verbs: readonly string[]) => {
    const key = verbs.join(' ')
    const args = ['--import', 'tsx', 'src/cli/main.ts', ...verbs, '--help']
    const text = helps.get(key) ?? execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 30_000 })
    helps.set(key, text)
    return text
  }

  test.each(only('slipway'))('$page: $line', ({ words }) => {
    const [, ...rest] = words
    const verbs: string[] = []
    // The verbs are the words that the help of those before them lists.
    for (const word of rest) {
      if (!new RegExp(`^\\s+${word}\\b`, 'm').test(help(verbs).split(/^Commands:/m)[1] ?? '')) break
      verbs.push(word)
    }
    expect(verbs, `${rest[0]} is no verb`).not.toEqual([])
    const described = help(verbs) + help([])
    for (const flag of rest.filter(word => word.startsWith('--'))) {
      expect(described).toContain(flag.split('=')[0])
    }
  })
})

test.each(spellings.flatMap(spelling => only(spelling.name).map(t => ({ ...t, spelling }))))(
  '$page: $line',
  ({ spelling, words }) => {
    expect(readCall(spelling, words.slice(1)).wanted.to).toBeTruthy()
  },
)

/** Addresses of the server that look like a comment command. */
const ADDRESSES = ['healthz', 'readyz']

test('every comment command on a page exists', () => {
  const slashes = pages
    .flatMap(page => page.slashes.map(name => ({ page: page.path, name })))
    .filter(({ name }) => !ADDRESSES.includes(name))
  expect(slashes.length).toBeGreaterThan(0)
  expect(slashes.filter(({ name }) => findCommand(name) === undefined)).toEqual([])
})

test('commands are read from a page as a shell would', () => {
  const page = readPage(
    'x.md',
    "# X\n\n```sh\nA=1 make run # note\ncd a && curl -H 'a b' x | slipway x \\\n  --y\n```\n",
  )
  expect(page.commands).toEqual([
    ['make', 'run'],
    ['cd', 'a'],
    ['curl', '-H', 'a b', 'x'],
    ['slipway', 'x', '--y'],
  ])
})
