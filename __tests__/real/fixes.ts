/**
 * Tries fixes on public projects that are broken, applies what was tried by `git apply` to a clean checkout, verifies it
 * again, and compares it with what the maintainers did: in the next release of those in `projects.json`, or in the commit
 * that a list names.
 *
 *     npm run test:real-fixes -- --results DIRECTORY [--clones DIRECTORY] [--corpus LIST]... [NAME...]
 *
 * `corpus.ts` describes the lists and the directory of the clones; with clones, `reports.json` is one of the lists. A
 * project that has its result in DIRECTORY is not verified again. Prints each fix, and a table at the end; exits with
 * status 1 if a fix that was tried does not help.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { judgeFix } from '../../src/checks/fixes/acceptance.ts'
import { unifiedDiff } from '../../src/checks/fixes/diff.ts'
import { unwantedFiles } from '../../src/checks/fixes/unwanted-files.ts'
import { resultOf } from '../../src/commands/fixes/run-result.ts'
import type { PackageReport, Report, ReportedFinding, ReportedPatch } from '../../src/report/report.ts'
import { type Comparison, compareChanges } from '../support/changed-settings.ts'
import {
  type BrokenProject,
  brokenCommits,
  brokenReleases,
  newDirectory,
  packagingFiles,
  textOf,
} from './broken-projects.ts'
import { git } from './clones.ts'

/** Seconds for one project, with everything that is verified of it. */
const TIME_LIMIT = 360

/** A fix of errors of a project. */
interface FixResult {
  readonly rules: readonly string[]
  readonly messages: readonly string[]
  readonly status: 'tried' | 'suggested' | 'none'
  readonly summary?: string
  readonly diff?: string
  /** Of a fix that was tried: whether it helps a clean checkout, or why not. */
  readonly outcome?: string
  readonly comparison: Comparison
}

interface ProjectResult {
  readonly name: string
  /** `none` without a report. */
  readonly verdict: string
  /** Until the verdict. */
  readonly seconds: number
  /** Of the trials; undefined if the timeout ended them. */
  readonly trials?: { readonly seconds: number; readonly trials: number } | undefined
  readonly fixes: readonly FixResult[]
  /** What the maintainers changed in files of the build, and in those of the fixes. */
  readonly made: string
  /** The candidates, and what became of them. */
  readonly log: string
}

const { values, positionals: names } = parseArgs({
  allowPositionals: true,
  options: {
    results: { type: 'string' },
    clones: { type: 'string' },
    corpus: { type: 'string', multiple: true, default: [] },
  },
})
const { results: directory, clones } = values
if (directory === undefined) throw new Error('--results DIRECTORY is missing.')
const lists = clones === undefined ? [] : [new URL('./reports.json', import.meta.url), ...values.corpus]
const projects = [...brokenReleases(), ...lists.flatMap((list) => brokenCommits(list, clones ?? ''))].filter(
  ({ name }) => names.length === 0 || names.some((wanted) => name.startsWith(wanted)),
)
mkdirSync(directory, { recursive: true })
const results: ProjectResult[] = []
for (const project of projects) {
  const file = join(directory, `${project.name.replaceAll(/[^\w.-]/g, '-')}.json`)
  if (!existsSync(file)) {
    const result = await measure(project)
    writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`)
    printDetails(result)
  }
  results.push(JSON.parse(readFileSync(file, 'utf8')))
}
printTable(results)
const isUseless = ({ outcome = 'helps' }: FixResult) => outcome !== 'helps'
process.exitCode = results.some(({ fixes }) => fixes.some(isUseless)) ? 1 : 0

async function measure({ name, options, makeRepository, makeMended }: BrokenProject): Promise<ProjectResult> {
  const root = mkdtempSync(join(tmpdir(), 'as-installed-fixes-'))
  const deadline = performance.now() + TIME_LIMIT * 1000
  const make = (into: string) => makeRepository(newDirectory(root, into))
  try {
    const source = await make('broken')
    const mended = await makeMended?.(newDirectory(root, 'mended'))
    const report = verify(source, join(root, 'broken-out'), options, deadline)
    const [before] = report?.packages ?? []
    if (report === undefined || before === undefined)
      return { name, verdict: 'none', seconds: TIME_LIMIT, fixes: [], made: '', log: '' }
    const errors = before.findings.filter(
      ({ severity, ignored }) => severity === 'error' && ignored === undefined,
    )
    const made =
      mended === undefined
        ? undefined
        : madeChanges(
            source,
            mended,
            errors.flatMap(({ patch }) => filesOf(patch)),
          )
    const fixes: FixResult[] = []
    for (const [i, findings] of byPatch(errors).entries()) {
      const { patch } = findings[0]
      const common = {
        rules: findings.map(({ rule }) => rule),
        messages: findings.map(({ message }) => message),
      }
      if (patch === undefined) {
        fixes.push({ ...common, status: 'none', comparison: 'unknown' })
        continue
      }
      const fixed = await make(`fixed-${i}`)
      applyAsCommit(fixed, patch.diff)
      const comparison = compareChanges(madeChanges(source, fixed, filesOf(patch)), made)
      const { status, summary, diff } = patch
      const again = () =>
        verify(fixed, join(root, `fixed-${i}-out`), [...options, '--no-fix-check'], deadline)
      const outcome = status === 'tried' ? { outcome: await outcomeOf(before, findings, again()) } : {}
      fixes.push({ ...common, status, summary, diff, ...outcome, comparison })
    }
    return {
      name,
      verdict: before.verdict,
      seconds: report.timings?.seconds ?? 0,
      trials: report.fixes,
      fixes,
      made: made === undefined ? '' : unifiedDiff(made),
      log: textOf(before.logs, 'fixes.log') ?? '',
    }
  } finally {
    rmSync(root, { recursive: true, force: true, maxRetries: 3 })
  }
}

/** The report of a run; the one before fixes were tried if the time is over by then; undefined without one. */
function verify(
  source: string,
  out: string,
  options: readonly string[],
  deadline: number,
): Report | undefined {
  const json = `${out}.json`
  const timeout = Math.max(1000, Math.ceil(deadline - performance.now()))
  const args = [resolve('dist/cli.js'), source, '--json', json, '--out', out, ...options]
  const child = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e9, timeout })
  if (!existsSync(json) && child.error === undefined) console.error(`${child.stdout}\n${child.stderr}`)
  return existsSync(json) ? JSON.parse(readFileSync(json, 'utf8')) : undefined
}

async function outcomeOf(
  before: PackageReport,
  findings: readonly ReportedFinding[],
  report: Report | undefined,
): Promise<string> {
  const [after] = report?.packages ?? []
  if (after === undefined) return 'no report'
  const judged = judgeFix(await resultOf(before), await resultOf(after), findings, unwantedFiles(findings))
  if (judged.kind === 'accepted' || judged.kind === 'worsening') return 'helps'
  return judged.kind === 'rejected'
    ? judged.reason
    : judged.errors.map(({ rule, message }) => `it causes ${rule}: ${message}`).join('; ')
}

/** The errors by their patch; each without one is a group of its own. */
function byPatch(errors: readonly ReportedFinding[]): [ReportedFinding, ...ReportedFinding[]][] {
  const groups = new Map<string, [ReportedFinding, ...ReportedFinding[]]>()
  for (const [i, error] of errors.entries()) {
    const key = error.patch?.diff ?? String(i)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [error])
    else group.push(error)
  }
  return [...groups.values()]
}

/** Applies a diff as a user would, as part of the last commit, so that its tags remain right. */
function applyAsCommit(repository: string, diff: string): void {
  const patch = `${repository}.patch`
  writeFileSync(patch, diff)
  git(['-C', repository, 'apply', patch])
  const files = [...diff.matchAll(/^diff --git a\/.* b\/(.*)$/gm)].map(([, file = '']) => file)
  git(['-C', repository, 'add', '--force', '--all', '--', ...files])
  const tags = git(['-C', repository, 'tag', '--points-at', 'HEAD']).split('\n').filter(Boolean)
  // `git commit` fails if the clone lacks a file.
  const tree = git(['-C', repository, 'write-tree', '--missing-ok']).trim()
  const text = git(['-C', repository, 'cat-file', 'commit', 'HEAD']).replace(/^tree .*/, `tree ${tree}`)
  const commit = git(['-C', repository, 'hash-object', '-t', 'commit', '-w', '--stdin'], text).trim()
  for (const ref of ['HEAD', ...tags.map((tag) => `refs/tags/${tag}`)])
    git(['-C', repository, 'update-ref', ref, commit])
}

function filesOf(patch: ReportedPatch | undefined): string[] {
  return (patch?.edits ?? []).map(({ file }) => file)
}

/** The files of the build, and others, that differ between two repositories. */
function madeChanges(before: string, after: string, others: readonly string[]) {
  const files = new Set([...packagingFiles(before), ...packagingFiles(after), ...others])
  const changes = [...files].map((file) => {
    return [file, { before: textOf(before, file), after: textOf(after, file) }] as const
  })
  return new Map(changes.filter(([, change]) => change.before !== change.after))
}

function printDetails({ name, verdict, fixes, made, log }: ProjectResult): void {
  console.log(`\n## ${name}: ${verdict}`)
  for (const { rules, messages, status, summary = '', diff = '', outcome, comparison } of fixes) {
    console.log(
      `\n### ${[...new Set(rules)].join(', ')}: ${status}${outcome === undefined ? '' : `, ${outcome}`}`,
    )
    for (const message of messages) console.log(`- ${message}`)
    if (status !== 'none') console.log(`\n${summary} (${comparison})\n\n${diff}`)
  }
  console.log(`\n### Candidates\n\n${log}\n### The maintainers\n\n${made}`)
}

function printTable(all: readonly ProjectResult[]): void {
  console.log('\n| project | rules | fix | maintainers | verdict (s) | trials | trials (s) | more |')
  console.log('|---|---|---|---|--:|--:|--:|--:|')
  for (const { name, seconds, trials, fixes } of all)
    for (const [i, { rules, status, outcome = 'helps', comparison }] of fixes.entries()) {
      const cost =
        trials === undefined
          ? [seconds.toFixed(1), '', 'timeout', '']
          : [seconds.toFixed(1), trials.trials, trials.seconds.toFixed(1), percent(trials.seconds / seconds)]
      const row = [
        i === 0 ? name : '',
        [...new Set(rules)].join(', '),
        outcome === 'helps' ? status : `${status}: ${outcome}`,
        comparison,
        ...(i === 0 ? cost : ['', '', '', '']),
      ]
      console.log(`| ${row.join(' | ')} |`)
    }
  const fixes = all.flatMap((one) => one.fixes)
  const count = (wanted: string) => fixes.filter(({ status }) => status === wanted).length
  const errors = (wanted: string) =>
    fixes.filter(({ status }) => status === wanted).reduce((sum, { rules }) => sum + rules.length, 0)
  console.log(
    `\n${fixes.length} causes: ${count('tried')} tried (${percent(count('tried') / fixes.length)}), ${count('suggested')} suggested, ${count('none')} none. Errors: ${errors('tried')} tried, ${errors('suggested')} suggested, ${errors('none')} none.`,
  )
  const known = fixes.filter(({ status, comparison }) => status === 'tried' && comparison !== 'unknown')
  const same = known.filter(({ comparison }) => comparison !== 'other')
  console.log(
    `${same.length} of ${known.length} that were tried touch settings that the maintainers changed.`,
  )
  const ended = all.filter(({ trials }) => trials !== undefined)
  console.log(
    `Medians: ${median(all.map(({ seconds }) => seconds)).toFixed(1)} s until the verdict; ${median(ended.map(({ trials }) => trials?.seconds ?? 0)).toFixed(1)} s and ${percent(median(ended.map(({ seconds, trials }) => (trials?.seconds ?? 0) / seconds)))} more for ${median(ended.map(({ trials }) => trials?.trials ?? 0))} trials.`,
  )
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length === 0
    ? 0
    : ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
