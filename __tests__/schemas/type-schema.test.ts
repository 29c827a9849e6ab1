import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { Sources } from '../../src/schemas/type-declarations.ts'
import { TypeSchemas } from '../../src/schemas/type-schema.ts'

const OTHER = `
export const SIZES = ['small', 'large'] as const
export interface Point { readonly x: number; readonly y?: number }
export interface Base { readonly id: string }
`

/** The schema of the type `T` of a source file, and the definitions that it refers to. */
function schemaOf(source: string) {
  const directory = mkdtempSync(join(tmpdir(), 'as-installed-test-'))
  writeFileSync(join(directory, 'other.ts'), OTHER)
  writeFileSync(
    join(directory, 'main.ts'),
    `import { type Base, type Point, SIZES } from './other.ts'\n${source}`,
  )
  const types = new TypeSchemas()
  const schema = types.declared(new Sources().get(join(directory, 'main.ts')).find('T'))
  return { schema, definitions: types.definitions }
}

const POINT = {
  type: 'object',
  properties: { x: { type: 'number' }, y: { type: 'number' } },
  required: ['x'],
}
const string = { type: 'string' }

test.each<[type: string, schema: object]>([
  ['string', string],
  ['readonly string[]', { type: 'array', items: string }],
  [
    'readonly [number, string]',
    { type: 'array', prefixItems: [{ type: 'number' }, string], minItems: 2, maxItems: 2 },
  ],
  ["'a' | 'b'", { enum: ['a', 'b'] }],
  ["'a' | null", { enum: ['a', null] }],
  ['string | null', { type: ['string', 'null'] }],
  ['readonly string[] | null', { type: ['array', 'null'], items: string }],
  ['string | undefined', string],
  ['Point | null', { anyOf: [{ $ref: '#/$defs/Point' }, { type: 'null' }] }],
  ['(typeof SIZES)[number]', { enum: ['small', 'large'] }],
  ["Exclude<(typeof SIZES)[number], 'small'>", { enum: ['large'] }],
  ['keyof Point', { enum: ['x', 'y'] }],
  ["Point['x']", { type: 'number' }],
  ["Pick<Point, 'y'>", { type: 'object', properties: { y: { type: 'number' } } }],
  ["Omit<Point, 'y'>", { type: 'object', properties: { x: { type: 'number' } }, required: ['x'] }],
  ['Partial<Point>', { type: 'object', properties: POINT.properties }],
  ['Readonly<Record<string, number>>', { type: 'object', additionalProperties: { type: 'number' } }],
  [
    "Base & ({ kind: 'a' } | { kind: 'b'; n: number })",
    {
      anyOf: [
        { type: 'object', properties: { id: string, kind: { const: 'a' } }, required: ['id', 'kind'] },
        {
          type: 'object',
          properties: { id: string, kind: { const: 'b' }, n: { type: 'number' } },
          required: ['id', 'kind', 'n'],
        },
      ],
    },
  ],
])('%s', (type, expected) => {
  expect(schemaOf(`export type T = ${type}`).schema).toEqual(expected)
})

test('an interface has the properties of its bases', () => {
  const { schema } = schemaOf('interface T extends Base { more?: boolean }')
  expect(schema).toEqual({
    type: 'object',
    properties: { id: string, more: { type: 'boolean' } },
    required: ['id'],
  })
})

test('an object type of another file is one definition', () => {
  const { schema, definitions } = schemaOf('interface T { from: Point; to: readonly Point[] }')
  const point = { $ref: '#/$defs/Point' }
  expect(schema.properties).toEqual({ from: point, to: { type: 'array', items: point } })
  expect(definitions).toEqual({ Point: POINT })
})

test('comments are descriptions, and their tags are keywords', () => {
  const { schema } = schemaOf(`
/** A thing
 * of two lines. */
interface T {
  /** Counted. @asType integer @minimum 1 */
  count: number
  /** @pattern ^[a-z ]+$ */
  word: string
  // no documentation
  other: string
}`)
  expect(schema).toMatchObject({
    description: 'A thing of two lines.',
    properties: {
      count: { type: 'integer', minimum: 1, description: 'Counted.' },
      word: { type: 'string', pattern: '^[a-z ]+$' },
      other: string,
    },
  })
})

test.each([
  ['an unknown type', 'type T = Missing', /no declaration of Missing/],
  ['a function', 'type T = () => void', /TSFunctionType is not supported/],
  ['an unknown tag', 'interface T {\n/** @largest 3 */\nn: number }', /@largest is not a keyword/],
])('%s is an error', (_, source, expected) => {
  expect(() => schemaOf(source)).toThrow(expected)
})
