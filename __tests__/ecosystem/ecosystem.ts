/**
 * Verifies a pinned list of sdists of the package index, healthy and broken ones, and reports those that are not as
 * expected. With a base revision, verifies them with its `dist` too and prints what changed: verdicts, findings, seconds.
 *
 *     npm run ecosystem -- [--base REV] [--sample N] [--budget MINUTES] [--jobs N] [--results DIRECTORY] [NAME...]
 *
 * Results are kept by the content of `dist`, so that a run that was interrupted, or ended by its budget, continues. Exits
 * with status 1 if a project is not as expected.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Semaphore } from '../../src/process/concurrency.ts'
import { summarize } from '../bench/statistics.ts'
import type { Pinned } from '../real/package-index.ts'
import { unpackAsRepository } from '../real/sdist-repository.ts'
import {
  changesBetween,
  type Expected,
  isExpected,
  isTimeChanged,
  type Outcome,
  outcomeOf,
  sampleOf,
} from './outcome.ts'

interface EcosystemProject extends Pinned {
  readonly backend: string
  readonly expected: Expected
  /** Options of the command line, such as `--python=3.8`. */
  readonly options?: readonly string[]
  /** Lines of `[tool.as-installed]`. */
  readonly settings?: string
}

/** A build of the program. */
interface Dist {
  readonly name: string
  readonly cli: string
  /** The results with this build. */
  readonly results: string
}

const { values, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    base: { type: 'string' },
    sample: { type: 'string' },
    budget: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    results: { type: 'string', default: join(tmpdir(), 'as-installed-ecosystem') },
  },
})
const all: EcosystemProject[] = JSON.parse(readFileSync(new URL('./projects.json', import.meta.url), 'utf8'))
const unknown = names.filter((name) => !all.some((project) => project.name === name))
if (unknown.length > 0) throw new Error(`Not in projects.json: ${unknown.join(', ')}`)
const chosen = all.filter(({ name }) => names.length === 0 || names.includes(name))
const week = Math.floor(Date.now() / (7 * 24 * 3600 * 1000))
const projects = sampleOf(chosen, Number(values.sample ?? chosen.length), week)
const deadline = Date.now() + Number(values.budget ?? 24 * 60) * 60_000

const scratch = mkdtempSync(join(tmpdir(), 'as-installed-ecosystem-run-'))
process.on('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 3 }))
const head = distAt('head', resolve('dist'))
const base = values.base === undefined ? undefined : distAt(values.base, committedDist(values.base))

let skipped = 0
const unexpected: string[] = []
const changed: string[] = []
const ratios: number[] = []
/** Milliseconds; no project takes as long. */
const TIMEOUT = 15 * 60_000

const slots = new Semaphore(Number(values.jobs))
await Promise.all(projects.map((project) => slots.run(() => compareOn(project))))
if (base !== undefined) {
  console.log(changed.length === 0 ? `No change since ${base.name}.` : `Changed since ${base.name}:`)
  for (const one of changed.sort()) console.log(one)
  if (ratios.length > 0)
    console.log(
      `Median ratio of the times of ${ratios.length} projects: ${summarize(ratios).median.toFixed(2)}`,
    )
}
for (const one of unexpected.sort()) console.log(one)
const verified = projects.length - skipped
console.log(
  `${verified - unexpected.length} of ${verified} projects as expected${skipped > 0 ? `; ${skipped} not verified within the budget` : ''}`,
)
process.exitCode = unexpected.length > 0 ? 1 : 0

/** Verifies a project with both builds, and records what is unexpected or changed. */
async function compareOn(project: EcosystemProject): Promise<void> {
  if (Date.now() > deadline) {
    skipped++
    return
  }
  const outcome = await outcomeWith(head, project)
  const before = base && (await outcomeWith(base, project))
  const title = `${project.name} ${project.version}`
  if (!isExpected(outcome, project.expected)) unexpected.push(describeUnexpected(title, outcome, project))
  process.stderr.write(`${title}: ${outcome.verdict}, ${outcome.seconds.toFixed(1)} s\n`)
  if (before === undefined) return
  ratios.push(outcome.seconds / before.seconds)
  const lines = changesBetween(before, outcome)
  const time = `${before.seconds.toFixed(1)} s -> ${outcome.seconds.toFixed(1)} s`
  if (lines.length > 0 || isTimeChanged(before, outcome))
    changed.push([`${title}: ${time}`, ...lines.map((line) => `    ${line}`)].join('\n'))
}

function distAt(name: string, directory: string): Dist {
  const hash = createHash('sha256')
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && !one.parentPath.includes('__pycache__'))
    .map((one) => join(one.parentPath, one.name))
    .sort())
    hash.update(entry.slice(directory.length)).update(readFileSync(entry))
  const results = join(resolve(values.results), hash.digest('hex').slice(0, 16))
  mkdirSync(results, { recursive: true })
  return { name, cli: join(directory, 'cli.js'), results }
}

/** The `dist` that a revision has committed. */
function committedDist(revision: string): string {
  const directory = join(scratch, 'base')
  mkdirSync(directory)
  const archive = spawnSync('git', ['archive', revision, 'dist'], { maxBuffer: 1e9 })
  const unpacked = spawnSync('tar', ['-x', '-C', directory], { input: archive.stdout })
  if (archive.status !== 0 || unpacked.status !== 0)
    throw new Error(`There is no dist at ${revision}: ${archive.stderr}`)
  return join(directory, 'dist')
}

/** Verifies a project, unless its result with this build is kept. */
async function outcomeWith(dist: Dist, project: EcosystemProject): Promise<Outcome> {
  const { sdist, options = [], settings = '' } = project
  const conditions = createHash('sha256').update(JSON.stringify({ options, settings })).digest('hex')
  const kept = join(dist.results, `${sdist}-${conditions.slice(0, 8)}.json`)
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8'))
  const outcome = await verify(dist, project)
  writeFileSync(kept, JSON.stringify(outcome, undefined, 2))
  return outcome
}

async function verify({ cli }: Dist, project: EcosystemProject): Promise<Outcome> {
  const directory = mkdtempSync(join(scratch, 'project-'))
  try {
    const source = await unpackAsRepository(project, directory, project.settings)
    const json = join(directory, 'report.json')
    const started = performance.now()
    const args = [cli, source, '--json', json, '--out', join(directory, 'out'), ...(project.options ?? [])]
    const status = await new Promise<number | null>((done, failed) => {
      const child = spawn(process.execPath, args, { stdio: 'ignore', timeout: TIMEOUT })
      child.on('error', failed)
      child.on('close', done)
    })
    const seconds = (performance.now() - started) / 1000
    if (!existsSync(json)) return { verdict: `exit ${status}`, findings: [], inconclusive: [], seconds }
    return outcomeOf(JSON.parse(readFileSync(json, 'utf8')).packages[0], seconds)
  } finally {
    rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
  }
}

function describeUnexpected(title: string, outcome: Outcome, { expected }: EcosystemProject): string {
  const wanted = [expected.verdict, ...(expected.rules ?? [])].join(' ')
  const found = [...outcome.findings.filter((one) => one.startsWith('error ')), ...outcome.inconclusive]
  return [
    `${title}: ${outcome.verdict}, expected ${wanted} (${expected.why})`,
    ...found.map((line) => `    ${line}`),
  ].join('\n')
}
