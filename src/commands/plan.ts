import { RULE_NAMES } from '../checks/rules.ts'
import { writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { dirname } from 'node:path/posix'
import type { Config } from '../config/config.ts'
import type { Mode } from '../config/mode.ts'
import { gatherReports } from '../matrix/files.ts'
import { pack } from '../matrix/pack.ts'
import {
  type LeftOut,
  type Matrix,
  makePlan,
  matrixOf,
  type Plan,
  type PlannedPackage,
} from '../matrix/plan.ts'
import { choosePythons } from '../matrix/pythons.ts'
import { secondsOf, systemOf, timingsOf, type Wanted } from '../matrix/timings.ts'
import { withScratch } from '../process/scratch.ts'
import { ConfigurationError } from '../program/errors.ts'
import { count, list } from '../program/sentence.ts'
import { specifier } from '../project/poetry-requirements.ts'
import { type Project, table } from '../project/project.ts'
import { identityOf } from '../report/run-identity.ts'
import type { Checkout } from '../repository/checkout.ts'
import { type Chosen, chooseAll } from '../repository/choose-packages.ts'
import { findPackages } from '../repository/find-packages.ts'
import { makeRoomFor, outputFolder } from './verify.ts'

export type PlanMode = Mode & { readonly kind: 'plan' }

/** The end of mode plan. */
export interface PlanResult {
  readonly plan: Plan
  readonly matrix: Matrix
  /** Absolute: the plan as JSON. */
  readonly file: string
}

/**
 * Plans who verifies what: reads the packages, chooses their Pythons, and shares the work among jobs. Runs nothing of
 * theirs.
 *
 * @param cwd where the jobs run, for the paths that they get
 * @throws ConfigurationError with everything that is wrong with the configuration of any package
 */
export async function plan(config: Config, mode: PlanMode, cwd: string): Promise<PlanResult> {
  const chosen = await withScratch(async (scratch) => {
    return chooseAll(await findPackages(config.paths, RULE_NAMES), config, scratch)
  })
  const checkout = theOneOf(chosen)
  const file = config.json ?? join(await outputFolder(config), 'plan.json')
  await makeRoomFor(file)

  const { wanted, leftOut: refused } = spread(chosen.flatMap(packagesOf), mode)
  const timings = timingsOf(mode.timingsFrom === undefined ? [] : await earlierReports(mode.timingsFrom, cwd))
  const seconds = secondsOf(timings, wanted)
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

  const made = makePlan(pack([...places.values()], mode.maxJobs), {
    run: identityOf(config.run, [checkout.head]),
    leftOut: [...chosen.flatMap(leftOutOf), ...refused],
    selection: chosen[0]?.basis,
  })
  const matrix = matrixOf(
    made,
    relative(cwd, checkout.root).split(sep).join('/'),
    config.paths.excluded.map(({ text }) => text),
  )
  checkSize(matrix)
  await writeFile(file, `${JSON.stringify(made, null, 2)}\n`)
  return { plan: made, matrix, file }
}

/** The checkout that all packages lie in: a path in a plan is told from its root. */
function theOneOf(chosen: readonly Chosen[]): Checkout {
  const [first, ...others] = chosen.map(({ checkout }) => checkout)
  if (first !== undefined && others.length === 0) return first
  const roots = list(chosen.map(({ checkout }) => checkout.root))
  const message = `path leads to several repositories (${roots}), and a plan is of one. Plan each by itself.`
  throw new ConfigurationError([{ message }])
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

/** How many files every folder holds, at any depth. */
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
type Wish = Wanted & { readonly name: string; readonly os: string }

/** Every package on every runner with each of its Pythons; runners come in their order, then Pythons. */
function spread(
  packages: readonly PlannedSource[],
  { pythons, runners }: PlanMode,
): { wanted: Wish[]; leftOut: LeftOut[] } {
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

/** Timings only share the work better: a file that tells none, or none that is there yet, changes no verdict. */
async function earlierReports(path: string, cwd: string) {
  const files = await gatherReports(path, cwd)
  return files.flatMap(({ content }) => (content.kind === 'read' ? [content.value] : []))
}

/**
 * What a later step is given as one environment variable: Linux takes 128 KiB, and the gate gets the matrix twice
 * quoted in what `toJSON(needs)` gives.
 */
const MOST_CHARACTERS = 100_000

function checkSize(matrix: Matrix): void {
  const { length } = JSON.stringify(JSON.stringify(matrix))
  if (length <= MOST_CHARACTERS) return
  const message = `The matrix has ${length} characters, and GitHub hands on at most ${MOST_CHARACTERS} of them safely. Verify fewer packages or Pythons in one workflow: split path among several.`
  throw new ConfigurationError([{ message }])
}
