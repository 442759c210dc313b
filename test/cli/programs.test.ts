// The programs as they are installed: symbolic links and thin files by other names, called by a real shell, and
// completed by real shells.

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { spellingOf, spellings } from '../../src/cli/spellings.ts'
import { slipway } from '../kit/cli.ts'

const root = process.cwd()
const folder = mkdtempSync(join(tmpdir(), 'slipway-programs-'))
const bin = JSON.parse(readFileSync('package.json', 'utf8')).bin as Record<string, string>
const names = Object.keys(bin).filter(name => name !== 'slipway')

beforeAll(() => {
  // As `npm link` does, to the program itself; and as the build does, files of that name that import it.
  for (const name of names) symlinkSync(join(root, 'src/cli/main.ts'), join(folder, name))
  writeFileSync(join(folder, 'javcra.mjs'), `import '${pathToFileURL(join(root, 'src/cli/main.ts')).href}'\n`)
})
afterAll(() => rmSync(folder, { recursive: true }))

/** What a shell says to a line in which the programs are known; nothing is at the address they ask. */
function shell(line: string): string {
  const functions = names.map(name => `${name}() { node --import tsx "$FOLDER/${name}" "$@"; }`)
  const env = { ...process.env, FOLDER: folder, SLIPWAY_URL: 'http://127.0.0.1:9', LC_ALL: 'C' }
  const script = `${functions.join('\n')}\n{\n${line}\n} 2>&1; echo "exit $?"`
  return execFileSync('bash', ['-c', script], { cwd: root, env, encoding: 'utf8', timeout: 60_000 })
}

test('every name that is installed is a spelling, and every spelling is installed', () => {
  expect(spellings.map(s => s.name).filter(name => !names.includes(name))).toEqual([])
  for (const name of names) expect(spellingOf(bin[name] ?? '')?.name).toBe(name.replaceAll('_', '-'))
})

describe('a shell', () => {
  test('takes an unquoted id away, and is told the quoted form', () => {
    const said = shell('oe-art start #I3NQ1A')
    expect(said).toContain("  oe-art start '#I3NQ1A'\nor:\n  oe-art start I3NQ1A\nexit 2")
  })

  test.each([
    "oe-art start '#I3NQ1A'",
    'oe-art modify -releaseid I3NQ1A -addcve I3AZ9M -giteeid ruebb',
    'upload_update_list I3NQ1A',
  ])('%s reaches out', line => {
    expect(shell(line)).toMatch(/cannot be reached[\s\S]*exit 5/)
  })

  test('calls a thin file by its name', () => {
    expect(shell('node --import tsx "$FOLDER/javcra.mjs" start')).toContain('Parameter validation failed')
  })
})

const asked: readonly [string, readonly string[], readonly string[]][] = [
  ['verbs', ['slipway', 'release', 'wat'], ['watch']],
  ['commands of the table', ['slipway', 'release', 'cvrf'], ['cvrf-ok', 'cvrf-not-ok']],
  ['options', ['slipway', 'release', 'create', '--da'], ['--date']],
  ['global options', ['slipway', 'run', 'show', '--js'], ['--json']],
  ['values', ['slipway', 'release', 'list', '--stage', 're'], ['reviewing', 'released']],
  ['shells', ['slipway', 'completion', 'b'], ['bash']],
  ['another spelling', ['oe-art', 'm'], ['modify']],
  ['its options', ['oe-art', 'modify', '-addc'], ['-addcve']],
  ['one by its path', ['/usr/bin/upload_update_list', '--dry'], ['--dry-run']],
]

describe('completion', () => {
  test('works in bash', async () => {
    const { out } = await slipway(['completion', 'bash'])
    writeFileSync(join(folder, 'complete.bash'), out)
    const tries = asked.map(([, words]) => {
      const list = words.map(word => `'${word}'`).join(' ')
      return `COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _slipway; echo "\${COMPREPLY[*]}"`
    })
    const script = `source "$1"\n${tries.join('\n')}\ncomplete -p slipway javcra`
    const said = execFileSync('bash', ['-c', script, 'bash', join(folder, 'complete.bash')], { encoding: 'utf8' })
    const lines = said.split('\n')
    expect(lines.slice(0, asked.length)).toEqual(asked.map(([, , found]) => found.join(' ')))
    expect(lines[asked.length]).toContain('_slipway slipway')
  })

  // Not on every machine: then bash alone is shown to work.
  test.skipIf(!hasZsh())('works in zsh', async () => {
    const { out } = await slipway(['completion', 'zsh'])
    writeFileSync(join(folder, 'complete.zsh'), out)
    const tries = asked.map(([, list]) => `try ${list.map(word => `'${word}'`).join(' ')}`)
    // Offers the words that begin as the last one does, on a line, as the completion system would.
    const script = `compdef() { : }
compadd() { shift; local last=$words[CURRENT]; print -r -- \${(M)@:#\${last}*} }
try() { words=("$@"); CURRENT=$#words; _slipway }
source "$1"
${tries.join('\n')}`
    const said = execFileSync('zsh', ['-f', '-c', script, 'zsh', join(folder, 'complete.zsh')], { encoding: 'utf8' })
    expect(said.trim().split('\n')).toEqual(asked.map(([, , found]) => found.join(' ')))
  })
})

function hasZsh(): boolean {
  try {
    execFileSync('zsh', ['--version'])
    return true
  } catch {
    return false
  }
}
