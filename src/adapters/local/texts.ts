// Sentences the local adapters say to people.

import type { Text } from '../../lib/text.ts'
import { text } from '../../lib/text.ts'

/** What a cell of the CVE list must hold. */
const cellRules = {
  cve: text('应形如 CVE-2020-8020', 'must look like CVE-2020-8020'),
  issue: text('应为 issue 编号，如 I3AQ2G', 'must be an issue id such as I3AQ2G'),
  repository: text('应为源码包名', 'must be the name of a source package'),
  score: text('应为 0 到 10 的数字，或留空', 'must be a number from 0 to 10, or empty'),
  version: text('应为版本号文本', 'must be a version, as text'),
  abiChanged: text('应为“是”或“否”', 'must be 是 (yes) or 否 (no)'),
}

/** What a field of a CVE's facts must hold; the key is its path. */
const fieldRules: Readonly<Record<string, Text>> = {
  cve: cellRules.cve,
  summary: text('应为不超过 1000 个字符的文本', 'must be text of at most 1000 characters'),
  description: text('应为不超过 100000 个字符的文本', 'must be text of at most 100000 characters'),
  cvss: text('应为含 version、vector、score 的对象', 'must be an object of version, vector and score'),
  'cvss.version': text('应为文本 2.0、3.0、3.1 或 4.0', 'must be the text 2.0, 3.0, 3.1 or 4.0'),
  'cvss.vector': text('应为 CVSS 向量文本', 'must be a CVSS vector, as text'),
  'cvss.score': text('应为 0 到 10 的数字', 'must be a number from 0 to 10'),
  published: text('应为 ISO 8601 日期，或带时区的日期时间', 'must be an ISO 8601 date, or a date-time with its offset'),
}

const problemTitles: Readonly<Record<number, Text>> = {
  400: text('请求不合格式', 'Malformed request'),
  401: text('需要登录', 'Not signed in'),
  403: text('没有权限', 'Not allowed'),
  404: text('没有找到', 'Not found'),
  409: text('与现状冲突', 'Conflict'),
  413: text('内容太大', 'Too large'),
  415: text('不支持的格式', 'Unsupported format'),
}

function list(names: readonly string[]): Text {
  return text(names.join('、') || '无', names.join(', ') || 'none')
}

export const texts = {
  noList: (file: string): Text => text(`投放文件夹中没有 ${file}。`, `There is no ${file} in the drop folder.`),
  noBranch: (branch: string): Text => text(`分支名 ${branch} 不可用。`, `${branch} cannot be the name of a branch.`),
  listTooLarge: (file: string): Text =>
    text(
      `${file} 太大：文件不得超过 20 MB，解压后不得超过 64 MB，不得超过 5 万行。`,
      `${file} is too large: at most 20 MB, 64 MB unpacked and 50,000 rows.`,
    ),
  notAWorkbook: (file: string): Text =>
    text(
      `${file} 不是完整的 xlsx 文件，可能已损坏或尚未上传完；请重新上传。`,
      `${file} is not a whole xlsx workbook: it is damaged or not uploaded to the end; upload it again.`,
    ),
  noSheet: (file: string, { wanted, found }: { wanted: string; found: readonly string[] }): Text =>
    text(
      `${file} 中没有名为 ${wanted} 的工作表；现有工作表：${list(found).zh}。`,
      `${file} has no sheet named ${wanted}; its sheets: ${list(found).en}.`,
    ),
  missingColumns: (file: string, { missing, found }: { missing: readonly string[]; found: readonly string[] }): Text =>
    text(
      `${file} 缺少列：${list(missing).zh}；现有列：${list(found).zh}。`,
      `${file} lacks the columns: ${list(missing).en}; it has: ${list(found).en}.`,
    ),
  doubledColumns: (file: string, columns: readonly string[]): Text =>
    text(`${file} 中重复出现的列：${list(columns).zh}。`, `${file} has columns twice: ${list(columns).en}.`),
  unknownColumn: (file: string, column: string): Text =>
    text(`${file}：不认识的列“${column}”，已忽略。`, `${file}: the column “${column}” is not known and was ignored.`),
  row: (file: string, number: number, wrong: Text): Text =>
    text(`${file} 第 ${number} 行：${wrong.zh}`, `${file}, row ${number}: ${wrong.en}`),
  wrongCell: (rule: keyof typeof cellRules, column: string, value: string): Text =>
    text(
      `${column}${cellRules[rule].zh}，实为“${value}”；此行未采用。`,
      `${column} ${cellRules[rule].en}, but is “${value}”; the row was left out.`,
    ),
  repeatedRow: (row: { cve: string; issue: string }): Text =>
    text(
      `${row.cve}（#${row.issue}）在前面已出现，此行未采用。`,
      `${row.cve} (#${row.issue}) stands in an earlier row; this one was left out.`,
    ),
  numericVersion: (version: string): Text =>
    text(
      `version 是数字 ${version} 而不是文本，末尾的 0 可能已丢失（2.10 会变成 2.1）；请核对。`,
      `version is the number ${version}, not text, and may have lost a final 0 (2.10 becomes 2.1); please check.`,
    ),
  moreProblems: (count: number): Text => text(`另有 ${count} 处问题未列出。`, `${count} more problems are not listed.`),

  factsTooLarge: (file: string): Text => text(`${file} 超过 1 MB。`, `${file} is larger than 1 MB.`),
  notJson: (file: string): Text =>
    text(`${file} 不是 UTF-8 编码的 JSON 文件。`, `${file} is not a JSON file in UTF-8.`),
  notAnObject: (file: string): Text => text(`${file} 应为一个 JSON 对象。`, `${file} must be one JSON object.`),
  missingField: (file: string, field: string): Text =>
    text(`${file}：缺少字段 ${field}。`, `${file}: the field ${field} is missing.`),
  wrongField: (file: string, field: string): Text =>
    text(
      `${file}：字段 ${field} ${fieldRules[field]?.zh ?? '格式不对'}。`,
      `${file}: the field ${field} ${fieldRules[field]?.en ?? 'is malformed'}.`,
    ),
  unknownField: (file: string, field: string): Text =>
    text(`${file}：不认识的字段 ${field}，已忽略。`, `${file}: the field ${field} is not known and was ignored.`),
  otherCve: (file: string, cve: string): Text =>
    text(`${file} 的 cve 字段却是 ${cve}。`, `${file} has ${cve} in its field cve.`),
  wrongVector: (file: string, version: string): Text =>
    text(
      `${file}：cvss.vector 不是有效的 CVSS ${version} 基础向量。`,
      `${file}: cvss.vector is not a valid base vector of CVSS ${version}.`,
    ),
  otherScore: (file: string, score: { given: number; computed: number }): Text =>
    text(
      `${file}：cvss.score 为 ${score.given}，但由向量算得 ${score.computed}。`,
      `${file}: cvss.score is ${score.given}, but the vector gives ${score.computed}.`,
    ),
  uncheckedScore: (file: string): Text =>
    text(`${file}：CVSS 2.0 的分值未经验算。`, `${file}: the score of CVSS 2.0 was not computed again.`),

  noIssue: (key: { repository: string; id: string }): Text =>
    text(`${key.repository} 中没有 issue ${key.id}。`, `There is no issue ${key.id} in ${key.repository}.`),
  noPull: (key: { repository: string; number: string }): Text =>
    text(`${key.repository} 中没有 PR ${key.number}。`, `There is no pull request ${key.number} in ${key.repository}.`),
  noFile: (repository: string, path: string): Text =>
    text(`${repository} 中没有文件 ${path}。`, `There is no file ${path} in ${repository}.`),
  ownRepository: (repository: string): Text =>
    text(
      `${repository} 由 Slipway 写入，其中有角色与归档，不能在此修改。`,
      `${repository} is written by Slipway and holds roles and archives: nothing can be put there.`,
    ),
  unusablePath: (): Text =>
    text(
      '路径只能由字母、数字、._+- 和 / 组成，不能含“..”。',
      'A path is made of letters, digits, ._+- and slashes, without "..".',
    ),
  noComment: (): Text => text('没有这条评论。', 'There is no such comment.'),
  notAuthor: (): Text => text('只有作者可以修改或删除评论。', 'Only its author can change or delete a comment.'),
  titleTaken: (title: string): Text =>
    text(`此仓库中已有标题为“${title}”的 issue。`, `The repository has an issue titled “${title}” already.`),
  unusableTitle: (most: number): Text =>
    text(`标题应为一行、1 到 ${most} 个字符。`, `A title is one line of 1 to ${most} characters.`),
  unusableRepository: (): Text => text('仓库应写作 owner/name。', 'A repository is written owner/name.'),
  blankComment: (): Text => text('评论不能为空。', 'A comment cannot be empty.'),

  notSignedIn: (): Text => text('请先登录，再执行此操作。', 'Sign in before you write.'),
  bodyTooLarge: (): Text => text('请求内容超过 1 MB。', 'The request is larger than 1 MB.'),
  bodyEmpty: (): Text => text('请求没有内容，应为 JSON。', 'The request is empty: its content must be JSON.'),
  bodyNotJson: (): Text => text('请求内容不是有效的 JSON。', 'The content of the request is not valid JSON.'),
  invalidRequest: (detail: string): Text => text(`请求不合格式：${detail}`, `The request is malformed: ${detail}`),
  problemTitle: (status: number): Text => problemTitles[status] ?? text('请求未被接受', 'Not accepted'),
}
