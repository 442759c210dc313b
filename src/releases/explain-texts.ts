// What /explain and /preview say, in Chinese and English.

import type { RunState } from '../flow/index.ts'
import { listed, type Text, text } from '../lib/text.ts'
import type { People } from './setting.ts'
import { holdersOf } from './texts.ts'
import { mendingOfVersions } from './upgrade-texts.ts'
import type { StepView } from './view.ts'

export const explainTexts = {
  // explaining
  deleted: () =>
    text(
      '计划已删除；用相同的分支、日期和后缀再次创建即可恢复',
      'The plan is deleted; creating it again with the same branch, date and suffix takes it up anew',
    ),
  stuck: (reason: Text | null, people: People) =>
    text(
      `回退受阻${reason ? `：${reason.zh}` : ''}。请先排除原因，再由${holdersOf(['version-manager'], people).zh}用 /rollback 继续`,
      `A roll-back is stuck${reason ? `: ${reason.en}` : ''}. Mend the cause, then ${holdersOf(['version-manager'], people).en} goes on by /rollback`,
    ),
  running: (title: Text, state: RunState, step: StepView | undefined, since: string | undefined): Text => {
    if (state === 'queued') return text(`“${title.zh}”在排队`, `"${title.en}" is queued`)
    const doing = state === 'unwinding' ? text('正在撤销', 'is being taken back') : text('正在进行', 'is under way')
    const at = step ? text(`，步骤“${step.title.zh}”`, `, at the step "${step.title.en}"`) : text('', '')
    const from = since === undefined ? text('', '') : text(`，自 ${since}`, `, since ${since}`)
    const again =
      step && step.attempts > 1 ? text(`，第 ${step.attempts} 次尝试`, `, attempt ${step.attempts}`) : text('', '')
    return text(
      `“${title.zh}”${doing.zh}${at.zh}${from.zh}${again.zh}`,
      `"${title.en}" ${doing.en}${at.en}${from.en}${again.en}`,
    )
  },
  failed: (title: Text, state: RunState, reason: Text | null, command: string) =>
    state === 'cancelled'
      ? text(`“${title.zh}”已取消；用 ${command} 重新开始`, `"${title.en}" was cancelled; ${command} starts it again`)
      : text(
          `“${title.zh}”失败${reason ? `：${reason.zh}` : ''}；用 ${command} 重试`,
          `"${title.en}" failed${reason ? `: ${reason.en}` : ''}; ${command} tries again`,
        ),
  finding: (message: Text, mending: Text) =>
    text(`${message.zh}。解决办法：${mending.zh}`, `${message.en}. What helps: ${mending.en}`),
  /** What would mend a finding, by its code; `again` checks anew. */
  mending: (code: string, again: string): Text => {
    const known: Readonly<Record<string, Text>> = {
      'unmet-requirement': text(
        `用 /add requires 加入提供它的软件包，或修正依赖重新构建，或用 /delete 移出该软件包；然后 ${again}`,
        `add the package that provides it by /add requires, or build it anew with another requirement, or take the package out by /delete; then ${again}`,
      ),
      'unmet-build-requirement': text(
        `修正构建依赖后重新构建，用 /add requires 加入提供它的软件包，或用 /delete 移出该软件包；然后 ${again}`,
        `mend its build requirements and build it anew, or add the package that provides them by /add requires, or take it out by /delete; then ${again}`,
      ),
      'not-built': text(
        `构建该软件包，或用 /delete 移出；然后 ${again}`,
        `build the package, or take it out by /delete; then ${again}`,
      ),
      'not-installable': text(
        `修正软件包后重新构建，或用 /delete 移出；然后 ${again}`,
        `build a mended package, or take it out by /delete; then ${again}`,
      ),
      'not-installed': text(
        `修正软件包后重新构建，或用 /delete 移出；然后 ${again}`,
        `build a mended package, or take it out by /delete; then ${again}`,
      ),
      'empty-root': text(
        `检查该分支的基线仓库是否可用；然后 ${again}`,
        `see that the base repositories of the branch can be read; then ${again}`,
      ),
      ...mendingOfVersions(again),
      'cve-list': text(`修正 CVE 清单；然后 ${again}`, `mend the list of CVEs; then ${again}`),
    }
    return known[code] ?? text(`修复后 ${again}`, `mend it, then ${again}`)
  },
  withdrawn: () =>
    text(
      '版本已撤回，其软件包和公告已不再提供，接下来可以：',
      'The release is withdrawn: its packages and advisories are offered no more. What can be done next:',
    ),
  publishAgain: (reviewers: Text, committee: Text) =>
    text(
      `再次发布：由${reviewers.zh} /check-ok，由${committee.zh} /cvrf-ok，公告会有新的编号`,
      `publish it again: /check-ok by ${reviewers.en} and /cvrf-ok by ${committee.en}; the advisories get new numbers`,
    ),
  changeScope: (changers: Text, managers: Text) =>
    text(
      `修改范围后再发布：由${changers.zh} /add、/delete，由${managers.zh} /no-release 遗留到下一版本`,
      `change the scope first: /add and /delete by ${changers.en}, or leave rows for the next release by /no-release of ${managers.en}`,
    ),
  goFurtherBack: (managers: Text) =>
    text(
      `继续回退到更早的阶段：由${managers.zh} /rollback`,
      `go further back, stage by stage: /rollback by ${managers.en}`,
    ),
  startAgain: (managers: Text) =>
    text(`重新启动：由${managers.zh} /start-update`, `start it anew: /start-update by ${managers.en}`),
  gate: (
    gate: { title: Text; command: string; who: Text },
    so: { signed: readonly string[]; isOfEach: boolean; more: number | undefined },
  ): Text => {
    const have = so.signed.join(', ')
    const signed = have === '' ? text('', '') : text(`；已确认：${have}`, `; signed so far by ${have}`)
    const needs = so.isOfEach
      ? text('；须每个角色各一人', '; it needs one of each role')
      : so.more === undefined
        ? text('', '')
        : text(`；还需 ${so.more} 人`, `; ${so.more} more needed`)
    return text(
      `“${gate.title.zh}”等待${gate.who.zh}：${gate.command}${signed.zh}${needs.zh}`,
      `"${gate.title.en}" waits for ${gate.who.en}: ${gate.command}${signed.en}${needs.en}`,
    )
  },
  testProblem: (issue: string, title: string) =>
    text(
      `测试问题 ${issue} ${title} 未解决：解决后关闭该 issue，或用 /delete test ${issue} 移出`,
      `The test problem ${issue} ${title} is open: close its issue when it is mended, or take it out by /delete test ${issue}`,
    ),
  pending: (ids: string, people: People) =>
    text(
      `待接纳：${ids}，须由${holdersOf(['version-manager'], people).zh}用 /accept 接纳，或用 /refuse 拒绝`,
      `Neither accepted nor refused: ${ids}; that is for ${holdersOf(['version-manager'], people).en}: /accept or /refuse`,
    ),
  named: (title: Text, command: string) => text(`${title.zh}（${command}）`, `${title.en} (${command})`),
  later: (gates: Text) => text(`之后还需：${gates.zh}`, `After that: ${gates.en}`),

  // previewing
  previewUsage: '/preview /COMMAND …',
  previewOfPreview: () => text('不能预览 /preview 自身', 'A preview cannot be previewed'),
  preview: (line: string, said: Text) =>
    text(`预览 ${line}（未做任何更改）：\n${said.zh}`, `Preview of ${line} (nothing was changed):\n${said.en}`),
  wouldRefuse: (because: Text) => text(`将被拒绝：${because.zh}`, `It would be refused: ${because.en}`),
  notYours: (because: Text) =>
    text(`由您发出会被拒绝：${because.zh}`, `Given by you it would be refused: ${because.en}`),
  byOthers: () => text('由有权的人发出时：', 'Given by those who may:'),

  // what changes do
  nothingChanges: () => text('不做任何更改', 'Nothing changes'),
  adds: (kind: string, ids: string) => text(`加入 ${kind}：${ids}`, `Adds ${kind}: ${ids}`),
  deletes: (kind: string, ids: string) => text(`移出 ${kind}：${ids}`, `Takes out ${kind}: ${ids}`),
  proposes: (kind: string, ids: string) =>
    text(`列入 ${kind}，待版本经理接纳：${ids}`, `Adds ${kind}, to be accepted by the version manager: ${ids}`),
  accepts: (kind: string, ids: string) => text(`接纳 ${kind}：${ids}`, `Accepts ${kind}: ${ids}`),
  refuses: (kind: string, ids: string) => text(`拒绝接纳 ${kind}：${ids}`, `Does not accept ${kind}: ${ids}`),
  leaves: (kind: string, ids: string) =>
    text(`${kind} 遗留到下一版本：${ids}`, `Leaves ${kind} for the next release: ${ids}`),
  takesBack: (kind: string, ids: string) =>
    text(`${kind} 恢复在本版本发布：${ids}`, `Brings back ${kind} that were left for the next release: ${ids}`),
  carries: (kind: string, ids: string) =>
    text(`带入以前版本遗留的 ${kind}：${ids}`, `Takes in ${kind} that an earlier release left: ${ids}`),
  letsGo: (kind: string, ids: string) =>
    text(`移出不再遗留的 ${kind}：${ids}`, `Lets go of ${kind} that are no longer left for it: ${ids}`),
  clears: () =>
    text('清空发布清单，反馈和遗留带入的行除外', 'Empties the scope, except what was fed back or taken in from before'),
  newRevision: (revision: number) => text(`范围修订变为 ${revision}`, `Makes scope revision ${revision}`),
  signs: (gate: Text) => text(`确认“${gate.zh}”`, `Signs "${gate.en}"`),
  withdraws: (gates: Text) => text(`撤回确认：${gates.zh}`, `Withdraws the sign-offs of: ${gates.en}`),
  returnsTo: (stage: Text) => text(`回到“${stage.zh}”阶段`, `Returns to the stage ${stage.en}`),
  entersStage: (stage: Text) => text(`进入“${stage.zh}”阶段`, `Enters the stage ${stage.en}`),
  starts: (plan: Text, steps: readonly Text[]) => {
    const named = listed(steps)
    return steps.length === 0
      ? text(`开始“${plan.zh}”`, `Starts "${plan.en}"`)
      : text(`开始“${plan.zh}”：${named.zh}`, `Starts "${plan.en}": ${named.en}`)
  },
  undoes: (plans: Text, stage: Text) =>
    text(
      `逆序撤销：${plans.zh}；之后回到“${stage.zh}”阶段`,
      `Undoes, last step first: ${plans.en}; then returns to the stage ${stage.en}`,
    ),
  marksWithdrawn: () => text('版本标记为已撤回', 'Marks the release withdrawn'),
  settles: () => text('完成回退', 'Completes the roll-back'),
  setsStatus: (issue: string, status: Text) =>
    text(`${issue} 的状态记为“${status.zh}”`, `Notes that ${issue} is ${status.en}`),
  setsScore: (issue: string, score: number) =>
    text(`${issue} 的评分记为 ${score}`, `Notes the score of ${issue}: ${score}`),
  setsProblem: (name: string, status: Text, falseAlarm: boolean) =>
    text(
      `${name} 的问题单状态记为“${status.zh}”${falseAlarm ? '，误报' : ''}`,
      `Notes that the issue of ${name} is ${status.en}${falseAlarm ? ', a false alarm' : ''}`,
    ),
  cancels: (plan: Text) => text(`取消“${plan.zh}”，撤销其已做的一切`, `Cancels "${plan.en}" and takes back all it did`),
  drops: (because: string) =>
    text(`删除本发布计划并关闭 issue：${because}`, `Deletes the plan and closes its issue: ${because}`),
}
