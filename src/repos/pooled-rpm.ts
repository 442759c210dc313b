// What is known of an RPM once it lies in the pool, and how rpm's answer about a file becomes that. Pure.

import { isSafeSegment } from '../lib/guard.ts'
import { type Nevra, rpmFileName } from '../rpm/nevra.ts'

// Type aliases, not interfaces: they are stored as JSON.

export type PooledRpm = {
  readonly sha256: string
  readonly file: string
  readonly nevra: Nevra
  /** File name of the source RPM it was built from; '' for a source RPM. */
  readonly sourceRpm: string
  /** The source package as the build service calls it. */
  readonly sourceName: string
  readonly sizeBytes: number
  /** Unix seconds. */
  readonly buildTime: number
}

export type RpmHeader = Pick<PooledRpm, 'nevra' | 'sourceRpm' | 'buildTime'>

const TAGS = ['NAME', 'EPOCHNUM', 'VERSION', 'RELEASE', 'ARCH', 'SOURCEPACKAGE', 'NOSOURCE', 'NOPATCH'] as const

/** For `rpm -qp --queryformat`: one line per package. Array tags give their first element. */
export const HEADER_FORMAT = `${[...TAGS, 'SOURCERPM', 'BUILDTIME'].map(tag => `%{${tag}}`).join('\\t')}\\n`

const NONE = '(none)'

/** Reads one line written by HEADER_FORMAT; undefined when a field is not what its tag allows. */
export function parseHeaderLine(line: string): RpmHeader | undefined {
  const fields = line.split('\t')
  const [name = '', epoch = '', version = '', release = '', builtArch = '', isSource, noSource, noPatch] = fields
  const [sourceRpm = '', buildTime = ''] = fields.slice(TAGS.length)
  if (fields.length !== TAGS.length + 2) return undefined
  if (!/^\d{1,10}$/.test(epoch) || !/^\d{1,12}$/.test(buildTime)) return undefined
  if (![version, release].every(v => /^[^\s:/-]+$/.test(v)) || !isSafeSegment(name)) return undefined
  // rpm gives a source package the architecture it was built on.
  const sourceArch = noSource === NONE && noPatch === NONE ? 'src' : 'nosrc'
  const arch = isSource === NONE ? builtArch : sourceArch
  return {
    nevra: { name, epoch: Number(epoch), version, release, arch },
    sourceRpm: sourceRpm === NONE ? '' : sourceRpm,
    buildTime: Number(buildTime),
  }
}

const ARCHES =
  /^(noarch|src|nosrc|x86_64(_v[234])?|aarch64|i[3-6]86|riscv64|loongarch64|ppc64(le)?|s390x?|sw_64|armv\d\w*)$/

export type HeaderFault = 'unsafe-name' | 'unknown-arch' | 'wrong-file-name'

/** What speaks against a file of this name having this header. */
export function headerFault(header: RpmHeader, file: string): HeaderFault | undefined {
  const expected = rpmFileName(header.nevra)
  if (!isSafeSegment(expected) || (header.sourceRpm !== '' && !isSafeSegment(header.sourceRpm))) return 'unsafe-name'
  if (!ARCHES.test(header.nevra.arch)) return 'unknown-arch'
  return expected === file ? undefined : 'wrong-file-name'
}

/** The name in a source RPM's file name; undefined when it is not one. */
export function sourceNameOf(sourceRpm: string): string | undefined {
  return /^(.+)-[^-]+-[^-]+\.(no)?src\.rpm$/.exec(sourceRpm)?.[1]
}
