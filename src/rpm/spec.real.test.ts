// The same specs read by the rpm that is installed: what we resolve is what it says.

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silentLog } from '../lib/log.ts'
import { createPrograms, type Programs } from '../lib/programs.ts'
import { readSpec } from './spec.ts'

let dir: string
let programs: Programs
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'slipway-spec-'))
  programs = createPrograms({ recordDir: join(dir, 'groups'), log: silentLog })
})
afterAll(() => rm(dir, { recursive: true, force: true }))

const REST =
  'Summary: s\nLicense: MulanPSL-2.0\n%description\nx\n%package sub\nVersion: 99\nSummary: s\n%description sub\nx\n%files\n'

/** What rpm says; undefined when it refuses the spec. */
async function said(spec: string, given: Readonly<Record<string, string | null>>): Promise<string | undefined> {
  const path = join(dir, 'a.spec')
  await writeFile(path, spec)
  const defines = Object.entries(given).flatMap(([name, body]) =>
    body === null ? [] : ['--define', `${name} ${body}`],
  )
  const format = '%{name} %{epochnum} %{version} %{release}'
  const args = ['-q', '--srpm', '--qf', format, ...defines, path]
  const { exitCode, stdout } = await programs.run('rpmspec', args, { env: { HOME: dir } })
  return exitCode === 0 ? stdout : undefined
}

const HEAD = 'Name: zlib\nVersion: 1.2.13\n'

const SPECS: readonly [string, string, Record<string, string | null>?][] = [
  ['plain tags in any order and case', 'release : 3\nEPOCH:\t2\nVersion:1.0~rc1^20260101git\nName: a-b+c\n'],
  [
    'globals before and after what they name',
    `%global base %{version}\n%define later %{base}.%{release_no}\n${HEAD}%global release_no 7\nRelease: %{later}\n`,
  ],
  [
    'the names that tags give',
    `${HEAD}Epoch: 1\nRelease: %{NAME}.%{version}.%{VERSION}.%{?epoch}%{?release}%{?epoch:}%{!?epoch:}%{!?release:n}\n`,
  ],
  ['a dist that is given', `${HEAD}Release: 5%{?dist}%{?dist:x}%{!?dist:y}%?dist\n`, { dist: '.oe2403' }],
  ['a dist that is not', `${HEAD}Release: 5%{?dist}%{?dist:x}%{!?dist:y}%!?dist\n`, { dist: null }],
  [
    'nested conditions in a macro',
    `%define a1 1\n${HEAD}Release: %{?a1:%{!?b1:q%{a1}%{?a1:{z}}}}%{?b1:%{a1}}\n`.replace('{z}', 'z'),
    { b1: null },
  ],
  [
    'numbers of other distributions',
    `${HEAD}%if 0%{?rhel} > 7 || 0%{?fedora}\nRelease: 1\n%else\nRelease: 2\n%endif\n`,
    { rhel: null, fedora: '39' },
  ],
  [
    'text compared',
    `%global kind main\n${HEAD}%if "%{kind}" == "main" && "%{?dist}" == ""\nRelease: 1\n%else\nRelease: 2\n%endif\n`,
    { dist: null },
  ],
  [
    'branches in branches',
    `${HEAD}%if 0\n%if 1\nRelease: 1\n%else\nRelease: 2\n%endif\n%elif 1\n%if 0\nRelease: 3\n%elif 2 > 1\nRelease: 4\n%else\nRelease: 5\n%endif\n%elif 1\nRelease: 6\n%else\nRelease: 7\n%endif\n`,
  ],
  [
    'the condition of a second branch, with macros',
    `%define abc %{nil}\n${HEAD}%if 0%{?rhel}\nRelease: 1\n%elif "%{?abc}" != "" || 0%{?fedora}\nRelease: 2\n%else\nRelease: 3\n%endif\n`,
    { rhel: null, fedora: null },
  ],
  ['versions compared', `${HEAD}%if v"1.2" < v"1.10" && v"1.0~rc1" < v"1.0" && v"2:1-1" > v"9"\nRelease: 1\n%endif\n`],
  [
    'what binds how',
    `${HEAD}Release: %[1 || 1 && 0].%[2 + 3 * 2].%[7 / 2].%[1 ? 5 : 6].%[!0 == 1].%[(1 + 1) * 2].%["a" == "a"]\n`,
  ],
  [
    'build conditions',
    `%bcond_with foo\n%bcond_without bar\n%bcond baz 1\n${HEAD}Release: %{with foo}%{with bar}%{with baz}%{without foo}%{without bar}%{defined with_bar}%{undefined with_foo}\n`,
  ],
  [
    'build conditions given',
    `%bcond_with foo\n%bcond_without bar\n${HEAD}Release: %{with foo}%{with bar}\n`,
    { _with_foo: '1', _without_bar: '1' },
  ],
  [
    'definitions pushed and popped',
    `%define abc 1\n%define abc 2\n%undefine abc\n${HEAD}Release: %{abc}%{?abc}\n%undefine abc\nEpoch: 1%{?abc}%{!?abc:2}\n`,
    { abc: null },
  ],
  ['a definition over several lines', `%define abc 4\\\n\n%define tags Release: 1\\\nEpoch: 5\n${HEAD}%tags\n`],
  [
    'a definition inside a condition',
    `%{!?abc: %global abc 9}%{?abc:%define cde %{abc}8}\n${HEAD}Release: %{cde}\n`,
    { abc: null },
  ],
  [
    'lines inside a condition',
    `%{!?nope:Release: 2\nEpoch: 2}\n%{?nope:Release: 3\nEpoch: 3}\n${HEAD}`,
    { nope: null },
  ],
  ['remarks, which define too', `#%global abc 3\n# %%global abc 4\n%dnl %global abc 5\n${HEAD}Release: %{abc}\n`],
  ['nothing', `%global abc %{nil}\n${HEAD}Release: 3%{abc}%{?abc:y}%{!?abc:n}%{nil}\n`],
  [
    'braces around a body, blanks after it',
    `%global abc {4 }\n%global cde   5  \n${HEAD}Release: %(:)%{cde}%{abc}\n`.replace('%(:)', ''),
  ],
  ['a twice expanded text', `${HEAD}%define abc cde\n%define cde 4\nRelease: %{expand:%%{%{abc}}}\n`],
  [
    'lines that other packages need',
    `%{?systemd_requires}\n%{?perl_default_filter}\n${HEAD}Requires: %{?unknown_one}bash = 1%{?unknown_one}\nRelease: 1\n`,
  ],
  ['a definition of the version itself', `${HEAD}%define abc %{version}\n%define version 9\nRelease: 1.%{abc}\n`],
  ['a case of two percent signs', `%define abc 5\n%global cde %%{abc}\n${HEAD}%define abc 6\nRelease: %{cde}\n`],
  [
    'branches of other systems that do not matter',
    `${HEAD}%ifarch x86_64\n%global fast 1\nBuildArch: noarch\n%endif\nRelease: 1\n%if 0%{?strange_distribution}\nRequires: x\n%endif\n`,
  ],
  [
    'a prerelease scheme',
    `%global prever rc2\n%global baserelease 4\n${HEAD}Release: %{?prever:0.}%{baserelease}%{?prever:.%{prever}}%{?dist}\n`,
    { dist: '.oe2403' },
  ],
]

test.each(SPECS)('%s', async (_, head, given = {}) => {
  const read = readSpec(head + REST, given)
  const rpm = await said(head + REST, given)
  expect(rpm).toBeDefined()
  expect(read).toMatchObject({ ok: true })
  if (read.ok) expect(`${read.name} ${read.evr.epoch} ${read.evr.version} ${read.evr.release}`).toBe(rpm)
})

test.each([
  ['a tag twice', `${HEAD}Version: 2\nRelease: 1\n`],
  ['a word after the value', `${HEAD}Release: 1 # one\n`],
  ['a tag missing', HEAD],
  ['a blank before a tag', `${HEAD} Release: 1\n`],
  ['an else without a condition', `${HEAD}%else\nRelease: 1\n`],
  ['an open brace', `${HEAD}Release: 1%{x\n`],
  ['a macro that names itself', `${HEAD}%define abc %{cde}\n%define cde %{abc}\nRelease: %{abc}\n`],
  ['a bare word', `${HEAD}%if abc == abc\nRelease: 1\n%endif\n`],
  ['a number compared with a text', `${HEAD}%if 1 == "1"\nRelease: 1\n%endif\n`],
  ['an epoch that is no number', `${HEAD}Release: 1\nEpoch: x\n`],
  ['a hyphen in the version', 'Name: a\nVersion: 1-2\nRelease: 1\n'],
])('%s: neither of us takes it', async (_, head) => {
  const spec = head + REST
  expect(await said(spec, {})).toBeUndefined()
  expect(readSpec(spec)).toMatchObject({ ok: false })
})
