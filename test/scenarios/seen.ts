// What a release leaves in the world: published files, documents, mails. Read as users and mirrors read it.

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createHttp } from '../../demo/http.ts'
import { type TreeState, walkTree } from '../../demo/tree.ts'
import { ARCH, type House } from './kit.ts'

/** Address of the published update repository of a branch. */
export function updateRepository(branch: string): string {
  return `/repo/${branch}/update/${ARCH}/`
}

/** Every file reachable in the published tree of a branch, and in the test directories named. */
export function trees(house: House, branch: string, testDirectories: readonly string[] = []): Promise<TreeState> {
  const folders = [`/repo/${branch}/update`, ...testDirectories.map(directory => `/repo/test/${branch}/${directory}`)]
  return walkTree(createHttp(house.url), {
    repositories: folders.flatMap(folder => [`${folder}/${ARCH}/`, `${folder}/source/`]),
    lists: [
      ...folders.flatMap(folder => [`${folder}/pkglist`, `${folder}/${branch}.csv`]),
      ...['', 'test/'].map(tree => `/repo/${tree}${branch}/${branch}-update.json`),
    ],
  })
}

/** The file names of the packages offered to users of a branch. */
export async function offered(house: House, branch: string): Promise<string[]> {
  const names = [...(await trees(house, branch)).keys()].filter(path => /\/update\/[^/]+\/Packages\//.test(path))
  return names.map(path => path.split('/').at(-1) ?? '').sort()
}

/** Stored objects by key, their text; documents that say they are withdrawn apart, and the list of the last batch left out. */
export async function objects(house: House): Promise<{ standing: Record<string, string>; withdrawn: string[] }> {
  const all = await filesIn(join(house.dir, 'objects'))
  const entries = Object.entries(all).filter(([key]) => !key.endsWith('update_fixed.txt'))
  const isWithdrawn = (text: string) => text.includes('<Description>Withdrawn</Description>')
  const withdrawn = entries.filter(([, text]) => isWithdrawn(text)).map(([key]) => key)
  const isListed = (line: string) => withdrawn.some(key => key.endsWith(line))
  const standing = entries
    .filter(([key]) => !withdrawn.includes(key))
    .map(([key, text]) => {
      const kept = key.endsWith('.txt') ? text.split('\n').filter(line => !isListed(line)) : [text]
      return [key, kept.join('\n')] as const
    })
  return { standing: Object.fromEntries(standing.filter(([, text]) => text !== '')), withdrawn: withdrawn.sort() }
}

/** Subjects of the mails sent, in the order of their file names. */
export async function mails(house: House): Promise<readonly { subject: string; answers: string | null; id: string }[]> {
  return Object.values(await filesIn(join(house.dir, 'outbox'))).map(mail => ({
    id: /^Message-ID: (.*)$/im.exec(mail)?.[1]?.trim() ?? '',
    subject: decoded(/^Subject: ((?:.*\r?\n[ \t])*.*)$/im.exec(mail)?.[1] ?? ''),
    answers: /^In-Reply-To: (.*)$/im.exec(mail)?.[1]?.trim() ?? null,
  }))
}

/** Reads encoded words of RFC 2047. */
function decoded(header: string): string {
  return header
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?b\?([^?]*)\?=/gi, (_, text) => Buffer.from(text, 'base64').toString())
    .replace(/=\?utf-8\?q\?([^?]*)\?=/gi, (_, text) =>
      Buffer.from(
        text
          .replaceAll('_', ' ')
          .replace(/=([0-9A-F]{2})/gi, (__: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      ).toString(),
    )
}

async function filesIn(root: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  const texts = paths.sort().map(async path => [path.slice(root.length + 1), await readFile(path, 'utf8')] as const)
  return Object.fromEntries(await Promise.all(texts))
}
