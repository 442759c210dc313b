// What the release workflow says to people, in Chinese and English.

import type { Role } from '../accounts/index.ts'
import { either, sameInBoth, type Text, text } from '../lib/text.ts'
import type { People } from './setting.ts'

/** Roles as sentences name those who hold them. */
export const holders = {
  'version-manager': text('版本经理', 'the version manager'),
  developer: text('开发人员', 'developers'),
  security: text('安全委员会成员', 'the security committee'),
  tester: text('测试人员', 'testers'),
  tc: text('技术委员会', 'the technical committee'),
  release: text('发布评审人员', 'release reviewers'),
  qa: text('质量人员', 'QA'),
  admin: text('管理员', 'administrators'),
} as const satisfies Record<Role, Text>

/** More people of a role than these are counted. */
const MAX_NAMES = 6

/** Those who hold one of the roles, with their names where they are known; everybody when none is asked for. */
export function holdersOf(roles: readonly Role[], people: People = {}): Text {
  if (roles.length === 0) return text('任何人', 'anyone')
  return either(roles.map(role => withNames(holders[role], people[role] ?? [])))
}

function withNames({ zh, en }: Text, names: readonly string[]): Text {
  if (names.length === 0) return text(zh, en)
  const more = names.length > MAX_NAMES ? [`+${names.length - MAX_NAMES}`] : []
  const shown = [...names.slice(0, MAX_NAMES), ...more]
  return text(`${zh}（${shown.join('、')}）`, `${en} (${shown.join(', ')})`)
}

export const texts = {
  // requests
  badDate: (day: string) =>
    text(`日期“${day}”不是 YYYYMMDD 形式的日历日期`, `"${day}" is not a calendar date of the form YYYYMMDD`),
  freezeBeforeDate: (freeze: string, date: string) =>
    text(
      `代码冻结日期 ${freeze} 早于创建日期 ${date}`,
      `The freeze date ${freeze} is before the creation date ${date}`,
    ),
  badSuffix: (suffix: string) =>
    text(
      `后缀“${suffix}”应以小写字母开头，只含小写字母和数字`,
      `The suffix "${suffix}" must start with a lower-case letter and hold only lower-case letters and digits`,
    ),
  badDirectory: (name: string) =>
    text(
      `“${name.slice(0, 80)}”不是更新目录名，应为 update_YYYYMMDD 加可选后缀`,
      `"${name.slice(0, 80)}" is not the name of an update directory: update_YYYYMMDD with an optional suffix`,
    ),
  otherDirectory: (name: string, other: string) =>
    text(
      `目录 ${name} 与日期和后缀给出的 ${other} 不一致`,
      `The directory ${name} is not ${other}, which date and suffix give`,
    ),
  badTitle: (title: string) =>
    text(
      `“${title.slice(0, 120)}”不是版本标题，应为 分支_updateYYYYMMDD 或 分支 Update YYYY/MM/DD release`,
      `"${title.slice(0, 120)}" is not a release title: branch_updateYYYYMMDD or branch Update YYYY/MM/DD release`,
    ),
  badDateInTitle: (title: string, day: string) =>
    text(
      `标题“${title.slice(0, 120)}”中的日期 ${day} 在日历上不存在`,
      `The title "${title.slice(0, 120)}" has a date that is in no calendar: ${day}`,
    ),
  unknownBranch: (branch: string) => text(`没有配置分支“${branch}”`, `The branch "${branch}" is not configured`),
  unknownRelease: (id: string) => text(`没有版本“${id}”`, `There is no release "${id}"`),
  unknownRun: (id: string) => text(`没有运行“${id}”`, `There is no run "${id}"`),
  releaseExists: (id: string) =>
    text(`版本 ${id} 已存在，但代码冻结日期不同`, `The release ${id} exists already with another freeze date`),
  directoryTaken: (directory: string) =>
    text(
      `目录 ${directory} 已属于该分支的另一个版本，请另选冻结日期或后缀`,
      `The directory ${directory} belongs to another release of the branch: choose another freeze date or suffix`,
    ),
  noCommand: () =>
    text(
      '没有找到命令；命令以 / 开头，单独一行，例如 /help',
      'No command was found; a command starts a line with /, for example /help',
    ),

  // refusals of commands
  unknownCommand: (name: string, near: string | undefined) =>
    text(
      `没有命令 /${name}${near ? `，是否指 /${near}？` : '。'}/help 列出所有命令`,
      `There is no command /${name}${near ? `; did you mean /${near}?` : '.'} /help lists them all`,
    ),
  takesNone: (usage: string) => text(`${usage} 后面不能带其他内容`, `Nothing may stand behind ${usage}`),
  oneALine: (usage: string) =>
    text(`每行一个命令；${usage} 后面不能带其他内容`, `One command a line: nothing may stand behind ${usage}`),
  wrongUsage: (usage: string) => text(`用法：${usage}`, `Usage: ${usage}`),
  wrongRole: (command: string, roles: readonly Role[], people: People = {}) =>
    text(`/${command} 须由${holdersOf(roles, people).zh}发出`, `/${command} is for ${holdersOf(roles, people).en}`),
  mayNotCreate: (roles: readonly Role[]) =>
    text(`创建版本须由${holdersOf(roles).zh}进行`, `Creating a release is for ${holdersOf(roles).en}`),
  takeBackPublished: (stage: Text) =>
    text(
      `版本处于“${stage.zh}”阶段，软件包已经发布，撤回确认不再有效；请用 /rollback 回退一步，或用 /withdraw 撤回软件包和公告`,
      `The release is in the stage ${stage.en} and its packages are out: a sign-off cannot be withdrawn any more. Use /rollback to go back one step, or /withdraw to take packages and advisories back`,
    ),
  wrongStage: (command: string, stage: Text, stages: Text) =>
    text(
      `版本处于“${stage.zh}”阶段，/${command} 只能用于：${stages.zh}`,
      `The release is in the stage ${stage.en}; /${command} works in: ${stages.en}`,
    ),
  running: (plan: Text) =>
    text(
      `“${plan.zh}”正在进行，请等待其结束，或用 /rollback 取消`,
      `"${plan.en}" is under way: wait for its end, or cancel it by /rollback`,
    ),
  undoRunning: () => text('正在回退，请等待其结束', 'A roll-back is under way: wait for its end'),
  stuck: () =>
    text(
      '有流程回退受阻，需要人工处理；处理后用 /rollback 再次回退',
      'A run could not be taken back: a person must look, then /rollback goes on',
    ),
  unknownIssue: (id: string) => text(`没有找到 issue ${id}`, `There is no issue ${id}`),
  ambiguousIssue: (id: string, repositories: readonly string[]) =>
    text(
      `issue ${id} 存在于多个仓库：${repositories.join('、')}，请写成 仓库#编号`,
      `The issue ${id} exists in several repositories: ${repositories.join(', ')}; write repository#id`,
    ),
  badIssueId: (word: string) =>
    text(`“${word.slice(0, 60)}”不是 issue 编号`, `"${word.slice(0, 60)}" is not an issue id`),
  itemPresent: (ids: string) => text(`${ids} 已在清单中`, `Already in the list: ${ids}`),
  itemAbsent: (ids: string) => text(`清单中没有 ${ids}`, `Not in the list: ${ids}`),
  notACve: (id: string) => text(`issue ${id} 的标题中没有 CVE 编号`, `The title of issue ${id} holds no CVE id`),
  publishedAlready: () =>
    text(
      '已开始发布，范围不能再改；请先 /rollback 或新建版本',
      'Publishing has begun, the scope is fixed: use /rollback first, or a new release',
    ),
  alreadySigned: (gate: Text) => text(`“${gate.zh}”您已确认过`, `You have signed "${gate.en}" already`),
  notSigned: (gate: Text) =>
    text(`“${gate.zh}”尚未确认，无可撤回`, `"${gate.en}" is not signed, there is nothing to withdraw`),
  openTestProblems: (ids: string) => text(`仍有未解决的测试问题：${ids}`, `Test problems are still open: ${ids}`),
  emptyScope: () => text('发布范围为空，请先添加 CVE 或 bugfix', 'The scope is empty: add a CVE or bugfix first'),
  findingsOpen: (findings: Text) =>
    text(
      `自验仍有问题：${findings.zh}。修复后用 /get-requires 重新自验`,
      `The self-check still has findings: ${findings.en}. Mend them, then run /get-requires`,
    ),
  needsNewCheck: () =>
    text('没有可确认的自验结果，请先 /get-requires', 'There is no self-check to confirm: run /get-requires first'),
  draftsIncomplete: (missing: Text) =>
    text(`公告尚缺信息：\n${missing.zh}`, `The advisories still lack facts:\n${missing.en}`),
  nothingToUndo: () => text('没有可回退的步骤', 'There is nothing to roll back'),
  notPublished: () =>
    text(
      '版本尚未发布，无可撤回；用 /rollback 逐步回退',
      'The release is not published, there is nothing to withdraw; /rollback goes back step by step',
    ),
  stillNeeded: (list: Text, command: string) =>
    text(
      `其他已发布的版本需要将被撤回的软件包：\n${list.zh}\n如仍要继续，请评论 /${command} anyway`,
      `Published releases need what would go:\n${list.en}\nTo go on all the same, comment /${command} anyway`,
    ),
  neededBy: (release: string, reasons: readonly Text[]) => because(sameInBoth(release), reasons),
  lookupFailed: (message: string) =>
    text(`查询外部系统失败，请稍后重试：${message}`, `A system outside did not answer, try again later: ${message}`),
  alreadyDecided: () =>
    text(
      '这条评论已经处理过，修改评论不会再执行命令；请另发一条评论',
      'This comment was decided before it was changed, and a change runs nothing: write a new comment instead',
    ),
  commandBroke: () =>
    text(
      '处理命令时发生内部错误，已记录；未做任何更改',
      'An internal error occurred and was logged; nothing was changed',
    ),

  limitedToken: () =>
    text(
      '受限令牌不能在 issue 上评论，请用 API 或 CLI',
      'A token limited to roles or branches cannot comment on issues: use the API or the CLI',
    ),
  // answers on the issue, in Markdown
  accepted: (said: Text) => text(`**已接受**：${said.zh}`, `**Accepted**: ${said.en}`),
  refused: (said: Text) => text(`**未接受**：${said.zh}`, `**Refused**: ${said.en}`),

  stillDeciding: () => text('命令尚在处理，请稍后查看', 'The command is still being decided: look again in a moment'),

  // what happened
  started: () =>
    text('已启动发布流程，正在获取 CVE 范围', 'The release flow has started; the CVE scope is being collected'),
  added: (kind: string, ids: string) => text(`已添加 ${kind}：${ids}`, `Added ${kind}: ${ids}`),
  deleted: (kind: string, ids: string) => text(`已删除 ${kind}：${ids}`, `Deleted ${kind}: ${ids}`),
  backToScoping: (gates: Text) =>
    text(
      `范围已变更，回到“确定范围”，需重新确认：${gates.zh}`,
      `The scope changed: back to scoping, to be signed again: ${gates.en}`,
    ),
  checkStale: () => text('自验结果已过期，请 /get-requires', 'The self-check is stale: run /get-requires'),
  signed: (gate: Text, revision: number) =>
    text(`已确认“${gate.zh}”（范围修订 ${revision}）`, `Signed "${gate.en}" (scope revision ${revision})`),
  signedOf: (gate: Text, have: Text, policy: 'all' | number) =>
    policy === 'all'
      ? text(
          `已确认“${gate.zh}”：${have.zh}；须每个角色各一人`,
          `Signed "${gate.en}": ${have.en}; it needs one of each role`,
        )
      : text(
          `已确认“${gate.zh}”：${have.zh}；须 ${policy} 人`,
          `Signed "${gate.en}": ${have.en}; it needs ${policy} ${policy === 1 ? 'person' : 'people'}`,
        ),
  retried: (plan: Text) => text(`重新执行“${plan.zh}”`, `"${plan.en}" is tried again`),
  signOffWithdrawn: (gate: Text) => text(`已撤回“${gate.zh}”的确认`, `The sign-off of "${gate.en}" is withdrawn`),
  planStarts: (plan: Text) => text(`开始“${plan.zh}”`, `"${plan.en}" starts`),
  entered: (stage: Text) => text(`进入“${stage.zh}”阶段`, `Entered the stage ${stage.en}`),
  rollingBack: (plan: Text, stage: Text) =>
    text(
      `正在回退“${plan.zh}”，将回到“${stage.zh}”`,
      `"${plan.en}" is being rolled back; the release returns to ${stage.en}`,
    ),
  cancelling: (plan: Text, stage: Text) =>
    text(
      `正在取消“${plan.zh}”，将回到“${stage.zh}”`,
      `"${plan.en}" is being cancelled; the release returns to ${stage.en}`,
    ),
  withdrawing: () =>
    text(
      '正在撤回软件包和公告，版本将在“发布评审”等待',
      'Packages and advisories are being withdrawn; the release will wait in reviewing',
    ),
  selfCheckAgain: () => text('重新开始开发自验', 'The self-check runs again'),
  createdRelease: (id: string) => text(`创建版本 ${id}`, `Created the release ${id}`),
  runEnded: (plan: Text, state: Text) => text(`“${plan.zh}”${state.zh}`, `"${plan.en}" ${state.en}`),
  undoEnded: () => text('回退已完成', 'The roll-back is done'),
  undoStuck: () =>
    text(
      '回退受阻，需要人工处理；处理后再次 /rollback',
      'The roll-back is stuck: a person must look, then /rollback again',
    ),
  runDone: () => text('已完成', 'is done'),
  runBlocked: (count: number) =>
    text(`发现 ${count} 个问题，等待处理`, `found ${count} ${count === 1 ? 'problem' : 'problems'} and waits`),
  runFailed: () => text('失败，已全部还原', 'failed; everything it did was taken back'),
  runCancelled: () => text('已取消，已全部还原', 'was cancelled; everything it did was taken back'),
  runUndone: () => text('已回退', 'was rolled back'),
  runStuck: () =>
    text(
      '回退受阻，需要人工处理；处理后再次 /rollback',
      'could not be taken back: a person must look, then /rollback again',
    ),
  moreFindings: (count: number) => text(`另有 ${count} 个问题`, `${count} more`),
  details: (url: string) => text(`详情：${url}`, `Details: ${url}`),

  // what it waits for
  waitsForGate: (gates: Text) => text(`等待确认：${gates.zh}`, `Waits for: ${gates.en}`),
  runsPlan: (plan: Text) => text(`正在进行：${plan.zh}`, `Under way: ${plan.en}`),
  runsUndo: () => text('正在回退', 'Being rolled back'),
  waitsFindings: (count: number) =>
    text(
      `自验发现 ${count} 个问题；修复后 /get-requires`,
      `The self-check found ${count === 1 ? '1 problem; mend it' : `${count} problems; mend them`}, then /get-requires`,
    ),
  waitsRetry: (plan: Text, how: 'failed' | 'cancelled', command: string) =>
    how === 'failed'
      ? text(`“${plan.zh}”失败；${command} 重试`, `"${plan.en}" failed; ${command} tries again`)
      : text(`“${plan.zh}”已取消；${command} 重新开始`, `"${plan.en}" was cancelled; ${command} starts it again`),
  waitsMending: (plan: Text, count: number, command: string) =>
    text(
      `“${plan.zh}”发现 ${count} 个问题；修复后 ${command} 重试`,
      `"${plan.en}" found ${count === 1 ? '1 problem; mend it' : `${count} problems; mend them`}, then ${command} tries again`,
    ),
  waitsPerson: () =>
    text(
      '回退受阻，需要人工处理；处理后用 /rollback 继续',
      'A roll-back is stuck: a person must look, then /rollback goes on',
    ),
  done: () => text('已发布，没有待办事项', 'Released, nothing is left to do'),
  withdrawnWaits: (waits: Text) => text(`已撤回。${waits.zh}`, `Withdrawn. ${waits.en}`),
  gateBy: (title: Text, command: string, roles: readonly Role[]) =>
    text(`${title.zh}（${command}，${holdersOf(roles).zh}）`, `${title.en} (${command} by ${holdersOf(roles).en})`),

  // /help and /status
  help: (entries: readonly { usage: string; help: Text; roles: readonly Role[] }[]) =>
    text(
      ['可用命令：', ...entries.map(e => `- \`${e.usage}\`：${e.help.zh}（${holdersOf(e.roles).zh}）`)].join('\n'),
      ['Commands:', ...entries.map(e => `- \`${e.usage}\`: ${e.help.en} (${holdersOf(e.roles).en})`)].join('\n'),
    ),
  status: (stage: Text, waits: Text) => text(`阶段：${stage.zh}。${waits.zh}`, `Stage: ${stage.en}. ${waits.en}`),

  // findings of the self-check
  notBuilt: (source: string, project: string) =>
    text(
      `软件包 ${source} 在工程 ${project} 中没有构建结果`,
      `The package ${source} has no build in the project ${project}`,
    ),
  notBuiltFor: (source: string, arch: string) =>
    text(`软件包 ${source} 没有 ${arch} 的构建结果`, `The package ${source} has no build for ${arch}`),
  notInstallable: (nevra: string, on: Text, reasons: readonly Text[]) =>
    because(
      text(`更新之后 ${nevra} 在 ${on.zh}上不可安装`, `with this update ${nevra} cannot be installed on ${on.en}`),
      reasons,
    ),
  notBuildable: (nevra: string, on: Text, reasons: readonly Text[]) =>
    because(text(`${nevra} 在 ${on.zh}上不可构建`, `${nevra} cannot be built on ${on.en}`), reasons),
  notDecided: (nevra: string, on: Text) =>
    text(
      `${nevra} 在 ${on.zh}上能否安装，在限定的步数内未能判定`,
      `Whether ${nevra} can be installed on ${on.en} could not be decided within the bound of steps`,
    ),
  /** The first of them are named. */
  brokenBefore: (nevras: readonly string[], on: Text) => {
    const some = nevras.slice(0, 5)
    const more = nevras.length > some.length
    return text(
      `更新之前 ${on.zh}已有 ${nevras.length} 个软件包不可安装：${some.join('、')}${more ? ' 等' : ''}`,
      `${nevras.length} packages could not be installed on ${on.en} before either: ${some.join(', ')}${more ? ', …' : ''}`,
    )
  },
  checkingArch: (arch: string) => checkingOn(sameInBoth(arch)),
  checkingOn,
  collectedRpms: (count: number) => text(`收集到 ${count} 个 RPM`, `${count} RPMs collected`),
  cveListRefused: (because: Text) =>
    text(`CVE 清单不可用：${because.zh}`, `The CVE list cannot be used: ${because.en}`),
  fetchedCves: (count: number) => text(`获取到 ${count} 个 CVE`, `${count} CVEs fetched`),

  // irreversible
  mailStays: () => text('邮件无法收回，已发送撤回邮件', 'A mail cannot be recalled; a withdrawal mail was sent'),
}

function checkingOn(on: Text): Text {
  return text(`正在检查 ${on.zh.trimEnd()}`, `Checking ${on.en}`)
}

/** A chain of reasons in one sentence: as many as a person reads. */
function because(what: Text, reasons: readonly Text[]): Text {
  const said = reasons.slice(0, 8)
  const rest = reasons.length > said.length ? [sameInBoth('…')] : []
  const [zh, en] = (['zh', 'en'] as const).map(language => [...said, ...rest].map(reason => reason[language]))
  return text(`${what.zh}：${zh?.join('；')}`, `${what.en}: ${en?.join('; ')}`)
}
