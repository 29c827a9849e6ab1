import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import AjvDraft04 from 'ajv-draft-04'
import { validate } from 'ctrf'
import { validateXML } from 'xmllint-wasm'

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

/** The differences of a text from the schema of its format; empty if it is valid. */
export const PROBLEMS = {
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
