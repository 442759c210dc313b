// Reads one source file's syntax: what it imports by name, and what it does that only some files may do.
// Knows no rules and no rooms.

import ts from 'typescript'
import type { Ability } from './plan.ts'

export interface ImportFact {
  readonly specifier: string
  readonly line: number
  readonly typeOnly: boolean
  /** Names as exported by the other module; `*` for a namespace, `default` for a default import. */
  readonly names: readonly { readonly name: string; readonly typeOnly: boolean }[]
}

export interface UseFact {
  readonly what: Ability | 'async'
  readonly line: number
  readonly text: string
}

export interface FileFacts {
  readonly imports: readonly ImportFact[]
  readonly uses: readonly UseFact[]
}

const QUERY_STARTS = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto'])

export function readFacts(path: string, source: string): FileFacts {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.ESNext, true, kind)
  const imports: ImportFact[] = []
  const uses: UseFact[] = []
  const declares = declaredNames(file)
  const visit = (node: ts.Node): void => {
    const imported = importFact(file, node)
    if (imported) imports.push(imported)
    const what = abilityOf(node, declares)
    if (what) uses.push({ what, line: lineOf(file, node), text: firstLine(node.getText(file)) })
    ts.forEachChild(node, visit)
  }
  visit(file)
  return { imports, uses }
}

function importFact(file: ts.SourceFile, node: ts.Node): ImportFact | undefined {
  const line = lineOf(file, node)
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const clause = node.importClause
    const typeOnly = clause?.phaseModifier === ts.SyntaxKind.TypeKeyword
    return { specifier: node.moduleSpecifier.text, line, typeOnly, names: clause ? namesOf(clause, typeOnly) : [] }
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    const { text } = node.moduleSpecifier
    return { specifier: text, line, typeOnly: node.isTypeOnly, names: exportedNames(node) }
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [target] = node.arguments
    if (!target || !ts.isStringLiteralLike(target)) return undefined
    return { specifier: target.text, line, typeOnly: false, names: [{ name: '*', typeOnly: false }] }
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    const name = node.qualifier?.getText(file) ?? '*'
    return { specifier: node.argument.literal.text, line, typeOnly: true, names: [{ name, typeOnly: true }] }
  }
  return undefined
}

function namesOf(clause: ts.ImportClause, typeOnly: boolean): ImportFact['names'] {
  const names = clause.name ? [{ name: 'default', typeOnly }] : []
  const bindings = clause.namedBindings
  if (!bindings) return names
  if (ts.isNamespaceImport(bindings)) return [...names, { name: '*', typeOnly }]
  const named = bindings.elements.map(e => ({
    name: (e.propertyName ?? e.name).text,
    typeOnly: typeOnly || e.isTypeOnly,
  }))
  return [...names, ...named]
}

function exportedNames(node: ts.ExportDeclaration): ImportFact['names'] {
  if (!node.exportClause || !ts.isNamedExports(node.exportClause)) return [{ name: '*', typeOnly: node.isTypeOnly }]
  return node.exportClause.elements.map(e => ({
    name: (e.propertyName ?? e.name).text,
    typeOnly: node.isTypeOnly || e.isTypeOnly,
  }))
}

function abilityOf(node: ts.Node, declares: ReadonlySet<string>): UseFact['what'] | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    const name = node.name.text
    if (name === 'env' && isGlobal(node.expression, 'process')) return 'env'
    if (name === 'now' && isGlobal(node.expression, 'Date') && !declares.has('Date')) return 'now'
    if (name === 'fetch' && isGlobal(node.expression, 'globalThis')) return 'fetch'
    if (QUERY_STARTS.has(name)) return 'sql'
    return undefined
  }
  if (ts.isImportSpecifier(node)) {
    const from = node.parent.parent.parent.moduleSpecifier
    const isProcess = ts.isStringLiteral(from) && /^(node:)?process$/.test(from.text)
    return isProcess && (node.propertyName ?? node.name).text === 'env' ? 'env' : undefined
  }
  if (ts.isNewExpression(node) && isGlobal(node.expression, 'Date')) return node.arguments?.length ? undefined : 'now'
  if (ts.isCallExpression(node) && isGlobal(node.expression, 'Date')) return 'now'
  if (ts.isIdentifier(node) && node.text === 'fetch' && !declares.has('fetch') && isValueUse(node)) return 'fetch'
  if (node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node)) return 'async'
  return undefined
}

/** Whether an expression names this global, directly or through globalThis. */
function isGlobal(node: ts.Expression, name: string): boolean {
  if (ts.isIdentifier(node)) return node.text === name
  return ts.isPropertyAccessExpression(node) && node.name.text === name && isGlobal(node.expression, 'globalThis')
}

/** An identifier read as a value: not a property's name, a declaration's name, or part of a type. */
function isValueUse(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isPropertyAssignment(parent) || ts.isBindingElement(parent)) return parent.initializer === node
  if (ts.isTypeQueryNode(parent) || ts.isTypeNode(parent) || ts.isTypeElement(parent)) return false
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) return false
  return !(ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isJsxAttribute(parent))
}

/** Names the file declares itself (parameters, variables, functions, imports), which hide a global of that name. */
function declaredNames(file: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>()
  const visit = (node: ts.Node): void => {
    const declares =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isImportSpecifier(node)
    if (declares && node.name && ts.isIdentifier(node.name)) names.add(node.name.text)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return names
}

function lineOf(file: ts.SourceFile, node: ts.Node): number {
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
}

function firstLine(text: string): string {
  const line = text.split('\n')[0] ?? ''
  return line.length > 60 ? `${line.slice(0, 60)}…` : line
}
