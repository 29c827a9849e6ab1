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
import { isCompatible, type TaggedInterpreter } from '../distribution/wheel-tags.ts'
import { Inconclusive } from '../program/errors.ts'
import {
  type FoundPython,
  type Pythons,
  reasonNotAllowed,
  type UnusedPython,
} from '../python/find-pythons.ts'
import { isAllowed } from '../python/requires-python.ts'
import type { FindSiblings } from '../python/siblings.ts'
import type { Toolchain } from '../python/toolchain.ts'
import type { PythonRun } from './graph.ts'
import { preinstalledEnvironments, testSandbox, toolsOf } from './setup-stages.ts'

/** The configured Pythons, by whether the wheel is verified with them. */
export interface ChosenPythons {
  /** The first Python, which built the wheel; the wheel may not allow it. */
  readonly builder: FoundPython<Toolchain>
  /** At least one. */
  readonly used: readonly FoundPython<Toolchain>[]
  /** Not installed on this machine. */
  readonly missing: readonly UnusedPython[]
  readonly leftOut: readonly UnusedPython[]
}

/**
 * Decides which Pythons a wheel is verified with.
 *
 * @param configured as in the configuration
 * @param wheel undefined if none could be installed
 */
export function choosePythons(
  configured: readonly string[],
  { found, missing, leftOut }: Pythons<Toolchain>,
  wheel: { readonly requiresPython: string | undefined } | undefined,
): ChosenPythons {
  const [first, ...others] = found
  if (configured.length < 2) return { builder: first, used: [first], missing: [], leftOut: [] }
  if (wheel === undefined) {
    const reason = `the build with Python ${nameOf(first)} failed`
    const unused = [...others.map(nameOf), ...missing.map(({ python }) => python)]
    return {
      builder: first,
      used: [first],
      missing: [],
      leftOut: inOrder([...leftOut, ...unused.map((python) => ({ python, reason }))], configured),
    }
  }
  const { requiresPython } = wheel
  const isRefused = ({ toolchain }: FoundPython<Toolchain>) =>
    !isAllowed(toolchain.interpreter.version, requiresPython)
  // If the wheel allows none of them, the checks of the first report it.
  const used = found.every(isRefused) ? [first] : found.filter((one) => !isRefused(one))
  const refused = found.filter((one) => !used.includes(one))
  return {
    builder: first,
    used,
    missing,
    leftOut: inOrder(
      [
        ...leftOut,
        ...refused.map((one) => ({ python: nameOf(one), reason: reasonNotAllowed(requiresPython) })),
      ],
      configured,
    ),
  }
}

/** The distribution that the first Python built. */
export interface FirstBuild {
  readonly sdist: Sdist
  readonly contents: Contents
}

/** The runs of the stages of scope `python`, in the order of the configuration. */
export function pythonRuns(
  context: PackageContext,
  { builder, used, missing }: ChosenPythons,
  first: FirstBuild | undefined,
): PythonRun<PackageContext>[] {
  const configured = context.config.pythons
  if (configured.length < 2) return [{ python: undefined, context }]
  const runs = used.map((one, i): PythonRun<PackageContext> => {
    const python = nameOf(one)
    const own = contextFor(context, one)
    if (one === builder || first === undefined) return { python, context: own }
    const scratch = join(context.scratch, `python-${i}`)
    return { python, context: { ...own, scratch }, own: ownStages(one.toolchain, first) }
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

/** The stages that another Python repeats; also the build, if the wheel does not support this Python. */
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
  if (isCompatible(first.wheel.file, toolchain.interpreter)) return stages
  const builtBefore = async () => new Skip('checked with the first Python')
  return [
    ...stages,
    { ...build, run: (context, { toolchain }) => buildForPython(context, toolchain, sdist) },
    { ...reproducibility, needs: [], after: [], run: builtBefore },
    contents,
  ]
}

/** The context for one of several Pythons, with its name in the logs and only compatible wheels of workspace members. */
function contextFor(context: PackageContext, one: FoundPython<Toolchain>): PackageContext {
  const fitting = (find: FindSiblings) => siblingsFor(one.toolchain.interpreter, find)
  return {
    ...context,
    logs: context.logs.with(nameOf(one)),
    findSiblings: fitting(context.findSiblings),
    findSiblingsForBuild: fitting(context.findSiblingsForBuild),
  }
}

/** Workspace members are built once, so a compiled wheel supports only the Python that built it. */
function siblingsFor(python: TaggedInterpreter, find: FindSiblings): FindSiblings {
  return async (requirements) => {
    const siblings = await find(requirements)
    const other = siblings.find(({ file }) => !isCompatible(file, python))
    if (other === undefined) return siblings
    throw new Inconclusive(
      `The wheel of the workspace member ${other.name} was built for another Python than ${python.version}. Verify with one Python per step or job, as the jobs of a plan do.`,
    )
  }
}

/** The Python as configured; with several Pythons, each has a name. */
function nameOf({ python }: FoundPython<Toolchain>): string {
  return python ?? ''
}

function inOrder<T extends { readonly python: string }>(
  all: readonly T[],
  configured: readonly string[],
): T[] {
  return [...all].sort((a, b) => configured.indexOf(a.python) - configured.indexOf(b.python))
}
