/** The fixes of small packages: tried by the program, applied by git, and verified again. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { limit } from '../checks/limit.ts'
import {
  applyDiff,
  type CliOptions,
  commit,
  type Files,
  git,
  project,
  runCli,
  write,
} from '../support/project.ts'
import { pathWithUv } from '../support/uv.ts'

const atMost = limit(2)

const rulesOf = (run: Awaited<ReturnType<typeof runCli>>) =>
  run.report?.packages[0]?.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)

const verify = async (args: readonly string[], options: CliOptions) =>
  runCli(args, { ...options, env: { PATH: await pathWithUv() } })

const UNDECLARED: Files = {
  'pyproject.toml': `[build-system]
requires = ["flit_core==3.12.0"]
build-backend = "flit_core.buildapi"

[project]
name = "sample"
version = "1.0"
description = "A sample."

[tool.as-installed.tests]
skip = "not what this is about"
`,
  'sample/__init__.py': 'import yaml\n',
}

describe('a fix', () => {
  test('is tried, applies with git, and makes the verdict green', async () => {
    await atMost(async () => {
      const directory = await project(UNDECLARED)
      const broken = await verify([], { cwd: directory, triesFixes: true })
      const [finding] = broken.report?.packages[0]?.findings ?? []
      expect(finding).toMatchObject({ rule: 'dependency-undeclared', patch: { status: 'tried' } })
      expect(broken.stdout).toContain(`+++ b/pyproject.toml`)
      await applyDiff(directory, finding?.patch?.diff ?? '')
      await commit(directory)
      expect((await verify([], { cwd: directory })).code).toBe(0)
    })
  })

  test('is not tried with --no-fix-check', async () => {
    await atMost(async () => {
      const run = await verify([], { cwd: await project(UNDECLARED) })
      expect(rulesOf(run)).toEqual(['dependency-undeclared'])
      expect(run.report?.packages[0]?.findings[0]).not.toHaveProperty('patch')
    })
  })
})

describe('--fix', () => {
  test('applies what was tried, and verifies again', async () => {
    await atMost(async () => {
      const directory = await project(UNDECLARED)
      const run = await verify(['--fix'], { cwd: directory, triesFixes: true })
      expect(run.stdout).toContain('Changed pyproject.toml.')
      expect(run.code).toBe(0)
      expect(await git(directory, 'status', '--porcelain')).toBe('M pyproject.toml')
      expect(await readFile(join(directory, 'pyproject.toml'), 'utf8')).toContain('PyYAML')
    })
  })

  test('does not edit a file with uncommitted changes', async () => {
    await atMost(async () => {
      const directory = await project(UNDECLARED)
      const edited = `${UNDECLARED['pyproject.toml']}\n# A comment.\n`
      await write(directory, { 'pyproject.toml': edited })
      const run = await verify(['--fix'], { cwd: directory, triesFixes: true })
      expect(run.stderr).toContain('pyproject.toml has uncommitted changes')
      expect(run.code).toBe(2)
      expect(await readFile(join(directory, 'pyproject.toml'), 'utf8')).toBe(edited)
      const allowed = await verify(['--fix', '--allow-dirty'], { cwd: directory, triesFixes: true })
      expect(allowed.code).toBe(0)
    })
  })
})

test('--diff prints what git apply takes, and nothing else', async () => {
  await atMost(async () => {
    const directory = await project(UNDECLARED)
    const run = await verify(['--diff'], { cwd: directory, triesFixes: true })
    expect(run.code).toBe(1)
    await applyDiff(directory, run.stdout)
    expect(await git(directory, 'status', '--porcelain')).toBe('M pyproject.toml')
  })
})
