// The rules inside a domain room: a file's name says whether it is a store, a doer, a door or pure.

import type { FileFacts, ImportFact } from './facts.ts'
import type { Edge, Module } from './graph.ts'
import { DOMAIN_ROOMS, FLOW_ORDERS, IMPURE_LIB, isTest, NAMED_KINDS, roomOf } from './plan.ts'
import type { RuleName, Violation } from './violations.ts'

type Kind = 'store' | 'doer' | 'door' | 'pure'

const DOERS = /\/(plans\/.+|jobs|reconcile|import)\.ts$/
const DOORS = /\/(submit|queries|index)\.ts$/
const STORES = /(\/|-)store\.ts$/
const PURE_BUILT_INS = new Set(['node:buffer', 'node:path', 'node:crypto'])
const CLOCK_NAMES = new Set(['Clock', 'systemClock', '*'])

/** What kind of file a path of a domain room is; undefined outside of them and for tests. */
function kindOf(path: string): Kind | undefined {
  const room = roomOf(path)
  if (!room || !(DOMAIN_ROOMS as readonly string[]).includes(room) || isTest(path)) return undefined
  const named = NAMED_KINDS[path]
  if (named) return named.kind
  if (STORES.test(path)) return 'store'
  if (DOERS.test(path)) return 'doer'
  if (DOORS.test(path)) return 'door'
  return 'pure'
}

/** @param portNames names of the port interfaces: whoever may name one may be handed one. */
export function checkKinds(modules: readonly Module[], portNames: ReadonlySet<string>): Violation[] {
  return modules.flatMap(module => {
    const kind = kindOf(module.path)
    if (kind === 'store') return [...actsOutside(module, 'store-kind', portNames), ...storeImports(module)]
    if (kind === 'door') return actsOutside(module, 'door-kind', portNames)
    if (kind === 'pure') return [...actsOutside(module, 'pure-kind', portNames), ...pureImports(module)]
    return []
  })
}

/** Names of ports or programs, calls, files: a doer's tools in the hands of another kind. */
function actsOutside(module: Module, rule: RuleName, portNames: ReadonlySet<string>): Violation[] {
  return module.edges.flatMap(edge => {
    const names = namesFrom(module.facts, edge)
    const port = edge.to?.startsWith('src/ports/') ? names.find(n => portNames.has(n)) : undefined
    if (port) return [breaks(rule, module, edge, `names the port ${port}: only doers use ports`)]
    if (edge.to && /^src\/lib\/programs/.test(edge.to)) {
      return [breaks(rule, module, edge, 'knows programs: only doers start them')]
    }
    if (edge.to === 'src/lib/http-client.ts') return [breaks(rule, module, edge, 'knows the HTTP client')]
    if (isBuiltIn(edge) && !edge.typeOnly && !PURE_BUILT_INS.has(builtIn(edge))) {
      return [breaks(rule, module, edge, `imports ${edge.specifier}`)]
    }
    return []
  })
}

function storeImports(module: Module): Violation[] {
  return module.edges.flatMap(edge => {
    const kind = edge.to ? kindOf(edge.to) : undefined
    const ownRoom = edge.to !== undefined && roomOf(edge.to) === roomOf(module.path)
    if (edge.typeOnly || !edge.to) return []
    const order = edge.to.startsWith('src/flow/') && namesFrom(module.facts, edge).find(n => FLOW_ORDERS.test(n))
    if (order) return [breaks('store-kind', module, edge, `orders work by ${order}: a door does that`)]
    if (ownRoom && (kind === 'doer' || kind === 'door')) {
      return [breaks('store-kind', module, edge, `imports the ${kind} ${edge.to}`)]
    }
    return []
  })
}

function pureImports(module: Module): Violation[] {
  const late = module.facts.uses.find(u => u.what === 'async')
  const waits = late
    ? [{ rule: 'pure-kind' as const, file: module.path, line: late.line, message: 'is asynchronous' }]
    : []
  const imports = module.edges.flatMap(edge => {
    const { to } = edge
    if (!to) return []
    const fails = (message: string) => [breaks('pure-kind', module, edge, message)]
    if (to.startsWith('src/db/')) return fails(`knows the database (${to})`)
    if (to === 'src/lib/clock.ts' && namesFrom(module.facts, edge).some(n => CLOCK_NAMES.has(n))) {
      return fails('knows a clock; take the instant as an argument')
    }
    if (edge.typeOnly) return []
    if (to.startsWith('src/ports/') || to.startsWith('src/flow/')) return fails(`imports values of ${to}`)
    if (IMPURE_LIB.test(to)) return fails(`imports ${to}`)
    const kind = kindOf(to)
    const ownRoom = roomOf(to) === roomOf(module.path)
    return ownRoom && kind && kind !== 'pure' ? fails(`imports the ${kind} ${to}`) : []
  })
  return [...waits, ...imports]
}

function namesFrom(facts: FileFacts, edge: Edge): string[] {
  const fits = (i: ImportFact) => i.specifier === edge.specifier && i.line === edge.line
  return facts.imports.filter(fits).flatMap(i => i.names.map(n => n.name))
}

function isBuiltIn(edge: Edge): boolean {
  return edge.specifier.startsWith('node:')
}

function builtIn(edge: Edge): string {
  return edge.specifier.replace('node:path/posix', 'node:path')
}

function breaks(rule: RuleName, module: Module, edge: Edge, message: string): Violation {
  return { rule, file: module.path, line: edge.line, message }
}
