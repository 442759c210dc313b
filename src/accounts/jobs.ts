// Reads the members of the teams that role lists name. A doer. A forge that does not answer takes no role away: the
// members last known stay.

import type { Db } from '../db/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Log } from '../lib/log.ts'
import type { Ports } from '../ports/index.ts'
import type { RolePolicy } from './roles.ts'
import { forgetTeams, type Member, saveMembers } from './team-store.ts'
import { loginsOfSig, type TeamSource, teamEntries, teamSource } from './teams.ts'

export interface TeamDeps {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
  readonly ports: Pick<Ports, 'forge'>
  readonly policy: {
    readonly roles: RolePolicy
    /** Name under which its users are known, and the repository in which sig-info files lie. */
    readonly forge: { readonly name: string; readonly repository: string }
  }
}

export async function refreshTeams(deps: TeamDeps): Promise<void> {
  const { db, clock, log, policy } = deps
  const sources = teamEntries(policy.roles)
  await forgetTeams(db, sources)
  for (const source of sources) {
    const named = teamSource(source)
    try {
      const members = named && (await readMembers(deps, named))
      if (members) await saveMembers(db, { source, forge: policy.forge.name, at: clock.now() }, members)
      else log.warn({ team: source }, 'a team cannot be read: its members stay as last known')
    } catch (err) {
      log.warn({ team: source, err }, 'a team could not be asked for: its members stay as last known')
    }
  }
}

async function readMembers({ ports, policy }: TeamDeps, source: TeamSource): Promise<Member[] | undefined> {
  if (source.kind === 'team') {
    const members = await ports.forge.teamMembers(source.team)
    return members.map(({ id, login }) => ({ userId: id, login }))
  }
  const text = await ports.forge.readFile({ repository: policy.forge.repository, path: source.path })
  const logins = text === undefined ? undefined : loginsOfSig(text, policy.forge.name)
  return logins?.map(login => ({ userId: null, login }))
}
