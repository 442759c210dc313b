// What people read where a step is shown.

import { type Text, text } from '../lib/text.ts'

export const stepTitles: Readonly<Record<string, Text>> = {
  'fetch-cves': text('获取 CVE 清单', 'Fetch the CVE list'),
  'read-links': text('读取评论中的链接', 'Read the links in comments'),
  'collect-packages': text('收集构建结果', 'Collect the builds'),
  'version-check': text('检查版本', 'Check versions'),
  'dependency-check': text('检查依赖范围', 'Check dependencies'),
  'upgrade-path': text('检查升级路径', 'Check the upgrade path'),
  'test-repository': text('上传至测试仓库', 'Publish to the test repository'),
  'install-check': text('验证安装', 'Check installation'),
  'report-problems': text('提交问题单', 'Open issues of what was found'),
  'update-diff': text('比较更新差异', 'Compare with what users have'),
  milestone: text('创建测试里程碑', 'Create the test milestone'),
  mail: text('发送转测邮件', 'Send the hand-over mail'),
  'publish-packages': text('发布软件包', 'Publish packages'),
  'close-test-directory': text('测试目录归入历史', 'Move the test directory to history'),
  'archive-list': text('归档发布列表', 'Archive the release list'),
  'take-numbers': text('分配公告编号', 'Take advisory numbers'),
  updateinfo: text('更新 updateinfo', 'Publish updateinfo'),
  documents: text('发布公告文档', 'Publish advisory documents'),
}
