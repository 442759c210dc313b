// Finds the issues and pull requests that people name in comments: addresses of the forge, `owner/repo#12`, `#I3NQ1A`,
// `!123`. Commands, quotes and code do not count, and no piece of another address is taken for an id. Pure.

import { spokenLines } from './parse.ts'

/** Code of a finding: what people named and could not be read. */
export const UNREAD_LINK = 'unread-link'

export type Link =
  | { readonly kind: 'issue'; readonly word: string; readonly repository?: string; readonly id: string }
  | { readonly kind: 'pull'; readonly word: string; readonly repository?: string; readonly number: string }

/** The issue the comments are on: it tells what an address and an id of its forge look like. */
export interface Place {
  readonly id: string
  readonly url: string
}

export function linksIn(comment: string, place: Place): Link[] {
  const links = spokenLines(comment)
    .filter(line => !line.startsWith('/'))
    .flatMap(line => linksOfLine(line.replace(/`[^`]*`/g, ' '), place))
  const seen = new Set<string>()
  return links.filter(link => {
    const key = JSON.stringify({ ...link, word: '' })
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

const ADDRESS = /https?:\/\/[^\s<>"'()[\]（）【】，。；、]+/gi

function linksOfLine(line: string, place: Place): Link[] {
  const addresses = [...line.matchAll(ADDRESS)].flatMap(match => linkOfAddress(match[0], hostOf(place)) ?? [])
  // Where ids are letters and digits, `#1` is the first of something.
  const isNumbered = /^\d+$/.test(place.id)
  const isMeant = (link: Link) =>
    link.repository !== undefined || link.kind === 'pull' || /^\d+$/.test(link.id) === isNumbered
  return [...addresses, ...linksOfWords(line.replace(ADDRESS, ' ')).filter(isMeant)]
}

/** Addresses elsewhere name nothing here. */
function hostOf({ url }: Place): string {
  return URL.canParse(url) ? new URL(url).host : ''
}

/** The issue or pull request an address of the forge is of. */
function linkOfAddress(address: string, host: string): Link | undefined {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  if (url.host !== host) return undefined
  const segments = url.pathname.split('/').filter(s => s !== '')
  const word = address.slice(0, 200)
  // The page of an issue of the built-in forge: /ui/issues/<owner>/<name>/<id>.
  if (segments[0] === 'ui' && segments[1] === 'issues') return issueAt(word, segments.slice(2), 2)
  const issues = segments.lastIndexOf('issues')
  if (issues >= 2) return issueAt(word, [...segments.slice(issues - 2, issues), ...segments.slice(issues + 1)], 2)
  const pulls = segments.findLastIndex(s => s === 'pulls' || s === 'pull' || s === 'merge_requests')
  const number = segments[pulls + 1]
  const before = segments.slice(0, Math.max(pulls, 0)).filter(s => s !== '-')
  if (pulls < 2 || !number || !/^[1-9]\d{0,8}$/.test(number)) return undefined
  return { kind: 'pull', word, repository: before.slice(-2).join('/'), number }
}

function issueAt(word: string, segments: readonly string[], at: number): Link | undefined {
  const id = segments[at]
  if (id === undefined || !isId(id)) return undefined
  return { kind: 'issue', word, repository: segments.slice(0, at).join('/'), id: id.toUpperCase() }
}

function isId(word: string): boolean {
  return /^[A-Za-z0-9]{1,20}$/.test(word) && (/\d/.test(word) || /^I[A-Z]{3,}$/.test(word))
}

/** `#id`, `repo#id`, `owner/repo#id` and the same with `!`, standing apart from other letters. */
const WORD = /(?<![\w./&#!-])((?:[\w.-]+\/)?[A-Za-z0-9][\w.-]*)?([#!])([A-Za-z0-9]{1,20})(?![\w-]|\.\w)/g

function linksOfWords(line: string): Link[] {
  return [...line.matchAll(WORD)].flatMap(([word, repository, mark, id = '']): Link[] => {
    const named = repository === undefined ? {} : { repository }
    if (mark === '!') return /^[1-9]\d{0,8}$/.test(id) ? [{ kind: 'pull', word, ...named, number: id }] : []
    // A number alone, or an id of the Gitee kind: `#include` is neither.
    const looksRight = /^\d+$/.test(id) || /^I[0-9A-Z]{3,}$/.test(id) || /^i[0-9a-z]*\d[0-9a-z]*$/i.test(id)
    return looksRight ? [{ kind: 'issue', word, ...named, id: id.toUpperCase() }] : []
  })
}

/** A pull request as people name one to a command. */
export function pullNamed(word: string, place: Place): Extract<Link, { kind: 'pull' }> | undefined {
  const link = /^https?:/i.test(word) ? linkOfAddress(word, hostOf(place)) : linksOfWords(word)[0]
  return link?.kind === 'pull' && (link.word === word || /^https?:/i.test(word)) ? link : undefined
}
