// Release C: checked and handed over, waits for its testers.

import { text } from '../../src/lib/text.ts'
import type { ReleaseView } from '../../src/releases/view.ts'
import { releases } from '../scenario.ts'
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
  return play.report.step(
    text('/cve-ok、/bugfix-ok：转测，等待 /test-ok', '/cve-ok, /bugfix-ok: handed over, waits for /test-ok'),
    async () => {
      const view = await moves.signBugfixes(play, await moves.signCves(play, scoped))
      const gate = view.gates.find(g => g.name === 'test')
      expect(gate?.state === 'waiting', `the gate of the tests is ${gate?.state ?? 'missing'}`)
      return view
    },
  )
}
