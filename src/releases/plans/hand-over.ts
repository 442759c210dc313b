// Plan `hand-over`: the milestone on the test platform and the mail to the testers (转测).

import { type Plan, plan, step } from '../../flow/index.ts'
import type { Mail, MilestoneRequest } from '../../ports/index.ts'
import { testDirectory } from '../../repos/index.ts'
import { builtPackages } from '../drafts.ts'
import { handOverMail, withdrawalMail } from '../mails.ts'
import type { Release } from '../model.ts'
import { productOf } from '../naming.ts'
import { branchOf } from '../policy.ts'
import { loadRelease } from '../store.ts'
import type { PlanInput } from '../submit.ts'
import { texts } from '../texts.ts'
import type { PlanDeps } from './deps.ts'

type Letter = { mail: Mail | null; withdrawal: Mail | null }

export function handOverPlan(deps: PlanDeps): Plan {
  return plan('hand-over', [
    step<PlanInput, 'testPlatform', { request: MilestoneRequest; former: MilestoneRequest | null }, string>({
      name: 'milestone',
      uses: ['testPlatform'],
      async prepare(c) {
        const request = await milestoneOf(deps, await releaseOf(deps, c.input.release))
        return { request, former: (await c.ports.testPlatform.readMilestone(request.name)) ?? null }
      },
      start: async (c, { request }) => (await c.ports.testPlatform.createMilestone(request)).name,
      // A hand-over that came before under the same name stands on: its milestone comes back as it was.
      async undo(c, { request, former }) {
        if (former) await c.ports.testPlatform.createMilestone(former)
        else await c.ports.testPlatform.withdrawMilestone(request.name)
      },
    }),
    step<PlanInput, 'mailer', Letter, null>({
      name: 'mail',
      uses: ['mailer'],
      async prepare(c) {
        const release = await releaseOf(deps, c.input.release)
        const to = branchOf(deps.policy, release.branch)?.testers ?? []
        if (to.length === 0) return { mail: null, withdrawal: null }
        const milestone = await milestoneOf(deps, release)
        const mail = handOverMail({ release, milestone, to, key: c.run, publicUrl: deps.policy.publicUrl })
        return { mail, withdrawal: withdrawalMail(mail, release) }
      },
      async start(c, { mail }) {
        if (mail) await c.ports.mailer.send(mail)
        return null
      },
      undo: {
        because: texts.mailStays(),
        // Sent also when it is not known whether the mail went out: a withdrawal too many harms nobody.
        correct: async (c, { withdrawal }) => {
          if (withdrawal) await c.ports.mailer.send(withdrawal)
        },
      },
    }),
  ])
}

async function releaseOf(deps: PlanDeps, id: string): Promise<Release> {
  const release = await loadRelease(deps.db, id)
  if (!release) throw new Error(`no release ${id}`)
  return release
}

async function milestoneOf(deps: PlanDeps, release: Release): Promise<MilestoneRequest> {
  const { product, version } = productOf(release.branch)
  const built = await builtPackages(deps.db, release.id)
  const packages = [...new Set(built.map(b => b.rpm.sourceName))].sort()
  const root = `${deps.policy.publicUrl}/repo/test/${release.branch}`
  const epol = built.some(b => b.family === 'EPOL')
  return {
    name: `${product} ${version} ${release.directory}`,
    product,
    version,
    packages,
    baseUpdateUrl: `${root}/${testDirectory(release.directory, 'standard', '')}`,
    ...(epol ? { epolUpdateUrl: `${root}/${testDirectory(release.directory, 'EPOL', '')}` } : {}),
  }
}
