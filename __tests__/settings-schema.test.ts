import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import { Ajv } from 'ajv'
import { parse } from 'smol-toml'
import { RULE_NAMES } from '../src/checks/rules.ts'
import { readSettings } from '../src/config/settings.ts'
import { isDayText } from '../src/config/settings-schema.ts'

const schema = JSON.parse(readFileSync('docs/settings.schema.json', 'utf8'))
// Unknown keywords are errors in strict mode, except those of taplo.
const ajv = new Ajv({ strict: true, allowUnionTypes: true, keywords: ['x-taplo'] })
ajv.addFormat('date', isDayText)
const validate = ajv.compile(schema)

/** TOML as JSON, as taplo validates it: dates are strings. */
const asJson = (table: unknown) =>
  JSON.parse(JSON.stringify(table), (_, value) =>
    typeof value === 'string' ? value.replace(/^(\d{4}-\d\d-\d\d)T.*Z$/, '$1') : value,
  )

const isValid = (table: unknown) => ({
  schema: validate(asJson(table)),
  parser: readSettings(table, 'pyproject.toml', () => undefined, RULE_NAMES).problems.length === 0,
})

/** `[tool.as-installed]` of each TOML block in a page that has it. */
function examples(file: string): unknown[] {
  const blocks = [...readFileSync(file, 'utf8').matchAll(/```toml\n([\s\S]*?)```/g)]
  return blocks.flatMap(([, text = '']) => {
    const { tool } = parse(text) as { tool?: Record<string, unknown> }
    return tool?.['as-installed'] === undefined ? [] : [tool['as-installed']]
  })
}

const pages = readdirSync('docs', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .map((file) => `docs/${file}`)
const shown = ['README.md', ...pages].flatMap((file) => examples(file).map((table) => ({ file, table })))

test('the README and the rule pages show settings', () => {
  expect(shown.length).toBeGreaterThan(30)
})

test.each(shown)('the settings in $file are valid', ({ table }) => {
  expect(isValid(table)).toEqual({ schema: true, parser: true })
})

const IGNORE = { rule: 'tests-failed', reason: 'known' }
const VALID: readonly unknown[] = [
  {},
  { ignore: [], 'pass-env': ['A'], generated: ['src/*.py'], smoke: ["python -c 'import a'"] },
  { ignore: [IGNORE, { ...IGNORE, expires: '2027-01-31', match: 'x' }] },
  { severity: { 'tests-missing': 'warning' }, 'fail-on': 'never', 'max-size': '1.5 MB' },
  { 'max-size': '10kb' },
  { scripts: { a: {}, 'python -m a': { exit: [0, 3], args: [], extras: ['x'], 'time-limit': 1.5 } } },
  { scripts: { a: { exit: 255, skip: 'a server' } } },
  { tests: { requirements: ['-r x.txt'], args: ['-k', 'x'], 'time-limit': 60, skip: 'elsewhere' } },
  { version: { policy: 'never', tag: 'v{version}', placeholder: '0', changelog: true } },
  { version: { policy: { tag: 'off' }, changelog: 'CHANGES.md', 'release-branches': [] } },
  { version: { bump: { breaking: 'minor', added: 'none', severity: 'off' }, 'waive-label': 'docs' } },
  { contents: { wheel: { require: ['a'] }, sdist: { forbid: ['b'], 'all-tracked': true, except: ['c'] } } },
  { imports: { 'max-seconds': 0.001 } },
]
const INVALID: readonly unknown[] = [
  [{}],
  'yes',
  { ignroe: [] },
  { ignore: 'tests-failed' },
  { ignore: [{ rule: 'tests-failed' }] },
  { ignore: [{ reason: 'r' }] },
  { ignore: [{ ...IGNORE, reason: ' ' }] },
  { ignore: [{ ...IGNORE, rule: 'nonsense' }] },
  { ignore: [{ ...IGNORE, until: '2027-01-31' }] },
  { ignore: [{ ...IGNORE, expires: 'soon' }] },
  { ignore: [{ ...IGNORE, expires: '31.01.2027' }] },
  { ignore: [{ ...IGNORE, expires: '2027-02-30' }] },
  { severity: { nonsense: 'error' } },
  { severity: { 'tests-missing': 'off' } },
  { 'fail-on': 'note' },
  { 'max-size': '5' },
  { 'max-size': 5 },
  { 'max-size': '5 KiB' },
  { 'pass-env': [''] },
  { generated: 'a' },
  { scripts: { a: { exit: 256 } } },
  { scripts: { a: { exit: [0, -1] } } },
  { scripts: { a: { exit: 1.5 } } },
  { scripts: { a: { exit: '1' } } },
  { scripts: { a: { timeout: 3 } } },
  { scripts: ['a'] },
  { tests: { 'time-limit': 0 } },
  { tests: { 'time-limit': 3_000_000 } },
  { tests: { skip: true } },
  { tests: { args: '-x' } },
  { version: { policy: 'sometimes' } },
  { version: { policy: { deploy: 'always' } } },
  { version: { policy: { tag: 'sometimes' } } },
  { version: { tag: 'v1' } },
  { version: { tag: '{version}-{version}' } },
  { version: { changelog: 1 } },
  { version: { bump: { breaking: 'huge' } } },
  { version: { bump: { severity: 'note' } } },
  { contents: { wheel: { requires: [] } } },
  { contents: { wheel: { 'all-tracked': true } } },
  { imports: { 'max-seconds': '2' } },
]

describe('the JSON Schema and the parser agree', () => {
  test.each(VALID.map((table) => [JSON.stringify(table), table] as const))('%s is valid', (_, table) => {
    expect(isValid(table)).toEqual({ schema: true, parser: true })
  })

  test.each(INVALID.map((table) => [JSON.stringify(table), table] as const))('%s is invalid', (_, table) => {
    expect(isValid(table)).toEqual({ schema: false, parser: false })
  })

  test('except that no pattern can express that quotes are closed', () => {
    expect(isValid({ smoke: ["demo 'x"] })).toEqual({ schema: true, parser: false })
  })
})

/** The paths of the schemas without a description below a JSON Schema. */
function undescribed(value: Record<string, unknown>, path: string): string[] {
  const properties = Object.entries(Object(value.properties)) as [string, Record<string, unknown>][]
  const below = properties.flatMap(([key, property]) => [
    // The rules and the events are described together.
    ...(property.description === undefined && property.enum === undefined ? [`${path}${key}`] : []),
    ...undescribed(property, `${path}${key}.`),
  ])
  const nested = [value.items, value.additionalProperties].filter((one) => typeof one === 'object')
  return [...below, ...nested.flatMap((one) => undescribed(one as Record<string, unknown>, `${path}*.`))]
}

test('it has the form of SchemaStore', () => {
  expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#')
  expect(schema.$id).toMatch(/^https:\/\/.*docs\/settings\.schema\.json$/)
  expect(schema.additionalProperties).toBe(false)
  expect(undescribed(schema, '')).toEqual([])
  for (const property of Object.values<{ 'x-taplo'?: { links: { key: string } } }>(schema.properties))
    expect(property['x-taplo']?.links.key).toMatch(/docs\/configuration\.md$/)
})

/** The keys of the schema with their descriptions, as `version.tag`. */
function described(value: Record<string, unknown>, path = ''): [string, string][] {
  const properties = Object.entries(Object(value.properties)) as [string, Record<string, unknown>][]
  return properties.flatMap(([key, property]): [string, string][] => {
    const own: [string, string][] =
      typeof property.description === 'string' ? [[`${path}${key}`, property.description]] : []
    return [
      ...own,
      ...described(property, `${path}${key}.`),
      ...described(Object(property.items), `${path}${key}[].`),
      ...described(Object(property.additionalProperties), `${path}${key}.NAME.`),
    ]
  })
}

const page = readFileSync('docs/configuration.md', 'utf8')

test.each(described(schema))('docs/configuration.md describes %s', (key, description) => {
  expect(page).toContain(`\n| \`${key}\` | ${description}`)
})

test('docs/configuration.md describes only settings', () => {
  const keys = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, key]) => key)
  expect(keys).toEqual(described(schema).map(([key]) => key))
})
