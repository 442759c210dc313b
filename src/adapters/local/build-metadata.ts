// Metadata of a directory of RPMs for those who ask what is in it: kept under a name made of the identity of every file,
// so that an RPM is read once, and again only when it is another one.

import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ExternalError } from '../../lib/errors.ts'
import { errorCode } from '../../lib/files.ts'
import type { Programs } from '../../lib/programs.ts'

interface Keeping {
  readonly programs: Pick<Programs, 'run'>
  readonly cache: string
  readonly signal?: AbortSignal | undefined
}

interface DescribedRpm {
  readonly sourcePackage: string
  readonly builtFor: string
  readonly file: string
}

/** Reading a whole distribution for the first time. */
const TIMEOUT_MS = 60 * 60_000

/** A repository that describes these RPMs below a folder; bad ones among them are left out. */
export async function describeRpms(
  { programs, cache, signal }: Keeping,
  folder: string,
  rpms: readonly DescribedRpm[],
): Promise<string> {
  const paths = rpms.map(rpm => join(rpm.sourcePackage, rpm.builtFor, rpm.file)).sort()
  const identities = await Promise.all(paths.map(path => identityOf(folder, path)))
  const name = createHash('sha256').update(identities.join('\n')).digest('hex')
  const kept = join(cache, name)
  await mkdir(cache, { recursive: true })
  const former = (await readdir(cache)).filter(other => !other.startsWith('.'))
  if (former.includes(name)) return kept
  const made = join(cache, `.${randomUUID()}`)
  try {
    await mkdir(made)
    await writeFile(join(made, 'files'), `${paths.join('\n')}\n`)
    const { exitCode, stderr } = await programs.run(
      'createrepo_c',
      [
        ...['--quiet', '--no-database', '--general-compress-type', 'gz', '--update'],
        ...former.flatMap(other => ['--update-md-path', join(cache, other)]),
        ...['--pkglist', join(made, 'files'), '--outputdir', made, folder],
      ],
      { env: { HOME: '/nonexistent' }, timeoutMs: TIMEOUT_MS, ...(signal && { signal }) },
    )
    if (exitCode !== 0) {
      const message = `createrepo_c: exit code ${exitCode}: ${stderr.trim().slice(-500)}`
      throw new ExternalError({ system: 'build-service', operation: 'describeBuilds', message, retryable: true })
    }
    await rename(made, kept).catch(error => {
      // Somebody else has made the same meanwhile.
      if (errorCode(error) !== 'ENOTEMPTY' && errorCode(error) !== 'EEXIST') throw error
    })
  } finally {
    await rm(made, { recursive: true, force: true })
  }
  await forget(cache, [name, ...former])
  await forgetUnfinished(cache, name)
  return kept
}

async function identityOf(folder: string, path: string): Promise<string> {
  const { size, mtimeMs, ino } = await stat(join(folder, path))
  return `${path} ${size} ${mtimeMs} ${ino}`
}

/** The one before stays: it may be being read. */
const KEPT = 2

async function forget(cache: string, [newest = '', ...others]: readonly string[]): Promise<void> {
  const aged = await Promise.all(
    others.map(async name => ({ name, at: (await stat(join(cache, name)).catch(() => undefined))?.mtimeMs ?? 0 })),
  )
  const gone = aged
    .filter(({ name }) => name !== newest)
    .sort((a, b) => b.at - a.at)
    .slice(KEPT - 1)
  for (const { name } of gone) await rm(join(cache, name), { recursive: true, force: true })
}

/** What a reading left that was killed: a living one is given up in half that time. */
async function forgetUnfinished(cache: string, newest: string): Promise<void> {
  const madeAt = (await stat(join(cache, newest))).mtimeMs
  for (const name of (await readdir(cache)).filter(other => other.startsWith('.'))) {
    const begun = (await stat(join(cache, name)).catch(() => undefined))?.mtimeMs ?? madeAt
    if (madeAt - begun > 2 * TIMEOUT_MS) await rm(join(cache, name), { recursive: true, force: true })
  }
}
