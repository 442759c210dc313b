// What is said of plans of releases: the weekly ones, taking one back, launching, explaining and previewing.

import { type Text, text } from '../lib/text.ts'

export const planTexts = {
  // deleting
  dropped: (id: string) => text(`已删除发布计划 ${id}`, `The plan ${id} is deleted`),
  isDropped: ({ by, because }: { by: string; because: string }) =>
    text(`本发布计划已由 ${by} 删除：${because}`, `This plan was deleted by ${by}: ${because}`),
  begunAlready: () =>
    text(
      '版本已启动，不能再删除；请先 /rollback 回退到草稿',
      'The release has begun and cannot be deleted: take it back to draft by /rollback first',
    ),
  revived: (id: string) => text(`恢复已删除的发布计划 ${id}`, `The deleted plan ${id} is taken up again`),

  // creating
  noBranches: () => text('没有在维护的分支', 'No branch is maintained'),

  // launching
  baselineFixed: () =>
    text('版本基线已固化，等待版本启动：/launch', 'The baseline is fixed; the release waits for its launch: /launch'),
  launchesByItself: () =>
    text(
      '该分支在两份清单都确认后自动开始开发自验，无需 /launch',
      'On this branch the self-check starts by itself when both lists are signed: there is nothing to launch',
    ),
  scopeOpen: (gates: Text) =>
    text(`版本基线尚未固化，还需：${gates.zh}`, `The baseline is not fixed yet, it still needs: ${gates.en}`),
  opensByItself: () =>
    text(
      '按现在的配置关口已打开，下一条命令（例如 /status）后继续',
      'By the present configuration its gates are open: it goes on with the next command, for example /status',
    ),
}
