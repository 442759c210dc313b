// Every call the seeds show, copied letter by letter, as the words a shell would pass, and what it comes to.

import { describe, expect, test } from 'vitest'
import { findCommand } from '../../releases/commands.ts'
import { type ExitCode, ExitError } from '../exit.ts'
import { spellingOf, spellings } from '../spellings.ts'
import { readCall } from './read-call.ts'
import { optionIn } from './spelling.ts'

/** Splits a line into words as a shell would if every `#` were quoted. */
function call(line: string) {
  const [program = '', ...argv] = line.split(' ')
  const spelling = spellingOf(program)
  if (!spelling) throw new Error(`no program ${program}`)
  return readCall(spelling, argv)
}

/** What a call comes to, in one line: the release, its commands, and for whom. */
function meaning(line: string): string {
  const { wanted, words } = call(line)
  if (wanted.to === 'create') return `create ${wanted.branches.join(' ')}`.trim()
  if (wanted.to === 'read') return `${wanted.release} reads ${wanted.what}`
  const whom = optionIn(words, 'giteeid')
  const said = [wanted.commands.join(' + '), wanted.timestamp && `in ${wanted.timestamp}`, whom && `for ${whom}`]
  return [wanted.release, ...said].filter(Boolean).join(' ')
}

function refusal(line: string): { code: ExitCode; zh: string; en: string } {
  try {
    call(line)
  } catch (error) {
    if (error instanceof ExitError) return { code: error.code, zh: error.text?.zh ?? '', en: error.text?.en ?? '' }
    throw error
  }
  throw new Error(`accepted: ${line}`)
}

describe('seed 001 §2.6.1', () => {
  test.each([
    ['oe-art start #I3NQ1A', '#I3NQ1A /start-update'],
    ['oe-art modify -releaseid #I3NQ1A -addcve #I3AZ9M -giteeid ruebb', '#I3NQ1A /add cve #I3AZ9M for ruebb'],
    ['oe-art modify -releaseid #I3NQ1A -delcve #I3AZ9M -giteeid ruebb', '#I3NQ1A /delete cve #I3AZ9M for ruebb'],
    ['oe-art modify -releaseid #I3NQ1A -addbug #I3AZ9M -giteeid ruebb', '#I3NQ1A /add bugfix #I3AZ9M for ruebb'],
    ['oe-art modify -releaseid #I3NQ1A -delbug #I3AZ9M -giteeid ruebb', '#I3NQ1A /delete bugfix #I3AZ9M for ruebb'],
    ['oe-art modify -releaseid #I3NQ1A -addtest #I3AZ9M -giteeid ruebb', '#I3NQ1A /add test #I3AZ9M for ruebb'],
    ['oe-art modify -releaseid #I3NQ1A -deltest #I3AZ9M -giteeid ruebb', '#I3NQ1A /delete test #I3AZ9M for ruebb'],
    ['oe-art check -releaseid #I3NQ1A -type cve ok -giteeid ruebb', '#I3NQ1A /cve-ok for ruebb'],
    ['oe-art check -releaseid #I3NQ1A -type cve nok -giteeid ruebb', '#I3NQ1A /cve-not-ok for ruebb'],
    ['oe-art check -releaseid #I3NQ1A -type bug ok -giteeid ruebb', '#I3NQ1A /bugfix-ok for ruebb'],
    ['oe-art check -releaseid #I3NQ1A -type bug nok -giteeid ruebb', '#I3NQ1A /bugfix-not-ok for ruebb'],
    ['oe-art check -releaseid #I3NQ1A -type status', '#I3NQ1A /check-status'],
    ['oe-art check -releaseid #I3NQ1A -type requires -giteeid ruebb', '#I3NQ1A /get-requires for ruebb'],
    ['oe-art check -releaseid #I3NQ1A -type test ok -giteeid ruebb', '#I3NQ1A /test-ok for ruebb'],
    ['oe-art check -releaseid #I3NQ1A -type test nok -giteeid ruebb', '#I3NQ1A /test-not-ok for ruebb'],
    ['oe-art release -releaseid #I3NQ1A -type checkok -giteeid ruebb', '#I3NQ1A /check-ok for ruebb'],
    ['oe-art release -releaseid #I3NQ1A -type cvrfok -giteeid ruebb', '#I3NQ1A /cvrf-ok for ruebb'],
    ['oe-art modify -releaseid #I3NQ1A -norelease #I3AZ9M -giteeid ruebb', '#I3NQ1A /no-release #I3AZ9M for ruebb'],
    ['oe-art modify -releaseid #I3NQ1A -release #I3AZ9M -giteeid ruebb', '#I3NQ1A /release #I3AZ9M for ruebb'],
  ])('%s', (line, expected) => {
    expect(meaning(line)).toBe(expected)
    expect(meaning(line.replaceAll('#', ''))).toBe(expected.replaceAll('#', ''))
    // What an unquoted # leaves of the line: an id is asked for, in the form to type.
    const { code, zh, en } = line.includes('#') ? refusal(line.replace(/ ?#.*$/, '')) : { code: 2, zh: '', en: '' }
    expect(code).toBe(2)
    for (const said of [zh, en]) {
      expect(said).toMatch(/^ {2}oe-art \w+ .*'#I3NQ1A'/m)
      expect(said).toMatch(/^ {2}oe-art \w+ .*\bI3NQ1A(?!')/m)
    }
  })
})

describe('seed 001 §2.6.3.2 and the picture of interfaces', () => {
  test.each([
    ['auto-release start #I3NQ1A', '#I3NQ1A /start-update'],
    ...['cve', 'bugfix', 'requires', 'test'].flatMap(kind => [
      [`auto-release add #I3NQ1A -${kind} #I3AZ9M`, `#I3NQ1A /add ${kind} #I3AZ9M`],
      [`auto-release delete #I3NQ1A -${kind} #I3AZ9M`, `#I3NQ1A /delete ${kind} #I3AZ9M`],
    ]),
    ['auto-release get-requires #I3NQ1A', '#I3NQ1A /get-requires'],
    ['auto-release check-issues-status #I3NQ1A', '#I3NQ1A /check-status'],
    ['auto-release check-release #I3NQ1A', '#I3NQ1A /test-ok'],
    ['auto-release release-update-pkg #I3NQ1A update_20210424 auto-release', '#I3NQ1A /check-ok in update_20210424'],
    ['upload-update-list #I3NQ1A', '#I3NQ1A reads update-list'],
    ['auto-release release-update-sa #I3NQ1A update_20210424', '#I3NQ1A /cvrf-ok in update_20210424'],
    // the picture
    ['auto-release check-requires #I3NQ1A', '#I3NQ1A /get-requires'],
    ['auto-release release-update-pkg #I3NQ1A update_20210424', '#I3NQ1A /check-ok in update_20210424'],
    ['upload_update_list #I3NQ1A', '#I3NQ1A reads update-list'],
    ['auto-release upload_update_list #I3NQ1A', '#I3NQ1A reads update-list'],
    ['auto-release /get_requires #I3NQ1A', '#I3NQ1A /get-requires'],
    ['auto-release /get_install_build #I3NQ1A', '#I3NQ1A reads self-check'],
    ...['check_install_and_selfbuid', 'check_install_and_selfbuild', 'check-install-and-selfbuild'].flatMap(verb => [
      [`auto-release ${verb} update_20210424`, 'update_20210424 /get-requires in update_20210424'],
      [`auto-release ${verb} #I3NQ1A 20210424`, '#I3NQ1A /get-requires in 20210424'],
    ]),
  ])('%s', (line = '', expected = '') => {
    expect(meaning(line)).toBe(expected)
    expect(meaning(line.replaceAll('#', ''))).toBe(expected.replaceAll('#', ''))
    if (!line.includes('#') || line.includes('selfbui')) return
    expect(refusal(line.replace(/ ?#.*$/, '')).en).toMatch(/^ {2}[a-z-]+ .*'#I3NQ1A'/m)
  })

  test.each([
    ['auto-release start', "auto-release start '#I3NQ1A'"],
    ['upload-update-list', "upload-update-list '#I3NQ1A'"],
    ['auto-release release-update-sa I3NQ1A', 'update_YYYYMMDD'],
    ['auto-release release-update-pkg I3NQ1A auto-release', 'update_YYYYMMDD'],
    ['auto-release check_install_and_selfbuild I3NQ1A', 'update_YYYYMMDD'],
    ['auto-release create_comment()', 'by itself'],
    ['auto-release create_issue()', 'by itself'],
    ['auto-release frobnicate', 'release-update-pkg'],
  ])('%s is answered', (line, hint) => {
    expect(refusal(line)).toMatchObject({ code: 2, en: expect.stringContaining(hint) })
  })
})

describe('javcra', () => {
  test.each([
    ['javcra create --token t', 'create'],
    ['javcra start I3NQ1A --giteeid ruebb --token t --ak a --sk s --useremail e@x', 'I3NQ1A /start-update for ruebb'],
    ['javcra modify I3NQ1A --add cve --id I1 I2 --giteeid u --token t', 'I3NQ1A /add cve I1 I2 for u'],
    [
      'javcra modify --giteeid u --token t --delete bugfix --id I1 --releaseid I3NQ1A',
      'I3NQ1A /delete bugfix I1 for u',
    ],
    ['javcra modify I3NQ1A --add remain --id I1 --giteeid u --token t', 'I3NQ1A /no-release I1 for u'],
    ['javcra modify I3NQ1A --delete remain --id I1 --giteeid u --token t', 'I3NQ1A /release I1 for u'],
    ['javcra check I3NQ1A --type cve_bugfix --giteeid u --token t', 'I3NQ1A reads gates'],
    [
      'javcra check I3NQ1A --type status --giteeid u --ak a --sk s --jenkinsuser j --jenkinskey k',
      'I3NQ1A /check-status for u',
    ],
    ['javcra check I3NQ1A --type requires --buildcheck --giteeid u', 'I3NQ1A /get-requires for u'],
    ['javcra check I3NQ1A --type versions --giteeid u', 'I3NQ1A /check-versions for u'],
    ['javcra check I3NQ1A --type test --giteeid u', 'I3NQ1A /test-ok for u'],
    ['javcra release I3NQ1A --type checkok --giteeid u --publishuser p --publishkey k', 'I3NQ1A /check-ok for u'],
    ['javcra release I3NQ1A --type cvrfok --giteeid u', 'I3NQ1A /cvrf-ok for u'],
  ])('%s', (line, expected) => {
    expect(meaning(line)).toBe(expected)
  })
})

describe('both styles', () => {
  test.each([
    ['oe-art check --releaseid I3NQ1A --type bugfix yes --gitee-id u', 'I3NQ1A /bugfix-ok for u'],
    ['oe-art check --release_id=I3NQ1A --type=cve no', 'I3NQ1A /cve-not-ok'],
    ['oe-art check I3NQ1A -type TEST OK', 'I3NQ1A /test-ok'],
    ['oe-art start openEuler-24.03-LTS_update20261123', 'openEuler-24.03-LTS_update20261123 /start-update'],
    [
      'oe-art modify -releaseid I3NQ1A -addcve I1 #I2,I3 -delbug o/r#I4',
      'I3NQ1A /add cve I1 #I2 I3 + /delete bugfix o/r#I4',
    ],
    ['auto-release ADD I3NQ1A --bug I1 I2 --cve I3', 'I3NQ1A /add bugfix I1 I2 + /add cve I3'],
    ['auto-release release_update_pkg I3NQ1A 20210424b', 'I3NQ1A /check-ok in 20210424b'],
    ['auto-release check-release I3NQ1A nok', 'I3NQ1A /test-not-ok'],
  ])('%s', (line, expected) => {
    expect(meaning(line)).toBe(expected)
  })

  test.each([
    ['oe-art check -releaseid I3NQ1A -type cve', 'ok or nok'],
    ['oe-art check -releaseid I3NQ1A -type frob ok', 'cve, bug, test'],
    ['oe-art check -releaseid I3NQ1A', 'cve, bug, test'],
    ['oe-art release -releaseid I3NQ1A -type test', 'checkok, cvrfok'],
    ['oe-art modify -releaseid I3NQ1A', 'what to add or delete'],
    ['oe-art modify -releaseid I3NQ1A -addcve /check-ok', 'not an issue id'],
    ['oe-art start I3NQ1A I3NQ1B', 'Too many words'],
    ['oe-art start I3NQ1A -frob secret', 'Unknown option: -frob'],
    ['oe-art check -releaseid I3NQ1A -type cve ok -giteeid', 'needs a value: -giteeid'],
    ['oe-art check -releaseid I3NQ1A -type cve ok -giteeid=', 'needs a value: -giteeid'],
    ['javcra modify I3NQ1A --add cve --delete cve --id I1', 'what to add or delete'],
    ['javcra modify I3NQ1A --add frob --id I1', 'cve, bugfix'],
  ])('%s is wrong usage', (line, hint) => {
    const { code, zh, en } = refusal(line)
    expect([code, en]).toEqual([2, expect.stringContaining(hint)])
    expect(zh).not.toBe(en)
    expect(zh + en).not.toContain('secret')
  })
})

test('the examples that the programs show give commands of the table', () => {
  const lines = spellings.flatMap(s => s.verbs.map(v => `${s.name} ${v.example}`))
  const given = lines.flatMap(line => {
    const { wanted } = call(line)
    return wanted.to === 'command' ? wanted.commands : []
  })
  expect(given.length).toBeGreaterThan(10)
  const names = given.map(text => text.slice(1).split(' ')[0] ?? '')
  expect(names.filter(name => findCommand(name) === undefined)).toEqual([])
})

test.each([
  "oe-art start '#'",
  'oe-art start ""',
  "oe-art modify -releaseid '#' -addcve I3AZ9M",
  "oe-art modify -releaseid I3NQ1A -addcve '#'",
  "auto-release start '#'",
  "upload-update-list '#'",
])('an id that is # alone is missing, and the quoted form is told: %s', line => {
  expect(refusal(line.replaceAll("'", '').replaceAll('""', ''))).toMatchObject({
    code: 2,
    en: expect.stringMatching(/'#I3NQ1A'|Type: /),
  })
})
