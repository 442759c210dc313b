import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDistribution, type Distribution } from '../../demo/build.ts'
import { configFile, freshData, layOutWorld } from '../../demo/prepare.ts'
import type { PublishedRecord, RecordedStep } from '../../demo/record.ts'
import { repositoryFolder } from '../../demo/scenario.ts'
import { freePort, startServer, stopServer, waitUntilReady } from '../../demo/server.ts'
import { drawMoments } from './kill-moments.ts'
import { killAt } from './server-killer.ts'

interface Played {
  readonly published: PublishedRecord
  readonly steps: readonly RecordedStep[]
}

const command = [process.execPath, join(repositoryFolder, 'dist', 'cli', 'main.js')]
const monday = ['--monday', '20261116']
let built: Distribution
let folder: string
let data: string | undefined

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-killed-'))
  built = await buildDistribution({ out: join(repositoryFolder, '.cache', 'demo') })
})

afterAll(async () => {
  if (data) await stopServer(data)
  await rm(folder, { recursive: true, force: true })
})

async function play(name: string, args: readonly string[]): Promise<Played> {
  const record = join(folder, `${name}.json`)
  const all = ['--import', 'tsx', 'demo/play.ts', '--builds', built.folder, ...monday, '--record', record, ...args]
  const { exitCode, stdout } = await execa(process.execPath, all, { cwd: repositoryFolder, reject: false })
  expect(exitCode, stdout).toBe(0)
  return JSON.parse(await readFile(record, 'utf8'))
}

describe('the demonstration with its server killed', () => {
  it('publishes the same as an undisturbed one', { timeout: 1_200_000 }, async () => {
    const calm = await play('calm', ['--ci'])
    const seed = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000)
    const moments = drawMoments(seed, calm.steps)
    console.log(
      `KILL_SEED=${seed}`,
      moments.map(m => `${m.release} run ${m.run} ${m.kind} ${m.step} ${m.when}`),
    )

    data = await freshData(undefined)
    const port = await freePort()
    await layOutWorld(built, data, port)
    const start = { command, data, config: configFile(data), port }
    await waitUntilReady(await startServer(start), data)
    const over = new AbortController()
    const killing = killAt(moments, start, over.signal)
    const url = `http://127.0.0.1:${port}`
    const killed = await play('killed', ['--no-start', '--url', url, '--data', data]).finally(() => over.abort())
    const kills = await killing
    console.log(kills.map(k => `${k.moment.step} was ${k.state}${k.child ? ` with ${k.child}` : ''}`))

    expect(kills.map(k => k.moment)).toEqual(moments)
    expect(kills.filter(k => k.child !== undefined)).toHaveLength(1)
    expect(killed.published).toEqual(calm.published)
    await stopServer(data)
    await rm(data, { recursive: true, force: true })
    data = undefined
  })
})
