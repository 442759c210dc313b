// Release A: stopped by an unmet requirement, mended, tested, published, announced, and installed by users.

import { text } from '../../src/lib/text.ts'
import type { ReleaseView } from '../../src/releases/view.ts'
import { formatNevra } from '../../src/rpm/nevra.ts'
import { publishedTree, testRepositories, testRepository } from '../addresses.ts'
import type { Client } from '../client.ts'
import { type Arch, distribution, mended, releases, sourcePackagesOf } from '../scenario.ts'
import { type TreeState, walkTree } from '../tree.ts'
import { mendBuild } from '../workplace.ts'
import { command, refused } from './follow.ts'
import * as moves from './moves.ts'
import { expect, type Play } from './play.ts'
import { putSpec } from './specs.ts'
import { expectEvidence, expectInstalled, newUser, offered, usersPackages } from './users.ts'

const plan = releases.a

export interface Released {
  readonly view: ReleaseView
  readonly advisories: readonly string[]
  readonly users: readonly Client[]
}

export async function playReleased(play: Play): Promise<Released> {
  const { report } = play
  const users: Client[] = []
  await report.step(
    text(
      '用户按基线仓库安装旧版本（x86_64 与 aarch64）',
      'users install the old versions from base (x86_64 and aarch64)',
    ),
    async () => {
      for (const arch of distribution.arches) users.push(await oldUser(play, arch))
    },
  )
  const opened = await report.step(
    text('开发与安全建立 issue，cve-manager 投放清单', 'issues are opened; cve-manager drops its list'),
    () => moves.openIssues(play, plan),
  )
  let view = await report.step(text('创建版本与版本 issue', 'create the release and its issue'), () =>
    moves.createRelease(play, plan),
  )
  report.note(`${view.id}  ${view.issue?.url ?? ''}`)
  view = await report.step(text('/start-update：读取 CVE 清单', '/start-update: the CVE list becomes the scope'), () =>
    moves.startUpdate(play, view, opened),
  )
  await report.step(text('测试人员评论 /cve-ok：被拒绝', '/cve-ok by a tester is refused'), async () => {
    const reason = await refused(play, view, 'tester', '/cve-ok')
    const now = await play.api.readRelease(view.id)
    expect(
      now.gates.every(gate => gate.name !== 'cve' || gate.signOffs.length === 0),
      'the gate has been signed all the same',
    )
    report.note(reasonIn(reason))
  })
  view = await report.step(text('/add bugfix', '/add bugfix'), () => moves.addBugfixes(play, view, opened))
  view = await report.step(text('/cve-ok', '/cve-ok'), () => moves.signCves(play, view))
  view = await stopAndMend(play, view)
  await report.step(
    text('测试仓库完整：每个文件与其校验和一致', 'the test repository is whole: every file has its declared sum'),
    () => expectTestRepository(play, view),
  )
  view = await report.step(text('/test-ok', '/test-ok'), () => moves.signTests(play, view))
  view = await report.step(text('/check-ok：发布软件包', '/check-ok: packages are published'), () =>
    moves.publish(play, view),
  )
  const { view: released, ids } = await report.step(
    text('/cvrf-ok：发布安全公告', '/cvrf-ok: advisories are published'),
    () => moves.announce(play, view),
  )
  report.note(ids.join(' '))
  for (const user of users) await upgrade(play, user, ids)
  return { view: released, advisories: ids, users }
}

async function oldUser(play: Play, arch: Arch): Promise<Client> {
  const user = newUser(play, `user-${arch}`, arch)
  await user.installFromBase(usersPackages)
  await expectInstalled(play, user, [])
  await expectEvidence(user, plan.evidence, 'vulnerable')
  return user
}

/** The broken build is found before anything is published anywhere; its right build passes. */
async function stopAndMend(play: Play, scoped: ReleaseView): Promise<ReleaseView> {
  const { report } = play
  const stopped = await report.step(
    text('/bugfix-ok：依赖检查拦下 logbook', '/bugfix-ok: the dependency check stops logbook'),
    async () => {
      const view = await command(play, scoped, 'developer', '/bugfix-ok', {
        what: 'the self-check to find the unmet requirement',
        mayBlock: true,
        reached: (_, fresh) => fresh?.state === 'blocked',
      })
      const messages = view.findings.filter(f => f.blocking).map(f => f.message.en)
      expect(view.stage === 'verifying', `the release went on to ${view.stage}`)
      expect(
        messages.length > 0 && messages.every(m => m.includes('logbook') && m.includes('tide-tables')),
        `the findings are: ${messages.join('; ') || 'none'}`,
      )
      const place = testRepository(view.directory, 'standard', 'x86_64')
      const answer = await play.http.ask(`${place}repodata/repomd.xml`)
      expect(answer.status === 404, `the test repository was touched: ${place} answers ${answer.status}`)
      return view
    },
  )
  for (const finding of stopped.findings.filter(f => f.blocking)) report.note(report.say(finding.message))
  return report.step(
    text(
      '换上修好的构建，/get-requires：通过并转测',
      'the fixed build replaces it; /get-requires passes, handed over to test',
    ),
    async () => {
      await putSpec(play, mended, 'update')
      await mendBuild(play.built, play.place)
      return command(play, stopped, 'developer', '/get-requires', {
        what: 'the release in the hands of the testers',
        reached: now => now.stage === 'testing',
      })
    },
  )
}

async function expectTestRepository(play: Play, view: ReleaseView): Promise<void> {
  const repositories = testRepositories(view.directory)
  const state = await walkTree(play.http, { repositories, lists: [] })
  const absent = [...state].filter(([, sum]) => sum === 'absent').map(([path]) => path)
  expect(absent.length === 0, `not there: ${absent.join(', ')}`)
  const files = new Set([...state.keys()].map(path => path.split('/').at(-1)))
  const wanted = play.built.entries.filter(
    e => e.set === 'update' && e.builtFor !== 'source' && sourcePackagesOf(plan).includes(e.sourcePackage),
  )
  const missing = wanted.filter(e => !files.has(e.path.split('/').at(-1)))
  expect(missing.length === 0, `the test repository lacks ${missing.map(e => formatNevra(e.nevra)).join(', ')}`)
}

async function upgrade(play: Play, user: Client, ids: readonly string[]): Promise<void> {
  const fixed = [...new Set(plan.vulnerabilities.map(v => v.sourcePackage))]
  await play.report.step(
    text(
      `用户（${user.arch}）按公告升级，漏洞消失`,
      `a user (${user.arch}) sees the advisories, upgrades by them, and the CVEs are gone`,
    ),
    async () => {
      const seen = await offered(user)
      expect(seen.join() === [...ids].sort().join(), `dnf updateinfo list shows ${seen.join(', ') || 'nothing'}`)
      await user.upgradeByAdvisory(ids)
      await expectInstalled(play, user, fixed)
      await expectEvidence(user, plan.evidence, 'fixed')
      const left = await offered(user)
      expect(left.length === 0, `after the upgrade dnf still shows ${left.join(', ')}`)
    },
  )
}

/** The published tree of every release so far, each file with its declared sum. */
export async function walkPublished(play: Play): Promise<TreeState> {
  return walkTree(play.http, publishedTree())
}

/** The answer greets first and tells in a list. */
function reasonIn(answer: string): string {
  const line = answer.split('\n').find(l => l.startsWith('- ')) ?? answer
  return line.replace(/^- /, '').replace(/[`*]/g, '')
}
