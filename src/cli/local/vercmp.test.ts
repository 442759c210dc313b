import { expect, test } from 'vitest'
import { slipway } from '../../../test/kit/cli.ts'

test.each([
  ['1.0~rc1', '1.0', '<'],
  ['1.0^git1', '1.0', '>'],
  ['2:1', '10', '>'],
  ['0:1.0-1', '1.0-1', '='],
  ['1.0-3', '1.0', '='],
])('%s against %s: %s', async (a, b, sign) => {
  expect(await slipway(['rpm', 'vercmp', a, b])).toMatchObject({ code: 0, out: `${sign}\n` })
})

test('what is no version is told, with both forms named', async () => {
  const { code, out, err } = await slipway(['rpm', 'vercmp', '1.0', 'a b'])
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain('"a b"')
})
