// What `slipway check` says beside the reasons themselves.

import { text } from '../../lib/text.ts'

interface Counts {
  readonly asked: number
  readonly found: number
  readonly undecided: number
}

export const checkTexts = {
  summary: ({ asked, found, undecided }: Counts, areSources: boolean) => {
    const counted = areSources
      ? text(
          `检查了 ${asked} 个源码包，构建依赖不能满足的 ${found} 个`,
          `Source packages checked: ${asked}. Build requirements not met: ${found}.`,
        )
      : text(`检查了 ${asked} 个软件包，不可安装 ${found} 个`, `Packages checked: ${asked}. Not installable: ${found}.`)
    if (undecided === 0) return counted
    return text(`${counted.zh}，未能判定 ${undecided} 个`, `${counted.en} Not decided: ${undecided}.`)
  },
  update: (before: number, fixed: number) =>
    text(
      `以上由更新引起；更新之前已有 ${before} 个，更新修复了 ${fixed} 个`,
      `All of it is the update's doing. So before it: ${before}. Mended by it: ${fixed}.`,
    ),
  undecided: () => text('在限定的步数内未能判定', 'could not be decided within the bound of steps'),
  installable: (nevra: string, along: number) =>
    along === 0
      ? text(`${nevra} 可以安装，不需要其他软件包`, `${nevra} can be installed by itself`)
      : text(`${nevra} 可以安装，随之安装 ${along} 个软件包：`, `${nevra} can be installed, and with it comes:`),
  mendedBy: (packages: readonly string[]) =>
    packages.length === 0
      ? text('所给的软件包不能解决', 'Nothing on offer would mend it')
      : text(`加上 ${packages.join('、')} 即可安装`, `${packages.join(', ')} would mend it`),
  noSuchPackage: (nevra: string) =>
    text(
      `仓库中没有 ${nevra}（格式：name-[epoch:]version-release.arch）`,
      `No repository has ${nevra} (written name-[epoch:]version-release.arch)`,
    ),
  badArch: (arch: string) => text(`${JSON.stringify(arch)} 不是架构名`, `${JSON.stringify(arch)} is no architecture`),
} as const
