// What every scene of the demonstration holds in its hands.

import type { Api } from '../api.ts'
import type { Distribution } from '../build.ts'
import type { Http } from '../http.ts'
import type { Tokens } from '../people.ts'
import type { Report } from '../report.ts'
import type { Workplace } from '../workplace.ts'

export interface Play {
  readonly report: Report
  readonly http: Http
  readonly api: Api
  readonly tokens: Tokens
  readonly built: Distribution
  readonly place: Workplace
  /** When the demonstration began. */
  readonly now: Date
  /** The newest of the three Mondays, if one was asked for. */
  readonly monday: string | undefined
  /** Runs and steps whose end was printed. */
  readonly shown: Set<string>
}

/** Throws a sentence when something is not as the story says. */
export function expect(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Error(otherwise)
}
