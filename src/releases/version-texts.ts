// What is said of versions: the spec in the forge against what the build service has.

import { type Text, text } from '../lib/text.ts'

export const versionTexts = {
  none: (): Text => text('发布清单为空，没有可检查的软件包', 'There is no package in the scope to be checked'),
  noPlace: (): Text =>
    text(
      '没有配置 spec 所在的组织（forge.specs.owner），无法检查版本',
      'Not checked: no forge.specs.owner is configured',
    ),
  summary: (same: number, all: number): Text =>
    same === all
      ? text(`版本检查：${all} 个软件包的 spec 与构建一致`, `Versions: spec and build agree for all ${all} packages`)
      : text(
          `版本检查：${all} 个软件包中 ${same} 个一致；不含 epoch`,
          `Versions: ${same} of ${all} packages agree; epochs are not compared`,
        ),
  same: (): Text => text('一致', 'same'),
  older: (): Text => text('构建旧于 spec', 'the build is older than the spec'),
  newer: (): Text => text('构建新于 spec', 'the build is newer than the spec'),
  missing: (): Text => text('没有构建', 'there is no build'),
  noSpec: (): Text => text('没有 spec', 'there is no spec'),
  unresolved: (what: string): Text => text(`spec 无法解析：${what}`, `the spec does not say: ${what}`),
  failed: (why: string): Text => text(`查询失败：${why}`, `could not be looked up: ${why}`),
  row: (name: string, spec: string, built: string, verdict: Text): Text =>
    text(
      `- ${name}：spec ${spec}，构建 ${built}，${verdict.zh}`,
      `- ${name}: spec ${spec}, build ${built}, ${verdict.en}`,
    ),
} as const
