// Finds promises nobody waits for, with the types of packages in view: Biome's rule sees only those our own files declare.

import { dirname, relative } from 'node:path'
import ts from 'typescript'

export interface LostPromise {
  readonly file: string
  readonly line: number
  readonly text: string
}

export interface PromisesReport {
  readonly files: number
  readonly lost: readonly LostPromise[]
}

/** Checks every file of the project that a tsconfig.json describes. */
export function checkPromises(configPath: string): PromisesReport {
  const root = dirname(configPath)
  const { config, error } = ts.readConfigFile(configPath, path => ts.sys.readFile(path))
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'))
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const program = ts.createProgram(fileNames, options)
  const checker = program.getTypeChecker()
  const own = program.getSourceFiles().filter(f => !f.isDeclarationFile && !f.fileName.includes('/node_modules/'))
  const lost = own.flatMap(file =>
    statementsOf(file)
      .filter(s => !isTakenCareOf(s.expression) && isPromise(checker, checker.getTypeAtLocation(s.expression)))
      .map(s => ({
        file: relative(root, file.fileName),
        line: lineOf(file, s),
        text: s.getText(file).split('\n')[0] ?? '',
      })),
  )
  return { files: own.length, lost }
}

function statementsOf(file: ts.SourceFile): ts.ExpressionStatement[] {
  const statements: ts.ExpressionStatement[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node)) statements.push(node)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return statements
}

/** Awaited, said to be left alone (`void`), kept in a variable, or with a handler for its failure. */
function isTakenCareOf(expression: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(expression)) return isTakenCareOf(expression.expression)
  if (ts.isAwaitExpression(expression) || ts.isVoidExpression(expression)) return true
  if (ts.isBinaryExpression(expression) && isAssignment(expression.operatorToken.kind)) return true
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression)) return false
  const { name, expression: before } = expression.expression
  if (name.text === 'catch') return expression.arguments.length > 0
  if (name.text === 'then') return expression.arguments.length > 1
  return name.text === 'finally' && isTakenCareOf(before)
}

/** Whether a type is, contains or extends the language's Promise. Other thenables (a Fastify reply) may be left. */
function isPromise(checker: ts.TypeChecker, type: ts.Type): boolean {
  if (type.isUnionOrIntersection()) return type.types.some(t => isPromise(checker, t))
  if (type.symbol?.name === 'Promise') return true
  if (!type.isClassOrInterface()) return false
  return (checker.getBaseTypes(type) ?? []).some(t => isPromise(checker, t))
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment
}

function lineOf(file: ts.SourceFile, node: ts.Node): number {
  return file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1
}
