// The words for states, roles and severities, which the server names by codes: a code unknown here is shown as it is.

import { sameInBoth, type Text, text } from '../lib/text.ts'

type Words = Readonly<Record<string, string>>

/** In Chinese; in English the codes are words already. */
const inChinese = {
  gate: { open: '已通过', waiting: '等待中', ahead: '未到' },
  run: {
    ...{ queued: '排队中', running: '进行中', done: '完成', blocked: '受阻', unwinding: '正在回退', failed: '失败' },
    ...{ cancelled: '已取消', undone: '已撤销', stuck: '卡住' },
  },
  advisory: { draft: '草稿', published: '已发布', withdrawn: '已撤回' },
  severity: { critical: '严重', high: '高', important: '高', medium: '中', moderate: '中', low: '低' },
  status: { open: '待办的', progressing: '进行中', closed: '已完成', rejected: '已拒绝' },
  standing: { pending: '待接纳', refused: '已拒绝接纳', left: '遗留' },
  role: {
    ...{ 'version-manager': '版本经理', developer: '开发人员', security: '安全委员会成员', tester: '测试人员' },
    ...{ tc: '技术委员会', release: '发布评审人员', qa: '质量人员', admin: '管理员', system: '系统' },
  },
} as const satisfies Record<string, Words>

export function wordOf(kind: keyof typeof inChinese, code: string): Text {
  const words: Words = inChinese[kind]
  const key = code.toLowerCase()
  return Object.hasOwn(words, key) ? text(words[key] ?? code, code) : sameInBoth(code)
}

/** How the releases of a branch come about. */
export const branchWords = {
  next: text('下次例行发布', 'NEXT WEEKLY'),
  start: text('自验启动', 'START'),
  accept: text('接纳', 'ACCEPTANCE'),
  ended: text('不再维护', 'not maintained'),
  automatic: text('自动', 'automatic'),
  'by-button': text('/launch 启动', 'by /launch'),
  'by-version-manager': text('由版本经理', 'by the version manager'),
} as const satisfies Record<string, Text>
