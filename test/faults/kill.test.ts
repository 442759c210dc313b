// The whole demonstration, its server killed at three moments and started again: what is published in the end, and what
// happened to everybody, is what an undisturbed telling over the same RPMs gives.

import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildDistribution } from '../../demo/build.ts'
import type { PublishedRecord } from '../../demo/record.ts'
import { repositoryFolder } from '../../demo/scenario.ts'
import { readProcess } from '../../src/lib/processes.ts'
import { describeBoundary, drawMoments, type Moment, passedBoundaries } from './boundaries.ts'
import { type History, readHistory } from './history.ts'
import { prepareStory, type Telling, tellStory } from './played-story.ts'
import { type Hit, strike } from './strike.ts'
import {
  isRunning,
  quietPort,
  type RunningProgram,
  type SupervisedServer,
  superviseServer,
} from './supervised-server.ts'

const seed = Number(process.env.SLIPWAY_KILL_SEED ?? Math.floor(Math.random() * 1_000_000))

let folder: string
let builds: string
const servers: SupervisedServer[] = []
const tellings: Telling[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-kill-'))
  // The database server may run as another user.
  await chmod(folder, 0o755)
  builds = (await buildDistribution({ out: join(repositoryFolder, '.cache', 'demo') })).folder
})

afterAll(async () => {
  for (const telling of tellings) telling.stop()
  for (const server of servers) await server.kill()
  await rm(folder, { recursive: true, force: true, maxRetries: 10 })
})

interface Told {
  readonly published: PublishedRecord
  readonly history: History
  readonly hits: readonly Hit[]
}

/** Tells the story over a fresh server, which is killed at the given moments and started again each time. */
async function tell(name: string, moments: readonly Moment[]): Promise<Told> {
  const story = { data: join(folder, name), port: await quietPort(), builds }
  await prepareStory(story)
  const server = superviseServer(story)
  servers.push(server)
  await server.start()
  const telling = tellStory(story)
  tellings.push(telling)
  const hits: Hit[] = []
  for (const moment of moments) {
    const aim = { moment, used: hits.map(h => h.boundary.step), ended: telling.ended }
    const hit = await strike(server, aim).catch(async error => {
      // What the story says went wrong explains more.
      if (telling.ended.aborted) await telling.published
      throw error
    })
    hits.push(hit)
    say(hit)
    await server.start()
    expect(hit.program && isSame(hit.program), 'the program outlived its server').toBeFalsy()
  }
  const published = await telling.published
  const history = await readHistory(story.data)
  await server.stop()
  expect(await readdir(join(story.data, 'run', 'programs')), 'process groups on record').toEqual([])
  return { published, history, hits }
}

function isSame({ pid, startTime }: RunningProgram): boolean {
  return isRunning(pid) && readProcess(pid)?.startTime === startTime
}

function say({ drawn, boundary, program }: Hit): void {
  const wanted = `${describeBoundary(drawn.boundary)}${drawn.program ? `, in program ${drawn.program}` : ''}`
  console.log(`drawn: ${wanted}; killed: ${describeBoundary(boundary)}${program ? `, in ${program.name}` : ''}`)
}

test('told over a server killed at three moments, the story ends as if undisturbed', {
  timeout: 1_200_000,
}, async () => {
  console.log(`SLIPWAY_KILL_SEED=${seed}`)
  const undisturbed = await tell('undisturbed', [])
  const boundaries = passedBoundaries(undisturbed.history.runs)
  const disturbed = await tell('disturbed', drawMoments(boundaries, seed))

  const steps = disturbed.hits.map(hit => hit.boundary.step)
  expect(new Set(steps).size, `killed in ${steps}`).toBe(3)
  expect(disturbed.hits.filter(hit => hit.program)).toHaveLength(1)
  expect(disturbed.published).toEqual(undisturbed.published)
  expect(disturbed.history.told).toEqual(undisturbed.history.told)
  expect(disturbed.history.told['broken orders']).toEqual([])
  expect(disturbed.history.resumed).toHaveLength(disturbed.hits.filter(hit => hit.underWay).length)
})
