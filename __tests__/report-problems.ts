import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'

export const SCHEMA = JSON.parse(readFileSync(new URL('../docs/report.schema.json', import.meta.url), 'utf8'))

/** Compiles a schema; `format` only describes a value. */
function compile(schema: object) {
  return new Ajv2020({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    validateFormats: false,
  }).compile(schema)
}

/** The schema without fields that may be added later: none is unknown to these tests. */
function withoutAdditions(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutAdditions)
  if (typeof schema !== 'object' || schema === null) return schema
  const copy = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, withoutAdditions(value)]),
  )
  const isObject = 'type' in copy && [copy.type].flat().includes('object') && 'properties' in copy
  return isObject ? { ...copy, additionalProperties: false } : copy
}

const validate = compile(SCHEMA)
const validateStrictly = compile({ ...(withoutAdditions(SCHEMA) as object), $id: `${SCHEMA.$id}?strict` })

/** The differences of a report from `docs/report.schema.json` and its unknown fields, as `path: problem`. */
export function reportProblems(report: unknown): string[] {
  validateStrictly(report)
  return (validateStrictly.errors ?? []).map(({ instancePath, message, params }) => {
    const field = 'additionalProperty' in params ? ` (${params.additionalProperty})` : ''
    return `${instancePath}: ${message}${field}`
  })
}

/** The differences that a reader with the published schema sees, which allows unknown fields. */
export function publishedProblems(report: unknown): string[] {
  validate(report)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`)
}
