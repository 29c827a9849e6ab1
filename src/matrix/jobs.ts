import { dirname } from 'node:path/posix'
import type { Mode } from '../config/mode.ts'
import { table } from '../config/toml.ts'
import { ConfigurationError } from '../program/errors.ts'
import { count } from '../program/sentence.ts'
import { specifier } from '../project/poetry-requirements.ts'
import type { Project } from '../project/project.ts'
import type { Report } from '../report/report.ts'
import type { Checkout } from '../repository/checkout.ts'
import type { SelectedPackages } from '../repository/select-packages.ts'
import { choosePythons } from './choose-pythons.ts'
import { pack } from './pack.ts'
import type { LeftOut, PlannedPackage, Shard } from './plan.ts'
import { type PackageJob, secondsOf, systemOf, timingsOf } from './timings.ts'

type PlanMode = Mode & { readonly kind: 'plan' }

/** The jobs of a plan, and the skipped packages and Pythons. */
export interface Jobs {
  readonly shards: readonly Shard[]
  readonly leftOut: readonly LeftOut[]
}

/**
 * Distributes the packages to jobs, each with one Python and one runner.
 *
 * @param earlier reports of earlier runs, for the time that each package takes
 * @throws ConfigurationError when a package allows none of the Pythons, or there are too many combinations
 */
export function shardPackages(
  chosen: readonly SelectedPackages[],
  mode: PlanMode,
  earlier: readonly Pick<Report, 'run' | 'packages'>[],
): Jobs {
  const { combinations, leftOut: refused } = combine(chosen.flatMap(packagesOf), mode)
  const seconds = secondsOf(timingsOf(earlier), combinations)
  const groups = new Map<string, { os: string; python: string; packages: PlannedPackage[] }>()
  for (const one of combinations) {
    const key = `${one.os}\n${one.python}`
    const group = groups.get(key) ?? { os: one.os, python: one.python, packages: [] }
    group.packages.push({ path: one.path, name: one.name, ...seconds(one) })
    groups.set(key, group)
  }
  if (groups.size > mode.maxJobs) {
    const message = `max-jobs is ${mode.maxJobs}, but ${count(groups.size, 'combination')} of Python and runner need one job each.`
    throw new ConfigurationError([{ message }])
  }
  return {
    shards: pack([...groups.values()], mode.maxJobs),
    leftOut: [...chosen.flatMap(leftOutOf), ...refused],
  }
}

interface PlannedSource {
  readonly project: Project
  /** The number of its files that git tracks. */
  readonly files: number
}

/** The packages to verify. */
function packagesOf({ checkout, sources, verified }: SelectedPackages): PlannedSource[] {
  const byPath = new Map(sources.map(({ project }) => [project.path, project]))
  const files = fileCounts(checkout)
  return verified.flatMap((path) => {
    const project = byPath.get(path)
    return project === undefined ? [] : [{ project, files: files.get(path) ?? 0 }]
  })
}

/** The packages that are not verified, with the reason. */
function leftOutOf({ sources, unchanged }: SelectedPackages): LeftOut[] {
  return sources.flatMap(({ project: { path, name } }) => {
    const reason = unchanged.get(path)
    return reason === undefined ? [] : [{ path, name, reason }]
  })
}

/** The number of files in each directory and below. */
function fileCounts({ files }: Checkout): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const file of files) {
    for (let directory = dirname(file); ; directory = dirname(directory)) {
      found.set(directory, (found.get(directory) ?? 0) + 1)
      if (directory === '.') break
    }
  }
  return found
}

/** A package with one Python on one runner. */
type Combination = PackageJob & { readonly name: string; readonly os: string }

/** Each package on each runner with each of its Pythons, sorted by runner, then by Python. */
function combine(
  packages: readonly PlannedSource[],
  { pythons, runners }: PlanMode,
): { combinations: Combination[]; leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = []
  const chosen = packages.map(({ project, files }) => {
    const { path, name } = project
    const requiresPython = requiresPythonOf(project)
    const { chosen, refused } = choosePythons(pythons, requiresPython)
    if (chosen.length === 0) {
      const message = `${path}: Requires-Python ${requiresPython} excludes all Pythons of the plan${pythons === undefined ? '' : ` (${pythons.join(', ')})`}. Add an allowed one to python-version.`
      throw new ConfigurationError([{ message }])
    }
    for (const python of refused)
      leftOut.push({ path, name, python, reason: `Requires-Python ${requiresPython} does not allow it` })
    return { path, name, files, pythons: chosen }
  })
  const all = [...new Set(chosen.flatMap((one) => one.pythons))].sort(byVersion)
  const combinations = runners.flatMap((os) =>
    all.flatMap((python) =>
      chosen
        .filter((one) => one.pythons.includes(python))
        .map(({ path, name, files }) => ({ path, name, files, os, python, system: systemOf(os) })),
    ),
  )
  return { combinations, leftOut }
}

/** Also from `tool.poetry.dependencies.python` (Poetry documentation, "The pyproject.toml file"). */
/** The Requires-Python of a project, also of poetry; undefined without one. */
export function requiresPythonOf({ requiresPython, pyproject }: Project): string | undefined {
  const python = table(table(table(pyproject.tool).poetry).dependencies).python
  return requiresPython ?? (typeof python === 'string' ? specifier(python) : undefined)
}

function byVersion(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}
