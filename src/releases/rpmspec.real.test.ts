// What is asked of rpmspec, and that nothing a spec says is ever run.

import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ExternalError } from '../lib/errors.ts'
import { silentLog } from '../lib/log.ts'
import { createPrograms, type Programs } from '../lib/programs.ts'
import { askRpmspec } from './rpmspec.ts'

let dir: string
let programs: Programs
let isInstalled = false
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'slipway-rpmspec-'))
  programs = createPrograms({ recordDir: join(dir, 'groups'), log: silentLog })
  isInstalled = await programs.run('rpmspec', ['--version']).then(
    () => true,
    () => false,
  )
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const NOT_INSTALLED = 'rpmspec is not installed'
const ARCHES = ['x86_64', 'aarch64']
const HEAD = 'Name: pier\nVersion: 2.1\n'

test('conditions on the architecture are decided, when all architectures agree', async context => {
  if (!isInstalled) context.skip(NOT_INSTALLED)
  const spec = (arm: number) =>
    `${HEAD}Epoch: 1\n%ifarch aarch64\nRelease: ${arm}%{?dist}\n%else\nRelease: 2%{?dist}\n%endif\nRequires: %{who_knows}\n`
  expect(await askRpmspec(programs, spec(2), ARCHES)).toEqual({ epoch: 1, version: '2.1', release: '2' })
  expect(await askRpmspec(programs, spec(3), ARCHES)).toBeUndefined()
})

test('macros of the machine are taken from its own configuration', async context => {
  if (!isInstalled) context.skip(NOT_INSTALLED)
  expect(await askRpmspec(programs, `${HEAD}Release: 1.%{_arch}\n`, ['aarch64'])).toEqual({
    ...{ epoch: 0, version: '2.1', release: '1.aarch64' },
  })
  expect(await askRpmspec(programs, `${HEAD}Release: 1.%{_arch}\n`, ARCHES)).toBeUndefined()
  expect(await askRpmspec(programs, `${HEAD}Release: 1%{?nobody_knows}\n`, ARCHES)).toBeUndefined()
})

test.for<[string, (file: string) => string]>([
  ['a program', (file: string) => `Release: %(touch ${file}; echo 1)\n`],
  ['Lua', (file: string) => `Release: %{lua:os.execute("touch ${file}"); print(1)}\n`],
  ['a program put together', (file: string) => `%global s %%\n%global r %{s}(touch ${file})\nRelease: 1%{r}\n`],
  [
    'an interpreter of the machine, renamed',
    (file: string) => `%global __python3 touch ${file};\nRelease: %{python3_version}\n`,
  ],
  [
    'a macro of the machine, by an own name',
    (file: string) => `%global python3 touch ${file};\nRelease: 1%{python3_sitelib}\n`,
  ],
])('a spec with %s runs nothing', async ([, hostile], context) => {
  // Without it nothing could be run, whatever was handed over.
  if (!isInstalled) context.skip(NOT_INSTALLED)
  const file = join(dir, 'touched')
  expect(await askRpmspec(programs, `${HEAD}${hostile(file)}`, ARCHES)).toBeUndefined()
  expect(existsSync(file)).toBe(false)
})

test('without rpmspec nothing is known, and nothing breaks', async () => {
  const failed = new ExternalError({ system: 'rpmspec', operation: 'run', message: 'not installed', retryable: false })
  const none = { ...programs, run: () => Promise.reject(failed) }
  expect(await askRpmspec(none, `${HEAD}%ifarch x86_64\n%endif\nRelease: 1\n`, ARCHES)).toBeUndefined()
})
