import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { formatCvrf } from './cvrf/format.ts'
import { documentsOf, listsOf } from './documents.ts'
import { draftAdvisories } from './draft.ts'
import { issueAdvisory } from './revise.ts'
import { openEulerSettings } from './settings.ts'

/** As they are written: documents first, lists last. */
function planDocuments(existing: readonly string[], batch: Parameters<typeof documentsOf>[0]) {
  return [...documentsOf(batch), ...listsOf(existing, batch)]
}

const sources = JSON.parse(readFileSync(new URL('./golden/sources.json', import.meta.url), 'utf8'))
const [cjson, vim] = draftAdvisories({ ...sources, settings: openEulerSettings }).map((d, i) =>
  issueAdvisory(d.advisory, `openEuler-SA-2026-${10000 - i}`, new Date('2026-11-25T00:00:00Z')),
)
const batch = [cjson, vim].filter(a => a !== undefined)

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

test('documents first, lists last; lines sorted, each once, no final newline', () => {
  const published = readFileSync(new URL('./fixtures/cvrf-index.txt', import.meta.url), 'utf8')
  const existing = [...published.split('\n'), 'openEuler-SA-2026-1001', '2026/cvrf-openEuler-SA-2026-10000.xml', '']
  const planned = planDocuments(existing, batch)
  expect(planned.map(p => p.key)).toEqual([
    'security/data/cvrf/2026/cvrf-openEuler-SA-2026-10000.xml',
    'security/data/cvrf/2026/cvrf-openEuler-SA-2026-9999.xml',
    'security/data/cvrf/index.txt',
    'security/data/cvrf/update_fixed.txt',
  ])
  expect(planned.slice(2).map(p => text(p.bytes).split('\n'))).toEqual([
    [
      '2021/cvrf-openEuler-SA-2021-1033.xml',
      '2022/cvrf-openEuler-SA-2022-1693.xml',
      '2023/cvrf-openEuler-SA-2023-1374.xml',
      '2024/cvrf-openEuler-SA-2024-1349.xml',
      '2026/cvrf-openEuler-SA-2026-1001.xml',
      '2026/cvrf-openEuler-SA-2026-9999.xml',
      '2026/cvrf-openEuler-SA-2026-10000.xml',
    ],
    ['2026/cvrf-openEuler-SA-2026-9999.xml', '2026/cvrf-openEuler-SA-2026-10000.xml'],
  ])
})

test('a document is the CVRF of its advisory in UTF-8', () => {
  const [first] = planDocuments([], batch)
  expect(first && text(first.bytes)).toBe(cjson && formatCvrf(cjson))
  expect(first?.contentType).toBe('application/xml; charset=utf-8')
})

test('a draft has no document, and a name that leaves its folder is refused', () => {
  expect(() => planDocuments([], [{ ...batch[0], id: null } as never])).toThrow('a draft has no document')
  expect(() => planDocuments([], [{ ...batch[0], id: '../../x-SA-2026-1001' } as never])).toThrow('not an advisory id')
})
