// `javcra create`: the releases of all branches. One that fails does not keep the others from being made.

import type { BranchView, ReleaseView } from '../../http/index.ts'
import { ExitError, exitCodes } from '../exit.ts'
import type { Session } from '../session.ts'
import { plain, toJson } from '../terminal.ts'
import { texts } from '../texts.ts'
import { compatTexts } from './texts.ts'

/** Ends by the first failure, when there was any, after all were tried. */
export async function createAll(
  { client, terminal, json }: Session,
  wanted: { branches: readonly string[]; isDry: boolean },
): Promise<void> {
  const { streams, say } = terminal
  const server = client()
  const known = (await server.get<{ items: readonly BranchView[] }>('/api/v1/branches')).items.map(b => b.name)
  const unknown = wanted.branches.filter(name => !known.includes(name))
  if (unknown.length > 0) throw new ExitError(exitCodes.usage, compatTexts.unknownBranches(unknown.map(plain)))
  const branches = wanted.branches.length > 0 ? wanted.branches : known
  if (branches.length === 0) throw new ExitError(exitCodes.failed, compatTexts.noBranches())
  if (wanted.isDry) {
    return streams.out(json ? `${toJson({ branches, dryRun: true })}\n` : `${say(compatTexts.wouldCreate(branches))}\n`)
  }
  const made: { branch: string; id: string; created: boolean }[] = []
  let failure: ExitError | undefined
  for (const branch of branches) {
    try {
      const { status, content } = await server.post<ReleaseView>('/api/v1/releases', { branch })
      const created = status === 201
      made.push({ branch, id: content.id, created })
      if (!json) streams.out(`${say(created ? texts.created(content.id) : texts.existed(content.id))}\n`)
    } catch (error) {
      if (!(error instanceof ExitError)) throw error
      failure ??= new ExitError(error.code)
      streams.err(`${branch}: ${plain(say(error.text ?? texts.bug(error.message)))}\n`)
    }
  }
  if (json) streams.out(`${toJson({ items: made }, 2)}\n`)
  if (failure) throw failure
}
