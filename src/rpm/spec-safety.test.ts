// Which specs may be handed to rpm: what could run, read or write something is not, and neither is what is unsure.

import { describe, expect, test } from 'vitest'
import { SECTION } from './spec.ts'
import { safePreamble } from './spec-safety.ts'

const isSection = (line: string) => SECTION.test(line)
const HEAD = 'Name: pier\nVersion: 1\n'

describe('safe', () => {
  test.each<[string, string, readonly string[]]>([
    ['plain tags', 'Release: 1\n', []],
    ['a suffix that may be missing', 'Release: 1%{?dist}%{?dist:x}%{!?dist:y}\n', []],
    ['a condition on the machine', '%ifarch x86_64\nRelease: 1\n%else\nRelease: 2\n%endif\n', []],
    ['macros of its own', '%global base 3\n%define full %{base}.1\nRelease: %{full}%{?base}\n', []],
    ['a tag, once it was said', 'Release: %{version}.%{VERSION}\n', []],
    ['macros of the machine', 'Release: %{rhel}%{?fedora:.f}\n', ['rhel', 'fedora']],
    ['a macro that is perhaps not defined', '%if 0\n%global base 3\n%endif\nRelease: %{base}\n', ['base']],
    ['a macro before it is defined', 'Release: %{base}\n%global base 3\n', ['base']],
    ['other tags, whatever they say', 'Summary: 100% evaluated\nURL: %(date)\nRelease: 1\n', []],
    ['what comes behind the preamble', 'Release: 1\n%prep\n%(touch /tmp/x)\n%{lua: os.execute("x")}\n', []],
  ])('%s', (_, rest, strange) => {
    expect(safePreamble(HEAD + rest, isSection)?.strange).toEqual(strange)
  })
})

describe('not safe', () => {
  test.each([
    ['a program', 'Release: %(touch /tmp/x; echo 1)\n'],
    ['a program in a comment, which rpm expands', '# %(touch /tmp/x)\nRelease: 1\n'],
    ['a program in what a macro stands for', '%global when %(date)\nRelease: %{when}\n'],
    ['a program in a default', 'Release: %{?when:%(date)}\n'],
    ['Lua', 'Release: %{lua:print(os.execute("touch /tmp/x"))}\n'],
    ['Lua in a condition', '%if lua:os.execute("touch /tmp/x")\n%endif\nRelease: 1\n'],
    ['an expression', 'Release: %[1 + 1]\n'],
    ['a second expansion', 'Release: %{expand:1}\n'],
    ['a macro file', 'Release: 1\n%{load:/tmp/macros}\n'],
    ['another macro file', 'Release: 1\n%load /tmp/macros\n'],
    ['another spec', 'Release: 1\n%include /etc/passwd\n'],
    ['a file that is looked at', 'Release: %{uncompress:/etc/shadow}\n'],
    ['a source file', 'Release: %{S:1}\n'],
    ['the environment', 'Release: %{getenv:HOME}\n'],
    ['parameters', '%define pick() %1\nRelease: %pick 1\n'],
    ['a macro with arguments', 'Release: %{pick:1}\n'],
    ['a sign that stands for itself', '%global sign %%\n%global run %{sign}(touch /tmp/x)\nRelease: %{run}\n'],
    ['a sign that stands alone', '%global sign %\n%global run %{sign}(touch /tmp/x)\nRelease: %{run}\n'],
    ['a name of rpm taken', '%global expand x\nRelease: 1\n'],
    ['a name taken away', '%undefine dist\nRelease: 1\n'],
    ['a definition behind another tag', 'URL: %{!?base:%global base 3}\nRelease: %{?base}\n'],
    ['a definition within braces', '%{?rhel:\n%global base 3\n}\nRelease: %{base}\n'],
    ['a line that goes on', '%global base 3 \\\n%(touch /tmp/x)\nRelease: %{base}\n'],
    ['a condition that is open at the first section', '%if 1\nRelease: 1\n%prep\n%endif\n'],
    ['a name of one letter, which rpm does not define', '%global l x\nRelease: %{l}\n'],
  ])('%s', (_, rest) => {
    expect(safePreamble(HEAD + rest, isSection)).toBeUndefined()
  })
})
