import { expect, test } from 'vitest'
import { mayCreate } from './may-create.ts'

test('a new release is offered to those who may create one', () => {
  expect(mayCreate({ roles: ['developer', 'version-manager'] })).toBe(true)
  expect(mayCreate({ roles: ['developer', 'admin'] })).toBe(false)
  expect([mayCreate(null), mayCreate(undefined)]).toEqual([false, false])
})
