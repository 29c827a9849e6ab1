import type { Comment, TSMethodSignature, TSType, TSTypeElement } from '@babel/types'
import { type Declaration, literalsOf, type SourceFile } from './type-declarations.ts'

/** A JSON Schema (draft 2020-12). */
export interface Schema {
  [keyword: string]: unknown
  properties?: Record<string, Schema>
  required?: string[]
}

/** The schema of `undefined`, which JSON does not have. */
const UNDEFINED: Schema = { not: {} }

/** The keywords of JSON Schema that a comment can contain as a tag: `@minimum 1`. */
const TAGS = ['minimum', 'minLength', 'minItems', 'pattern', 'format', 'asType'] as const

/**
 * Translates TypeScript types to JSON Schema. Each named object type becomes a definition; comments become descriptions.
 * Only what the types of the report use is supported: anything else is an error.
 */
export class TypeSchemas {
  /** Name -> schema; those of the types that were translated. */
  readonly definitions: Record<string, Schema> = {}
  readonly #names = new Map<unknown, string>()

  /** The schema of a declared type, without its definition. */
  declared({ file, node, comments, name }: Declaration): Schema {
    const described = describe(comments)
    if (node.type === 'TSInterfaceDeclaration') {
      const bases = (node.extends ?? []).map(({ expression }) => {
        if (expression.type !== 'Identifier') throw new Error(`${name} extends a complex type`)
        return this.declared(file.find(expression.name))
      })
      return { ...merge([...bases, this.#object(node.body.body, file)]), ...described }
    }
    if (node.type === 'TSTypeAliasDeclaration')
      return { ...this.type(node.typeAnnotation, file), ...described }
    throw new Error(`${name} is not a type`)
  }

  type(node: TSType, file: SourceFile): Schema {
    switch (node.type) {
      case 'TSStringKeyword':
      case 'TSTemplateLiteralType':
        return { type: 'string' }
      case 'TSNumberKeyword':
        return { type: 'number' }
      case 'TSBooleanKeyword':
        return { type: 'boolean' }
      case 'TSNullKeyword':
        return { type: 'null' }
      case 'TSObjectKeyword':
        return { type: 'object' }
      case 'TSUnknownKeyword':
        return {}
      case 'TSUndefinedKeyword':
        return UNDEFINED
      case 'TSLiteralType':
        if ('value' in node.literal) return { const: node.literal.value }
        break
      case 'TSParenthesizedType':
        return this.type(node.typeAnnotation, file)
      case 'TSArrayType':
        return { type: 'array', items: this.type(node.elementType, file) }
      case 'TSTupleType': {
        const items = node.elementTypes.map((one) => {
          if (one.type === 'TSNamedTupleMember') return this.type(one.elementType, file)
          return this.type(one, file)
        })
        return { type: 'array', prefixItems: items, minItems: items.length, maxItems: items.length }
      }
      case 'TSTypeLiteral':
        return this.#object(node.members, file)
      case 'TSUnionType':
        return union(node.types.map((one) => ({ ...this.type(one, file), ...describe(one.leadingComments) })))
      case 'TSIntersectionType':
        return union(
          node.types
            .map((one) => this.#alternatives(this.type(one, file)))
            .reduce((all, own) => all.flatMap((one) => own.map((other) => merge([one, other])))),
        )
      case 'TSTypeOperator':
        if (node.operator === 'readonly') return this.type(node.typeAnnotation, file)
        if (node.operator === 'keyof')
          return { enum: Object.keys(this.#resolve(this.type(node.typeAnnotation, file)).properties ?? {}) }
        break
      case 'TSIndexedAccessType':
        return this.#indexed(node.objectType, node.indexType, file)
      case 'TSTypeReference':
        if (node.typeName.type === 'Identifier')
          return this.#reference(node.typeName.name, node.typeParameters?.params ?? [], file)
        break
      default:
    }
    throw new Error(`${file.path}:${node.loc?.start.line}: ${node.type} is not supported`)
  }

  #reference(name: string, parameters: readonly TSType[], file: SourceFile): Schema {
    const [first, second] = parameters
    const properties = () => this.#resolve(this.type(first as TSType, file))
    const names = () => stringsIn(this.#resolve(this.type(second as TSType, file)))
    switch (name) {
      case 'Readonly':
      case 'NonNullable':
        return this.type(first as TSType, file)
      case 'ReadonlyArray':
        return { type: 'array', items: this.type(first as TSType, file) }
      case 'Record':
        return { type: 'object', additionalProperties: this.type(second as TSType, file) }
      case 'Partial': {
        const { required: _, ...all } = properties()
        return all
      }
      case 'Pick': {
        const kept = names()
        return select(properties(), (key) => kept.includes(key))
      }
      case 'Omit': {
        const omitted = names()
        return select(properties(), (key) => !omitted.includes(key))
      }
      case 'Exclude': {
        const excluded = names()
        return { enum: stringsIn(properties()).filter((one) => !excluded.includes(one)) }
      }
      default:
        return this.#define(file.find(name))
    }
  }

  /** Refers to a definition of an object type; other types are inserted. */
  #define(declaration: Declaration): Schema {
    const known = this.#names.get(declaration.node)
    if (known !== undefined) return { $ref: `#/$defs/${known}` }
    const name = declaration.name in this.definitions ? `${declaration.name}2` : declaration.name
    this.#names.set(declaration.node, name)
    this.definitions[name] = {}
    const schema = this.declared(declaration)
    if (schema.properties !== undefined || schema.anyOf !== undefined) {
      this.definitions[name] = schema
      return { $ref: `#/$defs/${name}` }
    }
    delete this.definitions[name]
    this.#names.delete(declaration.node)
    return schema
  }

  #resolve(schema: Schema): Schema {
    const { $ref: reference, ...rest } = schema
    if (typeof reference !== 'string') return schema
    return { ...this.definitions[reference.replace('#/$defs/', '')], ...rest }
  }

  #alternatives(schema: Schema): Schema[] {
    const { description: _, ...resolved } = this.#resolve(schema)
    const { anyOf } = resolved as { anyOf?: Schema[] }
    return anyOf === undefined ? [resolved] : anyOf.flatMap((one) => this.#alternatives(one))
  }

  #indexed(object: TSType, index: TSType, file: SourceFile): Schema {
    const inner = object.type === 'TSParenthesizedType' ? object.typeAnnotation : object
    if (inner.type === 'TSTypeQuery' && inner.exprName.type === 'Identifier')
      return { enum: literalsOf(file.find(inner.exprName.name)) }
    const resolved = this.#resolve(this.type(object, file))
    if (index.type === 'TSNumberKeyword') return (resolved.items ?? {}) as Schema
    const [key = ''] = stringsIn(this.type(index, file))
    const found = resolved.properties?.[key]
    if (found === undefined) throw new Error(`${file.path}:${object.loc?.start.line}: no property ${key}`)
    return found
  }

  #object(members: readonly TSTypeElement[], file: SourceFile): Schema {
    const properties: Record<string, Schema> = {}
    const required: string[] = []
    for (const member of members) {
      if (member.type !== 'TSPropertySignature' || member.typeAnnotation == null)
        throw new Error(`${file.path}:${member.loc?.start.line}: ${member.type} is not supported`)
      const key = keyOf(member)
      const schema = this.type(member.typeAnnotation.typeAnnotation, file)
      properties[key] = { ...schema, ...describe(member.leadingComments) }
      if (properties[key]?.asType !== undefined) {
        properties[key].type = properties[key].asType
        delete properties[key].asType
      }
      if (member.optional !== true) required.push(key)
    }
    return { type: 'object', properties, ...(required.length === 0 ? {} : { required }) }
  }
}

function keyOf({ key }: Pick<TSMethodSignature, 'key'>): string {
  if (key.type === 'Identifier') return key.name
  if (key.type === 'StringLiteral') return key.value
  throw new Error(`a key is a ${key.type}`)
}

/** The union of schemas, in its shortest form. */
function union(all: readonly Schema[]): Schema {
  const flat = all.flatMap((one) => (one.anyOf as Schema[] | undefined) ?? [one])
  const defined = flat.filter((one) => one !== UNDEFINED && !('not' in one))
  const [only] = defined
  if (only !== undefined && defined.length === 1) return only
  const values = defined.flatMap((one) => ('const' in one ? [one.const] : ((one.enum as unknown[]) ?? [])))
  const others = defined.filter((one) => !('const' in one || 'enum' in one))
  if (values.length > 0) {
    const isNullable = others.length === 1 && others[0]?.type === 'null'
    if (others.length === 0) return { enum: [...new Set(values)] }
    if (isNullable) return { enum: [...new Set(values), null] }
    return { anyOf: [{ enum: [...new Set(values)] }, ...others] }
  }
  const isSimple = others.every((one) => Object.keys(one).length === 1 && typeof one.type === 'string')
  if (isSimple) return { type: [...new Set(others.map(({ type }) => type))] }
  const [one, other] = others
  const isNullableType = others.length === 2 && other?.type === 'null' && typeof one?.type === 'string'
  if (isNullableType) return { ...one, type: [one.type, 'null'] }
  return { anyOf: others }
}

/** One object type with the properties of all. */
function merge(all: readonly Schema[]): Schema {
  const required = [...new Set(all.flatMap((one) => one.required ?? []))]
  return {
    type: 'object',
    properties: Object.assign({}, ...all.map(({ properties }) => properties)),
    ...(required.length === 0 ? {} : { required }),
  }
}

function select(schema: Schema, isKept: (key: string) => boolean): Schema {
  const properties = Object.entries(schema.properties ?? {}).filter(([key]) => isKept(key))
  const required = schema.required?.filter(isKept) ?? []
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length === 0 ? {} : { required }),
  }
}

function stringsIn(schema: Schema): string[] {
  return 'const' in schema ? [String(schema.const)] : ((schema.enum as string[] | undefined) ?? [])
}

/** The description and the keywords in the documentation comment of a type or property. */
function describe(comments: readonly Comment[] | null | undefined): Schema {
  const comment = comments?.at(-1)
  if (comment?.type !== 'CommentBlock' || !comment.value.startsWith('*')) return {}
  const text = comment.value
    .slice(1)
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trim())
    .join(' ')
    .trim()
  const [description = '', ...tags] = text.split(/(?:^|\s)@(?=[a-zA-Z]+ )/)
  const keywords = tags.flatMap((tag): [string, unknown][] => {
    const [name = '', value = ''] = tag.split(/ (.*)/s)
    if (!TAGS.some((one) => one === name)) throw new Error(`@${name} is not a keyword: ${text}`)
    return [[name, /^\d+$/.test(value.trim()) ? Number(value) : value.trim()]]
  })
  const own = description.trim()
  return { ...(own === '' ? {} : { description: own }), ...Object.fromEntries(keywords) }
}
