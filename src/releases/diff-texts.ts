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
} as const
