// What `slipway check` says beside the reasons themselves.

import { text } from '../../lib/text.ts'

interface Counts {
  readonly asked: number
  readonly found: number
  readonly undecided: number
}

export const checkTexts = {
  summary: ({ asked, found, undecided }: Counts, areSources: boolean) => {
    const what = areSources
      ? text(`个源码包的构建依赖不能满足`, 'source packages have build requirements that cannot be met')
      : text('个软件包不可安装', 'packages cannot be installed')
    const rest = undecided > 0 ? text(`，${undecided} 个未能判定`, `, ${undecided} could not be decided`) : text('', '')
    return text(`检查了 ${asked} 个：${found} ${what.zh}${rest.zh}`, `${asked} checked: ${found} ${what.en}${rest.en}`)
  },
  update: (before: number, fixed: number) =>
    text(
      `以上由更新引起；更新之前已有 ${before} 个，更新修复了 ${fixed} 个`,
      `all by the update; ${before} were so before it, and it has mended ${fixed}`,
    ),
  undecided: () => text('在限定的步数内未能判定', 'could not be decided within the bound of steps'),
  installable: (nevra: string, along: number) =>
    along === 0
      ? text(`${nevra} 可以安装，不需要其他软件包`, `${nevra} can be installed by itself`)
      : text(`${nevra} 可以安装，随之安装 ${along} 个软件包：`, `${nevra} can be installed; ${along} come along:`),
  noSuchPackage: (nevra: string) =>
    text(
      `仓库中没有 ${nevra}（格式：name-[epoch:]version-release.arch）`,
      `No repository has ${nevra} (written name-[epoch:]version-release.arch)`,
    ),
  badArch: (arch: string) => text(`${JSON.stringify(arch)} 不是架构名`, `${JSON.stringify(arch)} is no architecture`),
} as const
