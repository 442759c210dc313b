// `slipway check` over repositories that rpmbuild and createrepo_c made, in directories and behind a web server.

import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { silentLog } from '../../src/lib/log.ts'
import { createPrograms, type Programs } from '../../src/lib/programs.ts'
import { type CliResult, slipway } from '../kit/cli.ts'
import { writeRepository } from '../kit/repodata.ts'
import { buildRpms, type TinySpec } from '../kit/rpms.ts'

let folder: string
let programs: Programs
let server: Server
let address: string

const zlib: TinySpec = { name: 'zlib', version: '1.2', lines: ['Provides: libz.so.1', 'BuildRequires: make'] }
const vim: TinySpec = { name: 'vim', lines: ['Requires: libz.so.1', 'BuildRequires: zlib >= 1.2'] }
const make: TinySpec = { name: 'make' }
const broken: TinySpec = { name: 'broken', lines: ['Requires: nowhere >= 2', 'BuildRequires: gone-devel'] }
const zlibBumped: TinySpec = {
  name: 'zlib',
  version: '1.3',
  lines: [
    'Provides: libz.so.2',
    'BuildRequires: make',
    '%post -p <lua>',
    'print("welcome")',
    '%changelog',
    '* Fri Nov 20 2026 Ann <ann@example> - 1.3-1',
    '- Take the new soname',
  ],
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-check-test-'))
  programs = createPrograms({ recordDir: join(folder, 'groups'), log: silentLog })
  await repository('good', [zlib, vim, make])
  await repository('bad', [zlib, vim, make, broken, { name: 'app', lines: ['Requires: broken'] }])
  await repository('bump', [zlibBumped])
  await repository('harmless', [{ ...vim, version: '1.1' }])
  await repository('offer', [{ name: 'zlib-compat', lines: ['Provides: libz.so.1'] }, { name: 'nano' }])
  await repository('lower', [
    { ...vim, version: '0.9' },
    { name: 'nano', arch: 'noarch' },
  ])
  server = createServer(async (request, response) => {
    const bytes = await readFile(join(folder, decodeURI(request.url ?? ''))).catch(() => undefined)
    response.writeHead(bytes ? 200 : 404).end(bytes)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await new Promise(resolve => server.close(resolve))
  await rm(folder, { recursive: true, force: true })
})

/** Binary packages in `NAME/binary`, their sources in `NAME/source`. */
async function repository(name: string, specs: readonly TinySpec[]): Promise<void> {
  const files = await buildRpms({ programs, dir: join(folder, 'built', name), specs })
  for (const kind of ['binary', 'source']) {
    const dir = join(folder, name, kind)
    await mkdir(dir, { recursive: true })
    for (const file of files.filter(f => f.endsWith('.src.rpm') === (kind === 'source')))
      await copyFile(file, join(dir, basename(file)))
    const { exitCode, stderr } = await programs.run('createrepo_c', ['-q', dir])
    if (exitCode !== 0) throw new Error(stderr)
  }
}

const at = (name: string, kind = 'binary') => join(folder, name, kind)

function closure(...words: readonly string[]): Promise<CliResult> {
  return slipway(['check', 'closure', '--arch', 'x86_64', ...words])
}

describe('closure', () => {
  test('ends with 0 and says nothing but the count when all is well', async () => {
    expect(await closure('--repo', at('good'))).toEqual({
      code: 0,
      out: '',
      err: 'Packages checked: 3. Not installable: 0.\n',
    })
  })

  test('says in both languages what cannot be installed, and the chain to the cause', async () => {
    const en = await closure('--repo', at('bad'))
    expect(en.code).toBe(1)
    expect(en.out).toBe(`app-1.0-1.x86_64
  app-1.0-1.x86_64 needs broken, provided by broken-1.0-1.x86_64
  broken-1.0-1.x86_64 needs nowhere >= 2, which nothing provides
broken-1.0-1.x86_64
  broken-1.0-1.x86_64 needs nowhere >= 2, which nothing provides
`)
    expect(en.err).toBe('Packages checked: 5. Not installable: 2.\n')
    const zh = await closure('--repo', at('bad'), '--lang', 'zh')
    expect(zh.code).toBe(1)
    expect(zh.out).toBe(`app-1.0-1.x86_64
  app-1.0-1.x86_64 需要 broken，由 broken-1.0-1.x86_64 提供
  broken-1.0-1.x86_64 需要 nowhere >= 2，没有软件包提供
broken-1.0-1.x86_64
  broken-1.0-1.x86_64 需要 nowhere >= 2，没有软件包提供
`)
    expect(zh.err).toBe('检查了 5 个软件包，不可安装 2 个\n')
  })

  test('gives the NEVRAs alone, sorted, each once', async () => {
    const { code, out } = await closure('--nevra', '--repo', at('bad'), at('bad'))
    expect({ code, out }).toEqual({ code: 1, out: 'app-1.0-1.x86_64\nbroken-1.0-1.x86_64\n' })
  })

  test('gives programs the chain as data', async () => {
    const { code, out, err } = await closure('--json', '--repo', at('good'), at('bad'))
    expect({ code, err }).toEqual({ code: 1, err: '' })
    const cause = {
      package: 'broken-1.0-1.x86_64',
      because: [{ kind: 'missing', package: 'broken-1.0-1.x86_64', dependency: 'nowhere >= 2', others: [] }],
    }
    expect(JSON.parse(out)).toEqual({
      arch: 'x86_64',
      asked: 8,
      brokenBefore: 0,
      findings: [
        {
          nevra: 'app-1.0-1.x86_64',
          name: 'app',
          repository: at('bad'),
          verdict: 'uninstallable',
          chain: [expect.objectContaining({ package: 'app-1.0-1.x86_64' }), cause],
        },
        {
          nevra: 'broken-1.0-1.x86_64',
          name: 'broken',
          repository: at('bad'),
          verdict: 'uninstallable',
          chain: [cause],
        },
      ],
    })
  })

  test('asks of sources what they are built with, and nothing else', async () => {
    const { code, out, err } = await closure('--repo', at('bad'), '--source', at('bad', 'source'))
    expect({ code, out }).toEqual({
      code: 1,
      out: 'broken-1.0-1.src\n  broken-1.0-1.src needs gone-devel, which nothing provides\n',
    })
    expect(err).toBe('Source packages checked: 5. Build requirements not met: 1.\n')
    expect((await closure('--repo', at('good'), '--source', at('good', 'source'))).code).toBe(0)
  })

  test('holds against an update only what is its doing', async () => {
    const bumped = await closure('--repo', at('bad'), '--update', at('bump'))
    expect(bumped.code).toBe(1)
    expect(bumped.out).toBe('vim-1.0-1.x86_64\n  vim-1.0-1.x86_64 needs libz.so.1, which nothing provides\n')
    expect(bumped.err).toContain("All of it is the update's doing. So before it: 2. Mended by it: 0.\n")
    const harmless = await closure('--repo', at('bad'), '--update', at('harmless'))
    expect({ code: harmless.code, out: harmless.out }).toEqual({ code: 0, out: '' })
    expect(harmless.err).toContain('So before it: 2.')
  })

  test.each(['plain xml', 'zst'])('reads a repository of %s', async kind => {
    const repodata = join(at('bad'), 'repodata')
    const packed = (await readdir(repodata)).find(name => name.endsWith('primary.xml.gz')) ?? expect.fail()
    const open = gunzipSync(await readFile(join(repodata, packed)))
    const file = join(folder, `${kind}.xml`)
    await writeFile(file, open)
    if (kind === 'zst') await programs.run('zstd', ['-q', file])
    const bytes = kind === 'zst' ? await readFile(`${file}.zst`) : open
    const location = `repodata/primary.xml${kind === 'zst' ? '.zst' : ''}`
    const dir = await writeRepository(join(folder, kind), [{ type: 'primary', location, bytes, open }])
    expect(await closure('--repo', dir)).toEqual(await closure('--repo', at('bad')))
  })

  test('reads what a web server has', async () => {
    const local = await closure('--nevra', '--repo', at('bad'), '--update', at('bump'))
    const remote = await closure('--nevra', '--repo', `${address}/bad/binary`, '--update', `${address}/bump/binary/`)
    expect(remote).toEqual(local)
  })
})

describe('what cannot be read', () => {
  test('ends with 2 and names what it is', async () => {
    const bytes = Buffer.from('<metadata packages="1"><package></metadata>')
    const location = 'repodata/primary.xml'
    const torn = await writeRepository(join(folder, 'torn'), [{ type: 'primary', location, bytes }])
    const outside = await writeRepository(join(folder, 'outside'), [
      { type: 'primary', location: '../primary.xml', bytes },
    ])
    const other = await writeRepository(join(folder, 'other'), [
      { type: 'primary', location, bytes: Buffer.from('<metadata packages="0"/>'), lies: { checksum: '00' } },
    ])
    for (const [place, sentence] of [
      [join(folder, 'nowhere'), 'is not there'],
      [folder, 'there is no repodata/repomd.xml'],
      [torn, 'primary'],
      [outside, 'lies outside of its repository: "../primary.xml"'],
      [other, "is not what the repository's index says"],
      [`${address}/nowhere`, 'there is no repodata/repomd.xml'],
      ['ftp://127.0.0.1/', 'ftp://127.0.0.1/'],
    ] as const) {
      for (const words of [
        ['closure', '--repo', place],
        ['closure', '--repo', at('good'), '--update', place],
        ['explain', 'vim-1.0-1.x86_64', '--repo', place],
        ['diff', '--repo', at('good'), '--update', place],
      ]) {
        const { code, out, err } = await slipway(['check', ...words, '--arch', 'x86_64'])
        expect({ words, code, out }).toEqual({ words, code: 2, out: '' })
        expect(err).toContain(sentence)
      }
    }
  })

  test('ends with 2 for a word that is no architecture', async () => {
    const { code, err } = await slipway(['check', 'closure', '--repo', at('good'), '--arch', '../x', '--lang', 'zh'])
    expect({ code, err }).toEqual({ code: 2, err: '"../x" 不是架构名\n' })
  })

  test('ends with 5 where nobody answers', async () => {
    const closed = createServer()
    await new Promise<void>(resolve => closed.listen(0, '127.0.0.1', resolve))
    const { port } = closed.address() as AddressInfo
    await new Promise(resolve => closed.close(resolve))
    const { code, out, err } = await closure('--repo', `http://127.0.0.1:${port}/`)
    expect({ code, out }).toEqual({ code: 5, out: '' })
    expect(err).toContain(`127.0.0.1:${port}`)
  })
})

describe('explain', () => {
  const explain = (nevra: string, ...words: readonly string[]) =>
    slipway(['check', 'explain', nevra, '--arch', 'x86_64', ...words])

  test('says what comes along, or why it cannot be installed', async () => {
    expect(await explain('vim-1.0-1.x86_64', '--repo', at('good'))).toEqual({
      code: 0,
      out: 'vim-1.0-1.x86_64 can be installed, and with it comes:\n  zlib-1.2-1.x86_64\n',
      err: '',
    })
    const { code, out } = await explain('vim-1.0-1.x86_64', '--repo', at('good'), '--update', at('bump'))
    expect({ code, out }).toEqual({
      code: 1,
      out: 'vim-1.0-1.x86_64\n  vim-1.0-1.x86_64 needs libz.so.1, which nothing provides\n',
    })
  })

  test('names what on offer would mend it', async () => {
    const broken = ['--repo', at('good'), '--update', at('bump')]
    const { code, out } = await explain('vim-1.0-1.x86_64', ...broken, '--offer', at('offer'))
    expect(code).toBe(1)
    expect(out).toBe(
      'vim-1.0-1.x86_64\n  vim-1.0-1.x86_64 needs libz.so.1, which nothing provides\n  zlib-compat-1.0-1.x86_64 would mend it\n',
    )
    const useless = await explain('vim-1.0-1.x86_64', ...broken, '--offer', at('harmless'))
    expect(useless.out).toContain('Nothing on offer would mend it')
    const [told] = JSON.parse((await explain('vim-1.0-1.x86_64', ...broken, '--offer', at('offer'), '--json')).out)
    expect(told).toMatchObject({ verdict: 'uninstallable', mendedBy: ['zlib-compat-1.0-1.x86_64'] })
  })

  test('ends with 4 when there is no such package', async () => {
    const { code, err } = await explain('emacs-1-1.x86_64', '--repo', at('good'))
    expect(code).toBe(4)
    expect(err).toContain('No repository has emacs-1-1.x86_64')
  })
})

describe('diff', () => {
  const diff = (...words: readonly string[]) => slipway(['check', 'diff', '--arch', 'x86_64', ...words])

  test('says what each package changes', async () => {
    const { code, out, err } = await diff('--repo', at('good'), at('harmless'), '--update', at('bump'))
    expect({ code, err }).toEqual({ code: 0, err: 'Packages compared: 1. With a lower version: 0.\n' })
    expect(out).toBe(`zlib.x86_64  1.2-1 → 1.3-1
  no longer provides libz.so.1: what was built against them must be built again, unless another package provides them
  provides: - libz.so.1
  provides: + libz.so.2
  file changed: /usr/share/zlib/content
  scriptlet added: %post
  Ann <ann@example> - 1.3-1
    - Take the new soname
`)
    expect(await diff('--repo', `${address}/good/binary`, '--update', `${address}/bump/binary`)).toMatchObject({ out })
  })

  test('marks what is lower than the newest that users have, and ends with 1', async () => {
    const places = ['--repo', at('good'), at('harmless'), '--update', at('lower')]
    const zh = await diff(...places, '--lang', 'zh')
    expect({ code: zh.code, err: zh.err }).toEqual({ code: 1, err: '比较了 2 个软件包，版本降低 1 个\n' })
    expect(zh.out).toContain('nano.noarch  1.0-1（新软件包）\n')
    expect(zh.out).toContain('vim.x86_64  1.1-1 → 0.9-1\n  版本低于用户已有的版本')
    const { code, out } = await diff(...places, '--json')
    expect(code).toBe(1)
    expect(JSON.parse(out)).toMatchObject({
      arch: 'x86_64',
      lower: 1,
      packages: [
        { name: 'nano', before: null, after: '1.0-1', isLower: false },
        { name: 'vim', before: '1.1-1', after: '0.9-1', isLower: true },
      ],
    })
  })

  test('shows a package that became noarch, or is so no more, as a change of it', async () => {
    await repository('everywhere', [{ name: 'zlib', version: '1.3', arch: 'noarch' }])
    const { out, err } = await diff('--repo', at('good'), '--update', at('everywhere'))
    expect(out).toMatch(/^zlib.noarch {2}1\.2-1\.x86_64 → 1\.3-1\.noarch\n {2}no longer provides libz\.so\.1: /)
    expect(err).toBe('Packages compared: 1. With a lower version: 0.\n')
    const back = await diff('--repo', at('everywhere'), '--update', at('good'))
    expect(back.code).toBe(1)
    expect(back.out).toContain('zlib.x86_64  1.3-1.noarch → 1.2-1.x86_64\n  lower than what users have')
  })

  test('refuses a package that is not what its metadata says, or is not there', async () => {
    await repository('swapped', [{ name: 'nano', version: '3.0' }])
    const rpm = join(at('swapped'), 'nano-3.0-1.x86_64.rpm')
    await copyFile(join(at('good'), 'make-1.0-1.x86_64.rpm'), rpm)
    const places = ['--repo', at('good'), '--update', at('swapped')]
    expect(await diff(...places)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('make-1.0-1.x86_64') })
    await writeFile(rpm, 'no RPM')
    expect(await diff(...places)).toMatchObject({ code: 2, err: expect.stringContaining('nano-3.0-1.x86_64.rpm') })
    await rm(rpm)
    expect(await diff(...places)).toMatchObject({ code: 2, err: expect.stringContaining('is not there') })
  })
})
