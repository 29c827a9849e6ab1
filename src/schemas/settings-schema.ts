import { toJsonSchema } from '@valibot/to-json-schema'
import { getDescription } from 'valibot'
import { RULE_NAMES } from '../checks/rules.ts'
import { SEVERITIES } from '../config/fail-on.ts'
import { settingsWithRules } from '../config/settings-schema.ts'

const REPOSITORY = 'https://github.com/as-installed/as-installed'
const DATE = {
  type: 'string',
  format: 'date',
  pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
} as const

/** Properties, which editors complete, instead of a pattern of names. */
const SEVERITY_OF_RULES = {
  type: 'object',
  properties: Object.fromEntries(RULE_NAMES.map((rule) => [rule, { enum: [...SEVERITIES] }])),
  additionalProperties: false,
} as const

/**
 * The JSON Schema of `[tool.as-installed]` in the form of SchemaStore: draft-07, with the links of taplo. TOML dates are
 * strings in it.
 */
export function settingsSchema(): object {
  const schema = toJsonSchema(settingsWithRules(RULE_NAMES), {
    target: 'draft-07',
    typeMode: 'input',
    ignoreActions: ['check', 'trim', 'transform'],
    overrideSchema: ({ valibotSchema }) => {
      const text = getDescription(valibotSchema)
      const description = text === undefined ? {} : { description: text }
      if (valibotSchema.type === 'date' || isDate(valibotSchema)) return { ...DATE, ...description }
      return isSeverities(valibotSchema) ? { ...SEVERITY_OF_RULES, ...description } : undefined
    },
  })
  const { $schema, properties = {}, ...rest } = schema
  const links = { 'x-taplo': { links: { key: `${REPOSITORY}/blob/main/docs/configuration.md` } } }
  return {
    $schema,
    $id: 'https://raw.githubusercontent.com/as-installed/as-installed/main/docs/settings.schema.json',
    title: 'Settings of as-installed',
    description: `The table [tool.as-installed] of pyproject.toml. ${REPOSITORY}`,
    ...rest,
    properties: Object.fromEntries(
      Object.entries(properties).map(([key, property]) => [key, { ...Object(property), ...links }]),
    ),
  }
}

/** Whether a schema is the union of a TOML date and a text. */
function isDate(schema: { readonly type: string }): boolean {
  const { options } = schema as { readonly options?: readonly { readonly type: string }[] }
  return schema.type === 'union' && options?.some(({ type }) => type === 'date') === true
}

/** Whether a schema is the table of severities, whose keys are rules. */
function isSeverities(schema: { readonly type: string }): boolean {
  const { key } = schema as { readonly key?: { readonly type: string } }
  return schema.type === 'record' && key?.type === 'picklist'
}
