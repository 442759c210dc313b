// Repository metadata as strangers may send it: what is wrong with it is said, and neither memory nor patience runs out.

import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isCompression } from '../../src/lib/decompress.ts'
import { ExternalError, RefusedError } from '../../src/lib/errors.ts'
import { silentLog } from '../../src/lib/log.ts'
import { createPrograms, type Programs } from '../../src/lib/programs.ts'
import type { XmlStream } from '../../src/lib/xml.ts'
import { type MetadataLimits, openRepository } from '../../src/repos/open-repository.ts'
import { readFilelists } from '../../src/rpm/filelists.ts'
import { type PrimaryPackage, readPrimary } from '../../src/rpm/primary.ts'
import { readUpdateinfo } from '../../src/rpm/updateinfo.ts'
import { primaryXml, type StoredFile, writeRepository } from '../kit/repodata.ts'

let folder: string
let programs: Programs
const closing: (() => void)[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-metadata-'))
  programs = createPrograms({ recordDir: join(folder, 'groups'), log: silentLog })
})
afterEach(async () => {
  for (const close of closing.splice(0)) close()
  await rm(folder, { recursive: true, force: true })
})

const nevra = { name: 'tool', epoch: 0, version: '1.0', release: '1', arch: 'x86_64' }
const xml = Buffer.from(primaryXml([{ nevra, provides: ['tool = 1.0-1'], requires: ['/bin/sh'] }]))

function primary(over: Partial<StoredFile> = {}): StoredFile {
  return { type: 'primary', location: 'repodata/primary.xml.gz', bytes: gzipSync(xml), open: xml, ...over }
}

async function packed(extension: string, bytes: Uint8Array): Promise<Buffer> {
  if (extension === 'xml') return Buffer.from(bytes)
  if (extension === 'gz') return gzipSync(bytes)
  const program = { bz2: 'bzip2', xz: 'xz', zst: 'zstd' }[extension] ?? extension
  async function* once() {
    yield bytes
  }
  const pieces: Uint8Array[] = []
  for await (const piece of programs.pipe(program, ['-c'], once())) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function read(place: string, limits: Partial<MetadataLimits> = {}): Promise<PrimaryPackage[]> {
  const found: PrimaryPackage[] = []
  const reader = readPrimary(p => found.push(p))
  const decoder = new TextDecoder()
  const repository = await openRepository(place, { programs, limits })
  await repository.read('primary', bytes => reader.write(decoder.decode(bytes, { stream: true })))
  reader.end()
  return found
}

/** The sentence of the refusal, both languages. */
async function refusal(reading: Promise<unknown>): Promise<string> {
  const error = await reading.then(
    () => undefined,
    thrown => thrown,
  )
  if (!(error instanceof RefusedError)) throw new Error(`not a refusal: ${error?.stack ?? 'nothing was thrown'}`)
  const { zh, en } = error.refusal.because
  expect(zh).toMatch(/\p{Script=Han}/u)
  return en
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function serveFolder(root = folder): Promise<string> {
  return serve(async (request, answer) => {
    const bytes = await readFile(join(root, request.url ?? '')).catch(() => undefined)
    answer.writeHead(bytes ? 200 : 404).end(bytes)
  })
}

describe('a repository is read', () => {
  test.each(['xml', 'gz', 'bz2', 'xz', 'zst'])('§3b 50: as %s, also two compressed parts in a row', async extension => {
    const [head, tail] = [xml.subarray(0, 200), xml.subarray(200)]
    const bytes = Buffer.concat([await packed(extension, head), await packed(extension, tail)])
    await writeRepository(folder, [primary({ location: `repodata/primary.xml.${extension}`, bytes })])
    const found = await read(folder)
    expect(found.map(p => [p.nevra, p.requires])).toEqual([[nevra, [{ name: '/bin/sh' }]]])
    expect(await read(await serveFolder())).toEqual(found)
    const alone = join(folder, `repodata/primary.xml.${extension}`)
    expect(await read(alone)).toEqual(found)
  })

  test.each(['sha', 'sha1', 'sha256', 'sha512'])('with checksums of the type %s', async checksumType => {
    await writeRepository(folder, [primary({ checksumType })])
    expect(await read(folder)).toHaveLength(1)
    const lies = { openChecksum: '0'.repeat(64) }
    await writeRepository(folder, [primary({ checksumType, lies })])
    expect(await refusal(read(folder))).toContain('opened, is not what')
  })

  test('below an address with a path, one primary.xml alone, through a link that a person names', async () => {
    await writeRepository(join(folder, 'os/x86_64'), [primary()])
    const url = await serveFolder()
    expect(await read(`${url}/os/x86_64`)).toHaveLength(1)
    expect(await read(`${url}/os/x86_64/repodata/primary.xml.gz`)).toHaveLength(1)
    await symlink(join(folder, 'os'), join(folder, 'current'))
    expect(await read(join(folder, 'current/x86_64'))).toHaveLength(1)
  })
})

const BOMBS = {
  'entities that grow': '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
  'an entity from a file': '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
}
const READERS: Readonly<Record<string, [string, () => XmlStream]>> = {
  primary: ['metadata', () => readPrimary(() => undefined)],
  filelists: ['filelists', () => readFilelists(() => undefined)],
  updateinfo: ['updates', () => readUpdateinfo(() => undefined)],
}

describe('XML', () => {
  const all = Object.entries(READERS).flatMap(([name, [root, make]]) =>
    Object.entries(BOMBS).map(([bomb, doctype]) => [name, bomb, root, doctype, make] as const),
  )
  test.each(all)('§3b 49: %s with %s is refused', (_name, _bomb, root, doctype, make) => {
    expect(() => make().write(`<?xml version="1.0"?>${doctype}<${root}>&b;</${root}>`)).toThrow('document type')
  })

  test.each(Object.entries(READERS))(
    '§3b 49: %s that never ends a text, or never closes, is refused',
    (_, [root, make]) => {
      const endless = make()
      endless.write(`<${root}><package><name>`)
      const text = 'a'.repeat(2 ** 20)
      expect(() => Array.from({ length: 20 }, () => endless.write(text))).toThrow('without a tag')
      const deep = make()
      expect(() => deep.write(`<${root}>${'<a>'.repeat(10_000)}`)).toThrow('deep')
      const large = make()
      const entry = `<file type="ghost">${text}</file><update><id>${text}</id>`
      expect(() => {
        large.write(`<${root}><update><package>`)
        for (let n = 0; n < 250_000; n++) large.write(n < 70 ? entry : '<a/>')
      }).toThrow(RefusedError)
    },
  )

  test('§3b 49: repomd.xml with entities is refused', async () => {
    await mkdir(join(folder, 'repodata'))
    await writeFile(join(folder, 'repodata/repomd.xml'), `${BOMBS['an entity from a file']}<repomd>&b;</repomd>`)
    expect(await refusal(read(folder))).toContain('document type')
  })
})

describe('§3b 50: compressed', () => {
  const limits = { open: 1_000_000, packed: 1_000_000 }

  test.each(['gz', 'bz2', 'xz', 'zst'])(
    '%s that opens to far more than is read is refused while it opens',
    async kind => {
      const bytes = await packed(kind, Buffer.concat([Buffer.from('<metadata>'), Buffer.alloc(15_000_000, ' ')]))
      await writeRepository(folder, [{ type: 'primary', location: `repodata/primary.xml.${kind}`, bytes }])
      expect(await refusal(read(folder, limits))).toContain('opens to more than the 1000000 bytes')
    },
  )

  test('of more than its declared size, less, or a size that nobody reads', async () => {
    await writeRepository(folder, [primary({ lies: { openSize: '100' } })])
    expect(await refusal(read(folder))).toMatch(/when opened where the repository's index says 100$/)
    await writeRepository(folder, [primary({ lies: { openSize: `${xml.length + 1}` } })])
    expect(await refusal(read(folder))).toContain(`has ${xml.length} bytes when opened`)
    await writeRepository(folder, [primary({ lies: { size: '10' } })])
    expect(await refusal(read(folder))).toContain('where the repository')
    await writeRepository(folder, [primary({ lies: { openSize: '99999999999' } })])
    expect(await refusal(read(folder))).toContain('opens to more than')
    await writeRepository(folder, [primary()])
    expect(await refusal(read(folder, { packed: 100 }))).toContain('more than the 100 bytes')
  })

  test.each(['xml', 'gz', 'bz2', 'xz', 'zst'])(
    '%s that is cut off is refused, with and without an index',
    async kind => {
      const whole = await packed(kind, xml)
      const location = `repodata/primary.xml.${kind}`
      await writeRepository(folder, [primary({ location, bytes: whole })])
      await writeFile(join(folder, location), whole.subarray(0, whole.length - 20))
      expect(await refusal(read(folder))).toContain(`has ${whole.length - 20} bytes`)
      expect(await refusal(read(join(folder, location)))).toMatch(/cut off|not acceptable/)
    },
  )

  test.each(['gz', 'bz2', 'xz', 'zst'])('%s that is something else is refused', async kind => {
    const location = `repodata/primary.xml.${kind}`
    await writeRepository(folder, [primary({ location, bytes: Buffer.from('something else'), open: undefined })])
    expect(await refusal(read(folder))).toContain('damaged or cut off')
    expect(isCompression(kind)).toBe(true)
  })

  test.each(['primary.xml.lzma', 'primary.xml.zck', 'primary', 'primary.xml.__proto__'])(
    '%s is not known',
    async name => {
      await writeRepository(folder, [primary({ location: `repodata/${name}`, bytes: xml })])
      expect(await refusal(read(folder))).toContain('compression')
    },
  )
})

describe('§3b 51: a location that leads out', () => {
  test.each([
    '../../etc/passwd',
    'repodata/../../x.xml',
    '/etc/passwd.xml',
    'file:///etc/passwd.xml',
    'http://elsewhere.example/primary.xml',
    '//elsewhere.example/primary.xml',
    'repodata\\..\\x.xml',
    'repodata/%2e%2e/%2e%2e/primary.xml',
    'repodata/primary.xml?x',
    '.hidden/primary.xml',
  ])('%s is refused', async location => {
    await writeRepository(folder, [primary({ location, bytes: xml })])
    expect(await refusal(read(folder))).toMatch(/outside of its repository|not allowed|not there/)
    const url = await serveFolder()
    expect(await refusal(read(url))).toMatch(/outside of its repository|not there/)
  })

  test('as a link in the file system, or a redirect of the server, is refused', async () => {
    await writeRepository(folder, [primary()])
    await writeFile(join(tmpdir(), 'slipway-outside.xml.gz'), gzipSync(xml))
    await rm(join(folder, 'repodata/primary.xml.gz'))
    await symlink(join(tmpdir(), 'slipway-outside.xml.gz'), join(folder, 'repodata/primary.xml.gz'))
    expect(await refusal(read(folder))).toContain('leads out of the repository')
    await rm(join(tmpdir(), 'slipway-outside.xml.gz'))
    const url = await serve((_, answer) => {
      answer.writeHead(302, { location: 'http://169.254.169.254/' }).end()
    })
    expect(await refusal(read(url))).toContain('that is not followed')
  })

  test.each([
    ['file:///srv/repo', 'http or https'],
    ['ftp://repo.example/', 'http or https'],
    ['http://me:secret@repo.example/', 'must not hold a user name or password'],
    ['/nonexistent', 'is not there'],
    ['/etc/passwd', 'neither'],
  ])('the place %s is refused', async (place, why) => {
    const said = await refusal(read(place))
    expect(said).toContain(why)
    expect(said).not.toContain('secret')
  })
})

describe('§3b 52: bytes that are not UTF-8', () => {
  const latin1 = Buffer.from(xml.toString().replace('<summary>tool', '<summary>Björn'), 'latin1')
  const at = latin1.indexOf(0xf6)

  test('are refused, and it is said where', async () => {
    await writeRepository(folder, [primary({ bytes: gzipSync(latin1), open: latin1 })])
    expect(await refusal(read(folder))).toMatch(new RegExp(`not UTF-8 \\(near byte (${at}|${at + 1})\\)`))
    const utf16 = Buffer.from(`\uFEFF${xml}`, 'utf16le')
    await writeRepository(folder, [primary({ bytes: gzipSync(utf16), open: utf16 })])
    expect(await refusal(read(folder))).toContain('not UTF-8')
  })

  test('characters cut between two pieces are whole', async () => {
    const text = primaryXml([{ nevra: { ...nevra, name: `包${'名'.repeat(300_000)}𠮷` } }])
    const bytes = Buffer.from(text)
    await writeRepository(folder, [primary({ bytes: gzipSync(bytes), open: bytes })])
    expect((await read(folder))[0]?.nevra.name.endsWith('名𠮷')).toBe(true)
  })
})

describe('§3b 53: an index', () => {
  test('that names absent files, wrong checksums or checksums nobody knows', async () => {
    await writeRepository(folder, [primary()])
    await rm(join(folder, 'repodata/primary.xml.gz'))
    expect(await refusal(read(folder))).toContain('is not there')
    expect(await refusal(read(await serveFolder()))).toContain('is not there')
    await writeRepository(folder, [primary({ lies: { checksum: 'ab'.repeat(32) } })])
    expect(await refusal(read(folder))).toContain('the sha256 of repodata/primary.xml.gz is not')
    await writeRepository(folder, [primary({ checksumType: 'md5' })])
    expect(await refusal(read(folder))).toContain('"md5", which is not supported')
  })

  test('of a hundred thousand records, of many bytes, of two primaries, of none', async () => {
    const write = (text: string) => writeFile(join(folder, 'repodata/repomd.xml'), text)
    await writeRepository(folder, [primary(), primary()])
    expect(await refusal(read(folder))).toContain('more than once')
    await write(`<repomd>${'<data/>'.repeat(100_000)}</repomd>`)
    expect(await refusal(read(folder))).toContain('more than 1000 metadata files')
    await write(`<repomd>${' '.repeat(5_000_000)}</repomd>`)
    expect(await refusal(read(folder))).toContain('repomd.xml has more than')
    await write('<repomd/>')
    expect(await refusal(read(folder))).toContain('no primary metadata')
    await write('<html>sign in</html>')
    expect(await refusal(read(folder))).toContain('not <repomd>')
    await rm(join(folder, 'repodata'), { recursive: true })
    expect(await refusal(read(folder))).toContain('no repodata/repomd.xml')
  })

  test('of a server that does not answer is no refusal: it may come back', async () => {
    const failing = await serve((_, answer) => void answer.writeHead(503).end())
    await expect(read(failing)).rejects.toMatchObject({ name: 'ExternalError', status: 503, retryable: true })
    await writeRepository(folder, [primary()])
    const half = await serve(async (request, answer) => {
      const bytes = await readFile(join(folder, request.url ?? ''))
      if (request.url?.endsWith('repomd.xml')) answer.end(bytes)
      else
        answer.writeHead(200, { 'content-length': bytes.length }).write(bytes.subarray(0, 50), () => answer.destroy())
    })
    await expect(read(half)).rejects.toBeInstanceOf(ExternalError)
    await expect(read('http://127.0.0.1:1/')).rejects.toBeInstanceOf(ExternalError)
  })
})

describe('§3b 54: SQLite where XML is expected', () => {
  const database = Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4096, 0xff)])

  test('is refused, whatever it is called', async () => {
    await writeRepository(folder, [primary({ bytes: gzipSync(database), open: database })])
    expect(await refusal(read(folder))).toContain('is an SQLite database')
    await writeRepository(folder, [primary({ location: 'repodata/primary.sqlite.bz2', bytes: database })])
    expect(await refusal(read(folder))).toContain('is an SQLite database')
    await writeRepository(folder, [{ type: 'primary_db', location: 'repodata/p.sqlite.gz', bytes: database }])
    expect(await refusal(read(folder))).toContain('is an SQLite database')
    await writeRepository(folder, [
      primary({ bytes: gzipSync('only plain words'), open: Buffer.from('only plain words') }),
    ])
    expect(await refusal(read(folder))).toContain('is not XML')
  })
})
