// Every sentence of this room: to people in both languages, and the English ones the documents are made of.

import { type Text, text } from '../lib/text.ts'

/** What is missing before an advisory can be published, and what a check finds wrong with it. */
export const texts = {
  badCveId: (cve: string): Text => text(`“${cve}”不是合法的 CVE 编号。`, `“${cve}” is not a CVE number.`),
  noFacts: (cve: string): Text => text(`缺少 ${cve} 的漏洞信息。`, `There are no facts for ${cve}.`),
  noDescription: (cve: string): Text => text(`${cve} 缺少描述。`, `${cve} has no description.`),
  noScore: (cve: string): Text =>
    text(`${cve} 缺少有效的 CVSS 评分（大于 0，不超过 10）。`, `${cve} has no valid CVSS score (above 0, at most 10).`),
  noVector: (cve: string): Text => text(`${cve} 缺少 CVSS 向量。`, `${cve} has no CVSS vector.`),
  badVector: (cve: string, vector: string): Text =>
    text(`${cve} 的 CVSS 向量“${vector}”无效。`, `The CVSS vector “${vector}” of ${cve} is not valid.`),
  noPackages: (component: string): Text =>
    text(`${component} 还没有构建出的软件包。`, `No packages of ${component} are built yet.`),
  noBinaryPackage: (component: string): Text =>
    text(`${component} 只有源码包，没有二进制包。`, `${component} has a source package but no binary package.`),
  noSourcePackage: (component: string): Text =>
    text(`${component} 缺少源码包。`, `The source package of ${component} is missing.`),
  noChecksum: (file: string): Text => text(`${file} 缺少 SHA-256 校验值。`, `${file} has no SHA-256 checksum.`),

  notReady: (component: string): Text =>
    text(`${component} 的安全公告还不能发布：`, `The advisory for ${component} cannot be published yet:`),

  noId: text('公告没有编号。', 'The advisory has no number.'),
  badId: (id: string): Text =>
    text(`公告编号 ${id} 不符合“前缀-年份-序号”。`, `The advisory number ${id} is not of the form prefix-year-number.`),
  wrongSeverity: (severity: string, highest: string): Text =>
    text(
      `公告的严重等级是 ${severity}，而其 CVE 中最高的是 ${highest}。`,
      `The advisory's severity is ${severity}, but the highest of its CVEs is ${highest}.`,
    ),
  scoreDiffers: (cve: string, score: number, computed: number): Text =>
    text(
      `${cve} 的评分是 ${score}，而由其向量算出的是 ${computed}。`,
      `The score of ${cve} is ${score}, but its vector gives ${computed}.`,
    ),
  listedScoreDiffers: (cve: string, listed: number, score: number): Text =>
    text(
      `${cve} 在发布清单中的评分是 ${listed}，而漏洞信息中是 ${score}。`,
      `The release's list gives ${cve} the score ${listed}, its facts say ${score}.`,
    ),
  badDate: (date: string): Text => text(`日期“${date}”无效。`, `“${date}” is not a valid date.`),
  updatedBeforeIssued: (issued: string, updated: string): Text =>
    text(`更新时间 ${updated} 早于发布时间 ${issued}。`, `It is updated (${updated}) before it is issued (${issued}).`),
  noRecord: (id: string): Text => text(`仓库的 updateinfo 中没有 ${id}。`, `No repository's updateinfo lists ${id}.`),
  recordSeverity: (found: string, wanted: string): Text =>
    text(
      `updateinfo 中的严重等级是 ${found}，应为 ${wanted}。`,
      `Its severity in updateinfo is ${found}, it should be ${wanted}.`,
    ),
  cveWithoutReference: (cve: string): Text =>
    text(`updateinfo 中没有 ${cve} 的 cve 类型引用。`, `updateinfo has no reference of type cve for ${cve}.`),
  strangeReference: (cve: string): Text =>
    text(`updateinfo 引用了不属于本公告的 ${cve}。`, `updateinfo refers to ${cve}, which the advisory does not name.`),
  packageNotListed: (file: string): Text =>
    text(`updateinfo 中没有软件包 ${file}。`, `updateinfo does not list the package ${file}.`),
  strangePackage: (file: string): Text =>
    text(
      `updateinfo 列出了不属于本公告的软件包 ${file}。`,
      `updateinfo lists the package ${file}, which is not the advisory's.`,
    ),
  packageDiffers: (file: string): Text =>
    text(
      `updateinfo 中 ${file} 的 NEVRA 或校验值与已发布的软件包不同。`,
      `NEVRA or checksum of ${file} in updateinfo differ from the published package.`,
    ),
  unreadableDocument: (reason: string): Text =>
    text(`CVRF 文档无法读取：${reason}`, `The CVRF document cannot be read: ${reason}`),
  documentPackageNotPublished: (file: string): Text =>
    text(`CVRF 列出了发布中没有的软件包 ${file}。`, `CVRF lists the package ${file}, which the release does not have.`),
  packageNotInDocument: (file: string): Text =>
    text(`CVRF 中没有软件包 ${file}。`, `CVRF does not list the package ${file}.`),
  documentDiffers: (what: string): Text =>
    text(`CVRF 的“${what}”与公告不同。`, `“${what}” of the CVRF document differs from the advisory.`),
}

/** The documents' own English, fixed by openEuler's CVRF dialect. Names are put in as they are. */
export const documentTexts = {
  title: (component: string, branches: readonly string[]): string =>
    `An update for ${component} is now available for ${listed(branches)}`,
  withdrawnTitle: (component: string, branches: readonly string[]): string =>
    `The update for ${component} for ${listed(branches)} has been withdrawn`,
  synopsis: (component: string): string => `${component} security update`,
  withdrawnSynopsis: (component: string): string => `${component} security update (withdrawn)`,
  fixes: 'Security Fix(es):',
  withdrawnOn: (date: string): string => `This advisory was withdrawn on ${date}.`,
  rating: (product: string, severity: string): string =>
    `${product} Security has rated this update as having a security impact of ${severity}. A Common Vulnerability Scoring System(CVSS)base score,which gives a detailed severity rating, is available for each vulnerability from the CVElink(s) in the References section.`,
  noLongerOffered: (product: string): string =>
    `Its packages are no longer offered by ${product}: take the vulnerabilities named here for not fixed.`,
}

/** `a`, `a and b`, `a,b and c`: as the published documents list branches. */
function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? ''
  return names.length < 2 ? last : `${names.slice(0, -1).join(',')} and ${last}`
}
