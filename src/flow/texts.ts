// What the flow says about runs and steps.

import { type Text, text } from '../lib/text.ts'

export const texts = {
  planChanged: (step: string): Text =>
    text(`流程已变更：步骤 ${step} 已不存在`, `The plan changed: the step ${step} no longer exists`),
  cancelled: (): Text => text('已被取消', 'It was cancelled'),
  failed: (step: string, message: string): Text =>
    text(`步骤 ${step} 失败：${message}`, `The step ${step} failed: ${message}`),
  undoFailed: (step: string, message: string): Text =>
    text(
      `步骤 ${step} 回退失败，需要人工处理：${message}`,
      `Undoing the step ${step} failed, a person must look: ${message}`,
    ),
  blocked: (count: number): Text =>
    text(`检查发现 ${count} 个问题`, `The checks found ${count} ${count === 1 ? 'problem' : 'problems'}`),
  deadline: (step: string): Text => text(`步骤 ${step} 超过了期限`, `The step ${step} did not end before its deadline`),
  retrying: (attempt: number, message: string): Text =>
    text(`第 ${attempt} 次尝试失败，稍后重试：${message}`, `Attempt ${attempt} failed, trying again: ${message}`),
  resumed: (): Text => text('服务重启后继续', 'Resumed after a restart'),
}
