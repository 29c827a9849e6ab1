import { dirname } from 'node:path/posix'
import type { Mode } from '../config/mode.ts'
import { table } from '../config/toml.ts'
import { ConfigurationError } from '../program/errors.ts'
import { count } from '../program/sentence.ts'
import { specifier } from '../project/poetry-requirements.ts'
import type { Project } from '../project/project.ts'
import type { Report } from '../report/report.ts'
import type { Checkout } from '../repository/checkout.ts'
import type { Chosen } from '../repository/choose-packages.ts'
import { pack } from './pack.ts'
import type { LeftOut, PlannedPackage, Share } from './plan.ts'
import { choosePythons } from './pythons.ts'
import { secondsOf, systemOf, timingsOf, type Wanted } from './timings.ts'

type PlanMode = Mode & { readonly kind: 'plan' }

/** The jobs of a plan, and the packages that no job verifies, or not with one Python. */
export interface Jobs {
  readonly shares: readonly Share[]
  readonly leftOut: readonly LeftOut[]
}

/**
 * Shares the packages among jobs, of which each has one Python and one runner.
 *
 * @param earlier reports of earlier runs, for how long each package takes
 * @throws ConfigurationError when a package allows none of the Pythons, or there are too many combinations
 */
export function shareAmongJobs(
  chosen: readonly Chosen[],
  mode: PlanMode,
  earlier: readonly Pick<Report, 'run' | 'packages'>[],
): Jobs {
  const { wanted, leftOut: refused } = combinations(chosen.flatMap(packagesOf), mode)
  const seconds = secondsOf(timingsOf(earlier), wanted)
  const places = new Map<string, { os: string; python: string; packages: PlannedPackage[] }>()
  for (const one of wanted) {
    const key = `${one.os}\n${one.python}`
    const place = places.get(key) ?? { os: one.os, python: one.python, packages: [] }
    place.packages.push({ path: one.path, name: one.name, ...seconds(one) })
    places.set(key, place)
  }
  if (places.size > mode.maxJobs) {
    const message = `max-jobs is ${mode.maxJobs}, but there are ${count(places.size, 'combination')} of Python and runner, and each needs a job of its own.`
    throw new ConfigurationError([{ message }])
  }
  return {
    shares: pack([...places.values()], mode.maxJobs),
    leftOut: [...chosen.flatMap(leftOutOf), ...refused],
  }
}

interface PlannedSource {
  readonly project: Project
  /** How many that git tracks. */
  readonly files: number
}

/** The packages that are to be verified. */
function packagesOf({ checkout, sources, verified }: Chosen): PlannedSource[] {
  const byPath = new Map(sources.map(({ project }) => [project.path, project]))
  const files = filesIn(checkout)
  return verified.flatMap((path) => {
    const project = byPath.get(path)
    return project === undefined ? [] : [{ project, files: files.get(path) ?? 0 }]
  })
}

/** Those that are not, with the reason. */
function leftOutOf({ sources, leftOut }: Chosen): LeftOut[] {
  return sources.flatMap(({ project: { path, name } }) => {
    const reason = leftOut.get(path)
    return reason === undefined ? [] : [{ path, name, reason }]
  })
}

/** How many files every directory holds, at any depth. */
function filesIn({ files }: Checkout): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const file of files) {
    for (let folder = dirname(file); ; folder = dirname(folder)) {
      found.set(folder, (found.get(folder) ?? 0) + 1)
      if (folder === '.') break
    }
  }
  return found
}

/** A package with one Python on one runner. */
type Combination = Wanted & { readonly name: string; readonly os: string }

/** Every package on every runner with each of its Pythons; runners come in their order, then Pythons. */
function combinations(
  packages: readonly PlannedSource[],
  { pythons, runners }: PlanMode,
): { wanted: Combination[]; leftOut: LeftOut[] } {
  const leftOut: LeftOut[] = []
  const chosen = packages.map(({ project, files }) => {
    const { path, name } = project
    const requiresPython = requiresPythonOf(project)
    const { chosen, refused } = choosePythons(pythons, requiresPython)
    if (chosen.length === 0) {
      const message = `${path}: Requires-Python ${requiresPython} allows none of the Pythons to verify with${pythons === undefined ? '' : ` (${pythons.join(', ')})`}. Give one that it allows by pythons.`
      throw new ConfigurationError([{ message }])
    }
    for (const python of refused)
      leftOut.push({ path, name, python, reason: `Requires-Python ${requiresPython} does not allow it` })
    return { path, name, files, pythons: chosen }
  })
  const all = [...new Set(chosen.flatMap((one) => one.pythons))].sort(byVersion)
  const wanted = runners.flatMap((os) =>
    all.flatMap((python) =>
      chosen
        .filter((one) => one.pythons.includes(python))
        .map(({ path, name, files }) => ({ path, name, files, os, python, system: systemOf(os) })),
    ),
  )
  return { wanted, leftOut }
}

/** Poetry has a place of its own for it. */
function requiresPythonOf({ requiresPython, pyproject }: Project): string | undefined {
  const python = table(table(table(pyproject.tool).poetry).dependencies).python
  return requiresPython ?? (typeof python === 'string' ? specifier(python) : undefined)
}

function byVersion(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}
