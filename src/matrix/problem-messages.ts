import { list, listSome } from '../program/sentence.ts'
import type { Difference, Problem } from './decide.ts'

/** The message of a problem of the gate: what is wrong, with which values, and how to fix it. */
export function problemMessage(problem: Problem): string {
  switch (problem.kind) {
    case 'plan-unreadable':
      return `The plan cannot be read from ${problem.file}: ${problem.reason}. Did the job that plans succeed, and was its file handed on?`
    case 'plan-altered':
      return `The plan in ${problem.file} is not as it was written: its digest does not fit. Hand on the file of mode plan as it is.`
    case 'plan-unknown':
      return `No job that this one waits for has made the plan: none of the outputs of ${list(problem.jobs) || 'no job'} is its digest. Let the job that plans have the output plan-digest, name it in needs, and give needs-json: \${{ toJSON(needs) }}.`
    case 'plan-of-another-run':
      return `The plan in ${problem.file} is not of this run: ${difference(problem.difference)}.`
    case 'plan-empty':
      return `The plan in ${problem.file} has no package to verify, and no reason for it.`
    case 'cell-missing':
      return `${cellName(problem)} has no report${staleAttempts(problem.stale)}: its job was skipped, cancelled, or ended before it could write one. Its log says why.`
    case 'cell-twice':
      return `${cellName(problem)} has several reports: ${list(problem.files)}. One job must write one.`
    case 'report-unreadable':
      return `The report in ${problem.file} cannot be read: ${problem.reason}.`
    case 'report-without-cell':
      return problem.cell === undefined
        ? `The report in ${problem.file} does not say which cell it is of. Give the step that verifies the input cell: \${{ matrix.id }}.`
        : `The report in ${problem.file} is of the cell ${problem.cell}, which the plan does not have.`
    case 'report-of-another-run':
      return `${cellName(problem)}: what ${problem.file} reports was not made for it: ${difference(problem.difference)}.`
    case 'report-of-other-packages':
      return `${cellName(problem)}: ${problem.file} ${packages(problem.missing, problem.unknown)}.`
    case 'report-contradicts-itself':
      return `${cellName(problem)}: the verdict in ${problem.file} is not what its own checks and findings say.`
    case 'job-ended':
      return `The job ${problem.job} ended with "${problem.result}"${problem.result === 'failure' ? ', and no report says why; its log does' : ''}.`
  }
}

function cellName({ cell }: { readonly cell: { readonly name: string; readonly os: string } }): string {
  return `The cell "${cell.name}" on ${cell.os}`
}

function staleAttempts(attempts: readonly number[]): string {
  return attempts.length === 0 ? '' : ` of this attempt, but of attempt ${list(attempts.map(String))}`
}

const NAMES: Readonly<Record<Difference['field'], string>> = {
  commit: 'commit',
  repository: 'repository',
  workflow: 'workflow',
  runId: 'workflow run',
  attempt: 'attempt',
  os: 'system',
  python: 'Python',
  cell: 'cell',
}

function difference({ field, expected, actual }: Difference): string {
  return `its ${NAMES[field]} is ${actual ?? 'not known'}, and this is ${expected ?? 'none'}`
}

function packages(missing: readonly string[], unknown: readonly string[]): string {
  return list([
    ...(missing.length > 0 ? [`lacks ${listSome(missing)}`] : []),
    ...(unknown.length > 0 ? [`has ${listSome(unknown)}, which the plan does not have there (once)`] : []),
  ])
}
