import { expect, test } from '@jest/globals'
import { CURRENT_SPEC_VERSION } from 'ctrf'
import { formatReport } from '../../../src/report/formats/index.ts'
import type { Report } from '../../../src/report/report.ts'
import { packageReport, report } from '../reports.ts'
import { PROBLEMS } from './format-problems.ts'
import { hostileReport } from './hostile.ts'

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
