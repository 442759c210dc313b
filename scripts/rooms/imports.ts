// The rules on who imports whom: rooms, doors, types alone, adapters apart, packages at home, no cycles.

import type { Edge, Graph, Module } from './graph.ts'
import { ADAPTER_KIN, FREE_ROOMS, isTest, MAY_IMPORT, MORE_DOORS, PACKAGE_HOMES, roomOf } from './plan.ts'
import type { Violation } from './violations.ts'

export function checkImports(graph: Graph): Violation[] {
  const cycles = graph.cycles.map(path => breaks('no-cycles', path[0] ?? '', 1, path.join(' → ')))
  return [...cycles, ...graph.modules.flatMap(checkModule)]
}

function checkModule(module: Module): Violation[] {
  const room = roomOf(module.path)
  if (!room) return [breaks('unknown-room', module.path, 1, 'no room of the plan has this path')]
  return module.edges.flatMap(edge => {
    if (edge.missing) return [breaks('missing-import', module.path, edge.line, `${edge.specifier} does not exist`)]
    if (isTest(module.path) || isFree(room)) return []
    const found = edge.to === undefined ? checkPackage(module, edge) : checkEdge(module.path, room, edge, edge.to)
    return found ? [found] : []
  })
}

function checkEdge(from: string, room: string, edge: Edge, to: string): Violation | undefined {
  const target = roomOf(to)
  const fails = (rule: Violation['rule'], message: string) => breaks(rule, from, edge.line, message)
  if (!target) return undefined
  if (isTest(to)) return fails('test-import', `imports the test ${to}`)
  if (isAdapter(room) && isAdapter(target)) return checkAdapters(from, edge, to)
  if (room === 'cli' && target === 'cli/local' && !edge.dynamic && !edge.typeOnly) {
    return fails('late-local', `imports ${to} at once; use \`await import()\``)
  }
  if (room === target) return undefined
  const access = MAY_IMPORT[room]?.[isAdapter(target) ? 'adapters' : target]
  if (!access) return fails('who-imports-whom', `${room} may not know ${target} (${to})`)
  if (access.endsWith('types') && !edge.typeOnly) return fails('types-only', `${room} may import only types of ${to}`)
  if (access.startsWith('door') && !isDoor(target, to))
    return fails('front-door', `enter ${target} by its index.ts, not ${to}`)
  return undefined
}

/** The registry may open every adapter by its door; an adapter sees only itself, and the door of its kin. */
function checkAdapters(from: string, edge: Edge, to: string): Violation | undefined {
  const own = folderOf(from)
  if (own === folderOf(to) && own !== '') return undefined
  if (own === '') {
    const door = /^src\/adapters\/([^/]+\/(index|schema)|[^/]+)\.ts$/.test(to)
    return door ? undefined : breaks('front-door', from, edge.line, `enter an adapter by its index.ts, not ${to}`)
  }
  if (to === `src/adapters/${ADAPTER_KIN[own]}/index.ts`) return undefined
  return breaks('adapters-apart', from, edge.line, `imports ${to} of another adapter`)
}

function checkPackage(module: Module, edge: Edge): Violation | undefined {
  const home = PACKAGE_HOMES.find(h => h.what.test(edge.specifier))
  const isProduct = module.path.startsWith('src/')
  if (!home || edge.typeOnly || !isProduct || home.where.some(w => w.test(module.path))) return undefined
  return breaks('package-home', module.path, edge.line, `imports ${edge.specifier}: ${home.because}`)
}

function isDoor(room: string, path: string): boolean {
  const file = path.slice(path.indexOf('/', 'src/'.length) + 1)
  if (isAdapter(room) && /^[^/]+\/index\.ts$/.test(file)) return true
  return file === 'index.ts' || (MORE_DOORS[isAdapter(room) ? 'adapters' : room] ?? []).includes(file)
}

function isAdapter(room: string): boolean {
  return room.startsWith('adapters')
}

/** The adapter's folder; empty for files directly in `adapters/`. */
function folderOf(path: string): string {
  const [, , folder = '', file] = path.split('/')
  return file === undefined ? '' : folder
}

function isFree(room: string): boolean {
  return (FREE_ROOMS as readonly string[]).includes(room)
}

function breaks(rule: Violation['rule'], file: string, line: number, message: string): Violation {
  return { rule, file, line, message }
}
