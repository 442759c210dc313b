// What is said when a service acts for a person, and when a release is named so that none or several are meant.

import { type Text, text } from '../lib/text.ts'

export const behalfTexts = {
  byService: (login: string, service: string): Text =>
    text(`@${login}（由 ${service} 代为执行）`, `@${login} (by ${service})`),
  ambiguousRelease: (name: string, ids: readonly string[]): Text =>
    text(
      `“${name}”对应多个版本：${ids.join('、')}；请用其中一个`,
      `"${name}" means several releases: ${ids.join(', ')}; name one of them`,
    ),
}
