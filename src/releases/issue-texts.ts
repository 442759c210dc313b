// What is said around the release issue: in its body, in comments beside it, and when one is taken over.

import { type Text, text } from '../lib/text.ts'

/** The body of the issue is read by everybody: its few sentences stand there in both languages. */
const own = {
  withdrawn: '**本版本已撤回 / This release was withdrawn**',
  more: (count: number, page: string) =>
    `（另有 ${count} 行，见版本页面 / ${count} more on the page of the release: ${page}）`,
  isMore: /^（另有 \d+ 行，见版本页面 \/ .*）$/,
  review: (mentions: string) => `发布评审：${mentions} 请评审 / please review`,
  isReview: /^发布评审：.* 请评审 \/ please review$/,
}

export const issueTexts = {
  // in the body
  withdrawn: own.withdrawn,
  moreRows: own.more,
  review: own.review,
  isOwnLine: (line: string): boolean => line === own.withdrawn || own.isMore.test(line) || own.isReview.test(line),

  // somebody changed our part of the body
  edited: () =>
    text(
      'issue 描述中由 Slipway 维护的部分被修改，现已恢复：这部分只显示版本的状态，改动它不会改变版本。',
      'Somebody changed the part of the description that Slipway keeps; it was put right. It only shows the release: changing it does not change the release.',
    ),
  removed: () =>
    text(
      'issue 描述中由 Slipway 维护的部分或其标记被删除，现已恢复：这部分只显示版本的状态。',
      'The part of the description that Slipway keeps, or its marks, were deleted; it was put back. It only shows the release.',
    ),
  hintRows: () =>
    text(
      '增删清单请评论 `/add cve|bugfix|requires|test ID…` 或 `/delete cve|bugfix|requires|test ID…`。',
      'To change the scope, comment `/add cve|bugfix|requires|test ID…` or `/delete cve|bugfix|requires|test ID…`.',
    ),
  hintPeople: () =>
    text(
      '角色来自配置，不取自 issue 描述；请由管理员修改配置。',
      'Roles come from the configuration, not from the description: ask an administrator to change them there.',
    ),
  hintDates: () =>
    text(
      '分支和冻结日期在创建版本时确定；需要其他日期请新建版本。',
      'Branch and freeze date are fixed when the release is created; for another date create another release.',
    ),
  linesRemoved: () => text('被去掉的行：', 'Lines that were taken out:'),
  linesAdded: () => text('被加上的行：', 'Lines that were put in:'),
  moreLines: (count: number) => text(`另有 ${count} 行`, `${count} more lines`),

  // an issue opened by hand
  otherIssue: (id: string, address: string) =>
    text(
      `版本 ${id} 已有 issue：${address}，请在那里评论；本 issue 未做任何处理`,
      `The release ${id} has its issue already: ${address}; please comment there. Nothing was done with this one`,
    ),
  broughtByIssue: (id: string, issue: string) =>
    text(`由 issue ${issue} 创建版本 ${id}`, `Created the release ${id} from the issue ${issue}`),

  // the living status comment
  stageOf: (at: number, of: number, title: Text) =>
    text(`第 ${at}/${of} 阶段：${title.zh}`, `Stage ${at} of ${of}: ${title.en}`),
  directory: (name: string) => text(`目录 \`${name}\``, `directory \`${name}\``),
  whoCan: (list: Text) => text(`可操作：${list.zh}`, `Who can: ${list.en}`),
  roleWithNames: (role: Text, names: Text) => text(`${role.zh}（${names.zh}）`, `${role.en} (${names.en})`),
  nobodyYet: () => text('尚无人担任', 'nobody yet'),
  gateHead: (): readonly Text[] => [
    text('关口', 'Gate'),
    text('状态', 'State'),
    text('已确认', 'Signed by'),
    text('尚缺', 'Missing'),
  ],
  gateState: {
    open: text('✓ 已开启', '✓ open'),
    waiting: text('● 等待确认', '● waits'),
    ahead: text('○ 未到', '○ ahead'),
  },
  system: () => text('自检通过', 'by the clean self-check'),
  anyOf: (list: Text) => text(`任一：${list.zh}`, `any of: ${list.en}`),
  moreOf: (count: number, list: Text) => text(`还需 ${count} 人：${list.zh}`, `${count} more of: ${list.en}`),
  blocking: () => text('阻塞的问题：', 'What blocks:'),
  testRepositories: () => text('测试仓库：', 'Test repositories:'),
  newestRun: (said: Text) => text(`最近的流程：${said.zh}`, `Newest run: ${said.en}`),
  keptCurrent: () =>
    text(
      '本评论随版本状态更新；`/help` 列出命令。',
      'This comment follows the state of the release; `/help` lists the commands.',
    ),

  // taking over a release begun under the old tool
  mayNotImport: (holders: Text) => text(`导入版本须由${holders.zh}进行`, `Importing a release is for ${holders.en}`),
  closedIssue: (id: string) =>
    text(
      `issue ${id} 已关闭，没有可继续的发布；如需继续请先重新打开`,
      `The issue ${id} is closed, there is nothing to go on with; open it again if the release goes on`,
    ),
  notOurRelease: (id: string, address: string) =>
    text(
      `版本 ${id} 已存在，其 issue 为 ${address}，不能再从另一个 issue 导入`,
      `The release ${id} exists already with the issue ${address}; it cannot be imported from another one`,
    ),
  imported: (id: string, issue: string) =>
    text(`从 issue ${issue} 导入版本 ${id}`, `Imported the release ${id} from the issue ${issue}`),
  importedComment: (stage: Text) =>
    text(
      `此版本已由 Slipway 接管，处于“${stage.zh}”阶段；之前评论中的确认需要重新进行。`,
      `Slipway has taken this release over in the stage ${stage.en}; what was confirmed in earlier comments is to be signed again.`,
    ),
  notUnderstood: () =>
    text('以下内容未能理解，原文保留在描述中：', 'These lines were not understood; they stay in the description:'),
  numberedLine: (line: number, words: string) => text(`第 ${line} 行：${words}`, `Line ${line}: ${words}`),
  noteLabels: (labels: string) =>
    text(`原有标签 ${labels}：此前的关口不再有效`, `It bore ${labels}: gates passed before do not count any more`),
  noteNoScope: () =>
    text(
      '描述中没有发布范围，按尚未启动处理；请评论 /start-update',
      'The description has no scope: taken as not started, comment /start-update',
    ),
  noteFreeze: (said: string, used: string) =>
    text(
      `描述中的代码冻结“${said}”不是日期，采用 ${used}`,
      `The freeze date "${said}" of the description is no date; ${used} is used`,
    ),
  noteEarlyFreeze: (freeze: string, date: string) =>
    text(
      `代码冻结 ${freeze} 早于标题日期 ${date}，仍按描述采用`,
      `The freeze date ${freeze} is before the date of the title, ${date}; it is kept as written`,
    ),
  noteBranch: (said: string, branch: string) =>
    text(
      `描述中的版本“${said}”与标题不同，以标题的 ${branch} 为准`,
      `The description says "${said}"; ${branch} of the title counts`,
    ),
  notePeople: (role: Text, names: readonly string[]) =>
    text(
      `描述中列为${role.zh}的 ${names.join('、')} 不因此取得权限：角色来自配置`,
      `Being listed in the description as ${role.en} gives ${names.join(', ')} no rights: roles come from the configuration`,
    ),
  noteNoCve: (id: string) =>
    text(
      `${id} 的 CVE 编号未能找到，请用 /delete cve 与 /add cve 补正`,
      `The CVE number of ${id} was not found: put it right by /delete cve and /add cve`,
    ),
  noteRepositories: (urls: string) =>
    text(
      `旧的测试仓库未接管，自验会重新生成：${urls}`,
      `The former test repositories are not taken over, the self-check makes new ones: ${urls}`,
    ),
  noteCounts: (source: number, arm: number, x86: number) =>
    text(
      `旧的软件包数量（源码 ${source}、arm ${arm}、x86 ${x86}）未接管，自验会重新统计`,
      `The former package counts (source ${source}, arm ${arm}, x86 ${x86}) are not taken over, the self-check counts anew`,
    ),
  noteProblem: (said: string, about: string) =>
    text(
      `检查结果未接管，自验会重新检查：${said}（${about}）`,
      `A finding is not taken over, the self-check looks again: ${said} (${about})`,
    ),
}
