// What the room says to people, in Chinese and English.

import { type Text, text } from '../lib/text.ts'
import { formatNevra, type Nevra, rpmFileName } from '../rpm/nevra.ts'

type BadRpmReason = 'missing-file' | 'not-an-rpm' | 'truncated-rpm' | 'unsafe-name' | 'unknown-arch' | 'wrong-file-name'

export const texts = {
  badRpm(reason: BadRpmReason, file: string, nevra: Nevra | undefined): Text {
    const name = nevra ? formatNevra(nevra) : file
    switch (reason) {
      case 'missing-file':
        return text(`文件 ${file} 不存在`, `the file ${file} is not there`)
      case 'not-an-rpm':
        return text(`${file} 不是 RPM 包`, `${file} is not an RPM`)
      case 'truncated-rpm':
        return text(`${file} 不完整或已损坏`, `${file} is cut off or damaged: its digests do not match`)
      case 'unsafe-name':
        return text(
          `${file} 的包名含有不允许的字符`,
          `${file} holds a package name with characters that are not allowed`,
        )
      case 'unknown-arch':
        return text(`${name} 的架构未知`, `${name} has an architecture that is not known`)
      case 'wrong-file-name': {
        const expected = nevra ? rpmFileName(nevra) : ''
        return text(
          `${file} 的包头是 ${name}，文件名应为 ${expected}`,
          `${file} holds ${name} and should be named ${expected}`,
        )
      }
    }
  },

  nothingThere: (place: string): Text => text(`${place} 不存在`, `${place} is not there`),
  notARepository: (place: string): Text =>
    text(
      `${place} 不是软件源目录，也不是 primary.xml 文件`,
      `${place} is neither the directory of a repository nor a primary.xml`,
    ),
  notHttp: (place: string): Text =>
    text(
      `软件源地址 ${shown(place)} 不可用：请给出目录，或 http、https 地址`,
      `the repository address ${shown(place)} cannot be used: give a directory, or an http or https address`,
    ),
  credentialsInUrl: (host: string): Text =>
    text(`${host} 的地址中不能包含用户名或密码`, `the address of ${host} must not hold a user name or password`),
  redirected: (url: string, to: string): Text =>
    text(
      `${url} 转到了 ${shown(to)}：不自动跟随，如可信请直接使用该地址`,
      `${url} leads on to ${shown(to)}: that is not followed; name that address yourself if you trust it`,
    ),
  noIndex: (): Text => text('没有 repodata/repomd.xml', 'there is no repodata/repomd.xml'),
  noSuchMetadata: (type: string): Text => text(`没有 ${type} 元数据`, `there is no ${type} metadata`),
  linkLeadsOut: (path: string): Text =>
    text(`${path} 是指向仓库之外的链接`, `${path} is a link that leads out of the repository`),
  notInTree: (release: string): Text =>
    text(`${release} 不在该仓库中`, `${release} is not published in this repository tree`),
  unsafePath: (path: string): Text => text(`路径 ${shown(path)} 不允许`, `the path ${shown(path)} is not allowed`),
  notInPool: (path: string): Text =>
    text(
      `${path} 未经检查入库，不能发布`,
      `${path} has not been checked and taken into the pool, so it cannot be published`,
    ),
  wrongPlace: (path: string, nevra: string): Text =>
    text(`${nevra} 不应放在 ${path}`, `${nevra} does not belong at ${path}`),
  samePackageTwice: (path: string): Text =>
    text(`${path} 有两个内容不同的文件`, `two files of different content are meant for ${path}`),
  differentContent: (nevra: string, path: string, first: string, second: string): Text =>
    text(
      `${first} 与 ${second} 都包含 ${nevra}（${path}），但内容不同：同一版本号不能对应两个不同的包，请提高 release 号后重新构建`,
      `${first} and ${second} both ship ${nevra} (${path}) with different content: one version cannot be two packages; build it again with a higher release`,
    ),
  nestedDirectories: (directory: string): Text =>
    text(`仓库目录 ${directory} 内含另一个仓库目录`, `the repository directory ${directory} has another one inside`),
  recordWithoutPackages: (id: string): Text =>
    text(`公告 ${id} 涉及的软件包都不在该仓库中`, `none of the packages of advisory ${id} is in this repository tree`),
  badBaseline: (directory: string, what: Text): Text =>
    text(
      `原有仓库 ${directory} 的元数据不可用：${what.zh}`,
      `the metadata of the repository ${directory} that lay there before cannot be used: ${what.en}`,
    ),
  otherChecksum: (directory: string, file: string): Text =>
    text(
      `原有仓库 ${directory} 中 ${file} 的校验和与元数据不符`,
      `${file} in the repository ${directory} that lay there before is not what its metadata says`,
    ),
  emptyRoot: (): Text => text('dnf 报告成功，但没有安装任何软件包', 'dnf reported success but nothing was installed'),
  notInstalled: (nevra: string): Text =>
    text(`dnf 报告成功，但 ${nevra} 没有安装`, `dnf reported success but ${nevra} was not installed`),
  sameRecordTwice: (id: string, first: string, second: string): Text =>
    text(`公告 ${id} 同时出现在 ${first} 与 ${second} 中`, `the advisory ${id} is in both ${first} and ${second}`),
}

function shown(path: string): string {
  return JSON.stringify(path.slice(0, 80))
}
