// The words of `slipway --help`.

import type { Text } from '../lib/text.ts'
import { text } from '../lib/text.ts'

export const about = text(
  '发行版发布工程：更新发布、软件包仓库、安全公告。\n发布可用编号、标题或 issue（I3NQ1A）指明。\n退出码：0 成功，1 失败，2 用法有误，3 被拒绝，4 不存在，5 服务器或外部系统不可用。',
  'Release engineering for RPM distributions: update releases, repositories, advisories.\nA release is named by its id, its title or its issue (I3NQ1A).\nExit codes: 0 ok, 1 failed, 2 usage, 3 refused, 4 not found, 5 server or outside system down.',
)

/** Titles that commander writes. */
export const helpTitles: Readonly<Record<string, Text>> = {
  'Usage:': text('用法：', 'Usage:'),
  'Arguments:': text('参数：', 'Arguments:'),
  'Options:': text('选项：', 'Options:'),
  'Global Options:': text('通用选项：', 'Global Options:'),
  'Commands:': text('命令：', 'Commands:'),
}

export const verbs = {
  help: text('显示帮助', 'Show help'),
  version: text('显示版本', 'Show the version'),
  release: text('发布', 'Releases'),
  releaseList: text('列出发布，最新的在前', 'List releases, newest first'),
  releaseShow: text('显示一个发布', 'Show a release'),
  releaseCreate: text('创建发布；已存在则显示它', 'Create a release; show it when it exists already'),
  releaseDelete: text('删除尚未启动的发布计划；记录保留', 'Delete a plan that has not begun; its record stays'),
  releaseExplain: text(
    '说明发布在等什么、谁能推进、如何解决',
    'Say what a release waits for, who can move it, and what helps',
  ),
  releaseImport: text(
    '从 issue 接管旧工具启动的发布',
    'Take over a release that began under the old tool, from its issue',
  ),
  releaseCommand: text(
    '执行命令，与 issue 评论中相同，如 /cve-ok',
    'Give commands as in a comment on the issue, e.g. /cve-ok',
  ),
  releaseAdvisories: text('列出一个发布的公告', 'List the advisories of a release'),
  releaseTimeline: text('显示发生过的事', 'Show what happened'),
  releaseWatch: text('跟踪发布，直到 Ctrl-C 或到达阶段', 'Follow a release until Ctrl-C, or until it reaches a stage'),
  run: text('流程的运行', 'Runs of plans'),
  runList: text('列出运行，最新的在前', 'List runs, newest first'),
  runShow: text('显示一次运行的步骤和日志', 'Show the steps and the log of a run'),
  advisory: text('安全公告', 'Advisories'),
  advisoryList: text('列出公告', 'List advisories'),
  advisoryShow: text('显示一个公告', 'Show an advisory'),
  branch: text('分支', 'Branches'),
  branchList: text('列出配置的分支', 'List the branches of the configuration'),
  log: text('显示操作记录', 'Show the log of what was done'),
  me: text('显示当前身份和角色', 'Show who is signed in, and their roles'),
  health: text('检查服务器是否可用', 'Ask whether the server can do its work'),
  completion: text('输出 bash 或 zsh 的补全脚本', 'Print the completion script for bash or zsh'),
  serve: text('在本机运行服务器', 'Run the server on this machine'),
  user: text('用户（在服务器本机执行）', 'People (on the machine of the server)'),
  userCreate: text('创建用户', 'Create a person'),
  token: text('令牌（在服务器本机执行）', 'Tokens (on the machine of the server)'),
  tokenCreate: text(
    '创建令牌，在最后一行显示；--name 的服务账号不存在时一并创建并授予角色',
    'Create a token and show it in the last line; makes and grants the service --name when absent',
  ),
  tokenList: text('列出一个账号的令牌', 'List the tokens of an account'),
  tokenRevoke: text('吊销令牌', 'Revoke a token'),
  onBehalf: text('代他人操作的授权（在服务器本机执行）', 'Who may act for people (on the machine of the server)'),
  onBehalfList: text('列出可代他人操作的服务账号', 'List the services that may act for people'),
  onBehalfRevoke: text('撤销服务账号代他人操作的授权', 'Take back that a service may act for people'),
} as const satisfies Record<string, Text>

export const optionTexts = {
  url: text(
    '服务器地址（环境变量 SLIPWAY_URL，默认 http://127.0.0.1:8080）',
    "The server's address (SLIPWAY_URL; default http://127.0.0.1:8080)",
  ),
  issueRepository: text(
    'issue 所在仓库，默认为配置的版本仓库',
    "The issue's repository; by default that of release issues",
  ),
  tokenFile: text(
    '存放令牌的文件（SLIPWAY_TOKEN_FILE；或用 SLIPWAY_TOKEN 给出令牌）',
    'File that holds the token (SLIPWAY_TOKEN_FILE; or give the token itself by SLIPWAY_TOKEN)',
  ),
  json: text('以 JSON 输出', 'Print JSON'),
  lang: text('语言 zh 或 en（默认取自 LC_ALL、LANG）', 'Language, zh or en (default by LC_ALL, LANG)'),
  branch: text('分支', 'Branch'),
  releaseTitle: text(
    '标题：<分支>_update<YYYYMMDD>[后缀]，或 issue 标题；可代替 --branch、--date 和 --suffix',
    'Title: <branch>_update<YYYYMMDD>[suffix], or that of the issue; instead of --branch, --date and --suffix',
  ),
  directory: text('目录 update_<冻结日期>[后缀]', 'Directory update_<freeze date>[suffix]'),
  stage: text('阶段', 'Stage'),
  limit: text('最多条数', 'At most so many'),
  cursor: text('从上一页给出的位置继续', 'Go on where the page before ended'),
  date: text('日期 YYYYMMDD（默认今天）', 'Date YYYYMMDD (default today)'),
  suffix: text('后缀，如 b', 'Suffix, e.g. b'),
  freezeDate: text('代码冻结日期 YYYYMMDD', 'Freeze date YYYYMMDD'),
  all: text('所有在维护的分支', 'Every maintained branch'),
  deleted: text('包括已删除的计划', 'Plans that were deleted too'),
  reason: text('原因，会写在 issue 上', 'Why; it is said on the issue'),
  emergency: text('紧急发布', 'An emergency release'),
  dryRun: text('试运行：只显示会发生什么', 'Only tell what would happen'),
  wait: text('等待命令启动的流程结束', 'Wait until the run that the command starts has ended'),
  onBehalfOf: text(
    '代此登录名的人操作；服务账号须有 on-behalf 授权',
    'Act for the person of this login; a service must be granted on-behalf',
  ),
  anyway: text('即使其他发布仍需要', 'Even if other releases need what would go'),
  onBehalf: text('允许服务账号代他人操作', 'Let the service act for people'),
  subject: text('对象，如 release/<编号>', 'What it is about, e.g. release/<id>'),
  ofRelease: text('发布', 'Release'),
  key: text('幂等键：同一个键不会执行两次', 'Idempotency key: the same key does not act twice'),
  after: text('仅此编号之后的记录', 'Only entries behind this number'),
  until: text('到达该阶段时结束', 'End when it has reached the stage'),
  timeout: text('最多等待的秒数', 'Wait at most so many seconds'),
  data: text('数据目录（SLIPWAY_DATA，默认 ./data）', 'Data directory (SLIPWAY_DATA; default ./data)'),
  port: text(
    '端口（SLIPWAY_PORT，默认 8080；0 为任意空闲端口）',
    'Port (SLIPWAY_PORT; default 8080; 0 for any free one)',
  ),
  host: text('监听地址（SLIPWAY_HOST，默认 127.0.0.1）', 'Address to listen on (SLIPWAY_HOST; default 127.0.0.1)'),
  config: text('配置文件（SLIPWAY_CONFIG）', 'Configuration file (SLIPWAY_CONFIG)'),
  userName: text('姓名', 'Name'),
  forgeLogin: text('代码平台登录名，可写作 平台:登录名，可重复', 'Login on the forge, or forge:login; may be repeated'),
  role: text('角色，可重复', 'Role; may be repeated'),
  branches: text('仅限这些分支，可重复', 'On these branches only; may be repeated'),
  tokenRole: text(
    '授予服务账号的角色；对 --user 则是令牌的上限',
    'Roles to grant to the service; with --user a limit of the token',
  ),
  tokenName: text('服务账号', 'Service account'),
  tokenUser: text('用户', 'Person'),
} as const satisfies Record<string, Text>
