// The private folder of the server's socket: short (a socket path may have 107 bytes), 0700, named by the data folder.

import { createHash } from 'node:crypto'
import { chown, mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { RefusedError, refuse } from '../../lib/errors.ts'
import { texts } from '../texts.ts'
import { type Launch, mayEnter } from './unprivileged.ts'

const LONGEST_PATH = 107
const SOCKET_NAME = '.s.PGSQL.5432.lock'

/**
 * Makes the folder afresh: whatever stands there was left by a dead server. The server itself records the path in
 * the data folder (line 5 of postmaster.pid), where local commands read it.
 */
export async function makeSocketFolder(pgData: string, launch: Launch): Promise<string> {
  const name = `slipway-${createHash('sha256').update(pgData).digest('hex').slice(0, 16)}`
  const parents = [...(launch.mode === 'direct' ? [`/run/user/${launch.uid}`] : []), tmpdir(), '/tmp']
  for (const parent of parents) {
    const folder = join(parent, name)
    if (Buffer.byteLength(join(folder, SOCKET_NAME)) > LONGEST_PATH || !(await mayEnter(launch, parent))) continue
    if (await makeOwn(folder, launch)) return folder
  }
  throw new RefusedError(refuse('no-socket-folder', texts.noSocketFolder()))
}

async function makeOwn(folder: string, launch: Launch): Promise<boolean> {
  try {
    await rm(folder, { recursive: true, force: true })
    // Not recursive: it fails when somebody else has put a folder of this name here again.
    await mkdir(folder, { mode: 0o700 })
    await chown(folder, launch.uid, launch.gid)
    return true
  } catch {
    return false
  }
}
