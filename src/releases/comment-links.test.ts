// The issues and pull requests people name in comments, and what is none.

import { describe, expect, test } from 'vitest'
import { linksIn, pullNamed } from './comment-links.ts'

const gitee = { id: 'I42WFW', url: 'https://gitee.com/openeuler/release-management/issues/I42WFW' }
const github = { id: '7', url: 'https://github.com/d/releases/issues/7' }
const local = { id: 'I00001', url: 'http://127.0.0.1:8080/ui/issues/toy/releases/I00001' }

function seen(comment: string, place = gitee): string[] {
  return linksIn(comment, place).map(l =>
    l.kind === 'issue' ? `${l.repository ?? ''}#${l.id}` : `${l.repository ?? ''}!${l.number}`,
  )
}

describe('links', () => {
  test.each([
    ['please take #I3NQ1A', ['#I3NQ1A']],
    ['请带上＃I3NQ1A、#ICXYZ12，谢谢', ['#I3NQ1A', '#ICXYZ12']],
    ['ids of any length: #I3NQ, #I3NQ1AB9', ['#I3NQ', '#I3NQ1AB9']],
    ['in lower case #i3nq1a', ['#I3NQ1A']],
    ['src-openeuler/bash#I3NQ1A and bash#I3AZ9M', ['src-openeuler/bash#I3NQ1A', 'bash#I3AZ9M']],
    ['https://gitee.com/src-openeuler/obs-server/issues/I3AQ2G', ['src-openeuler/obs-server#I3AQ2G']],
    ['(https://gitee.com/src-openeuler/bash/issues/I3AQ2G?from=project#note_123456)', ['src-openeuler/bash#I3AQ2G']],
    ['[#I3AQ2G](https://gitee.com/src-openeuler/bash/issues/I3AQ2G)', ['src-openeuler/bash#I3AQ2G', '#I3AQ2G']],
    ['https://gitee.com/src-openeuler/bash/pulls/12/files#diff-abcdef', ['src-openeuler/bash!12']],
    ['src-openeuler/bash!12, !7', ['src-openeuler/bash!12', '!7']],
    ['#I3NQ1A and again #I3NQ1A', ['#I3NQ1A']],
  ])('in %j are %j', (comment, links) => {
    expect(seen(comment)).toEqual(links)
  })

  test.each([
    ['/add bugfix #I3NQ1A'],
    ['/delete cve #I3NQ1A'],
    ['> #I3NQ1A'],
    ['```\n#I3NQ1A\n```'],
    ['`#I3NQ1A`'],
    ['thanks\n-- \n#I3NQ1A'],
    ['<!-- #I3NQ1A -->'],
    ['#include <stdio.h>, #define X, # 1、发布范围, ## heading'],
    ['step #1 and !important'],
    ['https://example.org/src-openeuler/bash/issues/I3AQ2G#I3NQ1A'],
    ['https://gitee.com/src-openeuler/bash/blob/master/a.c#I3NQ1A'],
    ['https://gitee.com/src-openeuler/bash/issues'],
    ['&#12345; colour #I3NQ1A-dark, x#'],
    ['https://gitee.com.evil.example/a/b/issues/I3AQ2G'],
  ])('are none in %j', comment => {
    expect(seen(comment)).toEqual([])
  })

  test('where issues have numbers, a number alone is one', () => {
    expect(seen('see #12, d/bash#3 and https://github.com/d/bash/pull/4', github)).toEqual([
      'd/bash!4',
      '#12',
      'd/bash#3',
    ])
  })

  test('of the built-in forge and of GitCode', () => {
    const said =
      'http://127.0.0.1:8080/ui/issues/src-toy/dock/I3NQ1A http://127.0.0.1:8080/forge/api/repos/src-toy/dock/pulls/3'
    expect(seen(said, local)).toEqual(['src-toy/dock#I3NQ1A', 'src-toy/dock!3'])
    const gitcode = { id: '1', url: 'https://gitcode.com/openeuler/release-management/issues/1' }
    expect(seen('https://gitcode.com/src-openeuler/bash/merge_requests/9', gitcode)).toEqual(['src-openeuler/bash!9'])
  })
})

test('a pull request named to a command', () => {
  expect(pullNamed('https://gitee.com/a/b/pulls/3', gitee)).toMatchObject({ repository: 'a/b', number: '3' })
  expect(pullNamed('a/b!3', gitee)).toMatchObject({ repository: 'a/b', number: '3' })
  for (const word of ['https://example.org/a/b/pulls/3', 'a/b#I3NQ1A', 'bash', 'a/b!3x', 'x']) {
    expect(pullNamed(word, gitee)).toBeUndefined()
  }
})
