import { expect, test } from '@jest/globals'
import { type Files, git, project, runCli, write } from '../support/project.ts'
import { samplePackage } from '../support/sample-package.ts'

/** The variables of another CI system, or a laptop, on which the tests may run. */
const NO_EVENT = { GITHUB_EVENT_NAME: undefined, GITHUB_REF_TYPE: undefined, GITHUB_REF_NAME: undefined }
const GITLAB = { ...NO_EVENT, GITLAB_CI: 'true', CI_DEFAULT_BRANCH: 'main' }

/** Files of a package, in a directory. */
const inDirectory = (directory: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([name, content]) => [`${directory}/${name}`, content]))

test.concurrent("a tag of another version is an error on GitLab, and not the package's own tag", async () => {
  const cwd = await project(samplePackage())
  await git(cwd, 'tag', 'v9.9.9')
  const env = { ...GITLAB, CI_COMMIT_TAG: 'v9.9.9' }
  const wrong = await runCli(['--checks', 'version'], { cwd, env })

  expect(wrong.code).toBe(1)
  const [report] = wrong.report?.packages ?? []
  expect(report?.findings.map(({ rule, severity }) => ({ rule, severity }))).toEqual([
    { rule: 'tag-mismatch', severity: 'error' },
  ])
  const skipped = report?.checks.filter(({ reason }) => reason === 'not selected').map(({ check }) => check)
  expect(skipped).toEqual(expect.arrayContaining(['install', 'imports', 'tests']))
  expect(skipped).not.toEqual(expect.arrayContaining(['contents']))

  await git(cwd, 'tag', '--delete', 'v9.9.9')
  const right = await runCli(['--checks', 'version', '--tag', 'v1.0'], { cwd, env })
  expect(right.stdout).toContain('passes the selected checks')
  expect(right.stdout).not.toContain('works as installed')
  expect(right.code).toBe(0)
})

test.concurrent('a merge request on GitLab has a base, and so has --base', async () => {
  const cwd = await project({ ...inDirectory('packages/one', samplePackage()), 'README.md': '' })
  const base = await git(cwd, 'rev-parse', 'HEAD')
  await git(cwd, 'switch', '--quiet', '--create', 'topic')
  await write(cwd, { 'README.md': 'new' })
  await git(cwd, 'commit', '--quiet', '--all', '--message=New')
  const env = {
    ...GITLAB,
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'topic',
    CI_MERGE_REQUEST_DIFF_BASE_SHA: base,
  }
  for (const [args, variables] of [
    [[], env],
    [['--base', 'main'], NO_EVENT],
  ] as const) {
    const run = await runCli(['packages/one', '--changed-only', ...args], { cwd, env: variables })
    expect(run.report?.packages.map(({ leftOut }) => leftOut)).toEqual([
      `unchanged since main (${base.slice(0, 10)}), like all of its dependencies`,
    ])
    expect(run.code).toBe(0)
  }
  const wrong = await runCli(['packages/one', '--changed-only', '--base', 'mian'], { cwd, env: NO_EVENT })
  expect(wrong.stderr).toContain(
    'Unknown base "mian": neither the checkout nor the remote origin has this branch or commit.',
  )
  expect(wrong.code).toBe(2)
})
