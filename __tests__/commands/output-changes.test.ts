import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { checkOutputUnchanged } from '../../src/commands/output-changes.ts'
import { readDistributionFile } from '../../src/distribution/wheel.ts'
import type { PackageReport } from '../../src/report/report.ts'
import { temporaryDirectory, write } from '../support/project.ts'

async function verified(): Promise<{ directory: string; report: PackageReport }> {
  const directory = await temporaryDirectory()
  await write(directory, { 'dist/demo-1.0.tar.gz': 'sdist', 'dist/demo-1.0-py3-none-any.whl': 'wheel' })
  const read = (name: string, kind: 'wheel' | 'sdist') =>
    readDistributionFile(join(directory, 'dist', name), kind)
  const report: PackageReport = {
    path: '.',
    name: 'demo',
    version: '1.0',
    previousVersion: null,
    verdict: 'pass',
    artifacts: [await read('demo-1.0-py3-none-any.whl', 'wheel'), await read('demo-1.0.tar.gz', 'sdist')],
    checks: [
      { check: 'build', status: 'pass', seconds: 1 },
      { check: 'tests', status: 'pass', seconds: 1 },
    ],
    findings: [],
    versions: [],
    ships: [],
    logs: join(directory, 'logs'),
  }
  return { directory: join(directory, 'dist'), report }
}

test('files that did not change', async () => {
  const { report } = await verified()
  expect(await checkOutputUnchanged(report)).toBe(report)
})

test.each<[string, (directory: string) => Promise<void>, string]>([
  [
    'changed',
    (dist) => writeFile(join(dist, 'demo-1.0-py3-none-any.whl'), 'other'),
    'demo-1.0-py3-none-any.whl changed',
  ],
  ['removed', (dist) => rm(join(dist, 'demo-1.0.tar.gz')), 'demo-1.0.tar.gz changed'],
  ['added', (dist) => writeFile(join(dist, 'evil-1.0.tar.gz'), ''), 'evil-1.0.tar.gz appeared'],
])('a file that was %s while the checks ran', async (_, act, reason) => {
  const { directory, report } = await verified()
  await act(directory)
  const changed = await checkOutputUnchanged(report)
  expect(changed.verdict).toBe('error')
  expect(changed.checks[0]).toMatchObject({ status: 'error', reason: expect.stringContaining(reason) })
  const failed = await checkOutputUnchanged({ ...report, verdict: 'fail' })
  expect(failed.verdict).toBe('fail')
})
