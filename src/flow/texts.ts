// What the flow says about runs and steps.

import { type Text, text } from '../lib/text.ts'

export const texts = {
  planChanged: (step: string): Text =>
    text(`流程已变更：步骤“${step}”已不存在`, `The plan changed: the step "${step}" no longer exists`),
  cancelled: (): Text => text('已被取消', 'It was cancelled'),
  failed: (step: Text, message: Text): Text =>
    text(`步骤“${step.zh}”失败：${message.zh}`, `The step "${step.en}" failed: ${message.en}`),
  undoFailed: (step: Text, message: Text): Text =>
    text(
      `步骤“${step.zh}”回退失败，需要人工处理：${message.zh}`,
      `Undoing the step "${step.en}" failed, a person must look: ${message.en}`,
    ),
  blocked: (count: number): Text =>
    text(`检查发现 ${count} 个问题`, `The checks found ${count} ${count === 1 ? 'problem' : 'problems'}`),
  deadline: (): Text => text('超过了期限', 'it did not end before its deadline'),
  retrying: (attempt: number, message: Text): Text =>
    text(`第 ${attempt} 次尝试失败，稍后重试：${message.zh}`, `Attempt ${attempt} failed, trying again: ${message.en}`),
  abandoned: (): Text =>
    text('执行它的流程已中止，需要人工处理', 'What drove it has ended without an end, a person must look'),
  resumed: (): Text => text('服务重启后继续', 'Resumed after a restart'),
}
