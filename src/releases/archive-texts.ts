// What is said of archived update lists, in Chinese and English.

import { text } from '../lib/text.ts'

export const texts = {
  archived: (directory: string, branch: string) =>
    text(`归档 ${branch} ${directory} 的发布列表`, `Archive the update list of ${branch} ${directory}`),
  takenBack: (directory: string, branch: string) =>
    text(`撤回 ${branch} ${directory} 的发布列表`, `Take back the update list of ${branch} ${directory}`),
}
