import { afterEach, beforeEach, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/kit/database.ts'
import { takeNumbers, voidNumbers } from './store.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.drop())

async function take(keys: readonly string[], change: { year?: number; first?: number } = {}) {
  const wanted = { family: 'SA' as const, year: 2026, first: 1001, keys, at: new Date(1e12), ...change }
  return takeNumbers(database.db, wanted)
}

async function numbers(keys: readonly string[], change: { year?: number; first?: number } = {}): Promise<number[]> {
  return [...(await take(keys, change)).values()].map(v => v.n)
}

const from = (first: number, count: number) => Array.from({ length: count }, (_, i) => first + i)

test('fifty at once get fifty consecutive numbers, and asked again the same ones', async () => {
  const keys = from(0, 50).map(i => `run/${i}/openEuler-24.03-LTS`)
  const taken = await Promise.all(keys.map(async key => (await take([key])).get(key)?.n))
  expect([...taken].sort()).toEqual(from(1001, 50))
  const again = await Promise.all(keys.toReversed().map(async key => (await take([key])).get(key)?.n))
  expect(again.toReversed()).toEqual(taken)
})

test('the same keys asked for at once by two', async () => {
  const keys = ['a', 'b', 'c']
  const [one, two] = await Promise.all([take(keys), take(keys)])
  expect(one).toEqual(two)
  expect(await numbers(['d'])).toEqual([1004])
})

test('several keys get their numbers in their order; known ones among them keep theirs', async () => {
  await take(['m'])
  const taken = await take(['z', 'm', 'a', 'z'])
  expect(['m', 'z', 'a'].map(key => taken.get(key)?.n)).toEqual([1001, 1002, 1003])
})

test('every year begins at the first number, or above what another tool has used', async () => {
  await take(['a', 'b'])
  expect(await numbers(['c'], { year: 2027 })).toEqual([1001])
  expect(await numbers(['d'], { first: 1500 })).toEqual([1500])
  expect(await numbers(['e'])).toEqual([1501])
})

test('a void number is never given again, and its key says so', async () => {
  await take(['a', 'b'])
  await voidNumbers(database.db, 'SA', [{ year: 2026, n: 1002 }])
  expect((await take(['b'])).get('b')).toEqual({ year: 2026, n: 1002, isVoid: true })
  expect(await numbers(['c'])).toEqual([1003])
})

test('a transaction that fails takes nothing', async () => {
  const attempt = database.db.transaction().execute(async tx => {
    await takeNumbers(tx, { family: 'SA', year: 2026, first: 1001, keys: ['a'], at: new Date(1e12) })
    throw new Error('no')
  })
  await expect(attempt).rejects.toThrow('no')
  expect(await numbers(['b'])).toEqual([1001])
})
