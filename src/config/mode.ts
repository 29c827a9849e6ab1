import { compare } from '@renovatebot/pep440'
import { list } from '../program/sentence.ts'
import { type Needs, readNeeds } from './job-needs.ts'
import { type GivenOptions, OPTIONS, type Option, type OptionName } from './options.ts'

export const MODES = ['verify', 'plan', 'gate'] as const

/** What a run is for. */
export type Mode =
  | {
      readonly kind: 'verify'
      /** The cell of a plan that the run is for. */
      readonly cell: string | undefined
    }
  | {
      readonly kind: 'plan'
      /** Versions such as `3.12`; undefined: chosen for each package. */
      readonly pythons: readonly string[] | undefined
      /** Labels for `runs-on`. */
      readonly runners: readonly string[]
      readonly maxJobs: number
      /** Absolute: a report of an earlier run, or a folder of them. */
      readonly timingsFrom: string | undefined
    }
  | {
      readonly kind: 'gate'
      /** Absolute. */
      readonly plan: string
      /** Absolute. */
      readonly reports: string
      /** How the jobs before this one ended; undefined where no runner tells. */
      readonly needs: Needs | undefined
    }

/** GitHub refuses a matrix of more jobs (docs: "Actions limits"). */
const MOST_JOBS = 256

/** The options as they were given, and a place for what is wrong with them. */
export interface Reader {
  readonly given: GivenOptions
  readonly value: (name: OptionName) => string
  readonly lines: (name: OptionName) => readonly string[]
  readonly path: (name: OptionName) => string | undefined
  readonly oneOf: <const T extends string>(name: OptionName, allowed: readonly T[]) => T | undefined
  readonly problem: (message: string) => void
}

/** @param onGitHub whether a runner of GitHub's protocol runs this, which knows how other jobs ended */
export function readMode(reader: Reader, onGitHub: boolean): Mode {
  const kind = reader.oneOf('mode', MODES) ?? 'verify'
  refuseThoseOfOthers(reader, kind)
  if (kind === 'verify') return { kind, cell: reader.value('cell') || undefined }
  if (kind === 'plan') {
    const pythons = words(reader.lines('pythons'))
    for (const python of pythons) checkPython(python, reader)
    return {
      kind,
      pythons: pythons.length === 0 ? undefined : [...new Set(pythons)].sort(compare),
      runners: [...new Set(reader.lines('runners'))],
      maxJobs: readMaxJobs(reader),
      timingsFrom: reader.path('timings-from'),
    }
  }
  const required = (name: OptionName, what: string): string => {
    const path = reader.path(name)
    if (path === undefined) reader.problem(`${name} is missing: mode gate needs ${what}.`)
    return path ?? ''
  }
  return {
    kind,
    plan: required('plan', 'the file that mode plan wrote'),
    reports: required('reports', 'the folder that holds the reports of all cells'),
    needs: readNeedsOption(reader, onGitHub),
  }
}

/** An option that does nothing in this mode is one that somebody relies on in vain. */
function refuseThoseOfOthers({ given, problem }: Reader, kind: Mode['kind']): void {
  for (const { name, modes, default: value } of OPTIONS as readonly Option[]) {
    const text = given[name as OptionName]?.trim() ?? ''
    if (modes !== undefined && !modes.includes(kind) && text !== '' && text !== value)
      problem(`${name} is for mode ${list(modes, 'or')} alone, but the mode is ${kind}.`)
  }
}

function checkPython(python: string, { problem }: Reader): void {
  if (!/^3\.\d+(\.\d+)?$/.test(python) || compare(python, '3.8') < 0)
    problem(`pythons has "${python}", but each must be a version from 3.8 on, such as 3.12.`)
}

function readMaxJobs({ value, problem }: Reader): number {
  const number = Number(value('max-jobs'))
  if (!(Number.isInteger(number) && number >= 1 && number <= MOST_JOBS))
    problem(`max-jobs is "${value('max-jobs')}", but it must be a whole number from 1 to ${MOST_JOBS}.`)
  return number
}

const WRITE_NEEDS = `Write needs-json: \${{ toJSON(needs) }}.`

function readNeedsOption({ value, problem }: Reader, onGitHub: boolean): Needs | undefined {
  const text = value('needs-json')
  if (text === '') {
    // Without it a job that was skipped or cancelled could not be told from one that passed.
    if (onGitHub) problem(`needs-json is missing: mode gate needs it on GitHub. ${WRITE_NEEDS}`)
    return undefined
  }
  const needs = readNeeds(text)
  if (needs === undefined) problem(`needs-json is not what toJSON(needs) gives. ${WRITE_NEEDS}`)
  return needs
}

function words(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(/[\s,]+/)).filter(Boolean)
}
