// Runs the CLI inside the test, with streams that are kept.

import { run } from '../../src/cli/run.ts'

export interface CliResult {
  readonly code: number
  readonly out: string
  readonly err: string
}

export interface CliCall {
  /** The name it is called by; default slipway. */
  readonly program?: string
  readonly env?: Readonly<Record<string, string>>
  readonly isTerminal?: boolean
  readonly stop?: AbortSignal
  /** Called with what was written to stdout so far, at each write. */
  readonly onOut?: (soFar: string) => void
}

export async function slipway(argv: readonly string[], call: CliCall = {}): Promise<CliResult> {
  let out = ''
  let err = ''
  const code = await run({
    program: call.program,
    argv,
    env: call.env ?? {},
    version: '0.0.0-test',
    streams: {
      out: text => {
        out += text
        call.onOut?.(out)
      },
      err: text => {
        err += text
      },
      isTerminal: call.isTerminal ?? false,
      width: 100,
    },
    stop: () => call.stop ?? new AbortController().signal,
  })
  return { code, out, err }
}
