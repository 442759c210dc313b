// What is said of waivers and of self-checks that a changed scope has made stale, in Chinese and English.

import { dashedDay } from '../lib/clock.ts'
import { type Text, text } from '../lib/text.ts'

interface Said {
  readonly owner: string
  readonly until: string
  readonly because: string
}

export const waiverTexts = {
  // what is never waived
  badFile: () =>
    text(
      '损坏的或与其名称不符的文件不能豁免，须重新构建',
      'a file that is broken, or not what its name says, is not waived: it is to be built anew',
    ),
  wrongPlace: () =>
    text(
      '架构不符的文件不会进入版本，豁免等于漏发，须重新构建',
      'a file of another architecture is left out of the release, which a waiver would hide: it is to be built anew',
    ),
  twoContents: () =>
    text(
      '同一个版本有两种内容，软件源只能有其一，须换版本号重新构建',
      'one version has two contents and a repository holds one: build it anew under another version',
    ),
  notBuilt: () => text('没有构建结果，无可豁免', 'what was not built cannot be waived'),
  notChecked: () =>
    text(
      '检查未能进行，不知道会有什么风险，不能豁免',
      'the check could not be made, so nobody knows the risk: it is not waived',
    ),
  notWaivable: (subject: string, because: Text) =>
    text(`${subject} 不能豁免：${because.zh}`, `${subject} cannot be waived: ${because.en}`),

  // refusals
  noFindings: () => text('最近一次自验没有可豁免的问题', 'The newest self-check has no findings that could be waived'),
  unknown: (word: string, list: Text) =>
    text(
      `没有发现问题“${word.slice(0, 200)}”，现有：\n${list.zh}`,
      `There is no finding "${word.slice(0, 200)}"; there are:\n${list.en}`,
    ),
  ambiguous: (word: string, list: Text) =>
    text(
      `“${word.slice(0, 200)}”指多个问题，请用编号：\n${list.zh}`,
      `"${word.slice(0, 200)}" means several; name one by its number:\n${list.en}`,
    ),
  noReason: (usage: string) => text(`请说明原因。用法：${usage}`, `Say why. Usage: ${usage}`),
  longReason: (most: number) => text(`原因不能超过 ${most} 字`, `The reason may have at most ${most} characters`),
  noDate: (usage: string) => text(`请说明豁免到哪一天。用法：${usage}`, `Say until which day. Usage: ${usage}`),
  badDate: (day: string) =>
    text(
      `“${day.slice(0, 40)}”不是 YYYY-MM-DD 形式的日历日期`,
      `"${day.slice(0, 40)}" is not a calendar date of the form YYYY-MM-DD`,
    ),
  past: (day: string, today: string) =>
    text(
      `${dashedDay(day)} 已经过去，今天是 ${dashedDay(today)}`,
      `${dashedDay(day)} is over: today is ${dashedDay(today)}`,
    ),
  tooFar: (day: string, last: string, most: number) =>
    text(
      `${dashedDay(day)} 太远：豁免最长 ${most} 天，最晚到 ${dashedDay(last)}`,
      `${dashedDay(day)} is too far away: a waiver lasts at most ${most} days, until ${dashedDay(last)} at the latest`,
    ),
  notWaived: (word: string, list: Text | undefined) =>
    list
      ? text(
          `“${word.slice(0, 200)}”没有豁免，现有：\n${list.zh}`,
          `"${word.slice(0, 200)}" is not waived; these are:\n${list.en}`,
        )
      : text(
          `“${word.slice(0, 200)}”没有豁免，本分支没有生效的豁免`,
          `"${word.slice(0, 200)}" is not waived: no waiver of the branch holds`,
        ),

  // answers
  waived: (subjects: Text, until: string) =>
    text(`已豁免到 ${dashedDay(until)}：${subjects.zh}`, `Waived until ${dashedDay(until)}: ${subjects.en}`),
  whileSaid: (subjects: Text) =>
    text(
      `${subjects.zh} 只豁免现在所说的内容：内容一变即重新阻塞`,
      `Waived is what is said of ${subjects.en} now: when anything else is said, it blocks again`,
    ),
  ended: (subjects: Text) =>
    text(
      `豁免已结束：${subjects.zh}。本分支其他版本已经打开的关口保持打开`,
      `The waiver has ended: ${subjects.en}. Gates of other releases of the branch that are open already stay open`,
    ),
  stillOpen: (subjects: Text) => text(`仍阻塞：${subjects.zh}`, `These still block: ${subjects.en}`),
  nowOpens: () =>
    text(
      '没有其他问题阻塞，现在可用 /check-status 转测',
      'Nothing else stands against it: /check-status opens the gate now',
    ),
  closedAgain: (gate: Text) =>
    text(`本版本“${gate.zh}”的确认随之撤回`, `With it the sign-off of "${gate.en}" of this release is withdrawn`),

  // what a finding and its waiver are called
  numbered: (number: string, message: Text) => text(`${number}：${message.zh}`, `${number}: ${message.en}`),
  waiver: (subject: string, { owner, until, because }: Said) =>
    text(
      `${subject}：由 ${owner} 豁免到 ${dashedDay(until)}，原因：${because}`,
      `${subject}: waived by ${owner} until ${dashedDay(until)}, because: ${because}`,
    ),
  lapsed: (subject: string, { owner, until }: Said) =>
    text(
      `${subject}：${owner} 的豁免已于 ${dashedDay(until)} 到期`,
      `${subject}: the waiver of ${owner} has run out on ${dashedDay(until)}`,
    ),
  waivedHead: () => text('已豁免，不阻塞：', 'Waived, so it does not block:'),
  onIssue: (message: string, { owner, until, because }: Said) =>
    `${message}（${owner} 豁免到 ${dashedDay(until)}：${because}）`,
  orWaive: (number: string) =>
    text(
      `；或豁免：/waive ${number} until 日期 because 原因`,
      `; or waive it: /waive ${number} until DATE because REASON`,
    ),

  // what the newest self-check is worth
  stale: (saw: number, now: number) =>
    text(
      `自验看到的是范围修订 ${saw}，现在是 ${now}：请 /get-requires`,
      `The self-check saw scope revision ${saw}, the scope is at revision ${now}: run /get-requires`,
    ),
  staleBefore: (saw: number, now: number) =>
    text(
      `最近一次自验看到的是范围修订 ${saw}，现在是 ${now}；范围确认后会重新自验`,
      `The newest self-check saw scope revision ${saw}, the scope is at revision ${now}; it runs again when the scope is signed`,
    ),
  waitsRest: () =>
    text(
      '发现的问题均已豁免或了结，但自验因此略过了之后的步骤，请 /get-requires',
      'What was found is waived or settled, but the self-check left out the steps behind it: run /get-requires',
    ),

  // what changes do
  waives: (subject: string, until: string, because: string) =>
    text(
      `豁免 ${subject} 到 ${dashedDay(until)}：${because}`,
      `Waives ${subject} until ${dashedDay(until)}: ${because}`,
    ),
  unwaives: (subject: string) => text(`结束对 ${subject} 的豁免`, `Ends the waiver of ${subject}`),
}
