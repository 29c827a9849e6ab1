/** What a run without `--out` leaves in the directory for temporary files: nothing but what it names. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { type CliRun, project, runCli, temporaryDirectory } from '../support/project.ts'
import { samplePackage } from '../support/sample-package.ts'

async function runWithoutOut(files: Parameters<typeof project>[0], ...args: string[]): Promise<CliRun> {
  return runCli(args, { cwd: await project(files), requestsResults: false })
}

test('a pass leaves nothing, and the verdict is the last line', async () => {
  const { code, stdout, leftovers } = await runWithoutOut(samplePackage())
  expect({ code, leftovers }).toEqual({ code: 0, leftovers: [] })
  expect(stdout).not.toContain('Results')
  expect(stdout.endsWith('\nPASS  works as installed\n')).toBe(true)
})

test('a pass leaves nothing but the report that --json requests', async () => {
  const file = join(await temporaryDirectory(), 'report.json')
  const run = await runWithoutOut(samplePackage(), '--json', file)
  expect(run).toMatchObject({ code: 0, leftovers: [] })
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ verdict: 'pass' })
})

test('a failure leaves the results, and names them', async () => {
  const broken = samplePackage({ files: { 'sample/__init__.py': 'import nowhere' } })
  const { code, stdout, leftovers } = await runWithoutOut(broken)
  expect(code).toBe(1)
  expect(leftovers).toEqual([expect.stringMatching(/^as-installed-out-/)])
  expect(stdout).toMatch(
    new RegExp(`^Results: \\S+/${leftovers[0]} \\(.*logs.*report\\.json\\)\\nFAIL  `, 'm'),
  )
})

test('only problems and the verdict are printed on request', async () => {
  const run = await runWithoutOut(samplePackage(), '--quiet')
  expect(run).toMatchObject({ code: 0, stdout: 'PASS  works as installed\n', stderr: '', leftovers: [] })
})

test.each([
  ['an invalid configuration', { 'pyproject.toml': '[project\n' }, []],
  ['an invalid setting', { 'pyproject.toml': '[project]\nname = "a"\n[tool.as-installed]\nx = 1\n' }, []],
  ['an unknown flag', samplePackage(), ['--pyhton', '3.12']],
] as const)('%s leaves nothing', async (_, files, args) => {
  const { code, leftovers } = await runWithoutOut(files, ...args)
  expect({ code, leftovers }).toEqual({ code: 2, leftovers: [] })
})
