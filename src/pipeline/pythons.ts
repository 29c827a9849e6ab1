import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from '../checks/build/check.ts'
import { buildForPython } from '../checks/build/observe.ts'
import type { AnyPackageStage } from '../checks/check.ts'
import { contents } from '../checks/contents/check.ts'
import type { Contents } from '../checks/contents/facts.ts'
import type { PackageContext } from '../checks/context.ts'
import { reproducibility } from '../checks/reproducibility/check.ts'
import { Skip } from '../checks/stage.ts'
import type { Sdist } from '../distribution/sdist.ts'
import { fits, type Tagged } from '../distribution/wheel-tags.ts'
import { Inconclusive } from '../program/errors.ts'
import { type FoundPython, type NotUsed, notAllowed, type Pythons } from '../python/pythons.ts'
import { isAllowed } from '../python/requires-python.ts'
import type { FindSiblings } from '../python/siblings.ts'
import type { Toolchain } from '../python/toolchain.ts'
import type { PythonRun } from './graph.ts'
import { preinstalledEnvironments, testSandbox, toolsOf } from './setup-stages.ts'

/** Which of several configured Pythons a wheel is verified with. */
export interface ChosenPythons {
  /** At least one; the first has built the wheel. */
  readonly used: readonly FoundPython<Toolchain>[]
  /** Those that are not on this machine. */
  readonly missing: readonly NotUsed[]
  readonly leftOut: readonly NotUsed[]
}

/**
 * Decides which Pythons a wheel is verified with.
 *
 * @param configured as in the configuration
 * @param wheel undefined if there is none that could be installed
 */
export function choosePythons(
  configured: readonly string[],
  { found, missing, leftOut }: Pythons<Toolchain>,
  wheel: { readonly requiresPython: string | undefined } | undefined,
): ChosenPythons {
  const [first, ...others] = found
  if (configured.length < 2) return { used: [first], missing: [], leftOut: [] }
  if (wheel === undefined) {
    const reason = `nothing was built with ${nameOf(first)}`
    const unused = [...others.map(nameOf), ...missing.map(({ python }) => python)]
    return {
      used: [first],
      missing: [],
      leftOut: inOrder([...leftOut, ...unused.map((python) => ({ python, reason }))], configured),
    }
  }
  const { requiresPython } = wheel
  const isRefused = ({ made }: FoundPython<Toolchain>) => !isAllowed(made.interpreter.version, requiresPython)
  // That the wheel allows none of them is reported as for a single one.
  const used = found.every(isRefused) ? [first] : found.filter((one) => !isRefused(one))
  const refused = found.filter((one) => !used.includes(one))
  return {
    used,
    missing,
    leftOut: inOrder(
      [...leftOut, ...refused.map((one) => ({ python: nameOf(one), reason: notAllowed(requiresPython) }))],
      configured,
    ),
  }
}

/** What was built with the first Python. */
export interface FirstBuild {
  readonly sdist: Sdist
  readonly contents: Contents
}

/** The runs of the stages of scope `python`, in the order of the configuration. */
export function pythonRuns(
  context: PackageContext,
  { used, missing }: ChosenPythons,
  first: FirstBuild | undefined,
): PythonRun<PackageContext>[] {
  const configured = context.config.pythons
  if (configured.length < 2) return [{ python: undefined, context }]
  const runs = used.map((one, i): PythonRun<PackageContext> => {
    const python = nameOf(one)
    const own = contextFor(context, one)
    if (i === 0 || first === undefined) return { python, context: own }
    const scratch = join(context.scratch, `python-${i}`)
    return { python, context: { ...own, scratch }, own: ownStages(one.made, first) }
  })
  const absent = missing.map(({ python, reason }): PythonRun<PackageContext> => {
    const fail = async () => {
      throw new Inconclusive(reason)
    }
    return { python, context, own: [{ name: 'toolchain', scope: 'python', needs: [], run: fail }] }
  })
  return inOrder(
    [...runs, ...absent].map((run) => ({ ...run, python: run.python ?? '' })),
    configured,
  )
}

/** What another Python than the first one does for itself: all but the build, if the wheel fits it. */
function ownStages(toolchain: Toolchain, { sdist, contents: first }: FirstBuild): AnyPackageStage[] {
  const stages: AnyPackageStage[] = [
    {
      name: 'toolchain',
      scope: 'python',
      needs: [],
      run: async (context) => {
        await mkdir(context.scratch, { recursive: true })
        return toolsOf(context, toolchain)
      },
    },
    preinstalledEnvironments,
    testSandbox,
  ]
  if (fits(first.wheel.file, toolchain.interpreter)) return stages
  const builtBefore = async () => new Skip('it was built again with the first Python')
  return [
    ...stages,
    { ...build, run: (context, { toolchain }) => buildForPython(context, toolchain, sdist) },
    { ...reproducibility, needs: [], after: [], run: builtBefore },
    contents,
  ]
}

/** The context of one of several Pythons: its name in the logs, and siblings that fit it. */
function contextFor(context: PackageContext, one: FoundPython<Toolchain>): PackageContext {
  const fitting = (find: FindSiblings) => siblingsFor(one.made.interpreter, find)
  return {
    ...context,
    logs: context.logs.with(nameOf(one)),
    siblings: fitting(context.siblings),
    siblingsForBuild: fitting(context.siblingsForBuild),
  }
}

/** Other packages of the repository are built once: what was compiled for one Python does not fit another. */
function siblingsFor(python: Tagged, find: FindSiblings): FindSiblings {
  return async (requirements) => {
    const siblings = await find(requirements)
    const other = siblings.find(({ file }) => !fits(file, python))
    if (other === undefined) return siblings
    throw new Inconclusive(
      `${other.name} of this repository, which it needs, was built for another Python than ${python.version}. Verify with one Python in a step: mode plan makes a job of each.`,
    )
  }
}

/** As configured, which it was if there are several. */
function nameOf({ python }: FoundPython<Toolchain>): string {
  return python ?? ''
}

function inOrder<T extends { readonly python: string }>(
  all: readonly T[],
  configured: readonly string[],
): T[] {
  return [...all].sort((a, b) => configured.indexOf(a.python) - configured.indexOf(b.python))
}
