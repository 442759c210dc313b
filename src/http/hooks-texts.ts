// Why a web hook's delivery is not taken, whatever the forge.

import { type Text, text } from '../lib/text.ts'

export const texts = {
  noHook: (forge: string): Text =>
    text(
      `没有配置 ${forge} 的 WebHook：请检查 forge.adapter 和 hookSecretFile`,
      `No web hook of ${forge} is configured here: see forge.adapter and hookSecretFile`,
    ),
  tooLarge: (megabytes: number): Text =>
    text(`推送的内容超过 ${megabytes} MB`, `The delivery is larger than ${megabytes} MB`),
  tooDeep: (levels: number): Text =>
    text(`推送的 JSON 嵌套超过 ${levels} 层`, `The JSON of the delivery is nested deeper than ${levels} levels`),
}
