// PostgreSQL refuses to run as root. Decides how its programs are started here, always so that they die with us.

import { readFile, stat } from 'node:fs/promises'
import { execa } from 'execa'
import { RefusedError, refuse } from '../../lib/errors.ts'
import type { Text } from '../../lib/text.ts'
import { texts } from '../texts.ts'

/** How a program of PostgreSQL is started. */
export interface Launch {
  readonly mode: 'direct' | 'setpriv' | 'unshare'
  /** Owner of everything the server writes. */
  readonly uid: number
  readonly gid: number
  /** Command and arguments that stand before the program's own. */
  readonly prefix: readonly string[]
}

interface Account {
  readonly uid: number
  readonly gid: number
}

/**
 * Not root: direct. Root: as `nobody` where it can reach program and data, else inside a user namespace of our own.
 * An existing data folder keeps the owner it was made with, for the server reads nothing of another's.
 */
export async function chooseLaunch(paths: { program: string; dataDir: string; pgData: string }): Promise<Launch> {
  const me = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  const owner = await ownerOf(paths.pgData)
  if (me.uid !== 0) {
    if (owner && owner.uid !== me.uid) throw refusal(texts.notOwner(paths.pgData, owner.uid))
    return { mode: 'direct', ...me, prefix: (await succeeds(dying)) ? dying : [] }
  }
  const account = owner ?? (await nobody())
  if (account.uid !== 0) {
    const asAccount: Launch = { mode: 'setpriv', ...account, prefix: becoming(account) }
    if ((await mayRun(asAccount, paths.program)) && (await mayEnter(asAccount, paths.dataDir))) return asAccount
  }
  const inNamespace: Launch = { mode: 'unshare', ...me, prefix: [...namespace, ...dying] }
  if ((!owner || owner.uid === 0) && (await mayRun(inNamespace, paths.program))) return inNamespace
  throw refusal(texts.notReachable(paths.dataDir, account.uid))
}

function refusal(because: Text): RefusedError {
  return new RefusedError(refuse('postgres-unreachable', because))
}

async function mayRun(launch: Launch, program: string): Promise<boolean> {
  return succeeds([...launch.prefix, program, '--version'])
}

/** Whether the user the server runs as can traverse this folder and all above it. */
export async function mayEnter(launch: Launch, folder: string): Promise<boolean> {
  return succeeds([...launch.prefix, 'test', '-x', folder])
}

// The signal follows the thread that starts the child: only ever start it from the main thread.
const dying: readonly string[] = ['setpriv', '--pdeathsig', 'INT', '--']

// setpriv stands inside: a change of credentials would clear the signal.
const namespace: readonly string[] = ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--']

function becoming(account: Account): readonly string[] {
  const ids = ['--reuid', `${account.uid}`, '--regid', `${account.gid}`, '--clear-groups']
  return ['setpriv', ...ids, '--pdeathsig', 'INT', '--']
}

async function ownerOf(folder: string): Promise<Account | undefined> {
  return stat(folder).then(
    ({ uid, gid }) => ({ uid, gid }),
    () => undefined,
  )
}

/** The group may be called nogroup or nobody, so it is read from the account's own entry. */
async function nobody(): Promise<Account> {
  const passwd = await readFile('/etc/passwd', 'utf8')
  const entry = passwd.split('\n').find(line => line.startsWith('nobody:'))
  const [uid, gid] = entry?.split(':').slice(2, 4).map(Number) ?? []
  return { uid: uid ?? 65534, gid: gid ?? 65534 }
}

async function succeeds(command: readonly string[]): Promise<boolean> {
  const [program = '', ...args] = command[command.length - 1] === '--' ? [...command, 'true'] : command
  const result = await execa(program, args, { reject: false, stdio: 'ignore', cwd: '/', timeout: 10_000 })
  return result.exitCode === 0
}
