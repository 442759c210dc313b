import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ExternalError } from '../../src/lib/errors.ts'
import { silentLog } from '../../src/lib/log.ts'
import { groupMembers, readProcess } from '../../src/lib/processes.ts'
import { createPrograms, type Programs } from '../../src/lib/programs.ts'
import { until } from '../kit/until.ts'

let folder: string
let recordDir: string
let programs: Programs

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-programs-'))
  recordDir = join(folder, 'groups')
  programs = createPrograms({ recordDir, log: silentLog })
})
afterEach(() => {
  expect(recorded()).toEqual([])
  rmSync(folder, { recursive: true, force: true })
})

function recorded(): readonly string[] {
  return existsSync(recordDir) ? readdirSync(recordDir) : []
}

async function failureOf(run: Promise<unknown>): Promise<ExternalError> {
  const error = await run.then(
    () => undefined,
    thrown => thrown,
  )
  if (!(error instanceof ExternalError)) throw new Error(`not an ExternalError: ${error}`)
  return error
}

describe('a program that ends', () => {
  test('gives its exit code and what it wrote, byte for byte', async () => {
    const result = await programs.run('sh', ['-c', 'printf "\\357\\273\\277内核\\n"; echo warning >&2; exit 3'])
    expect(result).toEqual({ exitCode: 3, stdout: '\uFEFF内核\n', stderr: 'warning\n' })
  })

  test('sees its input, its environment and nothing of ours', async () => {
    process.env.SLIPWAY_SECRET_OF_THE_TEST = 'x'
    const result = await programs.run('sh', ['-c', 'cat; env | cut -d= -f1 | sort'], {
      input: 'in ',
      env: { HOME: '/' },
    })
    expect(result.stdout).toBe('in HOME\nLANG\nPATH\nPWD\nSLIPWAY_GROUP\nTZ\n')
  })

  test('gets its arguments without a shell', async () => {
    expect((await programs.run('printf', ['%s|', '$HOME', 'a b', '; exit 1'])).stdout).toBe('$HOME|a b|; exit 1|')
  })

  test('leads a group of its own, on record while it runs', async () => {
    const running = programs.run('sh', ['-c', 'echo $$; cut -d" " -f5 /proc/self/stat; sleep 0.3'])
    await until(() => recorded().length === 1)
    const [pid, group] = (await running).stdout.trim().split('\n')
    expect(pid).toBe(group)
  })

  test('takes with it what it left in its group', async () => {
    const begun = Date.now()
    const { stdout } = await programs.run('sh', ['-c', 'sleep 60 & echo $!'])
    expect(Date.now() - begun).toBeLessThan(5_000)
    await until(() => !isRunning(Number(stdout)))
  })

  test('is not waited for when a daemon that left the group holds its output', async () => {
    const begun = Date.now()
    const { stdout, exitCode } = await programs.run('sh', ['-c', 'setsid sleep 8 & echo done'])
    expect({ stdout, exitCode }).toEqual({ stdout: 'done\n', exitCode: 0 })
    expect(Date.now() - begun).toBeLessThan(6_000)
  })
})

describe('a program that fails us', () => {
  test('is not installed: said clearly, not as an exit code', async () => {
    const error = await failureOf(programs.run('no-such-program', []))
    expect(error.message).toBe('no-such-program: run: the program is not installed')
    expect(error.retryable).toBe(false)
    expect((await programs.run('sh', ['-c', 'exit 127'])).exitCode).toBe(127)
  })

  test('cannot be started where its directory is missing', async () => {
    const error = await failureOf(programs.run('true', [], { cwd: join(folder, 'gone') }))
    expect(error.message).toBe('true: run: its working directory is missing')
  })

  test('cannot be started: what it was given is not repeated, for it may hold secrets', async () => {
    const error = await failureOf(programs.run('true', ['secret'.repeat(500_000)]))
    expect(error.message).toBe('true: run: it could not be started: E2BIG')
  })

  test('runs too long: the whole group goes, also what ignores the request', async () => {
    const script =
      'trap "" TERM; (trap "" TERM; echo $$ > pid; while :; do sleep 1; done) & wait; while :; do sleep 1; done'
    const running = programs.run('sh', ['-c', script], { cwd: folder, timeoutMs: 300 })
    const error = await failureOf(running)
    expect(error.message).toBe('sh: run: it did not end within 300 ms')
    expect(error.retryable).toBe(true)
    const group = Number((await programs.run('cat', ['pid'], { cwd: folder })).stdout)
    await until(() => groupMembers(group).length === 0)
  })

  test('is cancelled', async () => {
    const begun = Date.now()
    const error = await failureOf(programs.run('sleep', ['60'], { signal: AbortSignal.timeout(200) }))
    expect(error.message).toBe('sleep: run: it was cancelled')
    expect(Date.now() - begun).toBeLessThan(2_000)
    const late = await failureOf(programs.run('sleep', ['60'], { signal: AbortSignal.abort() }))
    expect(late.message).toContain('before it began')
  })

  test('writes without end', async () => {
    const error = await failureOf(programs.run('yes', [], { maxOutputBytes: 10_000 }))
    expect(error.message).toBe('yes: run: it wrote more than it may')
    expect((await programs.run('printf', ['%09999d|', '0'], { maxOutputBytes: 10_000 })).stdout).toHaveLength(10_000)
  })

  test('is ended by a signal from elsewhere', async () => {
    const error = await failureOf(programs.run('sh', ['-c', 'kill -9 $$']))
    expect(error.message).toBe('sh: run: it was ended by SIGKILL')
    expect(error.retryable).toBe(true)
  })
})

test('as root: itself, else in a user namespace', () => {
  const rooted = process.getuid?.() === 0
  expect(programs.asRoot('dnf', ['--root', '/x'])).toEqual(
    rooted
      ? ['dnf', ['--root', '/x']]
      : ['unshare', ['-r', '--', 'setpriv', '--pdeathsig', 'KILL', '--', 'dnf', '--root', '/x']],
  )
})

test('a file that is no program is not started', async () => {
  writeFileSync(join(folder, 'text'), 'x')
  expect((await failureOf(programs.run('./text', [], { cwd: folder }))).message).toContain('not installed')
})

function isRunning(pid: number): boolean {
  const found = readProcess(pid)
  return found !== undefined && found.state !== 'Z'
}

describe('a program that bytes go through', () => {
  async function* pieces(count: number, piece = Buffer.alloc(100_000, 'a')): AsyncGenerator<Uint8Array> {
    for (let n = 0; n < count; n++) yield piece
  }

  async function lengthOf(output: AsyncIterable<Uint8Array>): Promise<number> {
    let length = 0
    for await (const piece of output) length += piece.length
    return length
  }

  test('gives back what it writes, more than a pipe holds', async () => {
    expect(await lengthOf(programs.pipe('cat', [], pieces(50)))).toBe(5_000_000)
  })

  test('fails with its exit code and what it said, also when it has not read all', async () => {
    const failing = lengthOf(programs.pipe('sh', ['-c', 'head -c 10; echo broken >&2; exit 3'], pieces(50)))
    await expect(failing).rejects.toThrow('sh: run: broken')
  })

  test('fails as its input fails', async () => {
    async function* failing() {
      yield* pieces(1)
      throw new Error('the input broke')
    }
    await expect(lengthOf(programs.pipe('cat', [], failing()))).rejects.toThrow('the input broke')
  })

  test('ends when nobody reads on, and when its time is over', async () => {
    for await (const piece of programs.pipe('yes', [], pieces(1))) {
      expect(piece.length).toBeGreaterThan(0)
      break
    }
    const sleeping = lengthOf(programs.pipe('sh', ['-c', 'echo a; sleep 60'], pieces(0), { timeoutMs: 100 }))
    await expect(sleeping).rejects.toThrow('did not end within 100 ms')
    await expect(lengthOf(programs.pipe('no-such-program', [], pieces(1)))).rejects.toThrow('not installed')
  })
})
