// What is said of versions: the spec in the forge against what the build service has.

import { listed, sameInBoth, type Text, text } from '../lib/text.ts'
import type { VersionVerdict } from './version-facts.ts'

/** Kept in place of an error's words. */
export const NO_SOURCE_RPM = 'no-source-rpm'

export const versionTexts = {
  none: (): Text => text('发布清单为空，没有可检查的软件包', 'There is no package in the scope to be checked'),
  noPlace: (): Text =>
    text(
      '没有配置 spec 所在的组织（forge.specs.owner），未检查版本',
      'Versions were not checked: no forge.specs.owner is configured',
    ),
  notInScope: (names: readonly string[]): Text => {
    const list = listed(names.map(sameInBoth))
    return text(`发布清单中没有软件包 ${list.zh}`, `The scope has no package ${list.en}`)
  },
  summary: (same: number, all: number): Text =>
    same === all
      ? text(
          `版本检查：${all} 个软件包的 spec 与构建一致`,
          `Versions: spec and build agree for ${all === 1 ? '1 package' : `all ${all} packages`}`,
        )
      : text(
          `版本检查：${all} 个软件包中 ${same} 个一致`,
          `Versions: ${same} of ${all} ${all === 1 ? 'package agrees' : 'packages agree'}`,
        ),
  neverLooked: (): Text => text('尚未检查版本', 'Versions were not checked yet'),
  notLooked: (count: number): Text => text(`${count} 个尚未检查`, `${count} not checked yet`),
  outdated: (count: number): Text =>
    text(`${count} 个在范围变更之前检查`, `${count} checked before the scope was last changed`),
  others: (names: Text): Text => text(`版本不一致或无法判断：${names.zh}`, `Not the same, or not known: ${names.en}`),
  head: (): readonly Text[] => [
    text('软件包', 'Package'),
    text('spec', 'Spec'),
    text('系列与架构', 'Family and architecture'),
    text('构建', 'Build'),
    text('结果', 'Verdict'),
  ],
  moreRows: (count: number): Text => text(`另有 ${count} 行，见页面`, `${count} more lines: see the page`),
  verdict: {
    same: () => text('一致', 'same'),
    older: () => text('构建旧于 spec', 'the build is older than the spec'),
    newer: () => text('构建新于 spec', 'the build is newer than the spec'),
    missing: () => text('没有构建', 'not built'),
    'no-spec': () => text('没有 spec', 'there is no spec'),
  } as const satisfies Record<Exclude<VersionVerdict, 'unresolved' | 'failed'>, () => Text>,
  byRpmspec: (verdict: Text): Text => text(`${verdict.zh}（由 rpmspec 解析）`, `${verdict.en} (read by rpmspec)`),
  unresolved: (what: string): Text => text(`spec 无法解析：${what}`, `the spec does not say: ${what}`),
  failed: (why: Text): Text => text(`查询失败：${why.zh}`, `could not be looked up: ${why.en}`),
  noSource: (): Text => text('构建结果中没有源码 RPM', 'the build has no source RPM'),
  keeps: (count: number): Text =>
    text(`记录 ${count} 个软件包的版本检查结果`, `The versions of ${count} packages are kept as just read`),

  // the step of the self-check
  checking: (count: number): Text => text(`检查 ${count} 个软件包的版本`, `Checking the versions of ${count} packages`),
  older: (name: string, spec: string, built: string): Text =>
    text(
      `${name} 的构建 ${built} 旧于 spec 的 ${spec}`,
      `the build ${built} of ${name} is older than its spec, ${spec}`,
    ),
  newer: (name: string, spec: string, built: string): Text =>
    text(
      `${name} 的构建 ${built} 新于 spec 的 ${spec}`,
      `the build ${built} of ${name} is newer than its spec, ${spec}`,
    ),
  missing: (name: string, spec: string, arches: readonly string[]): Text =>
    text(
      `${name} 的 spec 为 ${spec}，但没有 ${arches.join('、')} 的构建`,
      `the spec of ${name} says ${spec}, and it is not built for ${arches.join(', ')}`,
    ),
  lookupFailed: (name: string, why: Text): Text =>
    text(
      `${name} 的版本查询失败：${why.zh}；稍后用 /get-requires 重试`,
      `the versions of ${name} could not be looked up: ${why.en}; /get-requires tries again`,
    ),
  cannotJudge: (name: string, what: string): Text =>
    text(
      `${name} 的 spec 无法解析，不能判断版本是否一致：${what}`,
      `the spec of ${name} does not say its version, so nobody can judge the build: ${what}`,
    ),
  specless: (name: string): Text =>
    text(`${name} 在分支上没有 spec，不能判断版本是否一致`, `${name} has no spec on the branch to judge the build by`),
} as const

/** Why a look failed: what an outer system says is in its own language. */
export function whyFailed(detail: string | null): Text {
  return detail === NO_SOURCE_RPM ? versionTexts.noSource() : sameInBoth(detail ?? '')
}
