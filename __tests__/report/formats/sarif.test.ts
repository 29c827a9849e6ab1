import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@jest/globals'
import AjvDraft04 from 'ajv-draft-04'
import type { Log, Result } from 'sarif'
import { lineEdits } from '../../../src/checks/fixes/diff.ts'
import { sarifOf } from '../../../src/report/formats/sarif.ts'
import type { ReportedFinding } from '../../../src/report/report.ts'
import { finding, packageReport, report } from '../reports.ts'

const schema = fileURLToPath(import.meta.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'))
const validate = new AjvDraft04.default({
  strict: false,
  validateFormats: false,
  unicodeRegExp: false,
}).compile(JSON.parse(readFileSync(schema, 'utf8')))

function resultOf(given: Partial<ReportedFinding>): Result {
  const log = JSON.parse(
    sarifOf(report(packageReport({ path: 'packages/demo', findings: [finding(given)] }))),
  ) as Log
  validate(log)
  expect(validate.errors ?? []).toEqual([])
  return log.runs[0]?.results?.[0] as Result
}

test('a finding', () => {
  const result = resultOf({
    rule: 'module-missing',
    message: 'It is missing.',
    effect: 'This breaks 2 tests.',
    fix: 'Include it.',
    file: 'packages/demo/ä b.toml',
    line: 3,
  })
  expect(result).toMatchObject({
    ruleId: 'module-missing',
    ruleIndex: 0,
    level: 'error',
    message: { text: 'It is missing.\nThis breaks 2 tests.\nFix: Include it.' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'packages/demo/%C3%A4%20b.toml', uriBaseId: '%SRCROOT%' },
          region: { startLine: 3 },
        },
      },
    ],
    properties: { package: 'demo' },
  })
  expect(result).not.toHaveProperty('suppressions')
  expect(result).not.toHaveProperty('fixes')
})

test('a finding without a place is shown at pyproject.toml', () => {
  const [location] = resultOf({}).locations ?? []
  expect(location?.physicalLocation?.artifactLocation?.uri).toBe('packages/demo/pyproject.toml')
})

test('an ignored finding is suppressed', () => {
  expect(resultOf({ ignored: 'it is old' }).suppressions).toEqual([
    { kind: 'external', justification: 'it is old' },
  ])
})

test('the fingerprint is that of the report', () => {
  expect(resultOf({ fingerprint: 'ab' }).partialFingerprints).toEqual({ 'asInstalledFinding/v1': 'ab' })
  expect(resultOf({})).not.toHaveProperty('partialFingerprints')
})

const lines = (count: number) => Array.from({ length: count }, (_, i) => `line ${i + 1}\n`)

test.each<[name: string, before: readonly string[], after: readonly string[]]>([
  ['a changed line', lines(5), lines(5).with(2, 'changed\n')],
  ['an added line', lines(5), lines(5).toSpliced(2, 0, 'added\n')],
  ['a deleted line', lines(5), lines(5).toSpliced(2, 1)],
  ['a line at the start', lines(2), ['added\n', ...lines(2)]],
  ['a line at the end', lines(2), [...lines(2), 'added\n']],
  ['a new file', [], lines(2)],
  ['several places', lines(20), lines(20).with(2, 'changed\n').toSpliced(15, 2)],
])('the fix of %s', (_, before, after) => {
  const change = { before: before.length === 0 ? undefined : before.join(''), after: after.join('') }
  const changes = new Map([['a.txt', change]])
  const patch = { status: 'tried' as const, summary: 'Do it.', diff: '', edits: lineEdits(changes) }
  const [fix] = resultOf({ patch }).fixes ?? []
  expect(fix?.description?.text).toBe('Do it. (tried: this makes the finding go away)')
  const [file] = fix?.artifactChanges ?? []
  expect(file?.artifactLocation.uri).toBe('a.txt')
  // From the end, so that the lines keep their numbers. Regions of whole lines start and end in column 1.
  const edited = (file?.replacements ?? []).toReversed().reduce(
    (text, { deletedRegion, insertedContent }) => {
      const { startLine = 0, startColumn, endLine = 0, endColumn } = deletedRegion
      expect([startColumn, endColumn]).toEqual([1, 1])
      return [...text.slice(0, startLine - 1), insertedContent?.text ?? '', ...text.slice(endLine - 1)]
    },
    [...before],
  )
  expect(edited.join('')).toBe(after.join(''))
})
