import * as v from 'valibot'
import { RULES, type Rule } from '../checks/rules.ts'
import { FAIL_ON } from '../config/fail-on.ts'
import { HARMS } from '../report/harm.ts'
import type { Report } from '../report/report.ts'
import type { Plan } from './plan.ts'

/** The content of a file that another job wrote, or why it is invalid. */
export type ReadResult<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'unreadable'; readonly reason: string }

const text = v.string()
const texts = v.array(text)
const textOrNull = v.nullable(text)
const whole = v.pipe(v.number(), v.integer())
const position = { file: v.optional(text), line: v.optional(whole) }
const verdict = v.picklist(['pass', 'fail', 'error'])

const Run = v.looseObject({
  commit: v.optional(text),
  repository: v.optional(text),
  workflow: v.optional(text),
  runId: v.optional(text),
  attempt: v.optional(whole),
  os: v.optional(text),
  python: v.optional(text),
  cell: v.optional(text),
})

/** The keys of a report that are used; unknown keys are kept. */
const ReportSchema = v.looseObject({
  schema: v.literal(1),
  verdict,
  run: v.optional(Run),
  packages: v.array(
    v.looseObject({
      path: text,
      name: text,
      version: textOrNull,
      previousVersion: textOrNull,
      verdict,
      failOn: v.optional(v.picklist(FAIL_ON)),
      artifacts: v.array(
        v.looseObject({ file: text, kind: v.picklist(['wheel', 'sdist']), sha256: text, bytes: whole }),
      ),
      checks: v.array(
        v.looseObject({
          check: text,
          status: v.picklist(['pass', 'fail', 'warn', 'skip', 'error']),
          seconds: v.pipe(v.number(), v.minValue(0)),
          reason: v.optional(text),
          pythons: v.optional(texts),
        }),
      ),
      findings: v.array(
        v.looseObject({
          rule: v.picklist(Object.keys(RULES) as Rule[]),
          severity: v.picklist(['error', 'warning', 'note']),
          message: text,
          fix: v.optional(text),
          ...position,
          facts: v.looseObject({}),
          harm: v.optional(v.picklist(HARMS)),
          causes: v.optional(v.array(v.looseObject({ check: text, count: whole }))),
          effect: v.optional(text),
          ignored: v.optional(text),
          pythons: v.optional(texts),
        }),
      ),
      versions: v.array(
        v.looseObject({ source: text, version: textOrNull, agrees: v.nullable(v.boolean()), ...position }),
      ),
      ships: texts,
      logs: text,
      run: v.optional(Run),
    }),
  ),
})

const PlanSchema = v.strictObject({
  plan: v.literal(1),
  run: v.strictObject(Run.entries),
  cells: v.array(
    v.strictObject({
      id: v.pipe(text, v.regex(/^[0-9a-f]{12}$/)),
      name: text,
      os: text,
      python: text,
      packages: v.array(
        v.strictObject({
          path: text,
          name: text,
          seconds: v.number(),
          timing: v.picklist(['measured', 'estimated']),
        }),
      ),
    }),
  ),
  leftOut: v.array(v.strictObject({ path: text, name: text, python: v.optional(text), reason: text })),
  selection: v.optional(text),
  digest: text,
})

/** Parses and validates a report. */
export function readReport(content: string): ReadResult<Report> {
  return read(ReportSchema, content, 'a report of schema 1') as ReadResult<Report>
}

/** Parses and validates a plan, but does not check its digest. */
export function readPlan(content: string): ReadResult<Plan> {
  return read(PlanSchema, content, 'a plan') as ReadResult<Plan>
}

function read(schema: v.GenericSchema, content: string, label: string): ReadResult<unknown> {
  let value: unknown
  try {
    value = JSON.parse(content)
  } catch {
    return {
      kind: 'unreadable',
      reason: content.trim() === '' ? 'the file is empty' : 'it is not valid JSON, or is truncated',
    }
  }
  const parsed = v.safeParse(schema, value)
  if (parsed.success) return { kind: 'read', value: parsed.output }
  const path = v.getDotPath(parsed.issues[0])
  return { kind: 'unreadable', reason: `it is not ${label}${path === null ? '' : ` (${path})`}` }
}
