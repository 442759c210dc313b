// A toy plan over a folder: three steps with all the parts a step can have. TOY_FAULT plants the mistakes the matrix
// must find: an undo that does nothing, a missing prepare, a start that acts twice.

import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from '../../src/db/connect.ts'
import { plan, step } from '../../src/flow/index.ts'
import { silentLog } from '../../src/lib/log.ts'
import type { Ports } from '../../src/ports/index.ts'
import type { Scenario, World } from './scenario.ts'

const planted = process.env.TOY_FAULT ?? ''

type Input = { dir: string }

async function readOr(path: string, otherwise: string | null): Promise<string | null> {
  return await readFile(path, 'utf8').catch(() => otherwise)
}

/** Replaces a file's content; remembers what was there, so that undo restores it. */
const replace = (dir: string) =>
  step<Input, never, string | null, null>({
    name: 'replace',
    uses: [],
    ...(planted === 'no-prepare' ? {} : { prepare: () => readOr(join(dir, 'page'), null) }),
    async start() {
      await writeFile(join(dir, 'page'), 'new')
      return null
    },
    async undo(_c, before) {
      if (before === null) await rm(join(dir, 'page'), { force: true })
      else await writeFile(join(dir, 'page'), before)
    },
  })

/** Appends one line to a journal that others write too; alone on the journal's key. */
const append = (dir: string) =>
  step<Input, never, null, null>({
    name: 'append',
    uses: [],
    writes: () => 'journal',
    async start(c) {
      const journal = (await readOr(join(dir, 'journal'), '')) ?? ''
      if (planted === 'acts-twice' || !journal.includes(c.key)) await appendFile(join(dir, 'journal'), `${c.key}\n`)
      return null
    },
    async undo(c) {
      if (planted === 'no-op-undo') return
      const journal = (await readOr(join(dir, 'journal'), '')) ?? ''
      const kept = journal.split('\n').filter(line => line !== c.key)
      await writeFile(join(dir, 'journal'), kept.join('\n'))
    },
  })

/** Starts something slow and waits for it. */
const launch = (dir: string) =>
  step<Input, never, null, string>({
    name: 'launch',
    uses: [],
    async start() {
      await writeFile(join(dir, 'ship'), 'under way')
      return join(dir, 'ship')
    },
    async poll(_c, ship) {
      if ((await readOr(ship, '')) === 'afloat') return 'done'
      await writeFile(ship, 'afloat')
      return 'pending'
    },
    async undo() {
      await rm(join(dir, 'ship'), { force: true })
    },
  })

export const scenario: Scenario = {
  name: 'toy',
  plan: 'toy',
  input: { dir: '' },
  async prepare(world: World) {
    await mkdir(world.dir, { recursive: true })
    await writeFile(join(world.dir, 'page'), 'old')
    await writeFile(join(world.dir, 'journal'), 'line of another run\n')
  },
  async open(world: World) {
    const db = connect(world.databaseUrl, { log: silentLog })
    return {
      db,
      ports: {} as Ports,
      plans: [plan('toy', [replace(world.dir), append(world.dir), launch(world.dir)])],
      close: () => db.destroy(),
    }
  },
  async snapshot(world: World) {
    const names = (await readdir(world.dir)).sort()
    return Object.fromEntries(await Promise.all(names.map(async n => [n, await readFile(join(world.dir, n), 'utf8')])))
  },
}
