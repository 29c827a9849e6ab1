/** Plan, cells and gate, each as the runner starts it, with what one hands to the next. */
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Matrix } from '../../src/matrix/plan.ts'
import { reportProblems } from '../report-problems.ts'
import { selfBuilt } from '../support/self-built.ts'
import { checkoutOf } from './projects.ts'
import { removeTemporaryFolders, runAction, type StepResult, temporaryFolder } from './runner.ts'

const PYTHON = execFileSync(process.platform === 'win32' ? 'python' : 'python3', [
  '-c',
  'import sys; print("%d.%d" % sys.version_info[:2])',
])
  .toString()
  .trim()

const below = (folder: string, files: Readonly<Record<string, string | Buffer>>) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, String(text)]))

const BROKEN = selfBuilt({
  files: { 'sample/__init__.py': 'import sample.missing\n', 'sample/missing.py': '' },
  forgets: ['sample/missing.py'],
})

interface Run {
  readonly workspace: string
  readonly env: Readonly<Record<string, string>>
  readonly plan: StepResult
  readonly matrix: Matrix
  /** The folder with the reports of the cells, each below the cell's id. */
  readonly reports: string
}

/** The jobs of a workflow up to the gate. The runners are nobody's, so that the test may run on any system. */
async function runUpToGate(files: Readonly<Record<string, string>>): Promise<Run> {
  const workspace = await checkoutOf(files)
  const env = { GITHUB_RUN_ID: '7001', GITHUB_RUN_ATTEMPT: '1', GITHUB_WORKFLOW: 'CI' }
  const paths = [...new Set(Object.keys(files).map((path) => path.split('/').slice(0, 2).join('/')))]
  const plan = await runAction({
    cwd: workspace,
    env,
    inputs: { mode: 'plan', path: paths.join('\n'), pythons: PYTHON, runners: 'our-own\ntheir-own' },
  })
  const matrix: Matrix = JSON.parse(plan.outputs.matrix ?? '')
  const reports = await temporaryFolder('repörts ')
  for (const { id, path, python } of matrix.include) {
    const cell = await runAction({ cwd: workspace, env, inputs: { path, python, cell: id } })
    mkdirSync(join(reports, id))
    cpSync(cell.outputs.report ?? '', join(reports, id, 'report.json'))
  }
  return { workspace, env, plan, matrix, reports }
}

interface Ending {
  readonly plan?: string
  readonly verify?: string
  readonly env?: Readonly<Record<string, string>>
}

function runGate({ workspace, env, plan, reports }: Run, ending: Ending = {}): Promise<StepResult> {
  const { matrix = '', count = '', 'plan-digest': digest = '' } = plan.outputs
  const needs = {
    plan: { result: ending.plan ?? 'success', outputs: { matrix, count, 'plan-digest': digest } },
    verify: { result: ending.verify ?? 'success', outputs: {} },
  }
  const inputs = { mode: 'gate', plan: plan.outputs.plan ?? '', reports, 'needs-json': JSON.stringify(needs) }
  return runAction({ cwd: workspace, env: { ...env, ...ending.env }, inputs })
}

const readJson = (file: string | undefined) => JSON.parse(readFileSync(file ?? '', 'utf8'))
const errors = ({ commands }: StepResult) =>
  commands.filter(({ name }) => name === 'error').map(({ data }) => data)

afterAll(removeTemporaryFolders)

describe('two packages that work', () => {
  let run: Run

  beforeAll(async () => {
    run = await runUpToGate({ ...below('packages/one', selfBuilt()), ...below('packages/two', selfBuilt()) })
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

  test('are reported with what made the report', () => {
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

  test('pass the gate, with one report of all cells', async () => {
    const gate = await runGate(run)
    const report = readJson(gate.outputs.report)

    expect(gate).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' }, leftovers: [] })
    expect(errors(gate)).toEqual([])
    expect(gate.summary).toMatch(/^## ✅ All 2 packages work as installed, in each of 2 cells\.\n/)
    expect(report.packages.map(({ path }: { path: string }) => path)).toEqual([
      'packages/one',
      'packages/two',
      'packages/one',
      'packages/two',
    ])
    expect(reportProblems(report)).toEqual([])
  })

  test.each<[string, Ending, RegExp]>([
    ['a cell was cancelled', { verify: 'cancelled' }, /The job verify ended with "cancelled"/],
    ['the cells were skipped', { verify: 'skipped' }, /The job verify ended with "skipped"/],
    [
      'a cell failed after it had reported',
      { verify: 'failure' },
      /The job verify ended with "failure", and no report/,
    ],
    ['the plan was skipped', { plan: 'skipped' }, /The job plan ended with "skipped"/],
    [
      'the reports are of another run',
      { env: { GITHUB_RUN_ID: '7002' } },
      /its workflow run is 7001, and this is 7002/,
    ],
  ])('do not pass the gate where %s', async (_, ending, message) => {
    const gate = await runGate(run, ending)

    expect(gate).toMatchObject({ exitCode: 3, outputs: { verdict: 'error' } })
    expect(errors(gate)).toEqual([
      expect.stringMatching(message),
      expect.stringMatching(/^as-installed: error\./),
    ])
    expect(gate.summary).toMatch(/^## ⚠️ It could not be decided/)
  })

  test('do not pass the gate where the report of a cell is not there, and it is named', async () => {
    const [{ id = '', name = '' } = {}] = run.matrix.include
    const hidden = join(await temporaryFolder('hidden '), 'report.json')
    const file = join(run.reports, id, 'report.json')
    cpSync(file, hidden)
    rmSync(dirname(file), { recursive: true })
    const gate = await runGate(run)
    cpSync(hidden, file)

    expect(gate.exitCode).toBe(3)
    expect(errors(gate)[0]).toContain(`The cell "${name}" on our-own has no report`)
    expect(await runGate(run)).toMatchObject({ exitCode: 0 })
  })

  test('pass the gate of a later attempt, as when only the gate is run again', async () => {
    expect(await runGate(run, { env: { GITHUB_RUN_ATTEMPT: '2' } })).toMatchObject({ exitCode: 0 })
  })

  test('do not pass the gate where the file of the plan is not there', async () => {
    const gate = await runGate({
      ...run,
      plan: { ...run.plan, outputs: { ...run.plan.outputs, plan: 'no.json' } },
    })

    expect(gate.exitCode).toBe(3)
    expect(errors(gate)[0]).toMatch(/^The plan cannot be read from .*no\.json: there is no such file\./)
  })
})

describe('a package that is broken, beside one that works', () => {
  let gate: StepResult

  beforeAll(async () => {
    const run = await runUpToGate({ ...below('packages/one', selfBuilt()), ...below('packages/two', BROKEN) })
    gate = await runGate(run, { verify: 'failure' })
  })

  test('fails the gate, which says it once', () => {
    expect(gate).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } })
    expect(errors(gate)).toEqual([expect.stringMatching(/^as-installed: fail\./)])
    expect(gate.summary.match(/docs\/rules\/module-missing\.md/g)).toHaveLength(1)
    expect(gate.summary).toContain('| sample (packages/one) | ✅ | ✅ |\n| sample (packages/two) | ❌ | ❌ |')
  })
})

test('a plan that cannot be made says why, and leaves no plan of an earlier run', async () => {
  const workspace = await checkoutOf(below('packages/one', selfBuilt({ requiresPython: '>=3.12' })))
  const json = join(workspace, 'plan.json')
  writeFileSync(json, '{}')
  const plan = await runAction({
    cwd: workspace,
    inputs: { mode: 'plan', path: 'packages/one', pythons: '3.10 3.11', json },
  })

  expect(plan.exitCode).toBe(2)
  expect(errors(plan)[0]).toBe(
    'packages/one: Requires-Python >=3.12 allows none of the Pythons to verify with (3.10, 3.11). Give one that it allows by pythons.',
  )
  expect(existsSync(json)).toBe(false)
})
