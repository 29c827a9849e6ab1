/** Several Pythons in one run, from one build. */
import { existsSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, test } from '@jest/globals'
import { readReport } from '../../src/matrix/read.ts'
import { limit } from '../checks/limit.ts'
import { type CliRun, project, runCli } from '../support/project.ts'
import { type SamplePackage, samplePackage } from '../support/sample-package.ts'

const versions = join(homedir(), '.pyenv', 'versions')
const installed = existsSync(versions) ? readdirSync(versions) : []
const lacks = ['3.9', '3.12'].filter((minor) => !installed.some((name) => name.startsWith(`${minor}.`)))
const testIt = lacks.length > 0 ? test.skip : test.concurrent
const named = (name: string) => (lacks.length > 0 ? `SKIPPED: pyenv has no ${lacks}: ${name}` : name)
const atMost = limit(2)

const verify = (python: string, spec: SamplePackage) =>
  atMost(async () => {
    const run = await runCli(['--installer', 'pip', '--python', python], {
      cwd: await project(samplePackage(spec)),
    })
    const [one] = run.report?.packages ?? []
    if (one === undefined) throw new Error(`there is no report: ${run.stderr}`)
    return { ...run, one }
  })

const resultsOf = ({ report }: CliRun, name: string) =>
  report?.packages[0]?.checks
    .filter(({ check }) => check === name)
    .map(({ status, pythons }) => [status, pythons?.join(' ')])

const wheels = ({ report }: CliRun) =>
  report?.packages[0]?.artifacts.filter(({ kind }) => kind === 'wheel').map(({ file }) => basename(file))

const NEEDS_TOMLLIB = 'import tomllib\n'
const FALLBACK = 'try:\n    import tomllib\nexcept ImportError:\n    tomllib = None\n'

testIt(named('an error with one Python is reported for it only'), async () => {
  const run = await verify('3.8 3.9, 3.12 3.99', {
    requiresPython: '>=3.9',
    files: { 'sample/__init__.py': NEEDS_TOMLLIB },
  })
  const { one, code, stdout } = run
  expect({ code, stdout }).toMatchObject({ code: 1 })
  expect(one.pythons).toMatchObject([
    { python: '3.9', verdict: 'fail' },
    // An error in the metadata affects all Pythons.
    { python: '3.12', verdict: 'fail' },
    { python: '3.99', verdict: 'fail' },
    { python: '3.8', leftOut: 'Requires-Python >=3.9 does not allow it' },
  ])
  expect(resultsOf(run, 'build')).toEqual([['pass', undefined]])
  expect(resultsOf(run, 'install')).toEqual([
    ['pass', '3.9 3.12'],
    ['error', '3.99'],
  ])
  expect(resultsOf(run, 'imports')).toEqual([
    ['fail', '3.9'],
    ['pass', '3.12'],
    ['skip', '3.99'],
  ])
  expect(one.findings.map(({ rule, pythons }) => [rule, pythons])).toEqual([
    ['requires-python-false', undefined],
  ])
  expect(stdout).toMatch(/^sample 1\.0 with Python 3\.9, 3\.12 and 3\.99$/m)
  expect(stdout).toMatch(
    /\? install +3\.99: Python 3\.99 was not found .*; 3\.9, 3\.12: wheel \+ 0 dependencies/,
  )
  expect(stdout).toMatch(
    /✗ imports +3\.9: 1 failure caused by requires-python-false; 3\.12: 1 module imported$/m,
  )
  expect(stdout).toMatch(/- not verified with Python 3\.8: Requires-Python >=3\.9 does not allow it$/m)
  expect(readReport(JSON.stringify(run.report))).toMatchObject({ kind: 'read', value: run.report })
})

testIt(named('without the error, results are reported once, and there is one wheel for all'), async () => {
  const run = await verify('3.9\n3.12', {
    requiresPython: '>=3.9',
    files: { 'sample/__init__.py': FALLBACK },
  })
  const { one, code, stdout } = run
  expect({ code, stdout }).toMatchObject({ code: 0 })
  expect(one.findings).toEqual([])
  expect(one.checks.filter(({ pythons }) => pythons !== undefined)).toEqual([])
  expect(new Set(one.checks.map(({ check }) => check)).size).toBe(one.checks.length)
  expect(one.pythons).toMatchObject([
    { python: '3.9', verdict: 'pass', environment: { python: expect.stringMatching(/^3\.9\./) } },
    { python: '3.12', verdict: 'pass', environment: { python: expect.stringMatching(/^3\.12\./) } },
  ])
  expect(wheels(run)).toEqual(['sample-1.0-py3-none-any.whl'])
  expect(one.checks.find(({ check }) => check === 'install')?.reason).toMatch(
    /\(pip \S+, Python 3\.9\.\d+ and pip \S+, Python 3\.12\.\d+\)$/,
  )
  expect(one.timings?.stages.map(({ stage }) => stage)).toEqual(
    expect.arrayContaining(['build', 'imports 3.9', 'imports 3.12']),
  )
})

/** Tags the wheel for the Python that built it, as with a compiled extension. */
const TAGGED = `
build_for_all = build_wheel

def build_wheel(folder, settings=None, metadata=None):
    import sys
    global WHEEL
    if sys.version_info < OLDEST:
        raise RuntimeError("this compiler is too old")
    tag = "cp%d%d-none-any" % sys.version_info[:2]
    WHEEL = WHEEL.replace("py3-none-any", tag)
    name = build_for_all(folder)
    os.replace(os.path.join(folder, name), os.path.join(folder, name.replace("py3-none-any", tag)))
    return name.replace("py3-none-any", tag)
`

testIt(named('a wheel for one Python is built with each, from one sdist'), async () => {
  const run = await verify('3.9 3.12', { backend: `OLDEST = (3, 8)\n${TAGGED}` })
  const { one, code, stdout, out } = run
  expect({ code, stdout }).toMatchObject({ code: 0 })
  expect(wheels(run)).toEqual(['sample-1.0-cp39-none-any.whl', 'sample-1.0-cp312-none-any.whl'])
  expect(readdirSync(join(out, 'dist')).sort()).toEqual([
    'sample-1.0-cp312-none-any.whl',
    'sample-1.0-cp39-none-any.whl',
    'sample-1.0.tar.gz',
  ])
  expect(one.artifacts.every(({ file }) => existsSync(file))).toBe(true)
  expect(resultsOf(run, 'build')).toEqual([
    ['pass', '3.9'],
    ['pass', '3.12'],
  ])
  expect(resultsOf(run, 'rebuild')).toEqual([['pass', undefined]])
  expect(resultsOf(run, 'imports')).toEqual([['pass', undefined]])
})

testIt(named('a wheel that cannot be built with one of them'), async () => {
  const run = await verify('3.12 3.9', { backend: `OLDEST = (3, 10)\n${TAGGED}` })
  const { one, code, stdout } = run
  expect({ code, stdout }).toMatchObject({ code: 1 })
  expect(one.findings).toMatchObject([
    { rule: 'build-failed', pythons: ['3.9'], message: expect.stringContaining('this compiler is too old') },
  ])
  expect(resultsOf(run, 'imports')).toEqual([
    ['pass', '3.12'],
    ['skip', '3.9'],
  ])
  expect(wheels(run)).toEqual(['sample-1.0-cp312-none-any.whl'])
  expect(one.pythons).toMatchObject([
    { python: '3.12', verdict: 'pass' },
    { python: '3.9', verdict: 'fail' },
  ])
})

testIt(named('the first cannot build the wheel: nothing is verified with the others'), async () => {
  const { one, code } = await verify('3.9 3.12', { backend: `OLDEST = (3, 10)\n${TAGGED}` })
  expect(code).toBe(1)
  expect(one.findings.map(({ rule, pythons }) => [rule, pythons])).toEqual([['build-failed', undefined]])
  expect(one.pythons).toMatchObject([
    { python: '3.9', verdict: 'fail' },
    { python: '3.12', leftOut: 'the build with Python 3.9 failed' },
  ])
})

testIt(named('only the metadata of the wheel does not allow one of them'), async () => {
  const backend = 'METADATA += "Requires-Python: >=3.12\\n"\n'
  const { one, code, stdout } = await verify('3.9 3.12', { backend })
  expect({ code, stdout }).toMatchObject({ code: 0 })
  expect(one.pythons).toMatchObject([
    { python: '3.12', verdict: 'pass' },
    { python: '3.9', leftOut: 'Requires-Python >=3.12 does not allow it' },
  ])
})

test.concurrent('Requires-Python allows none of them', async () => {
  const run = await runCli(['--python', '3.9 3.12'], {
    cwd: await project(samplePackage({ requiresPython: '>=3.13' })),
  })
  expect(run).toMatchObject({ code: 2, report: undefined })
  expect(run.stderr).toContain('python-version is 3.9 3.12, but the package declares Requires-Python >=3.13.')
})
