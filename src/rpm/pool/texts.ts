// What is said when metadata is refused.

import { RefusedError, refuse } from '../../lib/errors.ts'
import { type Text, text } from '../../lib/text.ts'

const WHAT = {
  'not-utf8': text('不是 UTF-8 编码', 'is not UTF-8'),
  encoding: text('声明的编码不是 UTF-8', 'declares an encoding other than UTF-8'),
  'control-character': text('含有 XML 不允许的控制字符', 'holds a control character that XML does not allow'),
  'bare-cdata-end': text('正文中出现 “]]>”', 'has “]]>” in its text'),
  comment: text('注释中出现 “--”', 'has “--” within a comment'),
  'document-type': text(
    '含有文档类型声明（DOCTYPE），不予接受',
    'has a document type declaration, which is not accepted',
  ),
  declaration: text('含有不认识的声明', 'has a declaration that is not known'),
  tag: text('标签不完整或写法不对', 'has a tag that is not well-formed'),
  'wrong-end': text('结束标签与开始标签不一致', 'has an end tag that does not match its start tag'),
  'double-attribute': text('同一个标签里属性重复', 'has the same attribute twice in one tag'),
  'too-many-attributes': text('一个标签里的属性太多', 'has too many attributes in one tag'),
  reference: text('含有未定义或不完整的实体', 'has an entity that is not defined or not complete'),
  'too-deep': text('嵌套太深', 'is nested too deep'),
  'too-large': text('一个软件包的条目太大', 'has an entry for one package that is too large'),
  'too-many': text('软件包太多', 'has too many packages'),
  truncated: text('到此中断，文件不完整', 'ends there: it is not complete'),
  'after-end': text('在结尾之后还有内容', 'goes on after its end'),
  'not-metadata': text('不是 primary 元数据', 'is no primary metadata'),
  'no-identity': text('有软件包缺少名称、架构或版本', 'has a package without name, architecture or version'),
  'bad-epoch': text('有 epoch 不是 32 位以内的非负整数', 'has an epoch that is no whole number of 32 bits'),
} as const satisfies Record<string, Text>

export type Malformation = keyof typeof WHAT

/** @param at byte position in the document, counted from 0. */
export function malformed(at: number, what: Malformation): RefusedError {
  const { zh, en } = WHAT[what]
  return new RefusedError(
    refuse(
      'malformed-primary',
      text(`primary.xml 无法读取：第 ${at} 字节处${zh}。`, `primary.xml cannot be read: at byte ${at} it ${en}.`),
    ),
  )
}
