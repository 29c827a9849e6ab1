import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { init } from '../../src/commands/init.ts'
import { makeConfig } from '../../src/config/config.ts'
import type { GivenOptions } from '../../src/config/options.ts'
import { WORKFLOW_FILE } from '../../src/init/github-workflow.ts'
import { commit, git, repository, temporaryDirectory, write } from '../repository/repository.ts'

const root = temporaryDirectory()

const pyproject = (name: string, more = '') =>
  `[build-system]\nrequires = ["flit_core"]\nbuild-backend = "flit_core.buildapi"\n\n[project]\nname = "${name}"\nversion = "1.0"\n${more}`
const DEMO = { 'pyproject.toml': pyproject('demo', 'requires-python = ">=3.9"\n') }

function run(directory: string, given: GivenOptions = {}): Promise<string> {
  const config = makeConfig({ mode: 'init', ...given }, {}, directory)
  if (config.mode.kind !== 'init') throw new Error('the mode is init')
  return init(config, config.mode)
}

let count = 0
/** Creates a repository with one commit and the tags. */
function project(files: Readonly<Record<string, string>>, ...tags: string[]): string {
  const directory = repository(join(root, String(count++)))
  commit(directory, files, ...tags)
  return directory
}

const workflowIn = (directory: string) => parse(readFileSync(join(directory, WORKFLOW_FILE), 'utf8'))

interface Job {
  readonly steps?: readonly { readonly uses: string; readonly with?: object }[]
  readonly uses?: string
  readonly with?: object
}

/** The inputs of as-installed in a workflow. */
const inputsOf = ({ jobs }: { readonly jobs: Readonly<Record<string, Job>> }) => {
  const job = jobs['as-installed']
  const step = job?.steps?.find(({ uses }) => uses.startsWith('as-installed/')) ?? job
  return step?.with ?? {}
}
const CHANGED = `\${{ github.event_name == 'pull_request' || github.event_name == 'merge_group' }}`

test.each<[string, Readonly<Record<string, string>>, GivenOptions, object]>([
  ['one package', DEMO, {}, { 'python-version': '3.9 3.14' }],
  [
    'a package without Requires-Python',
    { 'setup.py': 'from setuptools import setup\nsetup(name="demo")\n' },
    {},
    {},
  ],
  [
    'a package in a directory',
    { 'python/pyproject.toml': pyproject('demo') },
    { path: 'python' },
    { path: 'python' },
  ],
  [
    'the only package, which is in a directory',
    { 'python/pyproject.toml': pyproject('demo') },
    {},
    { path: 'python' },
  ],
  [
    'a uv workspace',
    {
      'pyproject.toml': '[tool.uv.workspace]\nmembers = ["packages/*"]\n',
      'packages/one/pyproject.toml': pyproject('one'),
      'packages/two/pyproject.toml': pyproject('two'),
    },
    {},
    { path: '.', 'changed-only': CHANGED },
  ],
  [
    'packages without a workspace',
    {
      'sources/one/pyproject.toml': pyproject('one'),
      'sources/two/pyproject.toml': pyproject('two'),
      'README.md': '',
    },
    {},
    { path: 'sources/*', 'changed-only': CHANGED },
  ],
  [
    'patterns',
    {
      'libs/one/pyproject.toml': pyproject('one'),
      'libs/two/pyproject.toml': pyproject('two'),
      'libs/x/setup.py': '',
    },
    { path: 'libs/*\n!libs/x' },
    { path: 'libs/*\n!libs/x\n', 'changed-only': CHANGED },
  ],
])('the workflow of %s', async (_, files, given, inputs) => {
  const directory = project(files)
  const text = await run(directory, given)
  expect(text).toMatch(/^Wrote \.github\/workflows\/as-installed\.yml\n/)
  const workflow = workflowIn(directory)
  expect(inputsOf(workflow)).toEqual(inputs)
  expect(workflow.on.push).toEqual({ branches: ['main'] })
})

test('release tags are in the workflow, and those of something else are not', async () => {
  const directory = project(DEMO, 'v0.9', 'v1.0', 'nightly')
  await run(directory)
  expect(workflowIn(directory).on.push).toEqual({ branches: ['main'], tags: ['v*'] })
})

test('the default branch is that of the remote', async () => {
  const origin = project(DEMO)
  git(origin, 'branch', '--move', 'trunk')
  git(root, 'clone', '--quiet', origin, 'clone')
  git(join(root, 'clone'), 'switch', '--quiet', '--create', 'topic')
  await run(join(root, 'clone'))
  expect(workflowIn(join(root, 'clone')).on.push.branches).toEqual(['trunk'])
})

test.each([
  [['main', 'topic'], 'main'],
  [['master', 'topic'], 'master'],
  [['trunk'], 'trunk'],
])('without a remote, the default branch among %j is %s', async (branches, expected) => {
  const directory = project(DEMO)
  git(directory, 'branch', '--move', branches[0] as string)
  for (const branch of branches.slice(1)) git(directory, 'switch', '--quiet', '--create', branch)
  await run(directory)
  expect(workflowIn(directory).on.push.branches).toEqual([expected])
})

test('a workflow that publishes is named', async () => {
  const release = 'jobs:\n  a:\n    steps:\n      - uses: pypa/gh-action-pypi-publish@release/v1\n'
  const text = await run(project({ ...DEMO, '.github/workflows/release.yml': release }))
  expect(text).toContain(
    '.github/workflows/release.yml publishes: let it upload the files that were verified',
  )
})

test('a dry run prints the workflow, and writes nothing', async () => {
  const directory = project(DEMO)
  const text = await run(directory, { 'dry-run': 'true', publish: 'true' })
  expect(Object.keys(parse(text).jobs)).toEqual(['as-installed', 'publish'])
  expect(existsSync(join(directory, '.github'))).toBe(false)
})

test('an existing workflow is not overwritten', async () => {
  const directory = project(DEMO)
  write(directory, { [WORKFLOW_FILE]: 'mine' })
  await expect(run(directory)).rejects.toThrow(/^\.github\/workflows\/as-installed\.yml exists already\./)
  expect(readFileSync(join(directory, WORKFLOW_FILE), 'utf8')).toBe('mine')
})

test('on GitLab, the job is printed, and .gitlab-ci.yml is not changed', async () => {
  const directory = project({ ...DEMO, '.gitlab-ci.yml': 'stages: [test]\n' })
  const text = await run(directory)
  expect(parse(text)['as-installed'].image).toBe('python:3.14-trixie')
  expect(text).toContain('# Add this job to .gitlab-ci.yml.')
  expect(readFileSync(join(directory, '.gitlab-ci.yml'), 'utf8')).toBe('stages: [test]\n')
  expect(existsSync(join(directory, '.github'))).toBe(false)
})

test('without a repository or a package, nothing is written', async () => {
  const plain = join(root, 'plain')
  mkdirSync(plain)
  writeFileSync(join(plain, 'pyproject.toml'), pyproject('demo'))
  await expect(run(plain)).rejects.toThrow(/is not in a git repository/)
  await expect(run(project({ 'README.md': '' }))).rejects.toThrow(/pyproject\.toml/)
  expect(existsSync(join(plain, '.github'))).toBe(false)
})
