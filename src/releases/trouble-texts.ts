// Sentences about a forge that does not answer.

import { text } from '../lib/text.ts'

export const troubleTexts = {
  waits: (system: string, message: string) =>
    text(
      `正在等待 ${system} 恢复（${message}）。已发的评论不会丢失，恢复后会自动处理并更新 issue`,
      `Waiting for ${system} to come back (${message}). No comment is lost: when it answers again, they are carried out and the issue is brought up to date`,
    ),
}
