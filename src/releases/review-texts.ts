// What is said of reviews and of sign-offs that are missing, in Chinese and English.

import type { Role } from '../accounts/index.ts'
import { listed, text } from '../lib/text.ts'
import { holders } from './texts.ts'

export const reviewTexts = {
  pleaseReview: () =>
    text(
      '测试已通过，请评审本次发布；同意发布请评论 `/check-ok`',
      'Please review this issue: the tests have passed. To agree to the release comment `/check-ok`',
    ),
  missing: (roles: readonly Role[]) => {
    const names = listed(roles.map(role => holders[role]))
    return text(`尚未确认：${names.zh}`, `Still missing: ${names.en}`)
  },
  mayStillSign: (roles: readonly Role[]) => {
    const names = listed(roles.map(role => holders[role]))
    return text(`还可确认的角色：${names.zh}`, `Can still sign: ${names.en}`)
  },
}
