import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import AjvDraft04 from 'ajv-draft-04'
import { CURRENT_SPEC_VERSION, validate } from 'ctrf'
import { validateXML } from 'xmllint-wasm'
import { formatReport } from '../../../src/report/formats/index.ts'
import type { Report } from '../../../src/report/report.ts'
import { packageReport, report } from '../reports.ts'
import { hostileReport } from './hostile.ts'

/** From GitLab's documentation, "Code Quality report format". */
const GITLAB_SCHEMA = {
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', pattern: '^[a-z-]+$' },
      fingerprint: { type: 'string', minLength: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        properties: {
          path: { type: 'string', pattern: '^[^./]' },
          lines: {
            type: 'object',
            required: ['begin'],
            properties: { begin: { type: 'integer', minimum: 1 } },
            additionalProperties: false,
          },
        },
        additionalProperties: false,
      },
    },
    additionalProperties: false,
  },
}

const resource = (path: string) => readFileSync(fileURLToPath(import.meta.resolve(path)), 'utf8')
const validateGitlab = new Ajv2020({ allErrors: true }).compile(GITLAB_SCHEMA)
const validateSarif = new AjvDraft04.default({
  strict: false,
  validateFormats: false,
  unicodeRegExp: false,
}).compile(JSON.parse(resource('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')))

/** The differences of a text from the schema of its format. */
const PROBLEMS = {
  sarif: (text: string) => {
    validateSarif(JSON.parse(text))
    return validateSarif.errors ?? []
  },
  junit: async (text: string) => {
    const result = await validateXML({
      xml: [{ fileName: 'report.xml', contents: text }],
      schema: [{ fileName: 'junit-10.xsd', contents: resource('./resources/junit-10.xsd') }],
    })
    return result.errors
  },
  gitlab: (text: string) => {
    const violations = JSON.parse(text) as { fingerprint: string }[]
    validateGitlab(violations)
    const fingerprints = violations.map(({ fingerprint }) => fingerprint)
    const twice = fingerprints.filter((one, index) => fingerprints.indexOf(one) !== index)
    return [...(validateGitlab.errors ?? []), ...twice]
  },
  ctrf: (text: string) => validate(JSON.parse(text)).errors,
}
const FORMATS = Object.keys(PROBLEMS) as (keyof typeof PROBLEMS)[]

const REPORTS: readonly [name: string, report: Report][] = [
  ['hostile text', hostileReport()],
  ['no packages', report()],
  [
    'a package that passes',
    report(packageReport({ checks: [{ check: 'build', status: 'pass', seconds: 1 }] })),
  ],
]

test.each(FORMATS.flatMap((format) => REPORTS.map(([name, one]) => ({ format, name, one }))))(
  '$format with $name is valid',
  async ({ format, one }) => {
    expect(await PROBLEMS[format](await formatReport(format, one))).toEqual([])
  },
)

test.each([...FORMATS, 'markdown'] as const)('%s has no control characters', async (format) => {
  const text = await formatReport(format, hostileReport())
  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\ufffe\uffff]|\\u00[01]/)
  // Half a character cannot be encoded.
  expect(Buffer.from(text).toString()).toBe(text)
  expect(text).toContain('😀')
})

test('the version of CTRF is that of its library', async () => {
  expect(JSON.parse(await formatReport('ctrf', report()))).toMatchObject({
    specVersion: CURRENT_SPEC_VERSION,
  })
})

test('a file with a wrong element is not valid JUnit', async () => {
  const text = await formatReport('junit', hostileReport())
  expect(
    await PROBLEMS.junit(text.replace('<testcase', '<test').replace('</testcase', '</test')),
  ).not.toEqual([])
})
