// Every sentence the CLI says to people, but for the help (help-texts.ts).

import type { Text } from '../lib/text.ts'
import { text } from '../lib/text.ts'

export const texts = {
  usage: {
    unknownOption: (what: string): Text => text(`未知的选项：${what}`, `Unknown option: ${what}`),
    unknownCommand: (what: string): Text => text(`未知的命令：${what}`, `Unknown command: ${what}`),
    missingArgument: (what: string): Text => text(`缺少参数：${what}`, `Missing argument: ${what}`),
    optionMissingArgument: (what: string): Text => text(`选项缺少值：${what}`, `The option needs a value: ${what}`),
    missingOption: (what: string): Text => text(`缺少选项：${what}`, `Missing option: ${what}`),
    excessArguments: (): Text => text('参数过多', 'Too many arguments'),
    other: (message: string): Text => text(`用法有误：${message}`, `Wrong usage: ${message}`),
    seeHelp: (command: string): Text => text(`用法见 ${command} --help`, `See ${command} --help`),
    badNumber: (option: string, value: string): Text =>
      text(`${option} 应为整数，而不是 ${value}`, `${option} must be an integer, not ${value}`),
    badPort: (value: string): Text => text(`端口应为 0 到 65535：${value}`, `A port is 0 to 65535, not ${value}`),
    badUrl: (value: string): Text =>
      text(`服务器地址应为 http(s) URL：${value}`, `The server's address must be an http(s) URL: ${value}`),
    badLanguage: (value: string): Text => text(`语言应为 zh 或 en：${value}`, `The language is zh or en, not ${value}`),
    unknownStage: (value: string): Text => text(`没有阶段 ${value}`, `There is no stage ${value}`),
    unknownShell: (value: string): Text =>
      text(`补全脚本支持 bash 和 zsh：${value}`, `Completion is for bash and zsh, not ${value}`),
    unknownRoles: (names: readonly string[], known: readonly string[]): Text =>
      text(
        `未知的角色：${names.join('、')}\n可用的角色：${known.join('、')}`,
        `Unknown role: ${names.join(', ')}\nThe roles are: ${known.join(', ')}`,
      ),
    branchOrTitle: (): Text =>
      text('请用 --branch 指定分支，或用 --title 指定标题', 'Name the branch by --branch, or the release by --title'),
    allOrOne: (): Text =>
      text('--all 不能与 --branch、--title、--directory 同用', '--all goes without --branch, --title and --directory'),
    quoteIds: (): Text =>
      text(
        "issue ID 可省略 #，或加引号写作 '#I3NQ1A'：未加引号的 # 在 shell 中是注释",
        "An issue id is written without #, or in quotes: '#I3NQ1A'. To a shell an unquoted # begins a comment",
      ),
    onBehalfOfService: (): Text =>
      text('--on-behalf 只能授予服务账号（--name）', '--on-behalf is for a service account (--name)'),
    nameOrUser: (): Text =>
      text('请用 --name 指定服务账号，或用 --user 指定用户', 'Name a service by --name or a person by --user'),
    badToken: (id: string): Text => text(`令牌编号应为整数：${id}`, `A token's number is an integer, not ${id}`),
    tokenFile: (file: string, reason: string): Text =>
      text(`无法读取令牌文件 ${file}：${reason}`, `The token file ${file} cannot be read: ${reason}`),
  },

  unreachable: (url: string, reason: string): Text =>
    text(
      `无法连接 ${url}（${reason}）。服务器是否在运行？`,
      `${url} cannot be reached (${reason}). Is the server running?`,
    ),
  behindIsDown: (url: string, status: number): Text =>
    text(`${url} 暂不可用（HTTP ${status}）`, `${url} is not available now (HTTP ${status})`),
  notSlipway: (url: string): Text =>
    text(`${url} 的回答不像 Slipway 服务器`, `${url} does not answer as a Slipway server does`),
  bug: (message: string): Text => text(`内部错误：${message}`, `An internal error: ${message}`),

  noReleases: (): Text => text('没有发布', 'There are no releases'),
  noAdvisories: (): Text => text('没有公告', 'There are no advisories'),
  nothingYet: (): Text => text('尚无记录', 'Nothing has happened yet'),
  more: (cursor: string): Text => text(`还有更多：--cursor ${cursor}`, `There are more: --cursor ${cursor}`),
  created: (id: string): Text => text(`已创建 ${id}`, `Created ${id}`),
  existed: (id: string): Text => text(`${id} 已存在`, `${id} exists already`),
  deleted: (id: string): Text => text(`已删除 ${id}`, `Deleted ${id}`),
  nothingHolds: (): Text => text('没有阻碍', 'Nothing holds it up'),
  dryRun: (): Text => text('试运行：没有执行任何操作', 'A dry run: nothing was done'),
  waitsNoMore: (): Text => text('不再等待；流程继续运行', 'Not waiting any longer; the run goes on'),
  runNotDone: (title: Text, state: string): Text =>
    text(`“${title.zh}”没有完成（${state}）`, `"${title.en}" was not done (${state})`),
  importedAs: (id: string): Text => text(`已接管为 ${id}`, `Taken over as ${id}`),
  importedBefore: (id: string): Text => text(`之前已接管为 ${id}`, `Was taken over before, as ${id}`),
  notUnderstood: (): Text =>
    text('未能理解的行（保留在 issue 描述中）：', 'Lines that were not understood (they stay in the description):'),
  timedOut: (seconds: number): Text => text(`${seconds} 秒内未完成`, `Not done within ${seconds} s`),
  isStuck: (): Text => text('卡住：需要人工处理', 'Stuck: a person must look'),
  archivePending: (): Text => text('待归档', 'not yet archived'),
  isWithdrawn: (): Text => text('已撤回', 'Withdrawn'),

  serving: (url: string, dataDir: string): Text =>
    text(`Slipway 运行于 ${url}（数据目录 ${dataDir}）`, `Slipway serves at ${url} (data in ${dataDir})`),
  stopping: (): Text => text('正在停止…', 'Stopping…'),
  stopped: (): Text => text('已停止', 'Stopped'),
  portTaken: (host: string, port: number): Text =>
    text(
      `端口 ${host}:${port} 已被占用。用 --port 选择其他端口，或先停止占用它的程序`,
      `The port ${host}:${port} is taken. Choose another by --port, or stop the program that has it`,
    ),
  portForbidden: (host: string, port: number): Text =>
    text(`不允许监听 ${host}:${port}`, `Listening on ${host}:${port} is not permitted`),
  badHost: (host: string): Text => text(`本机没有地址 ${host}`, `This machine has no address ${host}`),
  databaseDown: (reason: string): Text => text(`无法使用数据库：${reason}`, `The database cannot be used: ${reason}`),
  lost: (reason: string): Text => text(`服务器必须停止：${reason}`, `The server must stop: ${reason}`),

  userCreated: (name: string, account: number): Text =>
    text(`创建了用户 ${name}（账号 ${account}）`, `Created the person ${name} (account ${account})`),
  granted: (roles: readonly string[], branches: readonly string[]): Text =>
    text(
      `角色：${roles.join('、')}；分支：${branches.length === 0 ? '全部' : branches.join('、')}`,
      `Roles: ${roles.join(', ')}; branches: ${branches.length === 0 ? 'all' : branches.join(', ')}`,
    ),
  mayRepresent: (branches: readonly string[]): Text =>
    text(
      `可代他人操作；分支：${branches.length === 0 ? '全部' : branches.join('、')}`,
      `May act for people; branches: ${branches.length === 0 ? 'all' : branches.join(', ')}`,
    ),
  mayRepresentNoMore: (name: string, branches: readonly string[]): Text =>
    text(
      `${name} 不再能代他人操作；分支：${branches.length === 0 ? '全部' : branches.join('、')}`,
      `${name} may act for people no more; branches: ${branches.length === 0 ? 'all' : branches.join(', ')}`,
    ),
  nobodyOnBehalf: (): Text => text('没有服务账号可代他人操作', 'No service may act for people'),
  everyBranch: (): Text => text('全部', 'all'),
  tokenOf: (name: string, id: number): Text =>
    text(`${name} 的 ${id} 号令牌，仅显示这一次：`, `Token number ${id} of ${name}, shown only this once:`),
  tokenRevoked: (id: number): Text => text(`已吊销 ${id} 号令牌`, `Revoked token number ${id}`),
  noTokens: (): Text => text('没有令牌', 'There are no tokens'),
}

/** Words of tables and lists. */
export const words = {
  service: text('服务账号', 'SERVICE'),
  branch: text('分支', 'BRANCH'),
  timezone: text('时区', 'TIME ZONE'),
  roles: text('角色', 'ROLES'),
  ended: text('结束', 'ENDED'),
  release: text('发布', 'RELEASE'),
  stage: text('阶段', 'STAGE'),
  cve: text('CVE', 'CVE'),
  bugfix: text('缺陷', 'BUGFIX'),
  waitsFor: text('等待', 'WAITS FOR'),
  issue: text('issue', 'ISSUE'),
  directory: text('目录', 'DIRECTORY'),
  gate: text('关口', 'GATE'),
  state: text('状态', 'STATE'),
  who: text('谁', 'WHO'),
  command: text('命令', 'COMMAND'),
  kind: text('类型', 'KIND'),
  package: text('软件包', 'PACKAGE'),
  title: text('标题', 'TITLE'),
  score: text('评分', 'SCORE'),
  finding: text('问题', 'FINDING'),
  subject: text('对象', 'SUBJECT'),
  step: text('步骤', 'STEP'),
  attempts: text('次数', 'TRIES'),
  time: text('时间', 'TIME'),
  action: text('操作', 'ACTION'),
  text: text('内容', 'WHAT'),
  run: text('运行', 'RUN'),
  advisory: text('公告', 'ADVISORY'),
  severity: text('级别', 'SEVERITY'),
  cves: text('CVE', 'CVES'),
  packages: text('软件包', 'PACKAGES'),
  missing: text('缺少', 'MISSING'),
  archive: text('归档', 'ARCHIVE'),
  document: text('文档', 'DOCUMENT'),
  repositories: text('仓库', 'REPOSITORIES'),
  number: text('编号', 'NUMBER'),
  note: text('说明', 'NOTE'),
  created: text('创建', 'CREATED'),
  revoked: text('吊销', 'REVOKED'),
} as const satisfies Record<string, Text>
