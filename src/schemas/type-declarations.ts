import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse } from '@babel/parser'
import type {
  Comment,
  Expression,
  Statement,
  TSInterfaceDeclaration,
  TSTypeAliasDeclaration,
  VariableDeclarator,
} from '@babel/types'

/** A type or a constant of a source file. */
export interface Declaration {
  readonly file: SourceFile
  readonly name: string
  readonly node: TSInterfaceDeclaration | TSTypeAliasDeclaration | VariableDeclarator
  /** The comment above it. */
  readonly comments: readonly Comment[]
}

/** The declarations of a TypeScript file, without those inside of functions. */
export class SourceFile {
  readonly path: string
  readonly #sources: Sources
  readonly #own = new Map<string, Declaration>()
  /** Local name -> file and the name there. */
  readonly #imported = new Map<string, { readonly path: string; readonly name: string }>()

  constructor(path: string, sources: Sources) {
    this.path = path
    this.#sources = sources
    const { program } = parse(readFileSync(path, 'utf8'), { sourceType: 'module', plugins: ['typescript'] })
    for (const statement of program.body) this.#add(statement)
  }

  /** @throws Error if there is no such declaration */
  find(name: string): Declaration {
    const own = this.#own.get(name)
    if (own !== undefined) return own
    const imported = this.#imported.get(name)
    if (imported === undefined) throw new Error(`${this.path} has no declaration of ${name}`)
    return this.#sources.get(imported.path).find(imported.name)
  }

  #add(statement: Statement): void {
    if (statement.type === 'ImportDeclaration' || statement.type === 'ExportNamedDeclaration')
      this.#addImports(statement)
    const node =
      statement.type === 'ExportNamedDeclaration' ? (statement.declaration ?? undefined) : statement
    const comments = statement.leadingComments ?? []
    if (node?.type === 'TSInterfaceDeclaration' || node?.type === 'TSTypeAliasDeclaration')
      this.#own.set(node.id.name, { file: this, name: node.id.name, node, comments })
    if (node?.type !== 'VariableDeclaration') return
    for (const one of node.declarations)
      if (one.type === 'VariableDeclarator' && one.id.type === 'Identifier')
        this.#own.set(one.id.name, { file: this, name: one.id.name, node: one, comments })
  }

  #addImports(statement: Extract<Statement, { type: 'ImportDeclaration' | 'ExportNamedDeclaration' }>): void {
    const from = statement.source?.value
    if (from === undefined || !from.startsWith('.')) return
    const path = resolve(dirname(this.path), from)
    for (const one of statement.specifiers) {
      if (one.type === 'ImportSpecifier')
        this.#imported.set(one.local.name, { path, name: nameOf(one.imported) })
      if (one.type === 'ExportSpecifier')
        this.#imported.set(nameOf(one.exported), { path, name: nameOf(one.local) })
    }
  }
}

/** The source files that were read, each once. */
export class Sources {
  readonly #files = new Map<string, SourceFile>()

  /** @param path absolute */
  get(path: string): SourceFile {
    const file = this.#files.get(path) ?? new SourceFile(path, this)
    this.#files.set(path, file)
    return file
  }
}

/** The strings of a constant that is an array or the keys of one that is an object. */
export function literalsOf({ node, name }: Declaration): string[] {
  const value = node.type === 'VariableDeclarator' ? withoutAssertion(node.init ?? undefined) : undefined
  if (value?.type === 'ArrayExpression')
    return value.elements.map((one) => {
      if (one?.type !== 'StringLiteral') throw new Error(`${name} is not an array of strings`)
      return one.value
    })
  throw new Error(`${name} is not an array of strings`)
}

function withoutAssertion(value: Expression | undefined): Expression | undefined {
  return value?.type === 'TSAsExpression' || value?.type === 'TSSatisfiesExpression'
    ? withoutAssertion(value.expression)
    : value
}

function nameOf(
  one: { type: 'Identifier'; name: string } | { type: 'StringLiteral'; value: string },
): string {
  return one.type === 'Identifier' ? one.name : one.value
}
