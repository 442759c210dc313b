// What each package of an update changes against what users have, read from the headers at the beginning of the RPM
// files themselves: metadata know nothing of scriptlets, modes and contents.

import { contentsOf, type RpmContents } from '../rpm/contents.ts'
import { diffPackages, type PackageDiff } from '../rpm/diff.ts'
import { compareEvr } from '../rpm/evr.ts'
import { headersLength, NoRpm, readHeader } from '../rpm/header.ts'
import { badMetadata, metadataTexts } from '../rpm/metadata-texts.ts'
import { formatNevra, type Nevra } from '../rpm/nevra.ts'
import { rankOf } from '../rpm/pool/architectures.ts'
import { staysInside } from '../rpm/repomd.ts'
import { eachPackage } from './metadata-files.ts'
import { type OpenRepository, openRepository, type RepositoryNeeds } from './open-repository.ts'
import { texts } from './texts.ts'

export interface DiffQuestion {
  /** What users have: directories or addresses. */
  readonly repositories: readonly string[]
  /** What is to come on top of it. */
  readonly updates: readonly string[]
  /** The machine's: x86_64, aarch64, … */
  readonly arch: string
}

interface Located {
  readonly nevra: Nevra
  readonly repository: OpenRepository
  readonly location: string
}

/** Sorted by name and architecture, the lower version first. A source package is compared as any other. */
export async function diffUpdate(question: DiffQuestion, needs: RepositoryNeeds): Promise<PackageDiff[]> {
  const { repositories, updates, arch } = question
  const isAsked = ({ nevra }: Located) => nevra.arch === 'src' || rankOf(arch, nevra.arch) !== 0
  const fresh = (await packagesAt(updates, needs, isAsked)).sort(inOrder)
  const wanted = new Set(fresh.map(identityOf))
  const newest = new Map<string, Located>()
  for (const p of await packagesAt(repositories, needs, one => wanted.has(identityOf(one)))) {
    const other = newest.get(identityOf(p))
    if (!other || compareEvr(p.nevra, other.nevra) > 0) newest.set(identityOf(p), p)
  }
  const diffs: PackageDiff[] = []
  for (const p of fresh) {
    const old = newest.get(identityOf(p))
    diffs.push(diffPackages(old && (await readContents(old)), await readContents(p)))
  }
  return diffs
}

async function packagesAt(
  places: readonly string[],
  needs: RepositoryNeeds,
  isWanted: (p: Located) => boolean,
): Promise<Located[]> {
  const found: Located[] = []
  for (const place of places) {
    const repository = await openRepository(place, needs)
    await eachPackage(repository, ({ nevra, location }) => {
      const p = { nevra, repository, location }
      if (isWanted(p)) found.push(p)
    })
  }
  return found
}

function identityOf({ nevra }: Located): string {
  return `${nevra.name}.${nevra.arch}`
}

function inOrder(a: Located, b: Located): number {
  const [one, other] = [identityOf(a), identityOf(b)]
  return one < other ? -1 : one > other ? 1 : compareEvr(a.nevra, b.nevra)
}

async function readContents({ nevra, repository, location }: Located): Promise<RpmContents> {
  if (!staysInside(location)) throw badMetadata(metadataTexts.inFile(repository.place, texts.unsafePath(location)))
  try {
    const contents = contentsOf(readHeader(await readHeaders(repository, location)))
    if (formatNevra(contents.nevra) === formatNevra(nevra)) return contents
    throw new NoRpm(`it holds ${formatNevra(contents.nevra)}`)
  } catch (error) {
    if (!(error instanceof NoRpm)) throw error
    throw badMetadata(metadataTexts.inFile(repository.place, metadataTexts.damaged(location, error.message)))
  }
}

/** No more of the file than its headers is read, however large it is. */
async function readHeaders(repository: OpenRepository, location: string): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let read = 0
  let length: number | undefined
  for await (const piece of await repository.file(location)) {
    pieces.push(piece)
    read += piece.length
    length ??= headersLength(Buffer.concat(pieces))
    if (length !== undefined && read >= length) break
  }
  return Buffer.concat(pieces)
}
