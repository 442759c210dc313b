// Walks a published tree as a mirror would: from each repomd.xml to the metadata it names, from there to every RPM, and
// the lists beside them. Says what is reachable, under which path and with which bytes; checks every declared sum.

import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { readXml, type XmlElement } from '../src/lib/xml.ts'
import type { Http } from './http.ts'

/** What one walk starts from. Paths are absolute on the server. */
export interface TreeRoots {
  /** Repositories: directories that hold `repodata/`. Absent ones are recorded as absent. */
  readonly repositories: readonly string[]
  /** Files beside the repositories, such as package lists. */
  readonly lists: readonly string[]
}

/** Path → SHA-256 of the bytes, or `absent`. A repomd.xml counts with its times and revision taken out. */
export type TreeState = ReadonlyMap<string, string>

export async function walkTree(http: Pick<Http, 'ask'>, roots: TreeRoots): Promise<TreeState> {
  const state = new Map<string, string>()
  for await (const { path, type, bytes } of visitTree(http, roots)) {
    const same = bytes && type === 'repomd' ? withoutTimes(Buffer.from(bytes).toString('utf8')) : bytes
    state.set(path, same === undefined ? 'absent' : sha256(same))
  }
  return state
}

export interface VisitedFile {
  readonly path: string
  /** `repomd`, `rpm`, `list`, or what repomd.xml calls it: `primary`, `filelists`, `updateinfo`, … */
  readonly type: string
  /** Undefined when a root is not there. */
  readonly bytes: Uint8Array | undefined
}

/** Every reachable file once; throws when one is missing or is not what its list declares. */
export async function* visitTree(http: Pick<Http, 'ask'>, roots: TreeRoots): AsyncGenerator<VisitedFile> {
  async function fetchFile(path: string): Promise<Uint8Array | undefined> {
    const answer = await http.ask(path)
    if (answer.status === 404) return undefined
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    return answer.bytes
  }
  async function fetchDeclared(path: string, sum: string): Promise<Uint8Array> {
    const bytes = await fetchFile(path)
    if (!bytes) throw new Error(`${path} is listed but not there`)
    const real = sha256(bytes)
    if (real !== sum) throw new Error(`${path} has the SHA-256 ${real}, its list says ${sum}`)
    return bytes
  }
  for (const repository of roots.repositories) {
    const path = `${repository}repodata/repomd.xml`
    const repomd = await fetchFile(path)
    yield { path, type: 'repomd', bytes: repomd }
    for (const entry of repomd ? readEntries(repomd, 'data') : []) {
      const bytes = await fetchDeclared(repository + entry.href, entry.sum)
      yield { path: repository + entry.href, type: entry.type, bytes }
      for (const rpm of entry.type === 'primary' ? readEntries(gunzipSync(bytes), 'package') : []) {
        const path = repository + rpm.href
        yield { path, type: 'rpm', bytes: await fetchDeclared(path, rpm.sum) }
      }
    }
  }
  for (const path of roots.lists) yield { path, type: 'list', bytes: await fetchFile(path) }
}

/** Paths that appeared, went or changed between two walks, each with one word; empty when the trees are the same. */
export function compareTrees(before: TreeState, after: TreeState): readonly string[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort()
  return paths.flatMap(path => {
    const [was, is] = [before.get(path) ?? 'absent', after.get(path) ?? 'absent']
    if (was === is) return []
    return [`${was === 'absent' ? 'appeared' : is === 'absent' ? 'gone' : 'changed'}: ${path}`]
  })
}

/** repomd.xml without what a new version may change: the revision and the times at which files were made. */
export function withoutTimes(repomd: string): string {
  return repomd.replace(/<(revision|timestamp)>[^<]*<\/\1>/g, '<$1/>')
}

interface Entry {
  readonly type: string
  readonly href: string
  readonly sum: string
}

function readEntries(xml: Uint8Array, element: 'data' | 'package'): readonly Entry[] {
  return readXml(Buffer.from(xml).toString('utf8'))
    .children.filter(child => child.name === element)
    .map(child => {
      const href = only(child, 'location').attributes.href
      const checksum = only(child, 'checksum')
      if (!href || checksum.attributes.type !== 'sha256') throw new Error(`a <${element}> lacks its place or SHA-256`)
      return { type: child.attributes.type ?? '', href, sum: checksum.text.trim() }
    })
}

function only(parent: XmlElement, name: string): XmlElement {
  const found = parent.children.find(child => child.name === name)
  if (!found) throw new Error(`<${parent.name}> has no <${name}>`)
  return found
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}
