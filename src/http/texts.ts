// Every sentence the HTTP server says to people.

import type { Text } from '../lib/text.ts'
import { text } from '../lib/text.ts'

export const texts = {
  feedTitle: (): Text => text('update 发布', 'Update releases'),
  feedWithdrawn: (): Text => text('已撤回', 'withdrawn'),
  unauthenticated: (): Text => text('请先登录：此操作需要有效的令牌', 'Sign in first: this needs a valid token'),
  badToken: (): Text => text('令牌无效或已被吊销', 'The token is not valid or was revoked'),
  missingHeader: (): Text =>
    text(
      '用会话 cookie 执行操作时，请求须带有头 X-Slipway: 1',
      'A request that acts by the session cookie must carry the header X-Slipway: 1',
    ),
  unknownPage: (): Text => text('没有这个地址', 'There is nothing at this address'),
  unknownRelease: (id: string): Text => text(`没有发布 ${id}`, `There is no release ${id}`),
  unknownRun: (id: string): Text => text(`没有运行 ${id}`, `There is no run ${id}`),
  unknownAdvisory: (id: string): Text => text(`没有公告 ${id}`, `There is no advisory ${id}`),
  unknownTag: (tag: string): Text => text(`没有更新目录 ${tag}`, `There is no update directory ${tag}`),
  noCommand: (): Text =>
    text(
      '文本中没有命令：命令单独成行，以 / 开头',
      'The text holds no command: a command is a line that begins with /',
    ),
  allOrOne: (): Text =>
    text(
      '“all” 表示所有在维护的分支，不能同时指定 branch、title 或 directory',
      '"all" means every maintained branch: it goes without branch, title and directory',
    ),
  badField: (place: string, problem: string): Text => text(`${place} 有误：${problem}`, `${place}: ${problem}`),
  badRequest: (problem: string): Text => text(`请求有误：${problem}`, `The request cannot be read: ${problem}`),
  badKey: (): Text =>
    text(
      'Idempotency-Key 须为 1 到 200 个可见的 ASCII 字符',
      'Idempotency-Key must be 1 to 200 visible ASCII characters',
    ),
  external: (system: string, operation: string): Text =>
    text(`外部系统 ${system} 出错：${operation}`, `The outside system ${system} failed: ${operation}`),
  bug: (id: string): Text => text(`内部错误，已记录，编号 ${id}`, `An internal error; it was recorded as ${id}`),
  notBuilt: (): Text => text('网页尚未构建：请运行 make build', 'The web pages are not built: run make build'),
  folder: (path: string): Text => text(`${path} 的内容`, `Contents of ${path}`),
}

/** What Fastify refuses to read, by its code; what is not named here is told by `badRequest`. */
export const unreadableTexts: Readonly<Record<string, Text>> = {
  FST_ERR_BAD_URL: text('地址格式有误', 'The address is malformed'),
  FST_ERR_CTP_BODY_TOO_LARGE: text('请求内容超过 1 MB', 'The request is larger than 1 MB'),
  FST_ERR_CTP_EMPTY_JSON_BODY: text('请求没有内容，应为 JSON', 'The request is empty: its content must be JSON'),
  FST_ERR_CTP_INVALID_JSON_BODY: text('请求内容不是有效的 JSON', 'The content of the request is not valid JSON'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: text(
    '请求内容应为 application/json',
    'The content of the request must be application/json',
  ),
}

type FieldText = (where: string, words: string) => Text

/** What is wrong with a field, by the keyword of JSON Schema it breaks. */
export const fieldTexts: Readonly<Record<string, FieldText>> = {
  additionalProperties: (where, names) =>
    text(`${where} 含有未知字段：${names}`, `${where} has unknown fields: ${names}`),
  required: (where, names) => text(`${where} 缺少字段：${names}`, `${where} lacks the fields: ${names}`),
  type: (where, type) => text(`${where} 的类型应为 ${type}`, `${where} must be of type ${type}`),
  enum: (where, values) => text(`${where} 应为以下之一：${values}`, `${where} must be one of: ${values}`),
  pattern: (where, pattern) => text(`${where} 的格式应为 ${pattern}`, `${where} must match ${pattern}`),
  minLength: (where, limit) => text(`${where} 至少 ${limit} 个字符`, `${where} must have at least ${limit} characters`),
  maxLength: (where, limit) => text(`${where} 至多 ${limit} 个字符`, `${where} may have at most ${limit} characters`),
  minimum: (where, limit) => text(`${where} 不得小于 ${limit}`, `${where} must not be less than ${limit}`),
  maximum: (where, limit) => text(`${where} 不得大于 ${limit}`, `${where} must not be more than ${limit}`),
}

/** Titles of problems by HTTP status; others are called as 400 or 500. */
export const titles: Readonly<Record<number, Text>> = {
  400: text('请求有误', 'Bad request'),
  401: text('未登录', 'Not signed in'),
  403: text('没有权限', 'Not permitted'),
  404: text('不存在', 'Not found'),
  409: text('现在不能这样做', 'Not possible now'),
  413: text('请求过大', 'Too large'),
  415: text('不支持的内容类型', 'Unsupported content type'),
  422: text('被拒绝', 'Refused'),
  500: text('内部错误', 'Internal error'),
  502: text('外部系统出错', 'An outside system failed'),
  503: text('暂不可用', 'Not available now'),
}
