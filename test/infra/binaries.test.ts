import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { completeLinks } from '../../src/db/postgres/binaries.ts'

test('library links that an install without scripts has left out are made, others are kept', async () => {
  const root = mkdtempSync(join(tmpdir(), 'slipway-binaries-'))
  mkdirSync(join(root, 'native/lib'), { recursive: true })
  writeFileSync(join(root, 'native/lib/libpq.so.5.18'), 'elf')
  writeFileSync(join(root, 'native/lib/libpq.so'), 'kept')
  const links = ['libpq.so', 'libpq.so.5'].map(name => ({
    source: 'native/lib/libpq.so.5.18',
    target: `native/lib/${name}`,
  }))
  writeFileSync(join(root, 'native/pg-symlinks.json'), JSON.stringify(links))
  await completeLinks(root)
  await completeLinks(root)
  expect(readFileSync(join(root, 'native/lib/libpq.so.5'), 'utf8')).toBe('elf')
  expect(readFileSync(join(root, 'native/lib/libpq.so'), 'utf8')).toBe('kept')
  rmSync(root, { recursive: true })
})
