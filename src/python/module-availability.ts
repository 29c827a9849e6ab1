import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { compare } from '@renovatebot/pep440'
import { variablesForProject } from '../process/environment-variables.ts'
import { Inconclusive } from '../program/errors.ts'
import { type InstallRequest, install } from './install.ts'
import { runProbe } from './probe.ts'

/** A module or name that an installed distribution does not have. */
export interface LackingDistribution {
  readonly distribution: string
  readonly version: string
  /** The declared version specifiers, for example ">=2,!=2.1"; empty if there are none. */
  readonly specifiers: string
  /** Dotted name. */
  readonly module: string
  /** Null if the module itself is missing. */
  readonly name: string | null
}

/** The versions of a distribution that have a module or name. */
export interface WorkingVersions {
  /** The newest version that was found to have it. */
  readonly newest: string
  /** An upper bound that excludes all versions that were found to lack it, for "<". */
  readonly below: string
}

export type AvailabilityRequest = Omit<
  InstallRequest,
  'requirements' | 'options' | 'siblings' | 'writeLog'
> & {
  readonly scratch: string
}

const MAX_DOWNLOADS = 6
/** Seconds. The result only makes a fix more precise. */
const TIMEOUT = 90

/**
 * Finds older versions of a distribution that have a module or name, by unpacking the wheels of a few versions. Undefined
 * if the index is unavailable or has none, or the sources do not show it.
 */
export async function workingVersions(
  lacking: LackingDistribution,
  request: AvailabilityRequest,
): Promise<WorkingVersions | undefined> {
  const deadline = Date.now() + TIMEOUT * 1000
  const directory = await mkdtemp(join(request.scratch, 'older-versions-'))
  let downloads = 0
  const newestBelow = async (bound: string): Promise<Candidate | undefined> => {
    const timeout = (deadline - Date.now()) / 1000
    if (downloads++ >= MAX_DOWNLOADS || timeout <= 0) return undefined
    return unpackNewestBelow(bound, lacking, join(directory, String(downloads)), { ...request, timeout })
  }
  try {
    return await searchVersions(lacking.version, newestBelow)
  } catch (error) {
    if (error instanceof Inconclusive) return undefined
    throw error
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** The newest version below a bound, and whether it has the module or name; null if the sources do not show it. */
export interface Candidate {
  readonly version: string
  readonly has: boolean | null
}

/**
 * Searches for the newest version that has something: before the major version of the one that lacks it, then before its
 * minor and patch version, then in older major versions. Between a major version with it and a minor version without it,
 * by bisection.
 */
export async function searchVersions(
  lacking: string,
  newestBelow: (bound: string) => Promise<Candidate | undefined>,
): Promise<WorkingVersions | undefined> {
  let version = lacking
  let working: WorkingVersions | undefined
  for (;;) {
    let older: string | undefined
    for (const below of boundsOf(version)) {
      const candidate = await newestBelow(below)
      if (candidate === undefined) continue
      const { version: newest, has } = candidate
      if (working !== undefined && (!has || compare(newest, working.newest) <= 0))
        return has === false && compare(newest, working.newest) > 0
          ? bisectMinors(working, newest, newestBelow)
          : working
      if (has) working = { newest, below }
      else older ??= newest
      if (has === false) break
    }
    if (working !== undefined || older === undefined) return working
    version = older
  }
}

/**
 * Searches the minor versions before one that lacks something.
 *
 * @param start a version of an older major version that has it
 * @param lacking a version that lacks it: `1.5.3`
 */
async function bisectMinors(
  start: WorkingVersions,
  lacking: string,
  newestBelow: (bound: string) => Promise<Candidate | undefined>,
): Promise<WorkingVersions> {
  const [major, minor = 0] = (/^\d+(\.\d+)*/.exec(lacking)?.[0] ?? '').split('.').map(Number)
  let working = start
  let [first, last] = [0, minor]
  while (first < last) {
    const middle = Math.floor((first + last) / 2)
    const below = `${major}.${middle + 1}`
    const candidate = await newestBelow(below)
    if (candidate === undefined) break
    if (candidate.has) {
      working = { newest: candidate.version, below }
      first = middle + 1
    } else last = middle
  }
  return working
}

/** The bounds that exclude a version: its major version, its minor version, itself. */
function boundsOf(version: string): string[] {
  const release = /^\d+(\.\d+)*/.exec(version)?.[0].split('.') ?? []
  const bounds = [1, 2].map((length) => release.slice(0, length).join('.'))
  return [...new Set([...bounds, version])].filter((bound) => Number(bound) !== 0)
}

async function unpackNewestBelow(
  bound: string,
  { distribution, specifiers, module, name }: LackingDistribution,
  directory: string,
  request: AvailabilityRequest,
): Promise<Candidate | undefined> {
  const specifier = [`<${bound}`, specifiers].filter(Boolean).join(',')
  const result = await install({
    ...request,
    requirements: [`${distribution}${specifier}`],
    options: ['--no-deps', '--only-binary', ':all:', '--target', directory],
  })
  if (result.kind === 'refused') return undefined
  const version = (await readdir(directory))
    .map((file) => /^[^-]+-(.+)\.dist-info$/.exec(file)?.[1])
    .find((found) => found !== undefined)
  if (version === undefined) return undefined
  const { text } = await runProbe(
    'module_names',
    { directory, module, name },
    {
      python: request.environment.python,
      cwd: request.scratch,
      variables: variablesForProject(request.caller, { firstOnPath: request.environment.scripts }),
      timeout: 60,
      scratch: request.scratch,
    },
  )
  return text === undefined ? undefined : { version, has: JSON.parse(text).has }
}
