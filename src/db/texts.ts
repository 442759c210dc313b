// Sentences the database room says to whoever starts Slipway.

import type { Text } from '../lib/text.ts'
import { text } from '../lib/text.ts'

export const texts = {
  alreadyServing: (pid: number | undefined): Text =>
    text(
      `此数据目录已有一个 Slipway 服务在运行（进程号 ${pid ?? '未知'}）。`,
      `A Slipway server is already running on this data directory (pid ${pid ?? 'unknown'}).`,
    ),
  usedByCommand: (pid: number): Text =>
    text(
      `数据库正由另一个进程使用（进程号 ${pid}），请等它结束后再试。`,
      `The database is in use by another process (pid ${pid}); try again when it has ended.`,
    ),
  noBinaries: (platform: string): Text =>
    text(
      `没有适用于 ${platform} 的内置 PostgreSQL，请设置 DATABASE_URL。`,
      `There is no embedded PostgreSQL for ${platform}; set DATABASE_URL.`,
    ),
  linksNotWritable: (folder: string): Text =>
    text(
      `无法在 ${folder} 中补建库文件链接：请以可写的用户启动一次，或重新安装并允许安装脚本。`,
      `Cannot create the missing library links in ${folder}: start once as a user who may write there, or install again with scripts allowed.`,
    ),
  notReachable: (path: string, uid: number): Text =>
    text(
      `用户 ${uid} 无法访问 ${path} 或 PostgreSQL 程序，且此系统不允许创建用户命名空间：请放开上级目录的执行权限、以普通用户启动，或设置 DATABASE_URL。`,
      `User ${uid} cannot reach ${path} or the PostgreSQL programs, and this system allows no user namespaces: permit traversal of the folders above, start as an ordinary user, or set DATABASE_URL.`,
    ),
  notOwner: (path: string, uid: number): Text =>
    text(
      `${path} 属于用户 ${uid}：请以该用户或 root 启动。`,
      `${path} belongs to user ${uid}: start as that user or as root.`,
    ),
  noSocketFolder: (): Text =>
    text('找不到可以放置数据库套接字的目录。', 'There is no folder in which the socket of the database could be made.'),
  serverTooOld: (version: string): Text =>
    text(`需要 PostgreSQL 15 或更高版本，当前为 ${version}。`, `PostgreSQL 15 or newer is needed, this is ${version}.`),
}
