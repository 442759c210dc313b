import { describe, expect, test } from 'vitest'
import { isBadTeam, loginsOfSig, teamEntries, teamSource } from './teams.ts'

describe('entries of role lists', () => {
  test.each([
    ['team:openeuler', { kind: 'team', team: 'openeuler' }],
    ['team:openeuler/kernel', { kind: 'team', team: 'openeuler/kernel' }],
    ['sig-info:sig/Kernel/sig-info.yaml', { kind: 'file', path: 'sig/Kernel/sig-info.yaml' }],
  ])('%s names a team', (entry, source) => {
    expect(teamSource(entry)).toEqual(source)
    expect(isBadTeam(entry)).toBe(false)
  })

  test.each([
    'team:',
    'team:a/b/c',
    'team:../x y',
    'sig-info:../x.yaml',
    'sig-info:/etc/x.yaml',
    'sig-info:a/../x.yml',
    'sig-info:x',
  ])('%s is malformed', entry => {
    expect(teamSource(entry)).toBeUndefined()
    expect(isBadTeam(entry)).toBe(true)
  })

  test('logins are no teams, and each team is named once', () => {
    const branches = {
      'D-1': { developer: ['ann', 'gitee:bob', 'team:o'], qa: ['team:o', 'sig-info:s.yaml'] },
      'D-2': { tester: ['team:p'] },
    }
    expect(isBadTeam('gitee:bob')).toBe(false)
    expect(teamEntries({ branches })).toEqual(['team:o', 'sig-info:s.yaml', 'team:p'])
    expect(teamEntries({ branches }, 'D-2')).toEqual(['team:p'])
    expect(teamEntries({ branches }, 'toString')).toEqual([])
  })
})

describe('a sig-info file', () => {
  const source = `
name: Kernel
maintainers:
  - {gitee_id: ann, atomgit_id: ann-at, name: Ann}
  - {name: nobody}
repositories:
  - repo: [openeuler/kernel]
    committers: [{gitee_id: bob}, {gitee_id: ann}]
  - repo: [openeuler/x]
    maintainers: [carol]
`
  test('names maintainers and committers, by the login of the forge in use', () => {
    expect(loginsOfSig(source, 'gitee')).toEqual(['ann', 'bob', 'carol'])
    expect(loginsOfSig(source, 'gitcode')).toEqual(['ann-at', 'carol'])
  })

  test.each(['', '[]', 'just text', 'a: [', 'a: &a [*a'])('that is none is told apart from an empty one: %j', text => {
    expect(loginsOfSig(text, 'gitee')).toBeUndefined()
    expect(loginsOfSig('maintainers: []', 'gitee')).toEqual([])
  })
})
