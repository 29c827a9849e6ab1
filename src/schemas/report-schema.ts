import { fileURLToPath } from 'node:url'
import { CHECKS } from '../checks/index.ts'
import { RULE_NAMES } from '../checks/rules.ts'
import { SCHEMA_URL } from '../report/report-header.ts'
import { Sources } from './type-declarations.ts'
import { type Schema, TypeSchemas } from './type-schema.ts'

const SOURCE = new URL('../', import.meta.url)

/** The JSON Schema of the report, from its TypeScript types and those of the facts of each rule. */
export function reportSchema(): Schema {
  const sources = new Sources()
  const sourceOf = (path: string) => sources.get(fileURLToPath(new URL(path, SOURCE)))
  const types = new TypeSchemas()
  const report = types.declared(sourceOf('report/report.ts').find('Report'))
  const unusedIgnore = types.declared(sourceOf('report/report.ts').find('UnusedIgnore'))
  const facts = types.declared(sourceOf('checks/rules.ts').find('FactsOf')).properties ?? {}
  const { ReportedFinding, ReportedVersion, ReportedCheck, ReportedCause } = types.definitions
  const checkName = { $ref: '#/$defs/CheckName' }
  for (const definition of [ReportedCheck, ReportedCause])
    Object.assign(definition?.properties ?? {}, { check: checkName })
  for (const definition of [ReportedFinding, ReportedVersion])
    Object.assign(definition ?? {}, { dependentRequired: { line: ['file'] } })
  Object.assign(ReportedFinding ?? {}, { allOf: RULE_NAMES.map(factsCondition) })
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: SCHEMA_URL,
    title: 'Report of as-installed, schema 1',
    ...report,
    description:
      'The verdict of as-installed on Python packages as installed, with everything that it is based on.',
    $defs: {
      ...types.definitions,
      CheckName: { description: 'Checks may be added.', enum: CHECKS.map(({ name }) => name) },
      FactsOf: {
        description: 'The facts of the findings of each rule. Rules and keys may be added.',
        $defs: facts,
      },
      UnusedIgnore: unusedIgnore,
    },
  }
}

/** The facts of a finding are those of its rule, or those of an ignore of the rule that matches nothing. */
function factsCondition(rule: string): Schema {
  const facts = { anyOf: [{ $ref: `#/$defs/FactsOf/$defs/${rule}` }, { $ref: '#/$defs/UnusedIgnore' }] }
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
  return { if: { properties: { rule: { const: rule } } }, then: { properties: { facts } } }
}
