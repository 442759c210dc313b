// The rules by name, with the reason each exists: printed beside what breaks them.

export const RULES = {
  'unknown-room': 'every file belongs to a room of the plan (scripts/rooms/plan.ts)',
  'who-imports-whom': 'rooms know only the rooms before them',
  'front-door': 'a room is entered through its index.ts',
  'types-only': 'this room is known by its types alone; values are handed in',
  'adapters-apart': 'an adapter knows the ports and nothing of the other adapters',
  'late-local': 'local verbs are loaded only when asked for, so that the client starts fast',
  'test-import': 'product code does not stand on tests',
  'no-cycles': 'what needs each other belongs together',
  'missing-import': 'an import that leads nowhere hides what it would break',
  'package-home': 'each tool of the outside has one home',
  'ability-home': 'environment, clock, calls and SQL have one home each',
  'store-kind': 'a store is only SQL',
  'door-kind': 'a door loads, calls the pure part, saves or shows',
  'pure-kind': 'pure files take state, actor and time as arguments, so that every rule is tested by a table',
} as const

export type RuleName = keyof typeof RULES

export interface Violation {
  readonly rule: RuleName
  readonly file: string
  readonly line: number
  readonly message: string
}

/** One line for a person or an editor, sorted input assumed. */
export function formatViolation(v: Violation): string {
  return `${v.file}:${v.line}  ${v.rule}: ${v.message}`
}

export function byPlace(a: Violation, b: Violation): number {
  return a.file.localeCompare(b.file) || a.line - b.line || a.rule.localeCompare(b.rule)
}
