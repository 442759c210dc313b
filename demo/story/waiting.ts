// Release C: would break a package that users have, takes it along, is handed over and waits for its testers.

import { text } from '../../src/lib/text.ts'
import type { ReleaseView } from '../../src/releases/view.ts'
import { comesAlong, releases } from '../scenario.ts'
import { command } from './follow.ts'
import * as moves from './moves.ts'
import { expect, type Play } from './play.ts'

const plan = releases.c

export async function playWaiting(play: Play): Promise<ReleaseView> {
  const scoped = await play.report.step(
    text('创建版本，/start-update', 'create the release, /start-update'),
    async () => {
      const opened = await moves.openIssues(play, plan)
      return moves.startUpdate(play, await moves.createRelease(play, plan), opened)
    },
  )
  return await takeAlong(play, await stopForUsers(play, scoped))
}

/** The update itself could be installed: it is stopped for the sake of what users have. */
async function stopForUsers(play: Play, scoped: ReleaseView): Promise<ReleaseView> {
  const { report } = play
  const stopped = await report.step(
    text(
      '/cve-ok、/bugfix-ok：更新会破坏用户已装的 chartroom，被依赖检查拦下，并指出可补充的软件包',
      '/cve-ok, /bugfix-ok: the update would break chartroom, which users have; the check stops it and names what would mend it',
    ),
    async () => {
      const view = await command(play, await moves.signCves(play, scoped), 'developer', '/bugfix-ok', {
        what: 'the self-check to find what the update would break',
        mayBlock: true,
        reached: (_, fresh) => fresh?.state === 'blocked',
      })
      const messages = view.findings.filter(f => f.blocking).map(f => f.message.en)
      const words = ['needs chart-reader = 1', 'sextant-1.12-2', `would mend it: /add requires ${comesAlong}`]
      expect(
        messages.length > 0 && messages.every(m => words.every(word => m.includes(word))),
        `the findings are: ${messages.join('; ') || 'none'}`,
      )
      return view
    },
  )
  for (const finding of stopped.findings.filter(f => f.blocking)) report.note(report.say(finding.message))
  return stopped
}

async function takeAlong(play: Play, stopped: ReleaseView): Promise<ReleaseView> {
  return await play.report.step(
    text(
      '/add requires 带上重新构建的 chartroom，/get-requires：转测，等待 /test-ok',
      '/add requires takes the new build of chartroom along; /get-requires: handed over, waits for /test-ok',
    ),
    async () => {
      const grown = await command(play, stopped, 'developer', `/add requires ${comesAlong}`, {
        what: `${comesAlong} in the scope`,
        reached: now => now.items.some(item => item.kind === 'requires' && item.repository === comesAlong),
      })
      const view = await command(play, grown, 'developer', '/get-requires', {
        what: 'the release in the hands of the testers',
        reached: now => now.stage === 'testing',
      })
      const gate = view.gates.find(g => g.name === 'test')
      expect(gate?.state === 'waiting', `the gate of the tests is ${gate?.state ?? 'missing'}`)
      return view
    },
  )
}
