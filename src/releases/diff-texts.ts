// What is said of comparing packages, in Chinese and English.

import { text } from '../lib/text.ts'

export const diffTexts = {
  compared: (packages: number, failed: number) =>
    failed === 0
      ? text(`比较了 ${packages} 个软件包`, `${packages} packages compared`)
      : text(
          `比较了 ${packages} 个软件包，其中 ${failed} 个无法比较`,
          `${packages} packages compared, of which ${failed} could not be`,
        ),
  counts: (counts: { packages: number; new: number; sonamesGone: number; notCompared: number }) => {
    const parts = [
      [counts.packages, '个软件包', counts.packages === 1 ? 'package' : 'packages'],
      [counts.new, '个新增', 'new'],
      [counts.sonamesGone, '个减少了 soname', 'with sonames gone'],
      [counts.notCompared, '个无法比较', 'not compared'],
    ] as const
    const told = parts.filter(([count], at) => at === 0 || count > 0)
    const [zh, en] = [
      told.map(([count, words]) => `${count} ${words}`).join('，'),
      told.map(([count, , words]) => `${count} ${words}`).join(', '),
    ]
    return text(`更新差异：${zh}`, `What the update changes: ${en}`)
  },
} as const
