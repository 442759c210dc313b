import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ExternalError } from '../../lib/errors.ts'
import { tellingDiskErrors } from './disk-errors.ts'
import { createOutbox } from './outbox.ts'

function failing(code: string) {
  const error = Object.assign(new Error(`${code}: no`), { code, syscall: 'write' })
  return tellingDiskErrors('disk', { write: () => Promise.reject(error) })
}

test('what may pass is retried, what does not is not', async () => {
  await expect(failing('ENOSPC').write()).rejects.toMatchObject({ name: 'ExternalError', retryable: true })
  await expect(failing('EACCES').write()).rejects.toMatchObject({
    system: 'disk',
    operation: 'write',
    retryable: false,
  })
})

test('bugs, external errors and plain members stay as they are', async () => {
  const external = new ExternalError({ system: 's', operation: 'o', message: 'm', retryable: true })
  const bug = new TypeError('x is not a function')
  const port = tellingDiskErrors('disk', {
    bug: () => Promise.reject(bug),
    external: () => Promise.reject(external),
    sync: (n: number) => n + 1,
    plain: 7,
  })
  await expect(port.bug()).rejects.toBe(bug)
  await expect(port.external()).rejects.toBe(external)
  expect([port.sync(1), port.plain]).toEqual([2, 7])
})

test('a folder that is a file fails the outbox as an outside system', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'disk-'))
  await writeFile(join(folder, 'file'), '')
  const outbox = createOutbox({ directory: join(folder, 'file'), from: 'a@b.example' })
  const mail = { messageId: 'a@b', to: ['a@b.example'], subject: 's', text: 't' }
  await expect(outbox.send(mail)).rejects.toMatchObject({ name: 'ExternalError', system: 'mailer' })
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('')
  await rm(folder, { recursive: true })
})
