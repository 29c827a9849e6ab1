import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { afterAll, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { checkoutOf, greeterCheckout } from './projects.ts'
import { removeTemporaryDirectories, runAction, type StepResult } from './runner.ts'

type Inputs = Readonly<Record<string, unknown>>
type Job = { readonly steps?: readonly { readonly uses?: string; readonly with?: Inputs }[] }

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const workflows = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text = '']) => parse(text))

/** The steps of a workflow, of a job, or of a list of steps that use the action. */
function stepsOf(workflow: unknown): Inputs[] {
  const jobs = (workflow as { jobs?: Record<string, Job> }).jobs
  const steps = Array.isArray(workflow)
    ? workflow
    : Object.values(jobs ?? {}).flatMap((job) => job.steps ?? [])
  return steps
    .filter(({ uses }) => uses === 'as-installed/as-installed@v0')
    .map((step) => (step.with ?? {}) as Inputs)
}

/** The inputs of the workflow for an event, or of the step for a path, as the runner passes them. */
function inputsOf(isMeant: (workflow: unknown) => boolean): Record<string, string> {
  const found = workflows.filter((one) => isMeant(one) && stepsOf(one).length > 0)
  expect(found).toHaveLength(1)
  const [inputs = {}] = found.flatMap(stepsOf)
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, String(value)]))
}

const isFor = (event: string) => (workflow: unknown) => {
  const { on = {} } = workflow as { on?: object }
  return event in on
}
const hasPath = (path: string) => (workflow: unknown) =>
  Array.isArray(workflow) && stepsOf(workflow).some((inputs) => inputs.path === path)

const namesOf = ({ outputs }: StepResult) =>
  JSON.parse(readFileSync(outputs.report ?? '', 'utf8')).packages.map(({ name }: { name: string }) => name)

afterAll(removeTemporaryDirectories)

test('the workflow for pull requests passes for a package that works', async () => {
  const step = await runAction({
    inputs: inputsOf(isFor('pull_request')),
    cwd: await greeterCheckout(),
    env: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main', GITHUB_REF_NAME: '1/merge' },
  })

  expect(step).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } })
})

test('the workflow for release tags fails on the tag of another version', async () => {
  const cwd = await greeterCheckout()
  const tag = 'greeter-1.2.0'
  await promisify(execFile)('git', ['tag', tag], { cwd })
  const step = await runAction({
    inputs: inputsOf(isFor('push')),
    cwd,
    env: { GITHUB_REF: `refs/tags/${tag}`, GITHUB_REF_NAME: tag, GITHUB_REF_TYPE: 'tag' },
  })

  expect(step).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail', errors: '1' } })
  expect(readdirSync(step.outputs.dist ?? '')).toHaveLength(2)
})

test('the step for a monorepo verifies the packages that changed', async () => {
  const member = (name: string) => ({
    [`packages/${name}/pyproject.toml`]: `[build-system]
requires = ["flit_core==3.12.0"]
build-backend = "flit_core.buildapi"
[project]
name = "${name}"
version = "1.0"
description = "One of two."
`,
    [`packages/${name}/${name}.py`]: '"""A module."""\n',
  })
  const cwd = await checkoutOf({ ...member('one'), ...member('two') })
  const git = (...args: string[]) => promisify(execFile)('git', args, { cwd })
  await git('branch', '--move', '--force', 'main')
  await git('checkout', '--quiet', '-b', 'change')
  await promisify(execFile)('node', ['-e', `fs.appendFileSync('packages/one/one.py', 'x = 1\\n')`], { cwd })
  const author = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.invalid']
  await git(...author, 'commit', '--all', '--quiet', '--message', 'Change one')
  const step = await runAction({
    inputs: inputsOf(hasPath('packages/*')),
    cwd,
    env: { GITHUB_EVENT_NAME: 'pull_request', GITHUB_BASE_REF: 'main', GITHUB_REF_NAME: '1/merge' },
  })

  expect(namesOf(step)).toEqual(['one', 'two'])
  expect(step.log).toMatch(/two.*unchanged|unchanged.*two/i)
})
