// A command as a person typed it: what is said back repeats their spelling, not ours. Pure.

import type { ParsedCommand } from './parse.ts'

/** Without the slash. */
export function spellingOf({ line, name }: ParsedCommand): string {
  return /^\/(\S+)/.exec(line)?.[1] ?? name
}

/** `/delete cve|…` told to someone who typed `/del`; what `/add-cve` is short for is told as it is written out. */
export function usageAs(usage: string, command: ParsedCommand): string {
  const spelled = spellingOf(command)
  const isWhole = !/^(add|delete|del)[-_]./i.test(spelled)
  return isWhole ? usage.replace(/^\/\S+/, `/${spelled}`) : usage
}
