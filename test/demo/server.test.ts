import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkTheWay, freshData, InTheWay } from '../../demo/prepare.ts'
import { freePort, portIsFree, runningServer, startServer, stopServer, waitUntilReady } from '../../demo/server.ts'

let data: string

/** A program that takes the arguments of `slipway` and does nothing but say that it is ready. */
const program = `
const { createServer } = require('node:http')
const at = process.argv.indexOf('--port')
createServer((_, answer) => answer.end('ready')).listen(Number(process.argv[at + 1]), '127.0.0.1')
process.on('SIGTERM', () => process.exit(0))
`

async function startOne(): Promise<number> {
  const port = await freePort()
  const script = join(data, 'program.cjs')
  await writeFile(script, program)
  const record = await startServer({ command: [process.execPath, script], data, config: '/dev/null', port })
  await waitUntilReady(record, data)
  return port
}

function isThere(pid = 0): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'slipway-demo-'))
})

afterEach(async () => {
  await stopServer(data)
  await rm(data, { recursive: true, force: true, maxRetries: 10 })
})

describe('the server of a demonstration', () => {
  it('is started in the background, known again, and stopped', async () => {
    const port = await startOne()
    expect(await portIsFree(port)).toBe(false)
    const running = await runningServer(data)
    expect(running).toMatchObject({ url: `http://127.0.0.1:${port}` })
    expect(await stopServer(data)).toBe(true)
    // Not asked of the port: another program on this machine may have it by now.
    await expect.poll(() => isThere(running?.pid)).toBe(false)
    expect(await stopServer(data)).toBe(false)
  })

  it('is not another process that was given the same pid', async () => {
    await startOne()
    const file = join(data, 'demo-server.json')
    const record = JSON.parse(await readFile(file, 'utf8'))
    await writeFile(file, JSON.stringify({ ...record, startTime: '1' }))
    expect(await runningServer(data)).toBeUndefined()
    expect(await stopServer(data)).toBe(false)
    expect(() => process.kill(record.pid, 0)).not.toThrow()
    await writeFile(file, JSON.stringify(record))
  })

  it('tells its last words when it ends before it is ready', async () => {
    await writeFile(join(data, 'broken.cjs'), 'throw new Error("no such database")')
    const start = startServer({
      command: [process.execPath, join(data, 'broken.cjs')],
      data,
      config: '/dev/null',
      port: await freePort(),
    })
    await expect(start.then(record => waitUntilReady(record, data))).rejects.toThrow('no such database')
  })
})

describe('what may be in the way', () => {
  it('is a demonstration that runs already, or a taken port', async () => {
    const port = await startOne()
    await expect(checkTheWay({ data, port: undefined })).rejects.toThrow(/already running at http.*make stop/)
    await expect(checkTheWay({ data: undefined, port })).rejects.toThrow(`port ${port} is taken`)
  })

  it('is a directory that holds something else; an earlier demonstration is cleared', async () => {
    await writeFile(join(data, 'thesis.txt'), 'years of work')
    await expect(checkTheWay({ data, port: undefined })).rejects.toThrow(InTheWay)
    await rm(join(data, 'thesis.txt'))
    await checkTheWay({ data, port: undefined })
    await freshData(data)
    await writeFile(join(data, 'old.txt'), '')
    await checkTheWay({ data, port: undefined })
    await freshData(data)
    await expect(readFile(join(data, 'old.txt'))).rejects.toThrow('ENOENT')
  })
})
