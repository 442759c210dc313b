import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readSheet, writeSheet } from './xlsx.ts'

test('what is written is read back, text stays text and blank rows keep their place', async () => {
  const bytes = await writeSheet('表', [['名', 'n'], [], ['=1+1', 2.5], ['-x', true]])
  expect(await readSheet(bytes, '表')).toEqual({
    rows: [
      ['名', 'n'],
      [null, null],
      ['=1+1', 2.5],
      ['-x', true],
    ],
  })
})

test('a missing sheet is told with those that are there', async () => {
  const bytes = await writeSheet('Sheet1', [['a']])
  expect(await readSheet(bytes, 'cve_list')).toMatchObject({ failed: 'no-such-sheet', sheets: ['Sheet1'] })
})

test('anything but a whole workbook is refused, at whatever byte it was cut', async () => {
  const bytes = await writeSheet('a', [['b']])
  for (let length = 0; length < bytes.length; length += 97) {
    expect(await readSheet(bytes.subarray(0, length), 'a')).toMatchObject({ failed: 'not-a-workbook' })
  }
  expect(await readSheet(new TextEncoder().encode('<html>login</html>'), 'a')).toMatchObject({
    failed: 'not-a-workbook',
  })
})

test('a flipped byte never throws', async () => {
  const bytes = await writeSheet('a', [['b', 'c', 1]])
  for (let at = 0; at < bytes.length; at += 13) {
    const broken = Uint8Array.from(bytes)
    broken[at] = (broken[at] ?? 0) ^ 0xff
    await readSheet(broken, 'a')
  }
})

test('sizes are refused before unpacking', async () => {
  const bytes = await writeSheet('a', [['b'], ['c']])
  expect(await readSheet(bytes, 'a', { fileBytes: 100 })).toMatchObject({ failed: 'too-large' })
  expect(await readSheet(bytes, 'a', { unpackedBytes: 100 })).toMatchObject({ failed: 'too-large' })
  expect(await readSheet(bytes, 'a', { rows: 1 })).toMatchObject({ failed: 'too-large' })
})

test('a bomb is refused, also one that lies about its size', async () => {
  const packed = deflateRawSync(Buffer.alloc(100 * 1024 * 1024))
  expect(await readSheet(archive(packed, 100 * 1024 * 1024), 'a')).toMatchObject({ failed: 'too-large' })
  expect(await readSheet(archive(packed, 0), 'a')).toMatchObject({
    failed: 'not-a-workbook',
    detail: 'an entry hides its size',
  })
  expect(await readSheet(archive(packed, 1000), 'a')).toMatchObject({ failed: 'not-a-workbook' })
})

/** A ZIP archive of one entry that declares the given size. */
function archive(packed: Buffer, declared: number): Uint8Array {
  const name = Buffer.from('[Content_Types].xml')
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt32LE(declared, 22)
  local.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt32LE(declared, 24)
  entry.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(46 + name.length, 12)
  end.writeUInt32LE(30 + name.length + packed.length, 16)
  return Buffer.concat([local, name, packed, entry, name, end])
}
