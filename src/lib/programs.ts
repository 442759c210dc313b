// The only way to start a child process (but the embedded database): no shell, own process group, time and output
// limits, dies with us. Groups are recorded in a folder, so that a new server can end what a killed one left behind.

import { constants, existsSync } from 'node:fs'
import { access, mkdir, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ExternalError } from './errors.ts'
import { errorCode } from './files.ts'
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

export type PipeOptions = Pick<ProgramOptions, 'timeoutMs' | 'signal'>

export interface ProgramResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface Programs {
  /** Runs a program to its end. Any exit code is a result; not found, time-out, signal and abort throw ExternalError. */
  run(program: string, args: readonly string[], options?: ProgramOptions): Promise<ProgramResult>
  /**
   * Writes bytes to a program and gives what it writes back, as it comes: any amount, in bounded memory. An exit code
   * other than 0 throws an ExternalError with it as status and the end of stderr; whoever stops reading ends the program.
   */
  pipe(
    program: string,
    args: readonly string[],
    input: AsyncIterable<Uint8Array>,
    options?: PipeOptions,
  ): AsyncIterable<Uint8Array>
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
    pipe: (program, args, input, options) => pipe(settings, [program, ...args], { ...options, input }),
    asRoot: (program, args) =>
      process.getuid?.() === 0 ? [program, args] : ['unshare', ['-r', '--', 'setpriv', ...DYING, program, ...args]],
  }
}

// The signal follows the thread that starts the child: run programs from the main thread. A new user namespace
// clears it, so it is set again inside.
const DYING = ['--pdeathsig', 'KILL', '--']

// Loaded with the first child alone: it takes longer than all else of a short command that starts none.
const loadExeca = async () => (await import('execa')).execa

async function run(
  settings: ProgramSettings,
  command: readonly string[],
  options: ProgramOptions,
): Promise<ProgramResult> {
  const started = await start(settings, command, options)
  const execa = await loadExeca()
  const child = execa(...started.command, {
    ...started.options,
    encoding: 'buffer',
    maxBuffer: options.maxOutputBytes ?? DEFAULT_OUTPUT_BYTES,
    ...(options.input === undefined ? { stdin: 'ignore' } : { input: options.input }),
  })
  const watch = started.watch(child, [child.stdout, child.stderr])
  const result = await child
  watch.ended(result)
  const { exitCode, stdout, stderr } = result
  return { exitCode: exitCode ?? -1, stdout: decode(stdout), stderr: decode(stderr) }
}

async function* pipe(
  settings: ProgramSettings,
  command: readonly string[],
  { input, ...options }: PipeOptions & { readonly input: AsyncIterable<Uint8Array> },
): AsyncGenerator<Uint8Array> {
  const started = await start(settings, command, options)
  const execa = await loadExeca()
  const child = execa(...started.command, {
    ...started.options,
    encoding: 'buffer',
    buffer: { stdout: false, stderr: true, all: false },
    maxBuffer: { stderr: DEFAULT_OUTPUT_BYTES },
  })
  const watch = started.watch(child, [])
  // A program that ends before it has read all closes its input: that is told by its exit code.
  const fed = pipeline(input, child.stdin).catch(error => {
    if (!['EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'].includes(errorCode(error) ?? '')) return error as Error
  })
  let isOver = false
  try {
    for await (const piece of child.stdout) yield piece as Uint8Array
    const [result, wrong] = [await child, await fed]
    isOver = true
    if (wrong) throw wrong
    if (watch.ended(result).exitCode !== 0) {
      const said = decode(result.stderr).trim().slice(-400)
      throw started.fail(said || `it ended with ${result.exitCode}`, { retryable: false, exitCode: result.exitCode })
    }
  } finally {
    if (!isOver && child.pid !== undefined) signalGroup(child.pid, 'SIGKILL')
    if (!isOver) child.stdin.destroy()
    await child
    await fed
    watch.over()
  }
}

/** Looks everything up, notes the group, and says how the child is to be started and what became of it. */
async function start(settings: ProgramSettings, [name = '', ...args]: readonly string[], options: ProgramOptions) {
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
  return {
    fail,
    command: [first, rest] as const,
    options: {
      cwd: options.cwd ?? '/',
      env,
      extendEnv: false,
      detached: true,
      cleanup: false,
      reject: false,
      stripFinalNewline: false,
    } as const,
    /** @param left what is closed when something still holds it some time after the end */
    watch(child: WatchedChild, left: readonly ({ destroy(): unknown } | null)[]) {
      const { pid } = child
      if (pid !== undefined) group.started(pid)
      const limits = limit(pid, { timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS, signal: options.signal })
      child.once('exit', () => {
        limits.lift()
        // What the leader leaves in its group would write on after its end; what left the group still holds our pipes.
        if (pid !== undefined) signalGroup(pid, 'SIGKILL')
        setTimeout(() => left.map(stream => stream?.destroy()), GRACE_MS).unref()
      })
      const over = () => {
        limits.lift()
        group.ended()
      }
      return {
        over,
        /** Throws for every end that is no exit code. */
        ended<R extends Ended>(result: R): R {
          over()
          const ms = Math.round(performance.now() - begunAt)
          settings.log.debug({ program: name, exitCode: result.exitCode, signal: result.signal, ms }, 'program ended')
          if (limits.hit) throw fail(limits.hit, { retryable: limits.hit !== CANCELLED, cause: result.cause })
          if (result.isMaxBuffer) throw fail('it wrote more than it may', { retryable: false, cause: result.cause })
          if (result.signal) throw fail(`it was ended by ${result.signal}`, { retryable: true, cause: result.cause })
          if (result.exitCode === undefined) {
            throw fail(`it could not be started: ${result.code}`, { retryable: false })
          }
          return result
        },
      }
    },
  }
}

interface WatchedChild {
  readonly pid?: number | undefined
  once(event: 'exit', listener: () => void): unknown
}

interface Ended {
  readonly exitCode?: number | undefined
  readonly signal?: string | undefined
  readonly isMaxBuffer: boolean
  readonly code?: string | undefined
  readonly cause?: unknown
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
  return (message: string, c: { retryable: boolean; exitCode?: number | undefined; cause?: unknown }) => {
    const status = c.exitCode === undefined ? {} : { status: c.exitCode }
    return new ExternalError(
      { system, operation: 'run', message, retryable: c.retryable, ...status },
      { cause: c.cause },
    )
  }
}

function decode(bytes: Uint8Array | undefined): string {
  return bytes ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) : ''
}
