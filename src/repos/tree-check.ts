// Looks at a tree on disk and says how it differs from the wanted one. createrepo_c lists an RPM cut in half and ends
// well, modifyrepo_c loses records and ends well: only what is really there counts.

import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isAbsent } from '../lib/files.ts'
import { formatNevra } from '../rpm/nevra.ts'
import type { MetadataFile, Repomd } from '../rpm/repomd.ts'
import { parseUpdateinfo } from '../rpm/updateinfo.ts'
import { openOwnRepository, readMetadataText, readPackages, readRepomd, sha256OfFile } from './metadata-files.ts'
import type { OpenRepository } from './open-repository.ts'
import type { WantedRepository, WantedTree } from './wanted-tree.ts'

/** Every difference found, in technical English; empty when the tree is as wanted. */
export async function checkTree(path: string, wanted: WantedTree): Promise<string[]> {
  const faults: string[] = []
  for (const repository of wanted.repositories) {
    const found = await withReadErrors(() => checkRepository(join(path, repository.directory), repository))
    faults.push(...found.map(fault => `${repository.directory}: ${fault}`))
  }
  for (const list of wanted.lists) {
    const found = await withReadErrors(async () => {
      return (await readFile(join(path, list.path), 'utf8')) === list.text ? [] : ['is not the wanted text']
    })
    faults.push(...found.map(fault => `${list.path}: ${fault}`))
  }
  return faults
}

async function checkRepository(path: string, wanted: WantedRepository): Promise<string[]> {
  const repomd = await readRepomd(path)
  const faults = [...checkRecords(repomd, wanted)]
  for (const file of repomd.files) faults.push(...(await checkFile(path, file)))
  if (faults.length > 0) return faults
  const repository = await openOwnRepository(path)
  faults.push(...(await checkPackages(path, repository, wanted)))
  if (repository.has('updateinfo')) faults.push(...(await checkUpdateinfo(repository, wanted)))
  return faults
}

function checkRecords({ revision, files }: Repomd, wanted: WantedRepository): string[] {
  const faults: string[] = []
  if (revision !== String(wanted.revision)) faults.push(`the revision is ${revision}, not ${wanted.revision}`)
  if (files.some(f => f.timestamp !== wanted.revision)) faults.push('a record has another time than the revision')
  const types = files.map(f => f.type).sort()
  const expected = ['filelists', 'other', 'primary', ...(wanted.updateinfo === undefined ? [] : ['updateinfo'])]
  if (types.join() !== expected.join()) faults.push(`repomd.xml lists ${types.join()}, not ${expected.join()}`)
  return faults
}

async function checkFile(repository: string, file: MetadataFile): Promise<string[]> {
  const path = join(repository, file.location)
  const { size } = await stat(path)
  const sum = await sha256OfFile(path)
  const equal = file.checksum.type === 'sha256' && file.checksum.value === sum && (file.sizeBytes ?? size) === size
  return equal ? [] : [`${file.location} is not what repomd.xml says`]
}

async function checkPackages(path: string, repository: OpenRepository, wanted: WantedRepository): Promise<string[]> {
  const faults: string[] = []
  const missing = new Map(wanted.rpms.map(rpm => [`Packages/${rpm.file}`, rpm]))
  for (const listed of await readPackages(repository)) {
    const rpm = missing.get(listed.location)
    missing.delete(listed.location)
    if (!rpm) faults.push(`primary.xml lists ${listed.location}, which is not wanted or stands twice`)
    else if (listed.checksum.type !== 'sha256' || listed.checksum.value !== rpm.sha256) {
      faults.push(`primary.xml has another checksum for ${rpm.file} than the pool`)
    } else if (formatNevra(listed.nevra) !== formatNevra(rpm.nevra)) {
      faults.push(`primary.xml calls ${rpm.file} ${formatNevra(listed.nevra)}`)
    } else if ((await stat(join(path, listed.location))).size !== rpm.sizeBytes) {
      faults.push(`${listed.location} has another size than in the pool`)
    }
  }
  for (const location of missing.keys()) faults.push(`primary.xml does not list ${location}`)
  return faults
}

async function checkUpdateinfo(repository: OpenRepository, wanted: WantedRepository): Promise<string[]> {
  const text = await readMetadataText(repository, 'updateinfo')
  const ids = new Set(parseUpdateinfo(text).map(r => r.id))
  const lost = wanted.recordIds.filter(id => !ids.has(id))
  if (lost.length > 0) return [`updateinfo.xml lacks ${lost.join(', ')}`]
  return text === wanted.updateinfo ? [] : ['updateinfo.xml is not the wanted text']
}

/** A file that is missing or cannot be read as what it should be is a difference; a failing disk is not. */
async function withReadErrors(check: () => Promise<string[]>): Promise<string[]> {
  try {
    return await check()
  } catch (error) {
    if (!(error instanceof Error) || ('syscall' in error && !isAbsent(error))) throw error
    return [error.message]
  }
}
