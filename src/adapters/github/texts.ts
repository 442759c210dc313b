// Sentences on web hooks that GitHub's adapter refuses: GitHub shows them in its list of recent deliveries.

import type { Text } from '../../lib/text.ts'
import { text } from '../../lib/text.ts'

export const texts = {
  noSecret: (): Text =>
    text(
      'Slipway 没有配置 GitHub webhook 的 secret，不接受任何投递。',
      'Slipway has no secret for the web hook of GitHub and takes no delivery.',
    ),
  unsigned: (): Text =>
    text(
      '请求没有签名 X-Hub-Signature-256。请在 GitHub 的 webhook 设置中填写 secret。',
      'The request has no signature X-Hub-Signature-256. Enter the secret in the settings of the web hook at GitHub.',
    ),
  wrongSignature: (): Text =>
    text(
      '签名不符：GitHub 的 webhook 的 secret 与 Slipway 配置的不同，或请求内容被改动。',
      'The signature does not match: the secret of the web hook at GitHub is not the one Slipway has, or the content was changed.',
    ),
  wrongContentType: (given: string): Text =>
    text(
      `内容类型是 ${given || '空'}。请在 GitHub 的 webhook 设置中把 Content type 选为 application/json。`,
      `The content type is ${given || 'empty'}. Choose application/json as Content type in the settings of the web hook at GitHub.`,
    ),
  noEvent: (): Text => text('请求没有事件名 X-GitHub-Event。', 'The request has no event name X-GitHub-Event.'),
  notJson: (): Text => text('请求内容不是有效的 JSON。', 'The content of the request is not valid JSON.'),
  otherShape: (event: string): Text =>
    text(
      `事件 ${event} 的内容与 GitHub 文档所述不同。`,
      `The content of the event ${event} is not as GitHub documents it.`,
    ),
}
