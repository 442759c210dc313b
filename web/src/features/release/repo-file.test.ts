import { expect, test } from 'vitest'
import { repoFile } from './repo-file.ts'

test('architectures of one family share a section, sources are off', () => {
  const file = repoFile({
    name: 'update_20261118-test',
    origin: 'https://host',
    addresses: [
      { family: 'everything', arch: 'x86_64', url: '/repo/test/b/update_20261118/x86_64/' },
      { family: 'everything', arch: 'aarch64', url: '/repo/test/b/update_20261118/aarch64/' },
      { family: 'everything', arch: 'source', url: '/repo/test/b/update_20261118/source/' },
    ],
  })
  expect(file).toBe(`[update_20261118-test-everything]
name=update_20261118-test-everything
baseurl=https://host/repo/test/b/update_20261118/$basearch/
enabled=1
gpgcheck=0

[update_20261118-test-everything-source]
name=update_20261118-test-everything-source
baseurl=https://host/repo/test/b/update_20261118/source/
enabled=0
gpgcheck=0
`)
})

test('architectures at unlike addresses keep a section each', () => {
  const file = repoFile({
    name: 'r',
    origin: 'https://host',
    addresses: [
      { family: 'f', arch: 'x86_64', url: 'https://a/x86_64/' },
      { family: 'f', arch: 'aarch64', url: 'https://b/aarch64/' },
    ],
  })
  expect(file).toContain('[r-f]\nname=r-f\nbaseurl=https://a/$basearch/')
  expect(file).toContain('[r-f-aarch64]\nname=r-f-aarch64\nbaseurl=https://b/$basearch/')
})
