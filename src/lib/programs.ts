// The only way to start a child process: no shell, own process group, time and output limits, dies with us.
// Groups are recorded in a folder, so that a new server can end what a killed one left behind.

import type { Log } from './log.ts'

export interface ProgramOptions {
  readonly cwd?: string
  /** The whole environment of the child; PATH, LANG=C.UTF-8 and TZ are added when absent. Nothing else is inherited. */
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
