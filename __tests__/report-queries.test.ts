/** The jq lines of docs/report.md, on a report. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { finding, packageReport, report } from './report/reports.ts'

const PAGE = readFileSync(new URL('../docs/report.md', import.meta.url), 'utf8')
const QUERIES = [...PAGE.matchAll(/\n([^\n]+):\n\n```sh\n(jq [^\n]+)\n```/g)].map(
  ([, title = '', line = '']) => [title, line],
)
const REPORT = report(
  packageReport({
    name: 'demo',
    verdict: 'fail',
    findings: [
      finding({ rule: 'module-missing', message: 'It is missing.', file: 'src/a.py', line: 3 }),
      finding({ rule: 'script-failed', message: 'It fails.' }),
      finding({ rule: 'junk-shipped', severity: 'warning', message: 'Junk.' }),
      finding({ rule: 'junk-shipped', severity: 'warning', message: 'More junk.' }),
    ],
    versions: [
      { source: 'METADATA of the wheel', version: '1.0', agrees: true },
      { source: 'demo --version', version: '0.9', agrees: false },
    ],
  }),
  packageReport({ path: 'packages/other', name: 'other', version: null, verdict: 'error' }),
)

const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'Errors, as compilers print them': [
    'src/a.py:3: module-missing: It is missing.',
    '-:1: script-failed: It fails.',
  ],
  'The verdict of each package': ['demo 1.0: fail', 'other -: error'],
  'The version sources that disagree': ['demo --version: 0.9'],
  'The directories of the packages that fail': ['.'],
  'The number of findings of each rule': ['2 junk-shipped', '1 module-missing', '1 script-failed'],
}

test('each query has an expected result', () => {
  expect(QUERIES.map(([title]) => title)).toEqual(Object.keys(EXPECTED))
})

const hasJq = spawnSync('jq', ['--version']).status === 0
const testWithJq = hasJq ? test : test.skip

testWithJq.each(Object.entries(EXPECTED))('%s (needs jq)', (title, expected) => {
  const directory = mkdtempSync(join(tmpdir(), 'as-installed-test-'))
  writeFileSync(join(directory, 'report.json'), JSON.stringify(REPORT))
  const [, line = ''] = QUERIES.find(([one]) => one === title) ?? []
  const printed = execFileSync('sh', ['-c', line], { cwd: directory, encoding: 'utf8' })
  expect(printed.trimEnd().split('\n')).toEqual(expected)
})
