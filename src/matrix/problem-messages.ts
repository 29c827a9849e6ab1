import { list, listSome } from '../program/sentence.ts'
import type { Difference, Problem } from './decide.ts'

/** The message of a problem of the gate: the problem with its values, and how to fix it. */
export function problemMessage(problem: Problem): string {
  switch (problem.kind) {
    case 'plan-unreadable':
      return `Cannot read the plan from ${problem.file}: ${problem.reason}. Check that the plan job succeeded and that its file was passed to this job.`
    case 'plan-altered':
      return `The plan in ${problem.file} does not match its digest. Pass on the file of the plan job unchanged.`
    case 'plan-unknown':
      return `No job in needs (${list(problem.jobs) || 'none'}) has the plan's digest as an output. Add the output plan-digest to the plan job, add that job to needs, and set needs-json: \${{ toJSON(needs) }}.`
    case 'plan-of-another-run':
      return `The plan in ${problem.file} belongs to another run: ${difference(problem.difference)}.`
    case 'plan-empty':
      return `The plan in ${problem.file} has no package to verify, and no reason for that.`
    case 'cell-missing':
      return `${jobName(problem)} has no report${staleAttempts(problem.stale)}: it was skipped, cancelled, or ended before it wrote one. See its log.`
    case 'cell-twice':
      return `${jobName(problem)} has several reports: ${list(problem.files)}. Each job must write exactly one.`
    case 'report-unreadable':
      return `Cannot read the report in ${problem.file}: ${problem.reason}.`
    case 'report-without-cell':
      return problem.cell === undefined
        ? `The report in ${problem.file} does not name its job. Set the input cell: \${{ matrix.id }} in the step that verifies.`
        : `The report in ${problem.file} belongs to job ${problem.cell}, which is not in the plan.`
    case 'report-of-another-run':
      return `${jobName(problem)}: the report in ${problem.file} belongs to another run or job: ${difference(problem.difference)}.`
    case 'report-of-other-packages':
      return `${jobName(problem)}: ${problem.file} ${packages(problem.missing, problem.unknown)}.`
    case 'report-contradicts-itself':
      return `${jobName(problem)}: the verdict in ${problem.file} contradicts its checks and findings.`
    case 'job-ended':
      return `The job ${problem.job} ended with "${problem.result}"${problem.result === 'failure' ? ', and no report explains it. See its log' : ''}.`
  }
}

function jobName({ cell }: { readonly cell: { readonly name: string; readonly os: string } }): string {
  return `The job "${cell.name}" on ${cell.os}`
}

function staleAttempts(attempts: readonly number[]): string {
  return attempts.length === 0 ? '' : ` of this attempt, only of attempt ${list(attempts.map(String))}`
}

const NAMES: Readonly<Record<Difference['field'], string>> = {
  commit: 'commit',
  repository: 'repository',
  workflow: 'workflow',
  runId: 'workflow run',
  attempt: 'attempt',
  os: 'system',
  python: 'Python',
  cell: 'job',
}

function difference({ field, expected, actual }: Difference): string {
  return `its ${NAMES[field]} is ${actual ?? 'unknown'}, but ${expected ?? 'none'} is expected`
}

function packages(missing: readonly string[], unknown: readonly string[]): string {
  return list([
    ...(missing.length > 0 ? [`lacks ${listSome(missing)}`] : []),
    ...(unknown.length > 0
      ? [`has ${listSome(unknown)}, which this job of the plan does not have, or not twice`]
      : []),
  ])
}
