// What is said about the rows of a scope: acceptance, feedback, what is left for the next release, links in comments.

import { lines, type Text, text } from '../lib/text.ts'
import { asWritten } from './issue-names.ts'
import { isCveType } from './issue-row.ts'

const judgedAs = { accepted: text('已接纳', 'Accepted'), refused: text('已拒绝接纳', 'Not accepted') } as const

export const scopeTexts = {
  releaseIssue: (word: string) =>
    text(
      `${word} 是本次发布的 issue，不能列入自己的清单`,
      `${word} is the issue of this release, which cannot be a row of its own`,
    ),
  // acceptance
  waitsForAcceptance: () =>
    text('待版本经理接纳（/accept）', 'It waits until the version manager accepts it (/accept)'),
  judged: (how: 'accepted' | 'refused', ids: string) =>
    text(`${judgedAs[how].zh}：${ids}`, `${judgedAs[how].en}: ${ids}`),
  alreadyJudged: (how: 'accepted' | 'refused', ids: string) =>
    how === 'accepted'
      ? text(`${ids} 已接纳过`, `Accepted already: ${ids}`)
      : text(`${ids} 已拒绝接纳过`, `Refused already: ${ids}`),
  nothingPending: (accept: string) =>
    accept === 'automatic'
      ? text('没有待接纳的清单行；该分支自动接纳', 'No row waits for acceptance; this branch accepts by itself')
      : text('没有待接纳的清单行', 'No row waits for acceptance'),
  itemsPending: (ids: string) =>
    text(
      `仍有待接纳的清单行：${ids}。请版本经理先 /accept 或 /refuse`,
      `Rows wait for acceptance: ${ids}. The version manager has to /accept or /refuse them first`,
    ),
  cveUnknown: (rows: readonly { issue: string; issueType: string | null }[]): Text => {
    const said = rows.map(({ issue, issueType }) => {
      const id = asWritten(issue)
      return issueType && !isCveType(issueType)
        ? text(
            `- ${id} 的 issue 类型是“${issueType}”：用 /delete cve ${id} 移出，再用 /add bugfix ${id} 列入 bugfix`,
            `- the issue ${id} is of the type ${issueType}: take it out by /delete cve ${id} and list it by /add bugfix ${id}`,
          )
        : text(
            `- ${id}：在 issue 标题中写明 CVE 编号，然后 /delete cve ${id}，再 /add cve ${id}`,
            `- ${id}: write the CVE number into the title of the issue, then /delete cve ${id} and /add cve ${id}`,
          )
    })
    return lines([text('以下 CVE 行没有 CVE 编号：', 'These rows of CVEs have no CVE number:'), ...said])
  },
  ownItems: (ids: string) =>
    text(`${ids} 由您本人加入，须由他人确认`, `You added ${ids} yourself: somebody else has to approve`),
  waitingRows: (count: number) =>
    text(
      `待接纳 ${count} 条（/accept）`,
      `${count} ${count === 1 ? 'row waits' : 'rows wait'} for acceptance (/accept)`,
    ),

  // feedback
  fedBack: (kind: string, id: string, repository: string) =>
    text(
      `已收到反馈：${repository} 的 ${asWritten(id)}，列入 ${kind}`,
      `Feedback taken: ${asWritten(id)} of ${repository}, listed as ${kind}`,
    ),
  otherPackage: (id: string, repository: string, said: string) =>
    text(
      `issue ${asWritten(id)} 属于 ${repository}，不属于 ${said}`,
      `The issue ${asWritten(id)} is of ${repository}, not of ${said}`,
    ),
  unknownPull: (word: string) =>
    text(`没有找到 PR ${word.slice(0, 200)}`, `There is no pull request ${word.slice(0, 200)}`),
  tooManyWords: (word: string) =>
    text(
      `“${word.slice(0, 60)}”既不是软件包名，也不是 PR`,
      `"${word.slice(0, 60)}" is neither a package nor a pull request`,
    ),

  // left for the next release
  left: (ids: string) =>
    text(
      `${ids} 遗留到下一版本，本版本不发布`,
      `${ids} is left for the next release and does not come out with this one`,
    ),
  returned: (ids: string) => text(`${ids} 恢复在本版本发布`, `${ids} comes out with this release again`),
  alreadyLeft: (ids: string) => text(`${ids} 已遗留`, `Left for the next release already: ${ids}`),
  notLeft: (ids: string) => text(`${ids} 没有遗留，无需恢复`, `Not left for the next release: ${ids}`),
  refusedRows: (ids: string) =>
    text(`${ids} 已拒绝接纳，不在本版本中`, `${ids} was not accepted and is not part of this release`),
  carried: (taken: readonly { issue: string; release: string }[], gone: readonly string[]): Text =>
    lines([
      ...taken.map(t =>
        text(`带入 ${t.release} 遗留的 ${asWritten(t.issue)}`, `Taken in: ${asWritten(t.issue)}, left by ${t.release}`),
      ),
      ...gone.map(id =>
        text(
          `${asWritten(id)} 不再遗留，移出本版本`,
          `${asWritten(id)} is no longer left for this release and was taken out`,
        ),
      ),
    ]),

  // fetching
  fetchesAgain: () => text('再次获取发布范围', 'The scope is fetched again'),
  readLinks: (rows: number, unread: number) =>
    text(
      `评论中的链接：列入 ${rows} 条，${unread} 条无法识别`,
      `Links in the comments: ${rows} listed, ${unread} could not be read`,
    ),
  rowsAdded: (count: number) => text(`新增 ${count} 条清单行`, `${count} new ${count === 1 ? 'row' : 'rows'}`),
  linkOf: (author: string, word: string, because: Text) =>
    text(
      `${author} 的评论中的 ${word.slice(0, 200)}：${because.zh}`,
      `${word.slice(0, 200)} in a comment of ${author}: ${because.en}`,
    ),
  notThere: () => text('没有找到', 'it was not found'),
  severalThere: (repositories: readonly string[]) =>
    text(
      `存在于多个仓库（${repositories.join('、')}），请写成 仓库#编号`,
      `it is in several repositories (${repositories.join(', ')}); write repository#id`,
    ),
  pullWithoutIssue: () => text('PR 没有关联 issue', 'the pull request has no linked issue'),
  notAPackage: () => text('它不是软件包的 issue', 'it is no issue of a package'),

  // SLO
  badSpan: (from: string, to: string) => text(`起始日期 ${from} 晚于结束日期 ${to}`, `The day ${from} is after ${to}`),
  longSpan: () => text('最多可查询十年', 'At most ten years can be asked for'),
}
