import { expect, test } from 'vitest'
import { formatNevra, isSourceRpm, withoutEpoch } from './nevra.ts'

const pier = { name: 'pier-2:x', version: '1.0~rc1', release: '3.oe2403', arch: 'x86_64' }

test.each([0, 2])('a written NEVRA without its epoch %i', epoch => {
  expect(withoutEpoch(formatNevra({ ...pier, epoch }))).toBe('pier-2:x-1.0~rc1-3.oe2403.x86_64')
})

test('source RPMs are those of src and nosrc', () => {
  const archs = ['src', 'nosrc', 'noarch', 'x86_64']
  expect(archs.filter(arch => isSourceRpm({ arch }))).toEqual(['src', 'nosrc'])
})
