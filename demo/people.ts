// Makes the people of the demonstration with the program's own commands and keeps their bearer tokens in memory.

import { execa } from 'execa'
import { programEnvironment } from './environment.ts'
import { type Person, people } from './scenario.ts'

export type Tokens = Readonly<Record<keyof typeof people, string>>

/** Creates every person and a token for each. The server of the data directory must be running. */
export async function createPeople(command: readonly string[], data: string): Promise<Tokens> {
  const made = Object.entries(people).map(async ([key, person]) => [key, await createPerson(command, data, person)])
  return Object.fromEntries(await Promise.all(made)) as Tokens
}

async function createPerson(command: readonly string[], data: string, person: Person): Promise<string> {
  await slipway(command, data, ['user', 'create', '--name', person.login, '--forge-login', person.login])
  const said = await slipway(command, data, ['token', 'create', '--user', person.login])
  const token = said.trimEnd().split('\n').at(-1)?.trim()
  if (!token) throw new Error(`slipway token create printed no token for ${person.login}`)
  return token
}

async function slipway(command: readonly string[], data: string, args: readonly string[]): Promise<string> {
  const [program = '', ...first] = command
  const options = { reject: false, timeout: 60_000, extendEnv: false, env: programEnvironment() }
  const result = await execa(program, [...first, ...args, '--data', data], options)
  if (result.failed) throw new Error(`slipway ${args.join(' ')}: ${result.stderr.trim() || result.message}`)
  return result.stdout
}
