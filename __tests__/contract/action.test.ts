import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { reportProblems } from '../report-problems.ts'
import type { RunnerCommand } from './commands.ts'
import { hostileProject } from './hostile.ts'
import { checkoutOf, greeterCheckout } from './projects.ts'
import {
  CREDENTIALS,
  removeTemporaryDirectories,
  runAction,
  type StepResult,
  temporaryDirectory,
} from './runner.ts'

const readReport = ({ outputs }: StepResult) => JSON.parse(readFileSync(outputs.report ?? '', 'utf8'))
const errorsOf = ({ commands }: StepResult) => commands.filter(({ name }) => name === 'error')

afterAll(removeTemporaryDirectories)

describe('a package that works', () => {
  let step: StepResult

  beforeAll(async () => {
    step = await runAction({ cwd: await greeterCheckout() })
  })

  test('passes without an annotation', () => {
    expect(step).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } })
    expect(step.commands.filter(({ name }) => /error|warning|notice/.test(name))).toEqual([])
  })

  test('sets the outputs of the versions', () => {
    expect(step.outputs).toMatchObject({ version: '1.1.0', 'previous-version': '' })
  })

  test('sets dist to a directory with exactly the verified files', () => {
    const { dist = '', wheel = '', sdist = '' } = step.outputs

    expect([dirname(wheel), dirname(sdist)]).toEqual([dist, dist])
    expect(readdirSync(dist).sort()).toEqual([basename(wheel), basename(sdist)])
    expect(basename(wheel)).toBe('greeter-1.1.0-py3-none-any.whl')
  })

  test('writes a valid report', () => {
    expect(reportProblems(readReport(step))).toEqual([])
  })

  test('begins the summary with the verdict', () => {
    expect(step.summary).toMatch(/^## as-installed: ✅ greeter 1.1.0: works as installed\n/)
  })

  test('sets the declared outputs, and nothing else for later steps', () => {
    expect(Object.keys(step.outputs).sort()).toEqual([
      'dist',
      'errors',
      'notes',
      'package-name',
      'patch',
      'previous-version',
      'report',
      'sdist',
      'summary',
      'verdict',
      'version',
      'warnings',
      'wheel',
    ])
    expect(step.state).toBe('')
  })

  test('leaves no temporary files', () => {
    expect(step.leftovers).toEqual([])
  })
})

describe('a package that is broken', () => {
  let step: StepResult

  beforeAll(async () => {
    const withoutData = (text: string) => text.replace('greeter = ["templates/*.txt"]', '')
    const withBadScript = (text: string) =>
      text.replace('[project.scripts]', '[project.scripts]\npart = "greeter.cli:farewell"')
    step = await runAction({ cwd: await greeterCheckout((text) => withBadScript(withoutData(text))) })
  })

  test('fails the step, with the verdict in the last error', () => {
    expect(step).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } })
    expect(errorsOf(step).at(-1)?.data).toMatch(/^as-installed: fail\. greeter 1\.1\.0: broken \(2 errors\)/)
  })

  test('has the fixes as a file for git apply, and in the job summary', () => {
    const patch = readFileSync(step.outputs.patch ?? '', 'utf8')
    expect(patch).toContain('+greeter = ["templates/*.txt"]')
    expect(patch).toContain('-part = "greeter.cli:farewell"')
    expect(step.summary).toContain('```diff\ndiff --git a/pyproject.toml b/pyproject.toml\n')
  })

  test('has annotations with locations', () => {
    expect(errorsOf(step).map(({ properties }) => properties)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          title: expect.stringMatching(/^data-missing: /),
          file: 'pyproject.toml',
          line: expect.stringMatching(/^\d+$/),
        }),
        expect.objectContaining({
          title: expect.stringMatching(/^entry-point-broken: /),
          file: 'pyproject.toml',
          line: '13',
        }),
      ]),
    )
  })

  test('writes a valid report', () => {
    expect(reportProblems(readReport(step))).toEqual([])
  })

  test('begins the summary with the verdict', () => {
    expect(step.summary).toMatch(/^## as-installed: ❌ greeter 1.1.0: broken \(2 errors\)\n/)
  })
})

test('fail-on: never reports the verdict, and does not fail the step', async () => {
  const withBadScript = (text: string) =>
    text.replace('[project.scripts]', '[project.scripts]\npart = "greeter.cli:farewell"')
  const step = await runAction({ cwd: await greeterCheckout(withBadScript), inputs: { 'fail-on': 'never' } })

  expect(step).toMatchObject({ exitCode: 0, outputs: { verdict: 'fail' } })
  expect(errorsOf(step).map(({ properties }) => properties.title)).toEqual([
    expect.stringMatching(/^entry-point-broken: /),
  ])
  expect(reportProblems(readReport(step))).toEqual([])
  expect(readReport(step)).toMatchObject({ verdict: 'fail', packages: [{ failOn: 'never' }] })
})

describe('a package that attacks the runner', () => {
  let step: StepResult
  let dump: string

  beforeAll(async () => {
    dump = await temporaryDirectory('dump ')
    step = await runAction({
      cwd: await checkoutOf(hostileProject(dump)),
      inputs: { 'pytest-args': '-p no:cacheprovider' },
    })
  })

  /** Whether the action itself prints this command. */
  const isOwn = ({ name, properties, data }: RunnerCommand) =>
    ({
      group: /^hostile: [a-z-]+$/.test(data),
      endgroup: data === '',
      'stop-commands': /^[0-9a-f-]{36}$/.test(data),
      error: /^[a-z-]+: /.test(properties.title ?? data),
      warning: /^[a-z-]+: /.test(properties.title ?? ''),
      notice: /^[a-z-]+: /.test(properties.title ?? ''),
    })[name] ?? false

  test('executes no workflow command', () => {
    expect(step.commands.filter((command) => !isOwn(command))).toEqual([])
  })

  test('has its output in the log', () => {
    expect(step.log).toMatch(/^│ ::error::pwned$/m)
  })

  test('does not change outputs and state for later steps', () => {
    expect(step).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail', version: '1.0' }, state: '' })
    expect(step.outputs).not.toHaveProperty('pwned')
    expect(step.summary).not.toContain('pwned=yes')
  })

  test.each(['build', 'import', 'script', 'tests'])('does not get credentials: %s', (part) => {
    const found: Record<string, string> = JSON.parse(readFileSync(join(dump, `${part}.json`), 'utf8'))
    const names =
      /^((ACTIONS|INPUT|STATE)_.*|(GITHUB|GH)_TOKEN|GITHUB_(OUTPUT|ENV|PATH|STATE|STEP_SUMMARY))$/i
    const values = Object.values(found).join('\n')

    expect(Object.keys(found).filter((name) => names.test(name))).toEqual([])
    expect(Object.values(CREDENTIALS).filter((secret) => values.includes(secret))).toEqual([])
  })
})

describe('an invalid configuration', () => {
  test('names the input', async () => {
    const step = await runAction({ cwd: await checkoutOf({}), inputs: { installer: 'npm' } })

    expect(step).toMatchObject({ exitCode: 2, outputs: { verdict: 'error' } })
    expect(errorsOf(step)[0]?.data).toMatch(/^installer is "npm"/)
  })

  test('names the line of pyproject.toml', async () => {
    const cwd = await greeterCheckout((text) => `${text}polcy = "always"\n`)
    const step = await runAction({ cwd })

    expect(step.exitCode).toBe(2)
    expect(errorsOf(step)[0]).toMatchObject({
      properties: { file: 'pyproject.toml', line: expect.stringMatching(/^\d+$/) },
      data: expect.stringContaining('polcy'),
    })
  })

  test('is escaped if it looks like a command', async () => {
    const cwd = await checkoutOf({
      'pyproject.toml': '[project]\nname = "x ##[error]pwned"\nversion = "1"\n',
    })
    const { commands } = await runAction({ cwd, inputs: { python: 'no-such-python' } })

    expect(commands.filter(({ data }) => data.startsWith('pwned'))).toEqual([])
  })
})
