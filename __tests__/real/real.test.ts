/**
 * Projects that nobody here wrote, pinned on the package index: healthy ones must be green, and releases that
 * shipped broken must be red for the right rule. `npm run test:real` runs them, and prints the table.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from '@jest/globals'
import type { PackageReport } from '../../src/report/report.ts'
import { downloadSdist, type Pinned } from './package-index.ts'

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
  /** Any one of them is right. */
  readonly rules: readonly string[]
  readonly symptom: string
}

const { healthy, broken } = JSON.parse(readFileSync(new URL('./projects.json', import.meta.url), 'utf8')) as {
  healthy: Healthy[]
  broken: Broken[]
}

const CLI = resolve('dist/cli.js')
const rows: string[] = []

describe('healthy projects are green', () => {
  test.each(healthy)('$name $version ($backend)', async (project) => {
    const { status, report, log } = await verify(project)
    expect({ status, errors: errorsOf(report), log }).toMatchObject({ status: 0, errors: [] })
    const tests = report?.checks.find(({ check }) => check === 'tests')
    expect(tests?.reason).toMatch(/\d+ passed/)
  })
})

describe('releases that shipped broken are red for the right rule', () => {
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
  const folder = mkdtempSync(join(tmpdir(), 'as-installed-real-'))
  try {
    const source = await unpackAsRepository(project, folder)
    const options = [
      ...(project.testRequirements ?? []).map((requirement) => `--test-requirements=${requirement}`),
      ...(project.pytestArgs ?? []).map((arg) => `--pytest-args=${arg}`),
      ...(project.python === undefined ? [] : [`--python=${project.python}`]),
    ]
    const json = join(folder, 'report.json')
    const started = performance.now()
    const args = [CLI, source, '--json', json, '--out', join(folder, 'out'), ...options]
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
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A repository with one commit, tagged as released, so that backends which ask git for the version find it. */
async function unpackAsRepository(project: Project, folder: string): Promise<string> {
  const into = join(folder, 'unpacked')
  mkdirSync(into)
  // As root, tar would give the files to whoever packed them.
  run('tar', ['-xzf', await downloadSdist(project), '-C', into, '--no-same-owner'], folder)
  const source = join(into, readdirSync(into)[0] ?? '')
  run('git', ['init', '--quiet'], source)
  run('git', ['add', '--all', '--force'], source)
  // What a build writes is in the sdist and in no repository: where it is tracked, every build changes it.
  const written = ['**/*.egg-info/**', '**/_version.py'].map((pattern) => `:(glob)${pattern}`)
  run('git', ['rm', '-r', '--quiet', '--cached', '--ignore-unmatch', '--', ...written], source)
  run(
    'git',
    ['-c', 'user.name=test', '-c', 'user.email=test@example.invalid', 'commit', '--quiet', '-m', 'Release'],
    source,
  )
  run('git', ['tag', `v${project.version}`], source)
  return source
}

function run(program: string, args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`)
}

function errorsOf(report: PackageReport | undefined): string[] {
  return [...new Set(report?.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule))]
}
