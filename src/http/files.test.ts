import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { request as rawRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { handMadeDoors } from '../../test/kit/doors.ts'
import { branch } from '../../test/kit/views.ts'
import type { LocateRepo } from './doors.ts'
import { createServer } from './server.ts'

const documents: Readonly<Record<string, string>> = {
  'security/data/cvrf/2026/cvrf-openEuler-SA-2026-1001.xml': '<cvrf/>',
  'security/data/cvrf/index.txt': '2026/cvrf-openEuler-SA-2026-1001.xml',
}

let folder: string
let server: ReturnType<typeof createServer>
const asked: string[][] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-files-'))
  const tree = join(folder, 'versions', '7')
  const update = join(tree, 'update', 'x86_64')
  await mkdir(join(update, 'repodata'), { recursive: true })
  await mkdir(join(update, 'Packages'))
  await writeFile(join(folder, 'secret'), 'not for you')
  await writeFile(join(update, 'repodata', 'repomd.xml'), '<repomd/>')
  await writeFile(join(update, 'Packages', 'libstdc++-1~rc1^2-1.x86_64.rpm'), '0123456789')
  await utimes(join(update, 'Packages', 'libstdc++-1~rc1^2-1.x86_64.rpm'), 1_790_000_000, 1_790_000_000)
  await writeFile(join(update, '.hidden'), 'not for you')
  await writeFile(join(update, 'a"><img src=x onerror=y>'), 'odd')
  await symlink('../../../../secret', join(update, 'out'))
  await symlink('Packages', join(update, 'inside'))
  await symlink('loop', join(update, 'loop'))
  await symlink('versions/7', join(folder, 'current'))

  const locateRepo: LocateRepo = async path => {
    asked.push([...path])
    const [name, ...inside] = path
    if (name === undefined) return { kind: 'folder', names: [branch, 'test'] }
    return name === branch ? { kind: 'tree', root: join(folder, 'current'), inside } : undefined
  }
  const objects = {
    list: async (prefix: string) => Object.keys(documents).filter(k => k.startsWith(prefix)),
    head: async (key: string) => {
      const content = documents[key]
      return content === undefined ? undefined : { key, sizeBytes: content.length, sha256: `sha-of-${content.length}` }
    },
    get: async (key: string) => (documents[key] === undefined ? undefined : Buffer.from(documents[key])),
  }
  const webDir = join(folder, 'web')
  await mkdir(join(webDir, 'assets'), { recursive: true })
  await writeFile(join(webDir, 'index.html'), '<!doctype html><title>Slipway</title>')
  await writeFile(join(webDir, 'assets', 'main-a1b2.js'), 'console.log(1)')
  server = createServer(handMadeDoors({}, { locateRepo, objects, webDir }).needs)
  await server.listen({ host: '127.0.0.1', port: 0 })
})

afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

const root = `/repo/${branch}/update/x86_64`
const rpm = `${root}/Packages/${encodeURIComponent('libstdc++-1~rc1^2-1.x86_64.rpm')}`

describe('a repository', () => {
  test('gives its files with a type and a tag', async () => {
    const answer = await server.inject(`${root}/repodata/repomd.xml`)
    expect([answer.statusCode, answer.body]).toEqual([200, '<repomd/>'])
    expect(answer.headers).toMatchObject({
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': 'no-cache',
      'accept-ranges': 'bytes',
      'content-length': '9',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox'),
    })
    const again = await server.inject({
      url: `${root}/repodata/repomd.xml`,
      headers: { 'if-none-match': String(answer.headers.etag) },
    })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  test('gives ranges, so that a broken download goes on', async () => {
    const part = await server.inject({ url: rpm, headers: { range: 'bytes=3-5' } })
    expect([part.statusCode, part.body, part.headers['content-range']]).toEqual([206, '345', 'bytes 3-5/10'])
    expect(part.headers['content-type']).toBe('application/x-rpm')
    const rest = await server.inject({
      url: rpm,
      headers: { range: 'bytes=8-', 'if-range': String(part.headers.etag) },
    })
    expect([rest.statusCode, rest.body]).toEqual([206, '89'])
    const changed = await server.inject({ url: rpm, headers: { range: 'bytes=8-', 'if-range': '"other"' } })
    expect([changed.statusCode, changed.body]).toEqual([200, '0123456789'])
    const beyond = await server.inject({ url: rpm, headers: { range: 'bytes=90-' } })
    expect([beyond.statusCode, beyond.json().type]).toEqual([416, '/problems/invalid-range'])
    expect(beyond.headers['content-range']).toBe('bytes */10')
  })

  test('answers HEAD, and nothing that writes', async () => {
    const head = await server.inject({ method: 'HEAD', url: rpm })
    expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([200, '', '10'])
    for (const method of ['PUT', 'POST', 'DELETE'] as const) {
      expect((await server.inject({ method, url: rpm })).statusCode).toBe(404)
    }
  })

  test('lists folders, with names as text and nothing hidden or linked', async () => {
    const page = (await server.inject({ url: `${root}/`, headers: { 'accept-language': 'en' } })).body
    expect(page).toContain('<a href="./repodata/">repodata/</a>')
    expect(page).not.toMatch(/img|hidden|out|loop/)
    const packages = (await server.inject(`${root}/Packages/`)).body
    expect(packages).toContain('href="./libstdc%2B%2B-1~rc1%5E2-1.x86_64.rpm">libstdc++-1~rc1^2-1.x86_64.rpm</a>')
    expect(packages).toContain('<td>10</td><td>2026-09-21 ')
    expect((await server.inject('/repo/')).body).toContain(`<a href="./${branch}/">`)
  })

  test('leads from a folder without its slash to the folder', async () => {
    const answer = await server.inject(`${root}?x=1`)
    expect([answer.statusCode, answer.headers.location]).toEqual([301, `${root}/`])
    expect((await server.inject('/repo')).headers.location).toBe('/repo/')
    expect((await server.inject(`${root}/repodata/repomd.xml/`)).statusCode).toBe(404)
  })

  test('follows a link that stays inside', async () => {
    expect((await server.inject(`${root}/inside/`)).statusCode).toBe(200)
  })
})

const ways = [
  'out',
  'loop',
  'out/',
  '.hidden',
  '../../../secret',
  '../x86_64/repodata/repomd.xml',
  '%2e%2e/%2e%2e/%2e%2e/secret',
  '..%2f..%2f..%2fsecret',
  '..%5c..%5csecret',
  '%252e%252e/secret',
  'repodata//repomd.xml',
  './repodata/repomd.xml',
  'repodata/repomd.xml%00',
  '%00',
  '-rf',
  'a%22%3E%3Cimg%20src=x%20onerror=y%3E',
  'nothing',
  'repodata/repomd.xml/further',
  'x'.repeat(5000),
]

test.each(ways.map(way => [way.slice(0, 40), way]))('there is nothing at %s', async (_, way) => {
  const { port } = server.server.address() as AddressInfo
  const answer = await getRaw(port, `${root}/${way}`)
  expect([answer.status, answer.body.includes('not for you')]).toEqual([404, false])
})

test('a door hears safe names alone', () => {
  for (const segment of asked.flat()) expect(segment).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._+:~^@%-]*$/)
})

describe('documents', () => {
  const url = '/security/data/cvrf/2026/cvrf-openEuler-SA-2026-1001.xml'

  test('come from the object store', async () => {
    const answer = await server.inject(url)
    expect([answer.statusCode, answer.body, answer.headers.etag]).toEqual([200, '<cvrf/>', '"sha-of-7"'])
    expect(answer.headers['content-type']).toBe('application/xml; charset=utf-8')
    const again = await server.inject({ url, headers: { 'if-none-match': '"sha-of-7"' } })
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', '"sha-of-7"'])
  })

  test('are listed by folder', async () => {
    const { body } = await server.inject('/security/data/cvrf/')
    expect(body).toContain('<a href="./2026/">2026/</a>')
    expect(body).toContain('<a href="./index.txt">index.txt</a>')
  })

  test.each(['cvrf', 'cvrf/none/', 'none.xml', '../data/cvrf/index.txt', '%2e%2e/x', ''])(
    'none is at %s',
    async path => {
      const { port } = server.server.address() as AddressInfo
      const answer = await getRaw(port, `/security/data/${path}`)
      expect(answer.status).toBe(path === '' ? 200 : 404)
    },
  )
})

describe('the pages', () => {
  test('are what stands below /ui/', async () => {
    expect((await server.inject('/')).headers.location).toBe('/ui/')
    expect((await server.inject('/ui')).headers.location).toBe('/ui/')
    for (const url of [
      '/ui/',
      '/ui/releases/openEuler-24.03-LTS_update20261123',
      '/ui/index.html',
      '/ui/..%2fsecret',
    ]) {
      const answer = await server.inject(url)
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
      expect(answer.body).toContain('<title>Slipway</title>')
      expect(answer.headers['cache-control']).toBe('no-cache')
      expect(answer.headers['content-security-policy']).toContain("script-src 'self'")
    }
  })

  test('keep their built files for good, and miss what is not built', async () => {
    const asset = await server.inject('/ui/assets/main-a1b2.js')
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await server.inject('/ui/assets/main-0000.js')).statusCode).toBe(404)
  })
})

/** Sends a path as it stands, where a client library would tidy it up. */
function getRaw(port: number, path: string): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const request = rawRequest({ host: '127.0.0.1', port, path }, answer => {
      let body = ''
      answer.setEncoding('utf8').on('data', chunk => {
        body += chunk
      })
      answer.on('end', () => resolve({ status: answer.statusCode, body }))
    })
    request.on('error', reject).end()
  })
}
