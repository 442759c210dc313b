// What is said of the states of issues: /check-status, and the issues that self-checks open.

import { sameInBoth, type Text, text } from '../lib/text.ts'
import { statusTitle } from './status-words.ts'

const kindTitles: Readonly<Record<string, Text>> = {
  cve: sameInBoth('CVE'),
  bugfix: sameInBoth('bugfix'),
  requires: sameInBoth('requires'),
  test: text('测试', 'test'),
  install: text('安装', 'installation'),
  build: text('自编译', 'self-build'),
  imported: text('接管的问题', 'taken over'),
}

function kindTitle(kind: string): Text {
  return kindTitles[kind] ?? sameInBoth(kind)
}

export const statusTexts = {
  // /check-status
  nothingToRead: () => text('清单中没有可查询的问题单', 'There is no issue to look at'),
  looked: (count: number, changed: number) =>
    text(
      `已查询 ${count} 个问题单，${changed === 0 ? '状态均无变化' : `${changed} 个有变化：`}`,
      `Looked at ${count === 1 ? '1 issue' : `${count} issues`}: ${changed === 0 ? 'nothing has changed' : `${changed} changed`}`,
    ),
  changed: (row: { kind: string; issue: string; repository: string; from: string; to: string; alarm: boolean }) => {
    const kind = kindTitle(row.kind)
    const [from, to] = [statusTitle(row.from), statusTitle(row.to)]
    const went = row.from === row.to ? to : text(`${from.zh} → ${to.zh}`, `${from.en} → ${to.en}`)
    const alarm = row.alarm ? text('，误报', ', a false alarm') : text('', '')
    return text(
      `- ${row.issue}（${kind.zh}，${row.repository}）：${went.zh}${alarm.zh}`,
      `- ${row.issue} (${kind.en}, ${row.repository}): ${went.en}${alarm.en}`,
    )
  },
  scored: (issue: string, cve: string, score: number) =>
    text(`- ${issue}（${cve}）：评分 ${score}`, `- ${issue} (${cve}): score ${score}`),
  factsUnheard: (because: string) =>
    text(
      `CVE 数据源没有回应，漏洞信息保持不变：${because}`,
      `The source of CVEs did not answer, their facts stay as they were: ${because}`,
    ),
  unreadable: (ids: Text) => text(`读取不到，保留原状态：${ids.zh}`, `Could not be read, the status stays: ${ids.en}`),
  openProblems: (ids: Text) =>
    text(`未了结的安装、自编译问题：${ids.zh}`, `Open problems of installation or self-build: ${ids.en}`),
  openTests: (ids: Text) => text(`未了结的测试问题：${ids.zh}`, `Open test problems: ${ids.en}`),
  overall: (passed: boolean) =>
    passed ? text('总体状态：通过', 'Overall: passed') : text('总体状态：不通过', 'Overall: not passed'),
  settledButUnseen: () =>
    text(
      '相关问题单均已了结；安装和依赖须由新的自验确认：/get-requires',
      'Their issues are settled; whether packages install and their dependencies are there only a new self-check tells: /get-requires',
    ),

  // the issues that self-checks open
  settledBySelfCheck: (release: string, page: string) =>
    text(
      `${release} 的新一次自验不再发现这个问题，关闭本 issue。${page}`,
      `A new self-check of ${release} does not find this any more: closed. ${page}`,
    ),
  settlingTakenBack: (release: string) =>
    text(
      `~~新一次自验不再发现这个问题~~ ${release} 的这次自验已被回退，本 issue 恢复原状态。`,
      `~~A new self-check does not find this any more~~ That self-check of ${release} was rolled back: this issue is as it was before.`,
    ),
  notOpened: (repository: string, because: string) =>
    text(`没能在 ${repository} 中提交问题单：${because}`, `No issue could be opened in ${repository}: ${because}`),
  notSent: (repository: string, because: string) =>
    text(
      `没能更新 ${repository} 中的问题单：${because}`,
      `The issue in ${repository} could not be changed: ${because}`,
    ),
  reported: (ids: string) => text(`问题单：${ids}`, `Issues: ${ids}`),
  expected: (kind: 'install' | 'build') =>
    kind === 'install'
      ? text('软件包可以安装', 'The packages can be installed')
      : text('源码包可以重新编译', 'The source package can be rebuilt'),
  actual: (kind: 'install' | 'build', subjects: string) =>
    kind === 'install'
      ? text(`以下软件包不能安装：${subjects}`, `These cannot be installed: ${subjects}`)
      : text(`以下源码包不能编译：${subjects}`, `These cannot be built: ${subjects}`),
  machineMade: (release: string) =>
    text(
      `本 issue 由 Slipway 在 ${release} 的开发自验中自动创建。如果是误报，请开发人员、测试人员或版本经理评论“误报”；重新自验通过后会自动关闭。`,
      `Slipway opened this issue by itself in the self-check of ${release}. If it is a false alarm, a developer, tester or version manager comments 误报; it is closed when a new self-check does not find it any more.`,
    ),

  // module functions of seed 001 §2.6.3
  noCommandIn: () => text('评论中没有命令', 'There is no command in the comment'),
}
