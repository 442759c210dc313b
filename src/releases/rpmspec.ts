// Asks the rpmspec that is installed what our own reader could not know: conditions on the architecture, and macros of
// this machine. Nothing that a spec says is ever run by it, see rpm/spec-safety.ts. A doer.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ExternalError } from '../lib/errors.ts'
import type { ProgramOptions, Programs } from '../lib/programs.ts'
import type { Evr } from '../rpm/evr.ts'
import { SECTION } from '../rpm/spec.ts'
import { type SafePreamble, safePreamble } from '../rpm/spec-safety.ts'

const LIMITS = { timeoutMs: 20_000, maxOutputBytes: 64 * 1024 } as const satisfies ProgramOptions

/** Macros of the machine that one spec may use. */
const MOST_STRANGE = 20

/** What every spec must have; ours is about versions alone. */
const REST = 'Summary: x\nLicense: x\n%description\nx\n'

const FORMAT = '%{EPOCHNUM} %{VERSION} %{RELEASE}\\n'

/**
 * The version of a spec, when it is safe to ask, rpmspec is installed, it knows every macro and says the same for each
 * architecture; else undefined.
 */
export async function askRpmspec(
  programs: Programs,
  spec: string,
  arches: readonly string[],
): Promise<Evr | undefined> {
  const preamble = safePreamble(spec, line => SECTION.test(line))
  if (!preamble) return undefined
  try {
    return await sayOf(programs, preamble, arches)
  } catch (error) {
    // Not installed, or it did not end: then our own reader's words stand.
    if (error instanceof ExternalError) return undefined
    throw error
  }
}

async function sayOf(
  programs: Programs,
  { text, strange }: SafePreamble,
  arches: readonly string[],
): Promise<Evr | undefined> {
  // rpm opens its spec by name, which a pipe of ours does not have.
  const folder = await mkdtemp(join(tmpdir(), 'slipway-rpmspec-'))
  try {
    const file = join(folder, 'preamble.spec')
    await writeFile(file, `${text}${REST}`)
    const said = new Set<string>()
    for (const arch of arches) {
      const values = await machineMacros(programs, strange, arch)
      if (!values) return undefined
      const defines = strange.flatMap((name, at) => ['--define', `${name} ${values[at]}`])
      // No macros of the machine but those named: they would run programs with what a spec defines.
      const given = ['--macros', '/dev/null', '--define', 'buildroot /nonexistent', ...defines, '--target', arch]
      const { exitCode, stdout } = await alone(programs, ['-q', '--srpm', ...given, '--qf', FORMAT, file])
      said.add(exitCode === 0 ? stdout.trim() : '')
    }
    const [only = ''] = said
    return said.size === 1 ? evrOf(only) : undefined
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What this machine's own configuration says of macros; undefined unless it has a plain word for each. */
async function machineMacros(
  programs: Programs,
  names: readonly string[],
  arch: string,
): Promise<readonly string[] | undefined> {
  if (names.length === 0) return []
  if (names.length > MOST_STRANGE) return undefined
  const asked = names.map(name => `%{?${name}}`).join('|')
  const { exitCode, stdout } = await alone(programs, ['--target', arch, '--eval', asked])
  const values = stdout.trim().split('|')
  const isPlain = values.length === names.length && values.every(value => /^[\w.+~^-]{1,100}$/.test(value))
  return exitCode === 0 && isPlain ? values : undefined
}

/** Without a network. */
async function alone(programs: Programs, args: readonly string[]) {
  const [program, all] = programs.asRoot('unshare', ['--net', '--', 'rpmspec', ...args])
  return await programs.run(program, all, LIMITS)
}

function evrOf(said: string): Evr | undefined {
  const [, epoch = '', version = '', release = ''] = /^(\d{1,9}) ([\w.+~^]+) ([\w.+~^]+)$/.exec(said) ?? []
  return version === '' ? undefined : { epoch: Number(epoch), version, release }
}
