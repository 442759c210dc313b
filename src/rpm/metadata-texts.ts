// What is said about repository metadata that cannot be used, in Chinese and English.

import { RefusedError, refuse } from '../lib/errors.ts'
import { type Text, text } from '../lib/text.ts'

/** The error that carries such a sentence out of a reader. */
export function badMetadata(because: Text): RefusedError {
  return new RefusedError(refuse('bad-metadata', because))
}

export const metadataTexts = {
  // repomd.xml
  notRepomd: (root: string): Text =>
    text(`repomd：根元素是 <${root}>，不是 <repomd>`, `repomd: the root element is <${root}>, not <repomd>`),
  tooManyRecords: (max: number): Text =>
    text(`repomd：列出的元数据文件超过 ${max} 个`, `repomd: it lists more than ${max} metadata files`),
  incompleteRecord: (type: string): Text =>
    text(
      `repomd：记录 ${shown(type)} 没有类型或校验和`,
      `repomd: the record ${shown(type)} has no type or no checksum`,
    ),
  outside: (type: string, location: string): Text =>
    text(
      `repomd：记录 ${shown(type)} 指向仓库之外：${shown(location)}`,
      `repomd: the record ${shown(type)} lies outside of its repository: ${shown(location)}`,
    ),
  twice: (type: string): Text =>
    text(`repomd：${shown(type)} 列出了两次`, `repomd: it lists ${shown(type)} more than once`),

  // primary.xml and filelists.xml
  incompletePackage: (file: string, name: string, what: string): Text =>
    text(`${file}：软件包 ${shown(name)} 缺少 ${what}`, `${file}: the package ${shown(name)} has no ${what}`),
  badEpoch: (file: string, name: string): Text =>
    text(
      `${file}：软件包 ${shown(name)} 的 epoch 不是数字`,
      `${file}: the package ${shown(name)} has no numeric epoch`,
    ),
  largePackage: (file: string, name: string): Text =>
    text(`${file}：软件包 ${shown(name)} 的条目过多`, `${file}: the package ${shown(name)} has too many entries`),
  otherRoot: (file: string, expected: string, root: string): Text =>
    text(
      `${file}：根元素是 <${root}>，不是 <${expected}>`,
      `${file}: the root element is <${root}>, not <${expected}>`,
    ),

  // updateinfo.xml
  recordWithoutId: (title: string): Text =>
    text(
      `updateinfo：有一条记录没有编号（标题：${shown(title)}）`,
      `updateinfo: a record has no id (title: ${shown(title)})`,
    ),
  incompleteUpdatePackage: (record: string): Text =>
    text(
      `updateinfo：${record} 有一个软件包的名称、epoch、版本、release 或架构缺失或有误`,
      `updateinfo: ${record} has a package whose name, epoch, version, release or arch is missing or wrong`,
    ),

  // any metadata file
  inFile: (file: string, because: Text): Text => text(`${file}：${because.zh}`, `${file}: ${because.en}`),
  sqlite: (file: string): Text =>
    text(`${file} 是 SQLite 数据库，这里需要 XML 元数据`, `${file} is an SQLite database; XML metadata is needed here`),
  notXml: (file: string): Text => text(`${file} 不是 XML`, `${file} is not XML`),
  notUtf8: (file: string, at: number): Text =>
    text(`${file} 不是 UTF-8 编码（约在第 ${at} 字节处）`, `${file} is not UTF-8 (near byte ${at})`),
  unknownCompression: (file: string): Text =>
    text(
      `${file} 的压缩格式未知；支持 gz、bz2、xz、zst 和不压缩的 XML`,
      `the compression of ${file} is not known; gz, bz2, xz, zst and plain XML are`,
    ),
  damaged: (file: string, detail: string): Text =>
    text(`${file} 已损坏或不完整：${detail}`, `${file} is damaged or cut off: ${detail}`),
  wrongSize: (file: string, declared: number, found: number): Text =>
    text(
      `${file} 的大小是 ${found} 字节，而元数据索引声明为 ${declared} 字节`,
      `${file} has ${found} bytes where the repository's index says ${declared}`,
    ),
  wrongOpenSize: (file: string, declared: number, found: number): Text =>
    text(
      `${file} 解压后是 ${found} 字节，而元数据索引声明为 ${declared} 字节`,
      `${file} has ${found} bytes when opened where the repository's index says ${declared}`,
    ),
  tooLarge: (file: string, max: number): Text =>
    text(`${file} 超过 ${max} 字节的上限，不再继续读取`, `${file} has more than the ${max} bytes that are read`),
  tooLargeOpen: (file: string, max: number): Text =>
    text(
      `${file} 解压后超过 ${max} 字节的上限，不再继续读取`,
      `${file} opens to more than the ${max} bytes that are read`,
    ),
  unknownChecksum: (file: string, type: string): Text =>
    text(
      `${file} 的校验和类型 ${shown(type)} 不支持`,
      `${file} has a checksum of the type ${shown(type)}, which is not supported`,
    ),
  wrongChecksum: (file: string, type: string): Text =>
    text(`${file} 的 ${type} 校验和与元数据索引不符`, `the ${type} of ${file} is not what the repository's index says`),
  wrongOpenChecksum: (file: string, type: string): Text =>
    text(
      `${file} 解压后的 ${type} 校验和与元数据索引不符`,
      `the ${type} of ${file}, opened, is not what the repository's index says`,
    ),
  absent: (file: string): Text =>
    text(`元数据索引列出的 ${file} 不存在`, `${file}, which the repository's index names, is not there`),
}

function shown(words: string): string {
  return JSON.stringify(words.slice(0, 120))
}
