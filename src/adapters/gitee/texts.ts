// Why a web hook's delivery is not taken.

import { type Text, text } from '../../lib/text.ts'

export const texts = {
  noSecret: (system: string): Text =>
    text(
      `没有为 ${system} 配置 WebHook 密钥（hookSecretFile），不接收推送`,
      `No web hook secret is configured for ${system} (hookSecretFile): deliveries are not taken`,
    ),
  unsigned: (): Text => text('推送没有签名，也没有密码', 'The delivery has neither a signature nor a password'),
  wrongSignature: (): Text => text('推送的签名或密码有误', 'The signature or password of the delivery is wrong'),
  wrongTime: (minutes: number): Text =>
    text(
      `推送的时间与现在相差超过 ${minutes} 分钟，可能是重放`,
      `The delivery's time is more than ${minutes} minutes from now: it may be a replay`,
    ),
  noEvent: (header: string): Text => text(`推送缺少请求头 ${header}`, `The delivery lacks the header ${header}`),
  notJson: (): Text =>
    text('推送的内容类型应为 application/json', 'The content type of a delivery must be application/json'),
  badJson: (): Text => text('推送的内容不是有效的 JSON', 'The content of the delivery is not valid JSON'),
  badField: (field: string): Text =>
    text(`推送的字段 ${field} 缺失或有误`, `The field ${field} of the delivery is missing or wrong`),
}
