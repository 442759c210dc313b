// The engine against libsolv, NEVRA by NEVRA: on small repositories made by chance and on a made-up distribution. A part
// of it here; `make differential` does all, over more seeds and over the repositories named in DATA.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeDistribution } from '../../bench/distribution/generate.ts'
import { silentLog } from '../../src/lib/log.ts'
import { createPrograms, type Programs } from '../../src/lib/programs.ts'
import { primaryXml } from '../kit/repodata.ts'
import { type SmallRepository, smallRepository } from './small-repositories.ts'
import { askEngine, askOracle, type Question } from './verdicts.ts'

const { DIFFERENTIAL_COUNT, DIFFERENTIAL_FIRST, DIFFERENTIAL_SCALE, DIFFERENTIAL_DATA } = process.env
const COUNT = Number(DIFFERENTIAL_COUNT ?? 500)
const FIRST = Number(DIFFERENTIAL_FIRST ?? 1)
const SCALE = Number(DIFFERENTIAL_SCALE ?? 0.05)
const DATA = (DIFFERENTIAL_DATA ?? '').split(' ').filter(Boolean)
const HOUR = 3_600_000

let folder: string
let programs: Programs

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-differential-'))
  programs = createPrograms({ recordDir: join(folder, 'groups'), log: silentLog })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function written({ seed, packages, update, arch }: SmallRepository): Promise<Question[]> {
  const [base, set] = [join(folder, `${seed}.primary.xml`), join(folder, `${seed}.update.xml`)]
  await writeFile(base, primaryXml(packages))
  await writeFile(set, primaryXml(update))
  const question = { repos: [base], source: true, arch }
  return [question, { ...question, set }]
}

test(`${COUNT} small repositories, and each with an update`, { timeout: HOUR }, async () => {
  const all = Array.from({ length: COUNT }, (_, n) => smallRepository(FIRST + n))
  const questions = (await Promise.all(all.map(written))).flat()
  const expected = await askOracle(questions, programs)
  const different = []
  for (const [at, question] of questions.entries()) {
    const engine = await askEngine(question, programs)
    const repository = all[at >> 1]
    if (JSON.stringify(engine) !== JSON.stringify(expected[at])) {
      different.push({ seed: repository?.seed, question: at % 2 ? 'update' : 'check', engine, libsolv: expected[at] })
    }
  }
  expect(different).toEqual([])
  // A comparison of answers that are all empty would show nothing.
  const found = (kind: string) => expected.filter(e => e[kind]?.length).length
  expect(found('uninstallable')).toBeGreaterThan(COUNT / 4)
  for (const kind of ['missing', 'broken', 'fixed']) expect(found(kind)).toBeGreaterThan(COUNT / 50)
})

describe(`a distribution of scale ${SCALE}`, () => {
  let at: (name: string) => string

  beforeAll(async () => {
    const out = join(folder, 'distribution')
    await mkdir(out)
    await makeDistribution(out, { scale: SCALE, seed: 1, files: false })
    at = name => join(out, name)
  }, HOUR)

  test('what cannot be installed or built, and what an update breaks', { timeout: HOUR }, async () => {
    const repos = [at('everything')]
    const questions = [
      { repos: [...repos, at('source')], source: true },
      { repos, set: at('set') },
      { repos, set: at('update') },
    ]
    const [check, set, update] = await askOracle(questions, programs)
    expect(check?.uninstallable?.some(nevra => nevra.endsWith('.src'))).toBe(true)
    expect(check?.uninstallable?.some(nevra => !nevra.endsWith('.src'))).toBe(true)
    expect(set?.broken?.length).toBeGreaterThan(10)
    const engine = []
    for (const question of questions) engine.push(await askEngine(question, programs))
    expect(engine).toEqual([check, set, update])
  })
})

describe.runIf(DATA.length > 0)('repositories of DATA', () => {
  test.each(DATA.map(place => [place]))('%s', { timeout: HOUR }, async place => {
    const question = { repos: place.split('+'), source: true }
    const [expected] = await askOracle([question], programs)
    expect(await askEngine(question, programs)).toEqual(expected)
  })
})
