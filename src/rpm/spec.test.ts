import { describe, expect, test } from 'vitest'
import { readSpec } from './spec.ts'

const HEAD = 'Name: zlib\nVersion: 1.2.13\n'
const END = '%description\n'

const unresolved = (text: string, given?: Record<string, string | null>) => {
  const read = readSpec(text + END, given)
  return read.ok ? [] : read.unresolved.map(u => `${u.line} ${u.because} ${u.what}`)
}

describe('what is read', () => {
  test('a spec as they are', () => {
    const spec = [
      '%global prever rc1',
      '%{!?release_no: %global release_no 3}',
      '%bcond_without docs',
      '# the one that compresses',
      'Name:           zlib',
      'Version:        1.2.13',
      'Release:        %{?prever:0.}%{release_no}%{?prever:.%{prever}}%{?dist}',
      'Epoch:          1',
      'Summary:        %{name}: compresses',
      'BuildRequires:  gcc %{?_isa}',
      '%if %{with docs}',
      'BuildRequires:  doxygen',
      '%endif',
      '%{?systemd_requires}',
      '%package devel',
      'Version: 99',
      '%changelog',
      '* an open %{ brace',
    ].join('\n')
    const evr = { epoch: 1, version: '1.2.13', release: '0.3.rc1.oe2403' }
    expect(readSpec(spec, { dist: '.oe2403', release_no: null })).toEqual({ ok: true, name: 'zlib', evr })
    expect(readSpec(spec.replaceAll('\n', '\r\n'), { dist: '.oe2403', release_no: null })).toMatchObject({ evr })
  })

  test('no epoch is epoch 0', () => {
    expect(readSpec(`${HEAD}Release: 1\n${END}`)).toMatchObject({ evr: { epoch: 0 } })
  })

  test('of what rpm expands also what another macro is given as', () => {
    const given = { dist: '.oe%{number}', number: '2403' }
    expect(readSpec(`${HEAD}Release: 1%{?dist}\n${END}`, given)).toMatchObject({ evr: { release: '1.oe2403' } })
  })
})

describe('what is not guessed', () => {
  test.each<[string, string, string[]]>([
    ['a macro nobody knows', `${HEAD}Release: 1%{?dist}\n`, ['3 unknown-macro %{dist}']],
    ['one that another goes back to', `%define a1 %{dist}\n${HEAD}Release: 1%a1\n`, ['4 unknown-macro %{dist}']],
    ['what was made of it', `%global a1 %{dist}\n${HEAD}Release: 1%a1\n`, ['1 unknown-macro %{dist}']],
    ['what a program says', `%global a1 %(echo 1)\n${HEAD}Release: %{a1}\n`, ['1 program %(echo 1)']],
    ['what Lua says', `${HEAD}Release: %{lua: print(1)}\n`, ['3 program %{lua: print(1)}']],
    ['the environment', `${HEAD}Release: %{getenv:HOME}\n`, ['3 program %{getenv:HOME}']],
    ['a macro with parameters', `%define a1() %1\n${HEAD}Release: %{a1 2}\n`, ['4 parametric-macro %{a1 2}']],
    [
      'a definition for one machine',
      `%ifarch x86_64\n%global a1 1\n%endif\n${HEAD}Release: %{a1}\n`,
      ['1 condition %ifarch x86_64'],
    ],
    [
      'a tag for one machine',
      `${HEAD}%ifarch x86_64\nRelease: 1\n%else\nRelease: 2\n%endif\n`,
      ['3 condition %ifarch x86_64'],
    ],
    [
      'a tag of one distribution',
      `${HEAD}%if 0%{?rhel}\nRelease: 1\n%else\nRelease: 2\n%endif\n`,
      ['3 unknown-macro %{rhel}'],
    ],
    ['a second branch', `${HEAD}%if 0\n%elif 0%{?rhel}\nRelease: 1\n%endif\n`, ['4 unknown-macro %{rhel}']],
    ['an epoch of one distribution', `${HEAD}Release: 1\n%{?rhel:Epoch: 1}\n`, ['4 unknown-macro %{rhel}']],
    ['a macro that may be any line', `${HEAD}Release: 1\n%{forgemeta}\n`, ['4 unknown-macro %{forgemeta}']],
    ['another file', `${HEAD}Release: 1\n%include other.inc\n`, ['4 include %include other.inc']],
    [
      'a macro that may be defined already',
      `%{!?a1: %global a1 1}\n${HEAD}Release: %{a1}\n`,
      ['1 unknown-macro %{a1}'],
    ],
    [
      'a tag behind a section that may be',
      `${HEAD}%if 0%{?rhel}\n%package x\n%endif\nRelease: 1\n`,
      ['5 condition %endif'],
    ],
    ['tags that are not there', 'Name: a\n', ['2 missing version', '2 missing release']],
    ['a value that is none', `${HEAD}Release: 1-2\n`, ['3 malformed release: 1-2']],
    ['an expression that is none', `${HEAD}%if 1 +\n%endif\nRelease: 1\n`, ['3 malformed %if 1 +']],
  ])('%s', (_, text, expected) => {
    expect(unresolved(text)).toEqual(expected)
  })

  test('but what does not matter may stay unknown', () => {
    const text = [
      HEAD.trimEnd(),
      '%if 0%{?rhel} || "%{_vendor}" == "x"',
      '%global other 1',
      'Requires: %{strange}',
      '%{?strange:BuildRequires: x}',
      '%else',
      '%ifarch %{ix86}',
      '%define more %(uname)',
      '%endif',
      '%endif',
      'Release: 1',
      '%{?python_provide:%python_provide python3-zlib}',
      '',
    ].join('\n')
    expect(unresolved(text)).toEqual([])
  })

  test('an unclosed condition is told where no section ends the preamble', () => {
    expect(readSpec(`${HEAD}Release: 1\n%if 1\n`)).toMatchObject({
      unresolved: [{ because: 'malformed', what: '%if' }],
    })
    expect(readSpec(`${HEAD}Release: 1\n`)).toMatchObject({ ok: true })
  })

  test('which machine it is for does not matter where both branches leave it alone', () => {
    expect(
      unresolved(`${HEAD}%ifarch x86_64\nRequires: a\n%elifarch aarch64\nRequires: b\n%endif\nRelease: 1\n`),
    ).toEqual([])
  })
})

describe('hostile specs end soon, unresolved', () => {
  const doubling = Array.from({ length: 40 }, (_, n) => `%define m${n + 1} %{m${n}}%{m${n}}`).join('\n')
  test.each<[string, string]>([
    ['a macro that names itself', `%define a1 %{a1}\n${HEAD}Release: %{a1}\n`],
    ['two that name each other', `%define a1 %{b1}\n%define b1 %{?a1:%{a1}}\n${HEAD}Release: %{a1}\n`],
    ['one that grows itself', `%define a1 x%{a1}%{a1}\n${HEAD}Release: %{a1}\n`],
    ['doubling forty times', `%define m0 x\n${doubling}\n${HEAD}Release: %{m40}\n`],
    ['the same at once', `%global m0 x\n${doubling.replaceAll('%define', '%global')}\n${HEAD}Release: %{m40}\n`],
    ['conditions a hundred thousand deep', `${HEAD}Release: ${'%{?name:'.repeat(100_000)}1${'}'.repeat(100_000)}\n`],
    [
      'branches a hundred thousand deep',
      `${'%if 1\n'.repeat(100_000)}${HEAD}Release: 1\n${'%endif\n'.repeat(100_000)}`,
    ],
    ['parentheses without end', `%if ${'('.repeat(100_000)}1\n%endif\n${HEAD}Release: 1\n`],
    ['no after no', `%if ${'!'.repeat(100_000)}1\n%endif\n${HEAD}Release: 1\n`],
    ['braces that never close', `${'%{?a1:'.repeat(200_000)}\n${HEAD}Release: 1\n`],
    ['a long value', `${HEAD}Release: ${'1'.repeat(1_000_000)}\n`],
    ['eleven million characters', `# ${'x'.repeat(11_000_000)}\n${HEAD}Release: 1\n`],
    ['a division by nothing', `${HEAD}Release: %[1 / 0]\n`],
    ['a number of forty digits', `%if ${'9'.repeat(40)} > 1\n%endif\n${HEAD}Release: 1\n`],
    ['our own marks', `${HEAD}Release: 1\u0000\n`.replace('1\u0000', '1\u0000\u00012')],
    ['names of every object', `${HEAD}Release: %{constructor}%{__proto__}%{?toString}\n`],
    ['a shell', `${HEAD}Release: 1$(id)\n`],
  ])('%s', (_, text) => {
    const read = readSpec(text + END)
    expect(read.ok).toBe(false)
    if (!read.ok) {
      expect(read.unresolved.length).toBeGreaterThan(0)
      expect(read.unresolved.length).toBeLessThanOrEqual(20)
      expect(read.unresolved.every(u => u.what.length <= 80)).toBe(true)
    }
  })
})
