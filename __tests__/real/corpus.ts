/**
 * Verifies public projects at given commits: broken ones must fail with one of the given rules before the fix and not
 * after it; healthy ones must pass.
 *
 *     npm run test:corpus -- CORPUS.json CLONES [NAME...]
 *
 * CORPUS.json has `broken` ({name, repo, bad_commit, good_commit?, python, rules}) and `healthy` ({name, repo, commit,
 * python}). CLONES is a directory with a clone of each repository at `owner/name` or `owner+name/repo`. Prints a table,
 * and exits with status 1 if a result is not the expected one.
 */
import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { PackageReport } from '../../src/report/report.ts'
import { checkOut, cloneOf } from './clones.ts'
import { OPTIONS } from './corpus-options.ts'

interface Broken {
  readonly name: string
  readonly repo: string
  readonly bad_commit: string
  readonly good_commit?: string
  readonly python: string
  readonly rules: readonly string[]
}
interface Healthy {
  readonly name: string
  readonly repo: string
  readonly commit: string
  readonly python: string
}
interface Case {
  readonly name: string
  readonly repo: string
  readonly commit: string
  readonly python: string
  /** Whether a report is as expected. */
  readonly isRight: (report: PackageReport) => boolean
  readonly expected: string
}

const [corpusFile = '', clones = '', ...names] = process.argv.slice(2)
const { broken, healthy } = JSON.parse(readFileSync(corpusFile, 'utf8')) as {
  broken: Broken[]
  healthy: Healthy[]
}
const cases = [...broken.flatMap(brokenCases), ...healthy.map(healthyCase)].filter(
  ({ name }) => names.length === 0 || names.some((wanted) => name.startsWith(wanted)),
)
console.log('| project | expected | verdict | findings | seconds | |\n|---|---|---|---|--:|---|')
const wrong = cases.filter((one) => !runCase(one))
console.log(`\n${cases.length - wrong.length} of ${cases.length} as expected`)
process.exitCode = wrong.length === 0 ? 0 : 1

function brokenCases({ name, repo, bad_commit, good_commit, python, rules }: Broken): Case[] {
  const found = (report: PackageReport) => errorsOf(report).some((rule) => rules.includes(rule))
  const bad = { name: `${name} bad`, commit: bad_commit, expected: rules.join(' or '), isRight: found }
  const good = {
    name: `${name} good`,
    commit: good_commit ?? '',
    expected: 'free of it',
    isRight: (report: PackageReport) => !found(report),
  }
  return (good_commit === undefined ? [bad] : [bad, good]).map((one) => ({ ...one, repo, python }))
}

function healthyCase({ name, repo, commit, python }: Healthy): Case {
  const isRight = ({ verdict }: PackageReport) => verdict === 'pass'
  return { name, repo, commit, python, expected: 'pass', isRight }
}

function runCase({ name, repo, commit, python, expected, isRight }: Case): boolean {
  const directory = mkdtempSync(join(tmpdir(), 'as-installed-corpus-'))
  try {
    const source = join(directory, 'source')
    checkOut(cloneOf(repo, clones), commit, source)
    const { settings } = OPTIONS[name] ?? {}
    if (settings !== undefined)
      appendFileSync(join(source, 'pyproject.toml'), `\n[tool.as-installed]\n${settings}\n`)
    const json = join(directory, 'report.json')
    const options = [`--python=${python}`, ...(OPTIONS[name]?.options ?? [])]
    const started = performance.now()
    const args = [resolve('dist/cli.js'), source, '--json', json, '--out', join(directory, 'out'), ...options]
    const child = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e9 })
    const seconds = (performance.now() - started) / 1000
    const [report] = existsSync(json)
      ? (JSON.parse(readFileSync(json, 'utf8')).packages as PackageReport[])
      : []
    const right = report !== undefined && isRight(report)
    const found = report === undefined ? child.stderr.trim() : findingsOf(report)
    console.log(
      `| ${name} | ${expected} | ${report?.verdict ?? 'none'} | ${found} | ${seconds.toFixed(1)} | ${right ? '' : 'WRONG'} |`,
    )
    if (!right) console.error(`${name}:\n${child.stdout}\n${child.stderr}`)
    return right
  } finally {
    rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
  }
}

function errorsOf({ findings }: PackageReport): string[] {
  return findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)
}

function findingsOf({ findings, checks }: PackageReport): string {
  const inconclusive = checks
    .filter(({ status }) => status === 'error')
    .map(({ check }) => `${check} inconclusive`)
  const all = findings.map(({ severity, rule }) => (severity === 'error' ? rule : `${rule} (${severity})`))
  return [...new Set([...all, ...inconclusive])].join(', ')
}
