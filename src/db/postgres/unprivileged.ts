// PostgreSQL refuses to run as root. Decides how its programs are started here, always so that they die with us.

import { readFile, stat } from 'node:fs/promises'
import { execa } from 'execa'
import { RefusedError, refuse } from '../../lib/errors.ts'
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
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/**
 * Not root: direct. Root: as `nobody` where it can reach program and data, else inside a user namespace of our own.
 * An existing data folder keeps the owner it was made with, for the server reads nothing of another's.
 */
export async function chooseLaunch(paths: { program: string; dataDir: string; pgData: string }): Promise<Launch> {
  const uid = process.getuid?.() ?? 0
  const gid = process.getgid?.() ?? 0
  if (uid !== 0) return { mode: 'direct', uid, gid, prefix: (await succeeds(dying)) ? dying : [] }

  const nobody = await nobodyAccount()
  const asNobody: Launch = { mode: 'setpriv', uid: nobody.uid, gid: nobody.gid, prefix: becoming(nobody) }
  const inNamespace: Launch = { mode: 'unshare', uid, gid, prefix: [...namespace, ...dying] }
  const owner = await stat(paths.pgData).then(
    s => s.uid,
    () => undefined,
  )
  const reachable =
    (await succeeds([...asNobody.prefix, paths.program, '--version'])) && (await mayEnter(asNobody, paths.dataDir))
  if (reachable && owner !== uid) return asNobody
  if (owner !== nobody.uid && (await succeeds([...inNamespace.prefix, paths.program, '--version']))) return inNamespace
  throw new RefusedError(refuse('postgres-unreachable', texts.notReachable(paths.dataDir, nobody.name)))
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

/** The group may be called nogroup or nobody, so it is read from the account's own entry. */
async function nobodyAccount(): Promise<Account> {
  const passwd = await readFile('/etc/passwd', 'utf8')
  const fields = passwd
    .split('\n')
    .find(line => line.startsWith('nobody:'))
    ?.split(':')
  return { name: 'nobody', uid: Number(fields?.[2] ?? 65534), gid: Number(fields?.[3] ?? 65534) }
}

async function succeeds(command: readonly string[]): Promise<boolean> {
  const [program = '', ...args] = command[command.length - 1] === '--' ? [...command, 'true'] : command
  const result = await execa(program, args, { reject: false, stdio: 'ignore', cwd: '/', timeout: 10_000 })
  return result.exitCode === 0
}
