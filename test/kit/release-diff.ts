// A hand-made update diff: a package that loses a soname, a new one, and one that could not be compared.

import type { PackageDiffView, ReleaseDiff } from '../../src/http/index.ts'
import { text } from '../../src/lib/text.ts'

export function diffOfRelease(release: string): ReleaseDiff {
  return {
    release,
    run: 'run-1',
    isStale: false,
    counts: { packages: 3, new: 1, lower: 0, sonamesGone: 1, notCompared: 1 },
    items: [
      diffOf('libtool', {
        before: '1.0-1',
        archBefore: 'x86_64',
        from: 'everything',
        sonamesGone: ['libtool.so.1()(64bit)'],
      }),
      diffOf('tool', {}),
      diffOf('tool-docs', { arch: 'noarch', because: text('没有应答', 'no answer'), bytesAfter: null }),
    ],
    next: null,
  }
}

function diffOf(name: string, over: Partial<PackageDiffView>): PackageDiffView {
  return {
    ...{ name, arch: 'x86_64', sourcePackage: 'tool', arches: ['x86_64'], after: '1.1-1', isLower: false },
    ...{ before: null, archBefore: null, from: null, because: null, bytesBefore: null, bytesAfter: 100 },
    ...{ fileBytesBefore: null, fileBytesAfter: 50, sonamesGone: [], scriptlets: [], changelog: [] },
    dependencies: [{ list: 'provides', name: 'libtool.so.1()(64bit)', before: 'libtool.so.1()(64bit)', after: null }],
    files: [{ path: '/usr/lib64/libtool.so.2', change: 'added', bytesBefore: null, bytesAfter: 7 }],
    fileCounts: { added: 1, removed: 0, changed: 0 },
    more: { dependencies: 0, files: 0, changelog: 0 },
    ...over,
  }
}
