// Who imports whom in a source tree, as dependency-cruiser sees it, joined with the syntax of every file.
// Refuses to answer when it sees fewer modules than there are files: a blind checker must not say "all is well".

import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { type FileFacts, readFacts } from './facts.ts'

export interface Edge {
  readonly specifier: string
  /** Path from the root for our own files, else undefined (a package or a built-in module). */
  readonly to: string | undefined
  /** A relative import that leads nowhere. */
  readonly missing: boolean
  readonly typeOnly: boolean
  readonly dynamic: boolean
  readonly line: number
}

export interface Module {
  readonly path: string
  readonly edges: readonly Edge[]
  readonly facts: FileFacts
}

export interface Graph {
  readonly modules: readonly Module[]
  /** Each cycle once: the paths on it, the first one again at the end. */
  readonly cycles: readonly (readonly string[])[]
}

const TOP_FOLDERS = ['src', 'web', 'world', 'demo', 'bench', 'scripts', 'test']
const SKIPPED = new Set(['node_modules', 'dist', 'generated', 'fixtures', 'golden'])

/** Reads the tree below `root`. Throws when dependency-cruiser saw fewer modules than `minimum` or than lie there. */
export async function readGraph(root: string, minimum: number): Promise<Graph> {
  const files = TOP_FOLDERS.flatMap(folder => sourceFiles(root, folder))
  const seen = files.length > 0 ? await cruised(root, files) : undefined
  const wanted = new Set(files)
  const found = (seen?.modules ?? []).filter(m => wanted.has(m.source))
  if (found.length < Math.max(minimum, files.length)) {
    const expected = `${files.length} files lie there and at least ${minimum} are expected`
    throw new Error(`dependency-cruiser saw ${found.length} modules, but ${expected}: the check is blind`)
  }
  const modules = found.map(m => moduleOf(root, m, wanted))
  return { modules, cycles: cyclesOf(seen) }
}

function moduleOf(root: string, seen: ICruiseResult['modules'][number], wanted: ReadonlySet<string>): Module {
  const facts = readFacts(seen.source, readFileSync(join(root, seen.source), 'utf8'))
  const edges = seen.dependencies.map(d => {
    const typeOnly = d.dependencyTypes.includes('type-only')
    // dependency-cruiser takes the `node:` off.
    const specifier = d.coreModule ? `node:${d.module.replace(/^node:/, '')}` : d.module
    const same = facts.imports.filter(i => i.specifier === specifier || i.specifier === d.module)
    const line = (same.find(i => i.typeOnly === typeOnly) ?? same[0])?.line ?? 1
    const to = wanted.has(d.resolved) ? d.resolved : undefined
    const missing = d.module.startsWith('.') && d.couldNotResolve
    return { specifier, to, missing, typeOnly, dynamic: d.dynamic, line }
  })
  return { path: seen.source, edges, facts }
}

async function cruised(root: string, files: readonly string[]): Promise<ICruiseResult> {
  const { output } = await cruise([...files], {
    baseDir: root,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    validate: true,
    ruleSet: { forbidden: [{ name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } }] },
  })
  if (typeof output === 'string') throw new Error('dependency-cruiser answered with text, not with modules')
  return output
}

function cyclesOf(seen: ICruiseResult | undefined): (readonly string[])[] {
  const byMembers = new Map<string, readonly string[]>()
  for (const violation of seen?.summary.violations ?? []) {
    const path = [violation.from, ...(violation.cycle ?? []).map(step => step.name)]
    const members = [...new Set(path)].sort().join(' ')
    if (!byMembers.has(members)) byMembers.set(members, path)
  }
  return [...byMembers.values()]
}

function sourceFiles(root: string, folder: string): string[] {
  const files: string[] = []
  const walk = (directory: string): void => {
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      if (SKIPPED.has(entry.name) || entry.name.startsWith('.')) continue
      const path = join(directory, entry.name)
      if (entry.isDirectory()) walk(path)
      else if (/\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts')) files.push(relative(root, path))
    }
  }
  if (readdirSync(root).includes(folder)) walk(join(root, folder))
  return files
}
