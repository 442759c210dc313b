// The page on the functions of the seeds names every one of them, and what it says they are here is there.

import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findCommand } from '../../src/releases/commands.ts'
import { stepTitles } from '../../src/releases/step-titles.ts'

/** What the two design documents and their pictures name, in their order; by the heading on the page. */
const named: Readonly<Record<string, readonly string[]>> = {
  '001 §2.6.3 内部接口': [
    ...['users_check', 'commands', 'get_CVE_list', 'get_bugfix_list', 'update_issue_description'],
    ...['parse_issue_commands', 'update_CVE_list', 'update_bugfix_list', 'get_update_list', 'get_repo', 'get_branch'],
    ...['get_requires', 'upload_pkg_to_server', 'check_install_build', 'create_install_build_issue'],
    ...['check_issue_state', 'release_check', 'upload_release_pkg', 'release_pkg', 'release_SA'],
  ],
  '001 §2.6.3.2 评论对应的命令': [
    ...['auto-release start', 'auto-release add/delete', 'auto-release get-requires'],
    ...['auto-release check-issues-status', 'auto-release check-release', 'auto-release release-update-pkg'],
    ...['upload-update-list', 'auto-release release-update-sa'],
  ],
  '001 图“模块设计”': [
    ...['jenkins(ci-bot)', '用户权限校验模块', '命令解析模块', '版本issue管理模块', 'issue描述解析模块'],
    ...['开发自验证模块', '验证结果解析模块', '问题单状态检查模块', '发布模块'],
  ],
  '001 图“接口调用”': [
    ...['start', 'get_cve_info', 'get_bugfix_info', 'fill_issue', 'update_issue', 'get_issue_info', 'check_requires'],
    ...['get_update_list', 'get_requires_result', 'create_test_dir', 'check_install_and_selfbuild', 'get_check_result'],
    ...['create_issue', 'create_comment', '转测', 'release_update_SA', 'get_cvrf', 'get_updateinfo', 'release_SA'],
    ...['upload_cvrf', 'upload_updateinfo', 'upload_update_list'],
  ],
  '001 图“update发布”': [
    ...['gitee', 'CI_bot', 'auto-release start', 'auto-release add/delete', 'auto-release check-requires'],
    ...['auto-release release-update-pkg', 'auto-release release-update-sa', 'upload_update_list', '社区官网'],
    ...['auto-release check-issues-status', '/get_requires', 'auto-release check_install_and_selfbuid'],
    ...['/get_install_build', 'create_comment', 'create_issue', 'jenkins', 'cve-manager', '生成清单', '生成SA'],
  ],
  '001 图“用例”': [
    ...['启动发布流程', '更新发布清单', '启动依赖验证', '发布包', '更新cve范围', '发布安全公告', '测试及问题回归'],
  ],
  '000 接口清单': [
    ...['新建发布任务', '获取待发布cve', '需求反馈', '修改 CVE 及 Bugfix 列表', '版本基线范围确认', '版本检查'],
    ...['测试repo生成', '操作测试repo', '转测数据及转测邮件', '触发生产安全公告', 'deleteCVE', 'deleteSA', 'syncUnCVE'],
    ...['syncSA', 'syncAll', 'syncHardware', 'generateXml', 'inspectionXml', 'cvrf 同步', 'updateinfo 同步'],
  ],
  '000 Release-tools 功能实现': [
    ...['trigger_cve_archive', 'get_cve_list', 'cve_list_recombine', 'send_cve_list_to_majun', 'run'],
    ...['obs_package_version', 'gitee_package_version', 'operate_repo', '_normal_repo', '_multi_repo'],
    ...[
      'transfer_pkg_rpm',
      'send_repo_info',
      'send_data_test_platfor',
      'synchronous_info',
      '_all_sync',
      '_single_sync',
    ],
    ...['run', 'all_iso_time', 'get_jenkins_job_build_result'],
  ],
}

/** Parts of the product that are still to come. */
const planned = ['dependency and version checks', 'build jobs', 'portal interfaces', 'notice server', 'ISO and AT']

const page = readFileSync('docs/seed-functions.md', 'utf8')
const rows = page.split(/^## /m).slice(1).flatMap(rowsOf)

function rowsOf(section: string) {
  const heading = section.split(' · ', 1)[0] ?? ''
  const lines = section.split('\n').filter(line => line.startsWith('| `'))
  return lines.map(line => {
    const [, first = '', place = ''] = line.split('|')
    return { heading, name: codes(first)[0] ?? '', place }
  })
}

function codes(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)
}

test('every name of the seeds has its row', () => {
  const told = Object.keys(named).map(heading => [heading, rows.filter(r => r.heading === heading).map(r => r.name)])
  expect(Object.fromEntries(told)).toEqual(named)
  expect(rows).toHaveLength(Object.values(named).flat().length)
})

test.each(rows)('$heading: $name is where the page says', ({ place }) => {
  const parts = [...place.matchAll(/planned: ([^;|]+)/g)].map(([, part = '']) => part.trim())
  expect(planned).toEqual(expect.arrayContaining(parts))
  expect(codes(place).filter(code => !isThere(code))).toEqual([])
  expect(codes(place).length + parts.length).toBeGreaterThan(0)
})

const { paths } = JSON.parse(readFileSync('docs/generated/openapi.json', 'utf8')) as {
  paths: Record<string, Record<string, unknown>>
}

/** A file, a command, a route, or a step of a plan. */
function isThere(code: string): boolean {
  const [, method, path] = /^(GET|POST) (\/\S+)$/.exec(code) ?? []
  if (method && path) return paths[path]?.[method.toLowerCase()] !== undefined
  if (code.startsWith('/')) return findCommand(code.slice(1)) !== undefined
  return code.includes('/') ? existsSync(code) : Object.hasOwn(stepTitles, code)
}
