// Release B: published, installed, hauled back, published once more under new numbers and hauled back again. Each time
// the tree must be what it was before, file by file.

import { text } from '../../src/lib/text.ts'
import type { ReleaseView } from '../../src/releases/view.ts'
import { advisoryDocument } from '../addresses.ts'
import { distribution, releases, sourcePackagesOf } from '../scenario.ts'
import { compareTrees, type TreeState } from '../tree.ts'
import { command } from './follow.ts'
import * as moves from './moves.ts'
import { expect, type Play } from './play.ts'
import { type Released, walkPublished } from './released.ts'
import { expectEvidence, expectInstalled, newUser, offered, usersPackages } from './users.ts'

const plan = releases.b
const ofA = sourcePackagesOf(releases.a)
const fixedInA = [...new Set(releases.a.vulnerabilities.map(v => v.sourcePackage))]
const ofB = sourcePackagesOf(plan)

export interface Withdrawn {
  readonly view: ReleaseView
  /** Numbers of both publications; none may be used again. */
  readonly advisories: readonly string[]
  readonly filesCompared: number
}

export async function playWithdrawn(play: Play, first: Released): Promise<Withdrawn> {
  const { report } = play
  let view = await report.step(text('从创建到测试通过', 'from creation to passed tests'), async () => {
    const opened = await moves.openIssues(play, plan)
    const scoped = await moves.startUpdate(play, await moves.createRelease(play, plan), opened)
    return moves.signTests(play, await moves.signBugfixes(play, await moves.signCves(play, scoped)))
  })
  const before = await report.step(
    text('记录发布仓库每个文件的 SHA-256', 'record the SHA-256 of every published file'),
    () => walkPublished(play),
  )
  report.note(`${before.size} files`)
  const published = await report.step(text('/check-ok、/cvrf-ok：发布', '/check-ok, /cvrf-ok: published'), async () =>
    moves.announce(play, await moves.publish(play, view)),
  )
  report.note(published.ids.join(' '))
  const user = first.users[0]
  expect(user !== undefined, 'the first release left no user')
  await report.step(text('已升级过的用户装上新版本', 'the user who had upgraded installs it'), async () => {
    const changes = compareTrees(before, await walkPublished(play))
    expect(
      changes.some(change => change.startsWith('appeared') && change.includes('beacon-3.0.2-2')),
      'the tree has no new beacon',
    )
    const seen = await offered(user)
    expect(
      seen.join() === [...published.ids].sort().join(),
      `dnf updateinfo list shows ${seen.join(', ') || 'nothing'}`,
    )
    await user.upgradeByAdvisory(published.ids)
    await expectInstalled(play, user, [...fixedInA, ...ofB])
    await expectEvidence(user, plan.evidence, 'fixed')
  })
  view = await haulBack(play, published.view, published.ids, before)
  await report.step(
    text(
      '新用户看到旧状态，已升级的用户用 distro-sync 退回',
      'a fresh client sees the old state; distro-sync takes the upgraded one back',
    ),
    async () => {
      const fresh = newUser(play, 'fresh', distribution.arches[0])
      await fresh.installFromBase(usersPackages)
      const seen = await offered(fresh)
      expect(
        seen.join() === [...first.advisories].sort().join(),
        `a fresh client is offered ${seen.join(', ') || 'nothing'}`,
      )
      const newest = newUser(play, 'newest', distribution.arches[0])
      await newest.install(usersPackages)
      await expectInstalled(play, newest, ofA)
      await user.distroSync()
      await expectInstalled(play, user, ofA)
      await expectEvidence(user, plan.evidence, 'vulnerable')
      await expectEvidence(user, releases.a.evidence, 'fixed')
    },
  )
  const again = await report.step(
    text('再次发布：公告得到新编号', 'published again: the advisories get new numbers'),
    async () => {
      const second = await moves.announce(play, await moves.publish(play, view))
      const reused = second.ids.filter(id => published.ids.includes(id))
      expect(reused.length === 0, `used again: ${reused.join(', ')}`)
      return second
    },
  )
  report.note(again.ids.join(' '))
  view = await haulBack(play, again.view, [...published.ids, ...again.ids], before)
  return { view, advisories: [...published.ids, ...again.ids], filesCompared: before.size }
}

async function haulBack(
  play: Play,
  view: ReleaseView,
  ids: readonly string[],
  before: TreeState,
): Promise<ReleaseView> {
  return play.report.step(
    text(
      '/withdraw：每个文件与之前相同，公告保留并标明撤回',
      '/withdraw: every file is as before; the announcements remain, marked withdrawn',
    ),
    async () => {
      const withdrawn = await command(play, view, 'versionManager', '/withdraw', {
        what: 'the release to be withdrawn',
        reached: now => now.stage === 'reviewing' && now.withdrawn,
      })
      const changes = compareTrees(before, await walkPublished(play))
      expect(changes.length === 0, `the tree is not as before:\n${changes.join('\n')}`)
      for (const id of ids) {
        const document = await play.http.text(advisoryDocument(id))
        expect(/withdrawn/i.test(document), `the document of ${id} is not marked withdrawn`)
      }
      const standing = withdrawn.advisories.filter(a => a.state === 'published')
      expect(standing.length === 0, `still published: ${standing.map(a => a.id).join(', ')}`)
      return withdrawn
    },
  )
}
