// Reads the project's pages as data: their links, headings and the commands they tell people to type.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Page {
  /** Path from the project's root. */
  readonly path: string
  /** Targets of links and images as written, with what follows `#`. */
  readonly links: readonly string[]
  /** Anchors of the headings, as forges make them. */
  readonly anchors: readonly string[]
  /** Words in the simple commands of fenced `sh` blocks; pipes and `&&` separate, comments are dropped. */
  readonly commands: readonly (readonly string[])[]
  /** Comment commands such as `/cve-ok` in code. */
  readonly slashes: readonly string[]
}

/** README, CONTRIBUTING and everything below docs/. */
export function readPages(root: string): Page[] {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
  const paths = ['README.md', 'CONTRIBUTING.md', ...docs.map(name => `docs/${name}`)]
  return paths.filter(path => path.endsWith('.md')).map(path => readPage(path, readFileSync(join(root, path), 'utf8')))
}

export function readPage(path: string, text: string): Page {
  const blocks = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language, body = '']) => ({
    language,
    body,
  }))
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '')
  const codes = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
  const lines = blocks.filter(b => b.language === 'text').flatMap(b => b.body.split('\n'))
  return {
    path,
    links: [...prose.matchAll(/\]\(([^()\s]+)\)/g)].map(([, link = '']) => link),
    anchors: [...prose.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)),
    commands: blocks.filter(b => b.language === 'sh').flatMap(b => commandsOf(b.body)),
    slashes: [...codes, ...lines].flatMap(code => /^\/([a-z]+(?:-[a-z]+)*)(?=$|\s)/.exec(code)?.[1] ?? []),
  }
}

function commandsOf(script: string): string[][] {
  const lines = script.replaceAll('\\\n', ' ').split('\n')
  return lines
    .map(line => line.replace(/(^|\s)#.*$/, ''))
    .flatMap(line => line.split(/\s*(?:&&|\|\|?|;)\s*/))
    .map(command => (command.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map(word => word.replace(/^["']|["']$/g, '')))
    .map(withoutSettings)
    .filter(words => words.length > 0)
}

/** Drops `NAME=value` before the program. */
function withoutSettings(words: string[]): string[] {
  const first = words.findIndex(word => !/^[A-Z_]+=/.test(word))
  return first < 0 ? [] : words.slice(first)
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')
}
