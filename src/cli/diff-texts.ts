// What `slipway check diff` and `slipway release diff` say.

import { sameInBoth, type Text, text } from '../lib/text.ts'

export type FileChangeKind = 'added' | 'removed' | 'content' | 'mode' | 'target'

/** Of a package; the version before is null for a new one, or one that could not be compared. */
interface Versions {
  readonly before: string | null
  readonly after: string
  readonly arch: string
  readonly archBefore: string | null
  readonly because?: Text | null
}

export const diffTexts = {
  /** An architecture is told where it has changed. */
  versions: ({ before, after, arch, archBefore, because }: Versions): Text => {
    if (before === null) return because ? sameInBoth(after) : text(`${after}（新软件包）`, `${after} (new)`)
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
  fileSize: (before: number, after: number) =>
    text(`RPM 大小：${before} → ${after} 字节`, `size of the RPM: ${before} → ${after} bytes`),
  sonamesGone: (names: readonly string[]) =>
    text(
      `不再提供 ${names.join('、')}：依赖它们的软件包须重新构建，除非另有软件包提供它们`,
      `no longer provides ${names.join(', ')}: what was built against them must be built again, unless another package provides them`,
    ),
  moreDependencies: (rest: number) => text(`另有 ${rest} 项依赖改变`, `${rest} more dependencies changed`),
  moreEntries: (rest: number) => text(`另有 ${rest} 条变更日志`, `${rest} more changelog entries`),
  notCompared: (because: Text) => text(`无法比较：${because.zh}`, `could not be compared: ${because.en}`),
  notYet: () => text('尚未比较：开发自验完成后可见', 'Not compared yet: a self-check does it'),
  stale: () => text('发布范围在比较之后已变更', 'The scope has changed since this was compared'),
  ofRelease: (counts: { packages: number; new: number; lower: number; sonamesGone: number; notCompared: number }) =>
    text(
      `比较了 ${counts.packages} 个软件包：新增 ${counts.new} 个，版本降低 ${counts.lower} 个，soname 减少 ${counts.sonamesGone} 个，无法比较 ${counts.notCompared} 个`,
      `Packages compared: ${counts.packages}. New: ${counts.new}. With a lower version: ${counts.lower}. With sonames gone: ${counts.sonamesGone}. Not compared: ${counts.notCompared}.`,
    ),
  summary: (packages: number, lower: number) =>
    text(
      `比较了 ${packages} 个软件包，版本降低 ${lower} 个`,
      `Packages compared: ${packages}. With a lower version: ${lower}.`,
    ),
} as const
