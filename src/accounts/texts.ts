// Every sentence that accounts say to people.

import type { Text } from '../lib/text.ts'
import { text } from '../lib/text.ts'
import type { Role } from './roles.ts'

export const texts = {
  badName: (name: string): Text =>
    text(
      `名称 ${JSON.stringify(name)} 不可用：须以文字或数字开头，最长 100 个字符，只含文字、数字、空格和 . _ @ + -`,
      `The name ${JSON.stringify(name)} cannot be used: it begins with a letter or digit, has at most 100 characters, and holds only letters, digits, spaces and . _ @ + -`,
    ),
  badLogin: (login: string): Text =>
    text(
      `登录名 ${JSON.stringify(login)} 不可用：写作 名称 或 平台:名称，不含空白`,
      `The login ${JSON.stringify(login)} cannot be used: write name or forge:name, without blanks`,
    ),
  nameTaken: (name: string): Text => text(`已有名为 ${name} 的账号`, `There is already an account named ${name}`),
  loginTaken: (login: string, owner: string): Text =>
    text(`登录名 ${login} 已属于账号 ${owner}`, `The login ${login} already belongs to the account ${owner}`),
  unknownAccount: (name: string): Text => text(`没有名为 ${name} 的账号`, `There is no account named ${name}`),
  unknownToken: (id: number): Text => text(`没有编号为 ${id} 的令牌`, `There is no token number ${id}`),

  notOnBehalf: (name: string, login: string, branch: string): Text =>
    text(
      `令牌属于 ${name}，不能在 ${branch} 上代 ${login} 操作；须由服务账号持有该分支的 on-behalf 授权（slipway token create --name … --on-behalf）`,
      `The token is that of ${name}, which may not act for ${login} on ${branch}: only a service granted on-behalf there may (slipway token create --name … --on-behalf)`,
    ),
  noSuchPerson: (login: string): Text =>
    text(
      `没有登录名为 ${login} 的用户；须先在平台上评论过，或由管理员创建（slipway user create）`,
      `Nobody is known by the login ${login}: they must have commented on the forge before, or be created (slipway user create)`,
    ),
  ambiguousPerson: (login: string): Text =>
    text(
      `登录名 ${login} 属于多个账号，请写作 平台:${login}`,
      `The login ${login} belongs to more than one account: write forge:${login}`,
    ),

  personCreated: (name: string, logins: readonly string[]): Text =>
    logins.length === 0
      ? text(`创建了用户 ${name}`, `Created the person ${name}`)
      : text(`创建了用户 ${name}（${logins.join('、')}）`, `Created the person ${name} (${logins.join(', ')})`),
  serviceCreated: (name: string): Text => text(`创建了服务账号 ${name}`, `Created the service ${name}`),
  rolesGranted: (roles: readonly Role[], branches: readonly string[] | undefined): Text =>
    branches
      ? text(
          `授予角色 ${roles.join('、')}（分支 ${branches.join('、')}）`,
          `Granted ${roles.join(', ')} on ${branches.join(', ')}`,
        )
      : text(`授予角色 ${roles.join('、')}（所有分支）`, `Granted ${roles.join(', ')} on every branch`),
  onBehalfGranted: (branches: readonly string[] | undefined): Text =>
    branches
      ? text(`授权代他人操作（分支 ${branches.join('、')}）`, `May act for people on ${branches.join(', ')}`)
      : text('授权代他人操作（所有分支）', 'May act for people on every branch'),
  onBehalfRevoked: (branches: readonly string[] | undefined): Text =>
    branches
      ? text(
          `撤销代他人操作的授权（分支 ${branches.join('、')}）`,
          `May no longer act for people on ${branches.join(', ')}`,
        )
      : text('撤销代他人操作的全部授权', 'May no longer act for people'),
  onBehalfNotGranted: (name: string, branches: readonly string[]): Text =>
    branches.length === 0
      ? text(`${name} 没有代他人操作的授权`, `${name} is not granted to act for people`)
      : text(
          `${name} 没有分支 ${branches.join('、')} 的代他人操作授权；针对所有分支的授权只能整体撤销，不加 --branch`,
          `${name} is not granted to act for people on ${branches.join(', ')} as such; a grant on every branch goes as a whole, without --branch`,
        ),
  tokenCreated: (note: string): Text => text(`创建了令牌（${note}）`, `Created a token (${note})`),
  tokenRevoked: (note: string): Text => text(`吊销了令牌（${note}）`, `Revoked a token (${note})`),
}
