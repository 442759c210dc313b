// Asks the forge for a release, and notes on the release when it does not answer, for people to see. A doer.

import type { Db } from '../db/index.ts'
import type { Clock } from '../lib/clock.ts'
import { ExternalError } from '../lib/errors.ts'
import { forgetTrouble, noteTrouble } from './trouble-store.ts'

/** Fails as what is asked fails; the trouble is noted until something asked for the release is answered again. */
export async function noting<T>(
  deps: { readonly db: Db; readonly clock: Clock },
  release: string,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    const answer = await ask()
    await forgetTrouble(deps.db, release)
    return answer
  } catch (error) {
    if (error instanceof ExternalError) {
      const { system, operation, message } = error
      await noteTrouble(deps.db, release, { system, operation, message, since: deps.clock.now().toISOString() })
    }
    throw error
  }
}
