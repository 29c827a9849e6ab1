/**
 * Verifies public projects, pinned on the package index: healthy releases must pass, and broken ones must fail with the
 * right rule. Run by `npm run test:real`; prints a table.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import type { PackageReport } from '../../src/report/report.ts'
import type { Pinned } from './package-index.ts'
import { unpackAsRepository } from './sdist-repository.ts'

interface Project extends Pinned {
  readonly backend: string
  readonly testRequirements?: readonly string[]
  readonly pytestArgs?: readonly string[]
  readonly python?: string
}
interface Healthy extends Project {
  readonly layout: string
  readonly traits: string
}
interface Broken extends Project {
  /** One of these must be reported. */
  readonly rules: readonly string[]
  readonly symptom: string
}

const { healthy, broken } = JSON.parse(readFileSync(new URL('./projects.json', import.meta.url), 'utf8')) as {
  healthy: Healthy[]
  broken: Broken[]
}

const CLI = resolve('dist/cli.js')
const rows: string[] = []

describe('healthy projects pass', () => {
  test.each(healthy)('$name $version ($backend)', async (project) => {
    const { status, report, log } = await verify(project)
    expect({ status, errors: errorsOf(report), log }).toMatchObject({ status: 0, errors: [] })
    const tests = report?.checks.find(({ check }) => check === 'tests')
    expect(tests?.reason).toMatch(/\d+ passed/)
  })
})

describe('broken releases fail with the right rule', () => {
  test.each(broken)('$name $version: $symptom', async (project) => {
    const { status, report, log } = await verify(project)
    expect({ status, log }).toMatchObject({ status: 1 })
    const right = errorsOf(report).filter((rule) => project.rules.includes(rule))
    expect({ right, errors: errorsOf(report) }).not.toMatchObject({ right: [] })
  })
})

afterAll(() => {
  process.stderr.write(
    `\n| project | backend | verdict | findings | seconds |\n|---|---|---|---|--:|\n${rows.join('\n')}\n`,
  )
})

async function verify(
  project: Project,
): Promise<{ status: number | null; report: PackageReport | undefined; log: string }> {
  const directory = mkdtempSync(join(tmpdir(), 'as-installed-real-'))
  try {
    const source = await unpackAsRepository(project, directory)
    const options = [
      ...(project.testRequirements ?? []).map((requirement) => `--test-requirements=${requirement}`),
      ...(project.pytestArgs ?? []).map((arg) => `--pytest-args=${arg}`),
      ...(project.python === undefined ? [] : [`--python=${project.python}`]),
    ]
    const json = join(directory, 'report.json')
    const started = performance.now()
    const args = [CLI, source, '--json', json, '--out', join(directory, 'out'), ...options]
    const child = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e9 })
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const report = child.status === 2 ? undefined : JSON.parse(readFileSync(json, 'utf8')).packages[0]
    const found = [
      ...new Set(
        (report as PackageReport | undefined)?.findings.map(({ severity, rule }) => `${severity} ${rule}`),
      ),
    ]
    rows.push(
      `| ${project.name} ${project.version} | ${project.backend} | ${report?.verdict} | ${found.join(', ')} | ${seconds} |`,
    )
    return { status: child.status, report, log: child.stdout + child.stderr }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function errorsOf(report: PackageReport | undefined): string[] {
  return [...new Set(report?.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule))]
}
