// Writes the commands of a release for the command line, which may import nothing of the server, from the command table.

import { commandAt, commandNames } from '../../src/releases/commands.ts'

export function cliCommands(): string {
  const rows = commandNames.map(name => {
    const { usage, help } = commandAt(name)
    return JSON.stringify({ name, usage, help })
  })
  return `// Made from src/releases/commands.ts by \`npm run generate\`. Not to be changed by hand.

import type { Text } from '../../../lib/text.ts'

export interface ReleaseCommand {
  readonly name: string
  readonly usage: string
  readonly help: Text
}

export const releaseCommands: readonly ReleaseCommand[] = [
${rows.map(row => `  ${row},\n`).join('')}]
`
}
