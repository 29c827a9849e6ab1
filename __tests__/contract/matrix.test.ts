/** Runs plan, jobs and gate as the runner does, each with the outputs of the one before. */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Matrix } from '../../src/matrix/plan.ts'
import { reportProblems } from '../report-problems.ts'
import { commit, git, write } from '../support/project.ts'
import { samplePackage } from '../support/sample-package.ts'
import { pathWithUv } from '../support/uv.ts'
import { checkoutOf } from './projects.ts'
import { removeTemporaryDirectories, runAction, type StepResult, temporaryDirectory } from './runner.ts'

const PYTHON = execFileSync(process.platform === 'win32' ? 'python' : 'python3', [
  '-c',
  'import sys; print("%d.%d" % sys.version_info[:2])',
])
  .toString()
  .trim()

const inDirectory = (directory: string, files: Readonly<Record<string, string | Buffer>>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${directory}/${path}`, String(text)]))

const BROKEN = samplePackage({
  files: { 'sample/__init__.py': 'import sample.missing\n', 'sample/missing.py': '' },
  excludes: ['sample/missing.py'],
})

interface Run {
  readonly workspace: string
  readonly env: Readonly<Record<string, string>>
  readonly plan: StepResult
  readonly matrix: Matrix
  /** The directory of the reports, in a subdirectory for each job. */
  readonly reports: string
}

async function runUpToGate(files: Readonly<Record<string, string>>): Promise<Run> {
  const paths = [...new Set(Object.keys(files).map((path) => path.split('/').slice(0, 2).join('/')))]
  return runJobs(await checkoutOf(files), { path: paths.join('\n'), runners: 'our-own\ntheir-own' })
}

/** Runs the jobs of a workflow before the gate. The labels of the runners match any operating system. */
async function runJobs(
  workspace: string,
  inputs: Readonly<Record<string, string>>,
  event: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const env = { GITHUB_RUN_ID: '7001', GITHUB_RUN_ATTEMPT: '1', GITHUB_WORKFLOW: 'CI', ...event }
  const plan = await runAction({
    cwd: workspace,
    env,
    action: 'plan',
    inputs: { 'python-version': PYTHON, runners: 'our-own', ...inputs },
  })
  const matrix: Matrix = JSON.parse(plan.outputs.matrix ?? '')
  const reports = await temporaryDirectory('repörts ')
  for (const { id, path, python } of matrix.include) {
    // Installed by uv, which is faster.
    const cell = await runAction({
      cwd: workspace,
      env: { ...env, PATH: await pathWithUv() },
      inputs: { path, 'python-version': python, cell: id },
    })
    mkdirSync(join(reports, id))
    cpSync(cell.outputs.report ?? '', join(reports, id, 'report.json'))
  }
  return { workspace, env, plan, matrix, reports }
}

interface JobResults {
  readonly plan?: string
  readonly verify?: string
  readonly env?: Readonly<Record<string, string>>
  readonly inputs?: Readonly<Record<string, string>>
}

function runGate({ workspace, env, plan, reports }: Run, results: JobResults = {}): Promise<StepResult> {
  const { matrix = '', count = '', 'plan-digest': digest = '' } = plan.outputs
  const needs = {
    plan: { result: results.plan ?? 'success', outputs: { matrix, count, 'plan-digest': digest } },
    verify: { result: results.verify ?? 'success', outputs: {} },
  }
  const inputs = {
    plan: plan.outputs.plan ?? '',
    reports,
    'needs-json': JSON.stringify(needs),
    ...results.inputs,
  }
  return runAction({ cwd: workspace, action: 'gate', env: { ...env, ...results.env }, inputs })
}

const FORMATS = ['as-installed.sarif', 'junit.xml', 'summary.md']

const readJson = (file: string | undefined) => JSON.parse(readFileSync(file ?? '', 'utf8'))
const errors = ({ commands }: StepResult) =>
  commands.filter(({ name }) => name === 'error').map(({ data }) => data)

afterAll(removeTemporaryDirectories)

describe('two packages that work', () => {
  let run: Run

  beforeAll(async () => {
    run = await runUpToGate({
      ...inDirectory('packages/one', samplePackage()),
      ...inDirectory('packages/two', samplePackage()),
    })
  })

  test('are planned as a matrix that a workflow can use', () => {
    const path = 'packages/one\npackages/two'

    expect(run.plan).toMatchObject({ exitCode: 0, outputs: { count: '2' } })
    expect(run.matrix.include).toEqual([
      { id: expect.any(String), name: `sample +1, ${PYTHON}, our-own`, os: 'our-own', python: PYTHON, path },
      {
        id: expect.any(String),
        name: `sample +1, ${PYTHON}, their-own`,
        os: 'their-own',
        python: PYTHON,
        path,
      },
    ])
    expect(readJson(run.plan.outputs.plan)).toMatchObject({
      digest: run.plan.outputs['plan-digest'],
      run: {
        repository: 'somebody/something',
        runId: '7001',
        attempt: 1,
        commit: expect.stringMatching(/^\w{40}$/),
      },
    })
  })

  test('have reports with their run', () => {
    const { id } = run.matrix.include[0] ?? {}
    const report = readJson(join(run.reports, id ?? '', 'report.json'))

    expect(report.run).toEqual({
      commit: expect.stringMatching(/^\w{40}$/),
      repository: 'somebody/something',
      workflow: 'CI',
      runId: '7001',
      attempt: 1,
      os: expect.any(String),
      python: PYTHON,
      cell: id,
    })
    expect(reportProblems(report)).toEqual([])
  })

  test('pass the gate, with one report of all jobs', async () => {
    const gate = await runGate(run)
    const report = readJson(gate.outputs.report)

    expect(gate).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' }, leftovers: [] })
    expect(errors(gate)).toEqual([])
    expect(gate.summary).toMatch(/^## as-installed: ✅ All 2 packages work as installed, in 2 jobs\.\n/)
    expect(report.packages.map(({ path }: { path: string }) => path)).toEqual([
      'packages/one',
      'packages/two',
      'packages/one',
      'packages/two',
    ])
    expect(reportProblems(report)).toEqual([])
  })

  test.each<[string, JobResults, RegExp]>([
    ['a cell was cancelled', { verify: 'cancelled' }, /The job verify ended with "cancelled"/],
    ['the cells were skipped', { verify: 'skipped' }, /The job verify ended with "skipped"/],
    [
      'a cell failed after it wrote its report',
      { verify: 'failure' },
      /The job verify ended with "failure", and no report/,
    ],
    ['the plan was skipped', { plan: 'skipped' }, /The job plan ended with "skipped"/],
    [
      'the reports are of another run',
      { env: { GITHUB_RUN_ID: '7002' } },
      /its workflow run is 7001, but 7002 is expected/,
    ],
  ])('do not pass the gate if %s', async (_, results, message) => {
    const gate = await runGate(run, results)

    expect(gate).toMatchObject({ exitCode: 3, outputs: { verdict: 'error' } })
    expect(errors(gate)).toEqual([
      expect.stringMatching(message),
      expect.stringMatching(/^as-installed: error\./),
    ])
    expect(gate.summary).toMatch(/^## as-installed: ❔ Inconclusive/)
  })

  test('do not pass the gate without the report of a job', async () => {
    const [{ id = '', name = '' } = {}] = run.matrix.include
    const hidden = join(await temporaryDirectory('hidden '), 'report.json')
    const file = join(run.reports, id, 'report.json')
    cpSync(file, hidden)
    rmSync(dirname(file), { recursive: true })
    const gate = await runGate(run)
    cpSync(hidden, file)

    expect(gate.exitCode).toBe(3)
    expect(errors(gate)[0]).toContain(`The job "${name}" on our-own has no report`)
    expect(await runGate(run)).toMatchObject({ exitCode: 0 })
  })

  test('pass the gate of a later attempt, as when only the gate is run again', async () => {
    expect(await runGate(run, { env: { GITHUB_RUN_ATTEMPT: '2' } })).toMatchObject({ exitCode: 0 })
  })

  test('do not pass the gate without the file of the plan', async () => {
    const gate = await runGate({
      ...run,
      plan: { ...run.plan, outputs: { ...run.plan.outputs, plan: 'no.json' } },
    })

    expect(gate.exitCode).toBe(3)
    expect(errors(gate)[0]).toMatch(/^Cannot read the plan from .*no\.json: no such file\./)
  })
})

describe('a package that is broken, beside one that works', () => {
  let run: Run
  let gate: StepResult

  beforeAll(async () => {
    run = await runUpToGate({
      ...inDirectory('packages/one', samplePackage()),
      ...inDirectory('packages/two', BROKEN),
    })
    const inputs = {
      format: 'sarif\njunit\nmarkdown',
      output: FORMATS.map((file) => join(run.reports, file)).join('\n'),
    }
    gate = await runGate(run, { verify: 'failure', inputs })
  })

  test('is reported in the formats of other programs', () => {
    const [sarif, junit, markdown] = FORMATS.map((file) => readFileSync(join(run.reports, file), 'utf8'))

    expect(JSON.parse(sarif ?? '').runs[0].results[0].ruleId).toBe('module-missing')
    expect(junit).toContain('module-missing')
    expect(markdown).toBe(gate.summary)
  })

  test('fails the gate, which reports it once', () => {
    expect(gate).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } })
    expect(errors(gate)).toEqual([expect.stringMatching(/^as-installed: fail\./)])
    expect(gate.summary.match(/docs\/rules\/module-missing\.md/g)).toHaveLength(1)
    expect(gate.summary).toMatch(
      /\n\| sample \(packages\/two\) \| ❌ \| ❌ \|\n[\s\S]+<details>[\s\S]+\n\| sample \(packages\/one\) \| ✅ \| ✅ \|\n/,
    )
  })
})

test('a plan that cannot be made gives the reason, and removes the plan of an earlier run', async () => {
  const workspace = await checkoutOf(inDirectory('packages/one', samplePackage({ requiresPython: '>=3.12' })))
  const json = join(workspace, 'plan.json')
  writeFileSync(json, '{}')
  const plan = await runAction({
    cwd: workspace,
    // As workflows wrote it before there was an action for it.
    inputs: { mode: 'plan', path: 'packages/one', pythons: '3.10 3.11', json },
  })

  expect(plan.exitCode).toBe(2)
  expect(errors(plan)[0]).toBe(
    'packages/one: Requires-Python >=3.12 excludes all Pythons of the plan (3.10, 3.11). Add an allowed one to python-version.',
  )
  expect(existsSync(json)).toBe(false)
})

describe('a workspace of four packages, including the root, with changed-only', () => {
  let [workspace, base] = ['', '']

  beforeAll(async () => {
    const root = samplePackage({ name: 'whole' })
    workspace = await checkoutOf({
      'whole/__init__.py': '',
      'backend.py': String(root['backend.py']),
      'pyproject.toml': `${root['pyproject.toml']}\n[tool.uv.workspace]\nmembers = ["packages/*"]\n`,
      ...inDirectory(
        'packages/core',
        samplePackage({ name: 'core', files: { 'core/__init__.py': 'answer = 42\n' } }),
      ),
      ...inDirectory(
        'packages/api',
        samplePackage({
          name: 'api',
          dependencies: ['core'],
          files: { 'api/__init__.py': 'from core import answer\n' },
        }),
      ),
      ...inDirectory('packages/web', samplePackage({ name: 'web' })),
    })
    base = await git(workspace, 'rev-parse', 'HEAD')
  })

  /** Commits files on top of the base commit, and runs the jobs of a push of this commit. */
  async function pushed(files: Readonly<Record<string, string>>): Promise<Run> {
    await git(workspace, 'reset', '--quiet', '--hard', base)
    await write(workspace, files)
    await commit(workspace)
    const event = join(await temporaryDirectory('event '), 'event.json')
    writeFileSync(event, JSON.stringify({ before: base }))
    return runJobs(workspace, { path: '.', 'changed-only': 'true' }, { GITHUB_EVENT_PATH: event })
  }
  const paths = (packages: readonly { readonly path: string }[]) => packages.map(({ path }) => path)

  test('one changed: it and its dependent are verified, the others are listed, and the gate passes', async () => {
    const run = await pushed({ 'packages/core/core/more.py': '' })
    const since = `unchanged since the previous push (${base.slice(0, 10)}), like all of its dependencies`

    expect(run.matrix.include.map(({ path }) => path)).toEqual(['packages/api\npackages/core'])
    expect(readJson(run.plan.outputs.plan)).toMatchObject({
      leftOut: [
        { path: '.', name: 'whole', reason: since },
        { path: 'packages/web', name: 'web', reason: since },
      ],
      selection: expect.stringMatching(/^2 of 4 packages changed since the previous push/),
    })
    expect(run.plan.summary).toContain('2 skipped')
    const gate = await runGate(run)
    const report = readJson(gate.outputs.report)
    expect(gate).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } })
    expect(paths(report.packages)).toEqual(['packages/api', 'packages/core'])
    expect(paths(report.gate.leftOut)).toEqual(['.', 'packages/web'])
    expect(reportProblems(report)).toEqual([])
    expect(gate.summary).toMatch(/Not verified: whole and web/)
  })

  test('a change breaks the dependent: it has the finding', async () => {
    const run = await pushed({ 'packages/core/core/__init__.py': 'reply = 42\n' })
    const gate = await runGate(run, { verify: 'failure' })
    const { packages } = readJson(gate.outputs.report)

    expect(gate).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } })
    expect(packages.map(({ name, verdict }: { name: string; verdict: string }) => [name, verdict])).toEqual([
      ['api', 'fail'],
      ['core', 'pass'],
    ])
    expect(packages[0].findings).toMatchObject([
      { severity: 'error', file: 'packages/api/api/__init__.py', line: 1 },
    ])
  })

  test('nothing changed: there is no job, and the gate passes', async () => {
    const run = await pushed({})

    expect(run.plan).toMatchObject({ exitCode: 0, outputs: { count: '0', matrix: '{"include":[]}' } })
    const gate = await runGate(run, { verify: 'skipped' })
    expect(gate).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } })
    expect(gate.summary).toMatch(/^## as-installed: ✅ Nothing to verify; 4 skipped\./)
    expect(gate.summary).toContain('0 of 4 packages changed since the previous push')
    // The outputs of a plan job that did not succeed do not count.
    expect(await runGate(run, { plan: 'failure', verify: 'skipped' })).toMatchObject({ exitCode: 3 })
    expect(await runGate(run, { plan: 'skipped', verify: 'skipped' })).toMatchObject({ exitCode: 3 })
  })

  test('a job for the root verifies only the root, whatever changed', async () => {
    const cell = await runAction({
      cwd: workspace,
      inputs: { path: '.', cell: 'aff88838c498', 'changed-only': 'true' },
    })

    expect(cell.exitCode).toBe(0)
    expect(readJson(cell.outputs.report).packages).toMatchObject([{ path: '.', verdict: 'pass' }])
    expect(readJson(cell.outputs.report).packages[0]).not.toHaveProperty('leftOut')
  })
})
