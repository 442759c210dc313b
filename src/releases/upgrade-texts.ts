// What is said of versions that do not go up, and of packages in the wrong place, in Chinese and English.

import { type Text, text } from '../lib/text.ts'

export const upgradeTexts = {
  warnings: () => text('升级路径提示（不阻塞）：', 'About upgrade paths, without holding the release:'),
  checking: (branch: string, arch: string) =>
    text(`正在与 ${branch}（${arch}）已有的版本比较`, `Comparing with what ${branch} has (${arch})`),
  lower: (after: string, had: string, from: string) =>
    text(
      `${after} 低于用户已有的 ${had}（来自 ${from}），已安装的系统不会更新到它`,
      `${after} is lower than ${had}, which users have from ${from}: no installed system would update to it`,
    ),
  otherContent: (nevra: string, from: string) =>
    text(
      `${nevra} 与用户已有的（来自 ${from}）内容不同：同一版本不能是两个不同的包`,
      `${nevra} is not the one that users have from ${from}: one version cannot be two packages`,
    ),
  twice: (nevra: string, sources: readonly string[]) =>
    text(
      `更新中有内容不同的两个 ${nevra}（来自 ${sources.join('、')}）`,
      `the update has ${nevra} twice with different content (from ${sources.join(', ')})`,
    ),
  aboveLater: (after: string, had: string, { branch, from }: { branch: string; from: string }) =>
    text(
      `${after} 高于 ${branch} 提供的 ${had}（来自 ${from}），升级到 ${branch} 后仍保留旧分支的包`,
      `${after} is higher than ${had}, which ${branch} offers from ${from}: who upgrades to ${branch} gets nothing newer`,
    ),
  onItsWay: (found: Text, planned: string, release: string) =>
    text(`${found.zh}；${release} 将发布 ${planned}`, `${found.en}; ${planned} is on its way in ${release}`),
  wasSo: (found: Text) => text(`${found.zh}；本次更新之前已是如此`, `${found.en}; it was so before this update`),
  belowEarlier: (after: string, had: string, { branch, from }: { branch: string; from: string }) =>
    text(
      `${after} 低于 ${branch} 的用户已有的 ${had}（来自 ${from}），从 ${branch} 升级的用户不会更新到它`,
      `${after} is lower than ${had}, which users of ${branch} have from ${from}: who upgrades from ${branch} does not get it`,
    ),
  publishedSince: (pairs: readonly string[]) =>
    text(
      `开发自验之后发布了更高的版本：${pairs.join('；')}。请用 /rollback 回到开发自验，移出软件包或构建更高的版本`,
      `Higher versions were published after the self-check: ${pairs.join('; ')}. Go back to the self-check by /rollback, and take the packages out or build them in a higher version`,
    ),
  wrongArch: (nevra: string, arch: string) =>
    text(
      `${nevra} 放在 ${arch} 的构建结果中，架构不符`,
      `${nevra} lies among the builds for ${arch}, where it does not belong`,
    ),
  wrongDist: (nevra: string, dist: string) =>
    text(
      `${nevra} 的 release 中没有本分支的发行标识 ${dist}：可能是在其他分支的工程中构建的`,
      `the release of ${nevra} does not have this branch's distribution tag ${dist}: it may have been built in another branch's project`,
    ),
}

/** What helps against findings of these codes; `again` checks anew. */
export function mendingOfVersions(again: string): Readonly<Record<string, Text>> {
  const higher = text(
    `提高 epoch、版本或 release 后重新构建，或用 /delete 移出该软件包；然后 ${again}`,
    `build it in a higher version or release, or take it out by /delete; then ${again}`,
  )
  const elsewhere = text(
    `在本分支的工程中重新构建，或用 /delete 移出该软件包；然后 ${again}`,
    `build it anew in this branch's project, or take it out by /delete; then ${again}`,
  )
  return {
    'lower-version': higher,
    'different-content': higher,
    'same-package-twice': text(
      `只保留其中一个源码包的构建，或用 /delete 移出其一；然后 ${again}`,
      `let one source package alone build it, or take the other out by /delete; then ${again}`,
    ),
    'upgrade-path': text(
      `使两个分支的版本先后有序：在应有更高版本的分支先行发布，或重新构建；然后 ${again}`,
      `bring the versions of both branches in order: publish first where the higher one belongs, or build it anew; then ${again}`,
    ),
    'wrong-arch': elsewhere,
    'wrong-dist': elsewhere,
  }
}
