// The only way to start a child process (but the embedded database): no shell, own process group, time and output
// limits, dies with us. Groups are recorded in a folder, so that a new server can end what a killed one left behind.

import { constants, existsSync } from 'node:fs'
import { access, mkdir, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { execa } from 'execa'
import { ExternalError } from './errors.ts'
import type { Log } from './log.ts'
import { newMark, recordGroup, signalGroup } from './process-groups.ts'

export interface ProgramOptions {
  /** Default `/`. */
  readonly cwd?: string
  /** The whole environment of the child; PATH, LANG=C.UTF-8 and TZ=UTC are added when absent, and SLIPWAY_GROUP, by
   * which the group is known. Nothing else is inherited, not even HOME. */
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
  /** Default 10 minutes. */
  readonly timeoutMs?: number
  /** Default 64 MiB of stdout and stderr each. */
  readonly maxOutputBytes?: number
  readonly signal?: AbortSignal
}

export interface ProgramResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface Programs {
  /** Runs a program to its end. Any exit code is a result; not found, time-out, signal and abort throw ExternalError. */
  run(program: string, args: readonly string[], options?: ProgramOptions): Promise<ProgramResult>
  /** As root: `[program, args]`; else the same under `unshare -r` (dnf and rpm with --root need to be root). */
  asRoot(program: string, args: readonly string[]): readonly [string, readonly string[]]
}

export interface ProgramSettings {
  /** Folder in which running process groups are recorded. */
  readonly recordDir: string
  readonly log: Log
}

const DEFAULT_TIMEOUT_MS = 600_000
const DEFAULT_OUTPUT_BYTES = 64 * 1024 * 1024

/** Between the request to end and the end by force. */
const GRACE_MS = 2_000

const environment = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8', TZ: 'UTC' }

export function createPrograms(settings: ProgramSettings): Programs {
  return {
    run: (program, args, options) => run(settings, [program, ...args], options ?? {}),
    asRoot: (program, args) =>
      process.getuid?.() === 0 ? [program, args] : ['unshare', ['-r', '--', 'setpriv', ...DYING, program, ...args]],
  }
}

// The signal follows the thread that starts the child: run programs from the main thread. A new user namespace
// clears it, so it is set again inside.
const DYING = ['--pdeathsig', 'KILL', '--']

async function run(
  settings: ProgramSettings,
  [name = '', ...args]: readonly string[],
  options: ProgramOptions,
): Promise<ProgramResult> {
  const fail = failure(basename(name))
  if (options.signal?.aborted) throw fail('it was cancelled before it began', { retryable: false })
  const mark = newMark()
  const env = { ...environment, ...options.env, [mark.name]: mark.value }
  const program = await find(name, env.PATH, options.cwd)
  if (!program) throw fail('the program is not installed', { retryable: false })
  if (options.cwd && !existsSync(options.cwd)) throw fail('its working directory is missing', { retryable: false })
  const setpriv = await find('setpriv', environment.PATH)
  const [first = '', ...rest] = [...(setpriv ? [setpriv, ...DYING] : []), program, ...args]
  await mkdir(settings.recordDir, { recursive: true })

  const group = recordGroup(settings.recordDir, { program: name, mark: mark.value })
  const begunAt = performance.now()
  const child = execa(first, rest, {
    cwd: options.cwd ?? '/',
    env,
    extendEnv: false,
    detached: true,
    cleanup: false,
    reject: false,
    encoding: 'buffer',
    stripFinalNewline: false,
    maxBuffer: options.maxOutputBytes ?? DEFAULT_OUTPUT_BYTES,
    ...(options.input === undefined ? { stdin: 'ignore' } : { input: options.input }),
  })
  const pid = child.pid
  if (pid !== undefined) group.started(pid)
  const limits = limit(pid, { timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS, signal: options.signal })
  child.once('exit', () => {
    limits.lift()
    // What the leader leaves in its group would write on after its end; what left the group still holds our pipes.
    if (pid !== undefined) signalGroup(pid, 'SIGKILL')
    setTimeout(() => [child.stdout, child.stderr].map(stream => stream?.destroy()), GRACE_MS).unref()
  })
  const result = await child
  limits.lift()
  group.ended()

  const ms = Math.round(performance.now() - begunAt)
  settings.log.debug({ program: name, exitCode: result.exitCode, signal: result.signal, ms }, 'program ended')
  if (limits.hit) throw fail(limits.hit, { retryable: limits.hit !== CANCELLED, cause: result.cause })
  if (result.isMaxBuffer) throw fail('it wrote more than it may', { retryable: false, cause: result.cause })
  if (result.signal) throw fail(`it was ended by ${result.signal}`, { retryable: true, cause: result.cause })
  if (result.exitCode === undefined) throw fail(`it could not be started: ${result.code}`, { retryable: false })
  return { exitCode: result.exitCode, stdout: decode(result.stdout), stderr: decode(result.stderr) }
}

const CANCELLED = 'it was cancelled'

/** Ends the group when its time is over or its caller gives up: asks first, then uses force. */
function limit(group: number | undefined, c: { timeoutMs: number; signal: AbortSignal | undefined }) {
  const state = { hit: undefined as string | undefined, lift }
  let force: NodeJS.Timeout | undefined
  const end = (why: string) => {
    if (group === undefined || state.hit) return
    state.hit = why
    signalGroup(group, 'SIGTERM')
    force = setTimeout(() => signalGroup(group, 'SIGKILL'), GRACE_MS)
  }
  const timer = setTimeout(() => end(`it did not end within ${c.timeoutMs} ms`), c.timeoutMs)
  const abort = () => end(CANCELLED)
  c.signal?.addEventListener('abort', abort, { once: true })
  function lift(): void {
    clearTimeout(timer)
    clearTimeout(force)
    c.signal?.removeEventListener('abort', abort)
  }
  return state
}

/** Looks the program up itself: through setpriv a missing one would look like an exit code of its own. */
async function find(name: string, path: string, cwd = '/'): Promise<string | undefined> {
  const candidates = name.includes('/') ? [resolve(cwd, name)] : path.split(':').map(folder => join(folder, name))
  for (const candidate of candidates) {
    if (await isExecutable(candidate)) return candidate
  }
  return undefined
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

function failure(system: string) {
  return (message: string, c: { retryable: boolean; cause?: unknown }) =>
    new ExternalError({ system, operation: 'run', message, retryable: c.retryable }, { cause: c.cause })
}

function decode(bytes: Uint8Array | undefined): string {
  return bytes ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) : ''
}
