#!/usr/bin/env node
// The program `slipway`, and underneath those called oe-art, auto-release, javcra and upload-update-list. The environment
// is read here and handed on.

import { readFileSync } from 'node:fs'
import { run } from './run.ts'

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string
}

// Whoever reads our output may have read enough (`slipway release list | head`).
process.stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await run({
  program: process.argv[1],
  argv: process.argv.slice(2),
  env: process.env,
  version,
  streams: {
    out: text => void process.stdout.write(text),
    err: text => void process.stderr.write(text),
    isTerminal: process.stdout.isTTY === true,
    width: process.stdout.columns ?? 100,
  },
  stop: stopSignal,
})

// Everything is closed by now. Whatever a library may have left open shall not keep the program alive for ever.
setTimeout(() => process.exit(), 5000).unref()

/** Fires at the first SIGINT or SIGTERM; a second one ends the program as usual. */
function stopSignal(): AbortSignal {
  const controller = new AbortController()
  const stop = () => {
    process.off('SIGINT', stop).off('SIGTERM', stop)
    controller.abort()
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  return controller.signal
}
