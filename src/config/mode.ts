import { compare } from '@renovatebot/pep440'
import { list } from '../program/sentence.ts'
import { type Needs, readNeeds } from './job-needs.ts'
import { type GivenOptions, OPTIONS, type Option, type OptionName } from './options.ts'

export const MODES = ['verify', 'plan', 'gate', 'init'] as const

/** The mode of a run, with its options. */
export type Mode =
  | {
      readonly kind: 'verify'
      /** The id of the matrix job that the run is; undefined without a plan. */
      readonly cell: string | undefined
    }
  | {
      readonly kind: 'plan'
      /** Versions such as `3.12`; undefined: select them for each package. */
      readonly pythons: readonly string[] | undefined
      /** Values of `runs-on`. */
      readonly runners: readonly string[]
      readonly maxJobs: number
      /** Absolute: a report of an earlier run, or a directory of reports. */
      readonly timingsFrom: string | undefined
    }
  | {
      readonly kind: 'gate'
      /** Absolute. */
      readonly plan: string
      /** Absolute. */
      readonly reports: string
      /** The results of the jobs before this one; undefined outside of GitHub. */
      readonly needs: Needs | undefined
    }
  | {
      readonly kind: 'init'
      /** Whether to print the workflow instead of writing it. */
      readonly isDryRun: boolean
      /** Whether the workflow publishes the package. */
      readonly publishes: boolean
    }

/** The limit of GitHub for the jobs of a matrix (docs: "Actions limits"). */
const MAX_JOBS = 256

/** Access to the given options; problems are collected. */
export interface OptionReader {
  readonly given: GivenOptions
  readonly value: (name: OptionName) => string
  readonly lines: (name: OptionName) => readonly string[]
  readonly path: (name: OptionName) => string | undefined
  readonly oneOf: <const T extends string>(name: OptionName, allowed: readonly T[]) => T | undefined
  readonly problem: (message: string) => void
}

/**
 * Reads the mode and its options.
 *
 * @param onGitHub whether GitHub Actions, or a compatible runner, runs this
 */
export function readMode(reader: OptionReader, onGitHub: boolean): Mode {
  const kind = reader.oneOf('mode', MODES) ?? 'verify'
  rejectOptionsOfOtherModes(reader, kind)
  if (kind === 'verify') return { kind, cell: reader.value('cell') || undefined }
  if (kind === 'init') {
    const isTrue = (name: OptionName) => reader.oneOf(name, ['true', 'false']) === 'true'
    return { kind, isDryRun: isTrue('dry-run'), publishes: isTrue('publish') }
  }
  if (kind === 'plan') {
    const pythons = words(reader.lines('python-version'))
    for (const python of pythons) checkPython(python, reader)
    return {
      kind,
      pythons: pythons.length === 0 ? undefined : [...new Set(pythons)].sort(compare),
      runners: [...new Set(reader.lines('runners'))],
      maxJobs: readMaxJobs(reader),
      timingsFrom: reader.path('timings-from'),
    }
  }
  const required = (name: OptionName, description: string): string => {
    const path = reader.path(name)
    if (path === undefined) reader.problem(`${name} is missing: mode gate needs ${description}.`)
    return path ?? ''
  }
  return {
    kind,
    plan: required('plan', 'the file that mode plan wrote'),
    reports: required('reports', 'the directory with the reports of all jobs'),
    needs: readNeedsOption(reader, onGitHub),
  }
}

/** An option without effect in this mode is probably a mistake. */
function rejectOptionsOfOtherModes({ given, problem }: OptionReader, kind: Mode['kind']): void {
  for (const { name, modes, default: value } of OPTIONS as readonly Option[]) {
    const text = given[name as OptionName]?.trim() ?? ''
    if (modes !== undefined && !modes.includes(kind) && text !== '' && text !== value)
      problem(`${name} is only for mode ${list(modes, 'or')}, but the mode is ${kind}.`)
  }
}

function checkPython(python: string, { problem }: OptionReader): void {
  if (!/^3\.\d+(\.\d+)?$/.test(python) || compare(python, '3.8') < 0)
    problem(`python-version has "${python}", but each must be a version from 3.8 on, such as 3.12.`)
}

function readMaxJobs({ value, problem }: OptionReader): number {
  const number = Number(value('max-jobs'))
  if (!(Number.isInteger(number) && number >= 1 && number <= MAX_JOBS))
    problem(`max-jobs is "${value('max-jobs')}", but it must be a whole number from 1 to ${MAX_JOBS}.`)
  return number
}

const WRITE_NEEDS = `Write needs-json: \${{ toJSON(needs) }}.`

function readNeedsOption({ value, problem }: OptionReader, onGitHub: boolean): Needs | undefined {
  const text = value('needs-json')
  if (text === '') {
    // Without it, a skipped or cancelled job would look like one that passed.
    if (onGitHub) problem(`needs-json is missing: mode gate needs it on GitHub. ${WRITE_NEEDS}`)
    return undefined
  }
  const needs = readNeeds(text)
  if (needs === undefined) problem(`needs-json is not the output of toJSON(needs). ${WRITE_NEEDS}`)
  return needs
}

function words(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split(/[\s,]+/)).filter(Boolean)
}
