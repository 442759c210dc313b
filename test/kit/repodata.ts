// Repositories for tests, written directly: primary.xml from a few words, and repomd.xml around any files.

import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { escapeAttribute, escapeText } from '../../src/lib/xml.ts'
import { type Capability, parseCapability } from '../../src/rpm/capability.ts'
import { formatNevra, type Nevra } from '../../src/rpm/nevra.ts'

/** A package by what a solver looks at. Capabilities as dnf writes them: `a >= 1.0-1`, `(a or b)`, `/bin/sh`. */
export interface PlainPackage {
  readonly nevra: Nevra
  readonly provides?: readonly string[]
  readonly requires?: readonly string[]
  readonly conflicts?: readonly string[]
  readonly obsoletes?: readonly string[]
  readonly files?: readonly string[]
  readonly recommends?: readonly string[]
  readonly suggests?: readonly string[]
  readonly supplements?: readonly string[]
  readonly enhances?: readonly string[]
}

export function primaryXml(packages: readonly PlainPackage[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<metadata xmlns="http://linux.duke.edu/metadata/common" xmlns:rpm="http://linux.duke.edu/metadata/rpm"' +
      ` packages="${packages.length}">`,
    ...packages.map(packageXml),
    '</metadata>',
    '',
  ].join('\n')
}

const LISTS = [
  'provides',
  'requires',
  'conflicts',
  'obsoletes',
  'recommends',
  'suggests',
  'supplements',
  'enhances',
] as const

function packageXml(p: PlainPackage): string {
  const { name, epoch, version, release, arch } = p.nevra
  const nevra = formatNevra(p.nevra)
  const isSource = arch === 'src'
  return [
    '<package type="rpm">',
    `<name>${escapeText(name)}</name><arch>${arch}</arch>`,
    `<version epoch="${epoch}" ver="${escapeAttribute(version)}" rel="${escapeAttribute(release)}"/>`,
    `<checksum type="sha256" pkgid="YES">${createHash('sha256').update(nevra).digest('hex')}</checksum>`,
    `<summary>${escapeText(name)}</summary>`,
    `<location href="Packages/${escapeAttribute(nevra)}.rpm"/>`,
    '<format>',
    isSource ? '' : `<rpm:sourcerpm>${escapeText(name)}-${version}-${release}.src.rpm</rpm:sourcerpm>`,
    ...LISTS.map(list => entriesXml(list, p[list] ?? [])),
    ...(p.files ?? []).map(file => `<file>${escapeText(file)}</file>`),
    '</format>',
    '</package>',
  ].join('\n')
}

const FLAGS = { '=': 'EQ', '<': 'LT', '<=': 'LE', '>': 'GT', '>=': 'GE' } as const

function entriesXml(list: string, capabilities: readonly string[]): string {
  if (capabilities.length === 0) return ''
  const entries = capabilities.map(written => {
    const c: Capability = written.startsWith('(') ? { name: written } : parseCapability(written)
    const release = c.release ? ` rel="${escapeAttribute(c.release)}"` : ''
    const bound = c.relation
      ? ` flags="${FLAGS[c.relation]}" epoch="${c.epoch ?? 0}" ver="${escapeAttribute(c.version ?? '')}"${release}`
      : ''
    return `<rpm:entry name="${escapeAttribute(c.name)}"${bound}/>`
  })
  return `<rpm:${list}>\n${entries.join('\n')}\n</rpm:${list}>`
}

export interface StoredFile {
  readonly type: string
  /** Below the repository, e.g. `repodata/primary.xml.gz`. */
  readonly location: string
  readonly bytes: Uint8Array
  /** Decompressed: its checksum and size are declared when given. */
  readonly open?: Uint8Array
  readonly checksumType?: string
  /** Declared instead of the truth. */
  readonly lies?: Partial<Record<'checksum' | 'openChecksum' | 'size' | 'openSize', string>>
}

function repomdXml(files: readonly StoredFile[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<repomd xmlns="http://linux.duke.edu/metadata/repo" xmlns:rpm="http://linux.duke.edu/metadata/rpm">',
    '<revision>1800000000</revision>',
    ...files.map(recordXml),
    '</repomd>',
    '',
  ].join('\n')
}

function recordXml({ type, location, bytes, open, checksumType = 'sha256', lies = {} }: StoredFile): string {
  const digest = (of: Uint8Array) =>
    createHash(checksumType === 'sha' ? 'sha1' : checksumType)
      .update(of)
      .digest('hex')
  const checksum = (tag: string, value: string) => `<${tag} type="${checksumType}">${value}</${tag}>`
  return [
    `<data type="${type}">`,
    checksum('checksum', lies.checksum ?? digest(bytes)),
    open || lies.openChecksum ? checksum('open-checksum', lies.openChecksum ?? digest(open ?? bytes)) : '',
    `<location href="${escapeAttribute(location)}"/>`,
    '<timestamp>1800000000</timestamp>',
    `<size>${lies.size ?? bytes.length}</size>`,
    open || lies.openSize ? `<open-size>${lies.openSize ?? open?.length}</open-size>` : '',
    '</data>',
  ].join('\n')
}

/** Writes repomd.xml and the files it names, where they are inside. */
export async function writeRepository(dir: string, files: readonly StoredFile[]): Promise<string> {
  await mkdir(join(dir, 'repodata'), { recursive: true })
  for (const { location, bytes } of files) {
    if (/^repodata\/[^/]+$/.test(location)) await writeFile(join(dir, location), bytes)
  }
  await writeFile(join(dir, 'repodata/repomd.xml'), repomdXml(files))
  return dir
}
