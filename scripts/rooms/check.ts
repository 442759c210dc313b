// All rules of the house over one source tree: the graph rules, the abilities, the kinds inside a room.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { type Module, readGraph } from './graph.ts'
import { checkImports } from './imports.ts'
import { checkKinds } from './kinds.ts'
import { ABILITY_HOMES, isTest } from './plan.ts'
import { byPlace, type Violation } from './violations.ts'

export interface RoomsReport {
  readonly modules: number
  readonly violations: readonly Violation[]
}

/** Checks the tree below `root`. Throws when fewer than `minimum` modules can be seen. */
export async function checkRooms(root: string, minimum: number): Promise<RoomsReport> {
  const graph = await readGraph(root, minimum)
  const violations = [
    ...checkImports(graph),
    ...graph.modules.flatMap(checkAbilities),
    ...checkKinds(graph.modules, portNames(root)),
  ]
  const once = new Map(violations.map(v => [`${v.rule} ${v.file} ${v.line} ${v.message}`, v]))
  return { modules: graph.modules.length, violations: [...once.values()].sort(byPlace) }
}

function checkAbilities(module: Module): Violation[] {
  if (!module.path.startsWith('src/') || isTest(module.path)) return []
  return module.facts.uses.flatMap(use => {
    if (use.what === 'async') return []
    const home = ABILITY_HOMES[use.what]
    if (home.where.some(w => w.test(module.path))) return []
    return [
      { rule: 'ability-home' as const, file: module.path, line: use.line, message: `${use.text}: ${home.because}` },
    ]
  })
}

/** The port interfaces are those the members of `Ports` have as types. */
function portNames(root: string): ReadonlySet<string> {
  const path = join(root, 'src/ports/index.ts')
  const names = new Set(['Ports'])
  if (!existsSync(path)) return names
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.ESNext, true)
  for (const statement of file.statements) {
    if (!ts.isInterfaceDeclaration(statement) || statement.name.text !== 'Ports') continue
    for (const member of statement.members) {
      if (ts.isPropertySignature(member) && member.type) names.add(member.type.getText(file))
    }
  }
  return names
}
