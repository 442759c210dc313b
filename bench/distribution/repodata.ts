// Writes the metadata of a repository as it is made, in bounded memory: primary.xml.gz, if wanted filelists.xml.gz, and
// the repomd.xml that names them.

import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { escapeAttribute, escapeText } from '../../src/lib/xml.ts'
import type { Entry, Package } from './packages.ts'
import { randomOf } from './random.ts'

/** Every made-up time lies in the year that starts here, so that the same seed gives the same bytes. */
const YEAR = 1_735_689_600

export interface Written {
  readonly packages: number
  readonly entries: number
  readonly rich: number
}

/** @param make gives the packages anew each time: they are gone through once to be counted and once per file */
export async function writeRepodata(
  dir: string,
  make: () => Iterable<Package>,
  options: { readonly files: boolean; readonly more?: readonly StoredXml[] },
): Promise<Written> {
  await rm(dir, { recursive: true, force: true })
  await mkdir(join(dir, 'repodata'), { recursive: true })
  const count = { packages: 0, entries: 0, rich: 0 }
  for (const p of make()) {
    const entries = LISTS.flatMap(list => p[list])
    count.packages++
    count.entries += entries.length
    count.rich += entries.filter(e => e.name.startsWith('(')).length
  }
  const records = [await writeXml(dir, 'primary', PRIMARY_HEAD(count.packages), '</metadata>\n', make(), primaryOf)]
  if (options.files) {
    const head = `<filelists xmlns="http://linux.duke.edu/metadata/filelists" packages="${count.packages}">\n`
    records.push(await writeXml(dir, 'filelists', head, '</filelists>\n', make(), fileListOf))
  }
  for (const { type, xml } of options.more ?? []) records.push(await writeXml(dir, type, '', '', [xml], text => text))
  const head = '<repomd xmlns="http://linux.duke.edu/metadata/repo" xmlns:rpm="http://linux.duke.edu/metadata/rpm">'
  const body = `${DECLARATION}${head}\n  <revision>${YEAR}</revision>\n${records.join('')}</repomd>\n`
  await writeFile(join(dir, 'repodata/repomd.xml'), body)
  return count
}

export interface StoredXml {
  readonly type: string
  readonly xml: string
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
const PRIMARY_HEAD = (packages: number) =>
  `<metadata xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm" packages="${packages}">\n`
const LISTS = ['provides', 'requires', 'conflicts', 'obsoletes', 'recommends', 'suggests'] as const
const PIECE_CHARACTERS = 256 * 1024

/** Writes one compressed file and gives its record for repomd.xml. */
async function writeXml<T>(
  dir: string,
  type: string,
  head: string,
  tail: string,
  items: Iterable<T>,
  xmlOf: (item: T) => string,
): Promise<string> {
  const location = `repodata/${type}.xml.gz`
  const gzip = createGzip()
  const file = createWriteStream(join(dir, location))
  const [packed, open] = [createHash('sha256'), createHash('sha256')]
  gzip.on('data', piece => packed.update(piece))
  gzip.pipe(file)
  let openSize = 0
  let waiting = head.startsWith('<?xml') || head === '' ? head : DECLARATION + head
  const flush = async () => {
    const bytes = Buffer.from(waiting)
    waiting = ''
    open.update(bytes)
    openSize += bytes.length
    if (!gzip.write(bytes)) await once(gzip, 'drain')
  }
  for (const item of items) {
    waiting += xmlOf(item)
    if (waiting.length > PIECE_CHARACTERS) await flush()
  }
  waiting += tail
  await flush()
  gzip.end()
  await finished(file)
  const { size } = await stat(join(dir, location))
  return [
    `  <data type="${type}">\n    <checksum type="sha256">${packed.digest('hex')}</checksum>\n`,
    `    <open-checksum type="sha256">${open.digest('hex')}</open-checksum>\n    <location href="${location}"/>\n`,
    `    <timestamp>${YEAR}</timestamp>\n    <size>${size}</size>\n    <open-size>${openSize}</open-size>\n  </data>\n`,
  ].join('')
}

function nevraOf({ name, arch, source }: Package): string {
  return `${name}-${source.version}-${source.release}.${arch}`
}

function pkgidOf(p: Package): string {
  return createHash('sha256')
    .update(`${p.source.epoch}:${nevraOf(p)}`)
    .digest('hex')
}

const WORDS = 'a tool library for reading and writing files of many kinds with small fast modules used by others'.split(
  ' ',
)

function primaryOf(p: Package): string {
  const { source, name, arch } = p
  const random = randomOf(source.at, name.length, 5)
  const words = (count: number) => Array.from({ length: count }, () => random.pick(WORDS)).join(' ')
  const size = 4_000 + random.below(900_000)
  const time = YEAR + random.below(31_000_000)
  const rpm = `${nevraOf(p)}.rpm`
  const format = [
    `    <rpm:license>${random.pick(['MIT', 'GPL-2.0-or-later', 'Apache-2.0', 'MulanPSL-2.0'])}</rpm:license>`,
    '    <rpm:vendor>bench</rpm:vendor>\n    <rpm:group>Unspecified</rpm:group>\n    <rpm:buildhost>bench</rpm:buildhost>',
    `    <rpm:sourcerpm>${arch === 'src' ? '' : `${source.name}-${source.version}-${source.release}.src.rpm`}</rpm:sourcerpm>`,
    `    <rpm:header-range start="4504" end="${5000 + random.below(30000)}"/>`,
    ...LISTS.map(list => listXml(list, p[list])).filter(Boolean),
    ...p.files.map(file => `    <file>${file}</file>`),
  ].join('\n')
  return `<package type="rpm">
  <name>${escapeText(name)}</name>
  <arch>${arch}</arch>
  <version epoch="${source.epoch}" ver="${source.version}" rel="${source.release}"/>
  <checksum type="sha256" pkgid="YES">${pkgidOf(p)}</checksum>
  <summary>${words(4 + random.below(6))}</summary>
  <description>${words(20 + random.below(50))}</description>
  <packager>bench</packager>
  <url>https://${source.word}.example/</url>
  <time file="${time}" build="${time - 300}"/>
  <size package="${size}" installed="${size * 3}" archive="${size * 3 + 500}"/>
  <location href="Packages/${name.slice(0, 1)}/${escapeAttribute(rpm)}"/>
  <format>
${format}
  </format>
</package>
`
}

function listXml(list: string, entries: readonly Entry[]): string {
  if (entries.length === 0) return ''
  return `    <rpm:${list}>\n${entries.map(entryXml).join('\n')}\n    </rpm:${list}>`
}

function entryXml({ name, flags, epoch = 0, version = '', release, pre }: Entry): string {
  const range = flags ? ` flags="${flags}" epoch="${epoch}" ver="${version}"${release ? ` rel="${release}"` : ''}` : ''
  return `      <rpm:entry name="${escapeAttribute(name)}"${range}${pre ? ' pre="1"' : ''}/>`
}

const FOLDERS = [
  'lib64',
  'share',
  'share/doc',
  'share/locale/zh_CN',
  'include',
  'lib/python3.12',
  'libexec',
  'share/icons',
]

function fileListOf(p: Package): string {
  const { name, arch, source } = p
  const random = randomOf(source.at, name.length, 6)
  const lines = p.files.map(file => `  <file>${file}</file>`)
  let folder = ''
  for (let n = 0; n < p.moreFiles; n++) {
    if (n % 12 === 0) {
      folder = `/usr/${random.pick(FOLDERS)}/${name}/${n === 0 ? '' : `part${n}/`}`
      lines.push(`  <file type="dir">${folder.slice(0, -1)}</file>`)
    }
    lines.push(`  <file>${folder}${random.pick(WORDS)}${n}.${random.pick(['py', 'so', 'h', 'mo', 'html'])}</file>`)
  }
  const version = `<version epoch="${source.epoch}" ver="${source.version}" rel="${source.release}"/>`
  return `<package pkgid="${pkgidOf(p)}" name="${name}" arch="${arch}">\n  ${version}\n${lines.join('\n')}\n</package>\n`
}
