// The files that are derived from others, and what makes each.

import { apiTypes } from './api-types.ts'
import { cliCommands } from './cli-commands.ts'
import { commandsPage } from './commands.ts'
import { openApiDocument } from './openapi.ts'

export interface Generator {
  /** Path from the project's root. */
  readonly file: string
  make(): string | Promise<string>
}

/** In the order they are made: one may be made from another. */
export const generators: readonly Generator[] = [
  { file: 'docs/generated/commands.md', make: commandsPage },
  { file: 'src/cli/commands/generated/release-commands.ts', make: cliCommands },
  { file: 'docs/generated/openapi.json', make: openApiDocument },
  { file: 'web/src/api/generated/schema.ts', make: apiTypes },
]
