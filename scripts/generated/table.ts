// The files that are derived from others, and what makes each.

import { commandsPage } from './commands.ts'

export interface Generator {
  /** Path from the project's root. */
  readonly file: string
  make(): string | Promise<string>
}

export const generators: readonly Generator[] = [{ file: 'docs/generated/commands.md', make: commandsPage }]
