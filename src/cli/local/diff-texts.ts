// What `slipway check diff` says.

import { sameInBoth, type Text, text } from '../../lib/text.ts'
import type { PackageDiff } from '../../repos/index.ts'

type FileChangeKind = PackageDiff['files'][number]['change']

export const diffTexts = {
  /** An architecture is told where it has changed. */
  versions: ({ before, after, arch, archBefore }: PackageDiff): Text => {
    if (before === null) return text(`${after}（新软件包）`, `${after} (new)`)
    return sameInBoth(arch === archBefore ? `${before} → ${after}` : `${before}.${archBefore} → ${after}.${arch}`)
  },
  lower: () =>
    text(
      '版本低于用户已有的版本：已安装的系统不会更新到它',
      'lower than what users have: no installed system would update to it',
    ),
  file: (path: string, change: FileChangeKind): Text => {
    switch (change) {
      case 'added':
        return text(`新增文件 ${path}`, `file added: ${path}`)
      case 'removed':
        return text(`删除文件 ${path}`, `file removed: ${path}`)
      case 'content':
        return text(`文件内容改变 ${path}`, `file changed: ${path}`)
      case 'mode':
        return text(`文件权限改变 ${path}`, `file with another mode: ${path}`)
      case 'target':
        return text(`链接目标改变 ${path}`, `link with another target: ${path}`)
    }
  },
  moreFiles: (rest: number) => text(`另有 ${rest} 个文件改变`, `${rest} more files changed`),
  size: (before: number, after: number) =>
    text(`安装后大小：${before} → ${after} 字节`, `installed size: ${before} → ${after} bytes`),
  scriptlet: (section: string, before: string | null, after: string | null): Text => {
    if (before === null) return text(`新增脚本 %${section}`, `scriptlet added: %${section}`)
    return after === null
      ? text(`删除脚本 %${section}`, `scriptlet removed: %${section}`)
      : text(`脚本改变 %${section}`, `scriptlet changed: %${section}`)
  },
  summary: (packages: number, lower: number) =>
    text(
      `比较了 ${packages} 个软件包，版本降低 ${lower} 个`,
      `Packages compared: ${packages}. With a lower version: ${lower}.`,
    ),
} as const
