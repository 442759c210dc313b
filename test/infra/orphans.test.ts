// What a server killed with -9 leaves behind, told from processes that only have the same number.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silentLog } from '../../src/lib/log.ts'
import { endOrphans } from '../../src/lib/process-groups.ts'
import { bootId, groupMembers, readProcess } from '../../src/lib/processes.ts'
import { until } from '../kit/until.ts'

let recordDir: string
const children: ChildProcess[] = []

beforeEach(() => {
  recordDir = mkdtempSync(join(tmpdir(), 'slipway-orphans-'))
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(recordDir, { recursive: true, force: true })
})

const deadServer = { pid: 2 ** 22 - 1, startTime: 1 }

function sleeper(): { pid: number; startTime: number } {
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
  children.push(child)
  const pid = child.pid ?? 0
  return { pid, startTime: readProcess(pid)?.startTime ?? 0 }
}

function record(fields: object): void {
  const whole = { program: 'sleep', boot: bootId(), mark: 'none', server: deadServer, ...fields }
  writeFileSync(join(recordDir, `${Math.random()}.json`), JSON.stringify(whole))
}

const end = () => endOrphans({ recordDir, log: silentLog })

test('a group of a dead server is ended', async () => {
  const { pid, startTime } = sleeper()
  record({ leader: { pid, startTime } })
  expect(await end()).toBe(1)
  expect(groupMembers(pid)).toEqual([])
  expect(readdirSync(recordDir)).toEqual([])
})

test('a recycled pid, another boot and a group that has gone are left alone', async () => {
  const { pid, startTime } = sleeper()
  record({ leader: { pid, startTime: startTime - 1 } })
  record({ leader: { pid, startTime }, boot: 'before the power went' })
  record({ leader: deadServer })
  writeFileSync(join(recordDir, 'cut.json'), '{"pid": 12')
  expect(await end()).toBe(0)
  expect(groupMembers(pid)).toHaveLength(1)
  expect(readdirSync(recordDir)).toEqual([])
})

test('a group without its leader is known by the mark its members carry', async () => {
  const leader = spawn('sh', ['-c', 'sleep 60 & exit'], {
    detached: true,
    stdio: 'ignore',
    env: { SLIPWAY_GROUP: 'm1' },
  })
  const group = leader.pid ?? 0
  await until(() => leader.exitCode === 0 && groupMembers(group).length === 1)
  record({ leader: { pid: group, startTime: 1 }, mark: 'm2' })
  expect(await end()).toBe(0)
  expect(groupMembers(group)).toHaveLength(1)
  record({ leader: { pid: group, startTime: 1 }, mark: 'm1' })
  expect(await end()).toBe(1)
  expect(groupMembers(group)).toEqual([])
})

test('a group is found by its mark when the server died in the moment of starting it', async () => {
  const leader = spawn('sleep', ['60'], { detached: true, stdio: 'ignore', env: { SLIPWAY_GROUP: 'm3' } })
  children.push(leader)
  record({ mark: 'm3' })
  expect(await end()).toBe(1)
  await until(() => leader.signalCode === 'SIGKILL')
})

test('a group of a living server is left alone and stays on record', async () => {
  const { pid, startTime } = sleeper()
  record({ leader: { pid, startTime }, server: { pid: process.pid, startTime: readProcess(process.pid)?.startTime } })
  expect(await end()).toBe(0)
  expect(groupMembers(pid)).toHaveLength(1)
  expect(readdirSync(recordDir)).toHaveLength(1)
})

const inNamespace = ['unshare', '-r', '--', 'setpriv', '--pdeathsig', 'KILL', '--']

test.each([
  { how: 'plainly', before: [] },
  { how: 'as root of a user namespace', before: inNamespace },
])('a killed server takes along its program, started $how; the next ends what that had started', async ({ before }) => {
  const folder = join(recordDir, 'work')
  mkdirSync(folder)
  const server = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', killedServer(folder, before)],
    {
      stdio: 'inherit',
    },
  )
  children.push(server)
  const pidFile = join(folder, 'pid')
  await until(() => readdirSync(folder).includes('pid') && readFileSync(pidFile, 'utf8').includes('\n'))
  const group = Number(readFileSync(pidFile, 'utf8'))
  expect(groupMembers(group)).toHaveLength(2)
  server.kill('SIGKILL')
  await until(() => groupMembers(group).length === 1 && server.signalCode === 'SIGKILL')
  expect(await end()).toBe(1)
  expect(groupMembers(group)).toEqual([])
})

function killedServer(folder: string, before: readonly string[]): string {
  const [program, ...args] = [...before, 'sh', '-c', 'sleep 60 & echo $$ > pid; wait']
  const programs = new URL('../../src/lib/programs.ts', import.meta.url).href
  const log = new URL('../../src/lib/log.ts', import.meta.url).href
  return `
    import { createPrograms } from '${programs}'
    import { silentLog } from '${log}'
    const programs = createPrograms({ recordDir: '${recordDir}', log: silentLog })
    await programs.run('${program}', ${JSON.stringify(args)}, { cwd: '${folder}' })`
}
