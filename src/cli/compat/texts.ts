// What the compatible programs say, beside the console texts of javcra, which are forms of their own.

import { type Text, text } from '../../lib/text.ts'

export const compatTexts = {
  unknownVerb: (program: string, verbs: readonly string[]): Text =>
    text(`${program} 的命令有：${verbs.join('、')}`, `The commands of ${program} are: ${verbs.join(', ')}`),
  doneByItself: (): Text =>
    text(
      '评论和问题 issue 由 Slipway 自动创建，无需调用；结果见 get-install-build',
      'Slipway writes comments and opens issues by itself; for the result see get-install-build',
    ),
  tooManyWords: (line: string): Text => text(`参数过多。用法：${line}`, `Too many words. Usage: ${line}`),
  missingId: (quoted: string, bare: string): Text =>
    quoted === bare
      ? text(`缺少 issue ID。请输入：${bare}`, `An issue id is missing. Type: ${bare}`)
      : text(
          `缺少 issue ID：未加引号的 # 在 shell 中是注释。请输入：\n  ${quoted}\n或：\n  ${bare}`,
          `An issue id is missing: to a shell an unquoted # begins a comment. Type:\n  ${quoted}\nor:\n  ${bare}`,
        ),
  badId: (id: string): Text => text(`“${id}”不是 issue ID`, `"${id}" is not an issue id`),
  badType: (types: readonly string[], line: string): Text =>
    text(`类型应为 ${types.join('、')}。用法：${line}`, `The type is one of ${types.join(', ')}. Usage: ${line}`),
  needsVerdict: (type: string, line: string): Text =>
    text(`-type ${type} 之后应为 ok 或 nok。用法：${line}`, `After -type ${type} comes ok or nok. Usage: ${line}`),
  nothingToChange: (line: string): Text =>
    text(`没有说明要增删什么。用法：${line}`, `It does not say what to add or delete. Usage: ${line}`),
  missingTimestamp: (line: string): Text =>
    text(`缺少更新目录 update_YYYYMMDD。用法：${line}`, `The directory update_YYYYMMDD is missing. Usage: ${line}`),
  otherTimestamp: (timestamp: string, directory: string, release: string): Text =>
    text(
      `${timestamp} 不是 ${release} 的更新目录，应为 ${directory}；没有执行任何操作`,
      `${timestamp} is not the update directory of ${release}, which is ${directory}; nothing was done`,
    ),
  unused: (options: readonly string[]): Text =>
    text(
      `未使用：${options.join('、')}。身份取自 SLIPWAY_TOKEN；密钥不应写在命令行参数中，其他用户可以看到`,
      `Not used: ${options.join(', ')}. The identity is that of SLIPWAY_TOKEN; secrets do not belong in arguments, where others can see them`,
    ),
  buildStays: (): Text =>
    text(
      '--buildcheck 不起作用：自验的范围由服务器决定',
      '--buildcheck has no effect: the server says what is checked',
    ),
  usage: (): Text => text('用法：', 'Usage:'),
  options: (): Text =>
    text(
      '通用选项：-giteeid <登录名> --url <地址> --token-file <文件> --json --dry-run --wait --timeout <秒> --lang zh|en',
      'Common options: -giteeid <login> --url <url> --token-file <file> --json --dry-run --wait --timeout <seconds> --lang zh|en',
    ),
  wouldCreate: (branches: readonly string[]): Text =>
    text(
      `将为以下分支创建发布：${branches.join('、')}；没有执行任何操作`,
      `Releases would be created of: ${branches.join(', ')}; nothing was done`,
    ),
  noBranches: (): Text => text('没有配置分支', 'No branch is configured'),
  unknownBranches: (names: readonly string[]): Text =>
    text(`没有配置分支 ${names.join('、')}`, `Not configured: ${names.join(', ')}`),
  gatesOpen: (): Text => text('CVE 清单和 bugfix 清单均已确认', 'The CVE list and the bugfix list are signed'),
  gatesClosed: (): Text =>
    text('CVE 清单或 bugfix 清单尚未确认', 'The CVE list or the bugfix list is not signed off yet'),
  notChecked: (): Text => text('开发自验尚未进行', 'The self-check has not run yet'),
  checkUnderWay: (): Text => text('开发自验尚未结束', 'The self-check has not ended yet'),
  checkClean: (): Text => text('开发自验通过', 'The self-check found nothing that blocks'),
  checkNotClean: (): Text => text('开发自验未通过', 'The self-check did not pass'),
  notArchived: (stage: Text): Text =>
    text(
      `发布列表在发布软件包时自动归档；现处于“${stage.zh}”阶段`,
      `The update list is archived when the packages are published; the stage is ${stage.en}`,
    ),
  archiving: (): Text => text('发布列表正在归档', 'The update list is being archived'),
  archivingFails: (problem: string): Text =>
    text(`发布列表尚未归档：${problem}`, `The update list is not archived yet: ${problem}`),
  archived: (repository: string, files: readonly string[]): Text =>
    text(
      `发布列表已归档至 ${repository}：\n${files.join('\n')}`,
      `The update list is archived in ${repository}:\n${files.join('\n')}`,
    ),
}
