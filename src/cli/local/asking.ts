// How the verbs of `slipway check` ask: programs at hand, and each failure by the exit code that is theirs.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ExternalError, RefusedError } from '../../lib/errors.ts'
import { silentLog } from '../../lib/log.ts'
import { createPrograms } from '../../lib/programs.ts'
import { sameInBoth } from '../../lib/text.ts'
import type { RepositoryNeeds } from '../../repos/index.ts'
import { ExitError, exitCodes } from '../exit.ts'
import { texts } from '../texts.ts'
import { checkTexts as say } from './check-texts.ts'

export function knownArch(arch: string): string {
  if (!/^[a-z]\w{1,20}$/.test(arch)) throw new ExitError(exitCodes.usage, say.badArch(arch))
  return arch
}

/** Exit codes of these verbs: 2 for what cannot be read, 5 for a server that does not answer, 70 for a bug of ours. */
export async function asking<T>(ask: (needs: RepositoryNeeds) => Promise<T>): Promise<T> {
  const recordDir = await mkdtemp(join(tmpdir(), 'slipway-check-'))
  try {
    return await ask({ programs: createPrograms({ recordDir, log: silentLog }) })
  } catch (error) {
    if (error instanceof RefusedError) throw new ExitError(exitCodes.usage, error.refusal.because)
    if (error instanceof ExternalError) throw new ExitError(exitCodes.remoteDown, sameInBoth(error.message))
    if (error instanceof ExitError) throw error
    throw new ExitError(exitCodes.bug, texts.bug(error instanceof Error ? (error.stack ?? error.message) : `${error}`))
  } finally {
    await rm(recordDir, { recursive: true, force: true })
  }
}
