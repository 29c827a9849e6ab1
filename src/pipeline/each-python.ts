import { mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { observeContents } from '../checks/contents/observe.ts'
import type { Contents } from '../checks/contents/facts.ts'
import type { FactsWith, PackageFacts, StageResult } from '../checks/facts.ts'
import type { Build } from '../distribution/build.ts'
import { fits, type Tagged } from '../distribution/wheel-tags.ts'
import { Slots } from '../process/concurrency.ts'
import { Inconclusive } from '../program/errors.ts'
import { isAllowed } from '../python/requires-python.ts'
import { type FoundPython, type NotUsed, notAllowed } from '../python/pythons.ts'
import type { FindSiblings } from '../python/siblings.ts'
import type { Toolchain } from '../python/toolchain.ts'
import { buildForOther } from './build-stages.ts'
import { type Assignment, type FirstRoom, type Room, roomFor } from './context.ts'
import { skipped, type RunStage } from './stages.ts'

/** What is seen where the wheel is installed, which may depend on the Python. */
export type Used = Pick<
  PackageFacts,
  'install' | 'imports' | 'scan' | 'scripts' | 'entryPoints' | 'tests' | 'providers' | 'lowest' | 'extras'
>

/** Installs a wheel in the environments of a room, and uses it. */
export type UseWheel = (
  assignment: Assignment,
  room: Room,
  contents: Contents,
  stage: RunStage,
) => Promise<Used>

/** What was seen with each Python. */
export interface UsedWithEach {
  /** With the first that was used. */
  readonly used: Used
  /** Where several were asked for: with each, as far as it differs from the facts of the package. */
  readonly pythons: readonly FactsWith<Partial<PackageFacts>>[]
  readonly leftOut: readonly NotUsed[]
}

/** Of all packages: each Python of each fills a core. */
const slots = new Slots(availableParallelism())

/** Uses a wheel with every Python that is to be verified, each in environments of its own. */
export async function useWithEach(
  assignment: Assignment,
  room: FirstRoom,
  first: { readonly build: Extract<Build, { kind: 'built' }>; readonly contents: Contents },
  stage: RunStage,
  use: UseWheel,
): Promise<UsedWithEach> {
  const asked = assignment.config.pythons
  const { contents } = first
  if (asked.length < 2) {
    return { used: await use(assignment, room, contents, stage), pythons: [], leftOut: [] }
  }
  const { found, missing, leftOut } = room.pythons
  const { requiresPython } = contents.wheel.metadata
  const isRefused = ({ made }: FoundPython<Toolchain>) => !isAllowed(made.interpreter.version, requiresPython)
  // That the wheel allows none is told as it is of a single one.
  const allowed = found.every(isRefused) ? found.slice(0, 1) : found.filter((one) => !isRefused(one))
  const used = await Promise.all(
    allowed.map((one) => slots.run(() => useWithOne(assignment, room, one, first, stage, use))),
  )
  const [firstUsed] = used
  if (firstUsed === undefined) throw new Error('no Python was used')
  const refused = found.filter((one) => !allowed.includes(one))
  const notThere = missing.map(({ python, reason }) => ({
    python,
    version: undefined,
    facts: unused({ kind: 'inconclusive', reason, seconds: 0 }),
  }))
  return {
    used: firstUsed.facts,
    pythons: inOrder([...used, ...notThere], asked),
    leftOut: inOrder(
      [...leftOut, ...refused.map((one) => ({ python: nameOf(one), reason: notAllowed(requiresPython) }))],
      asked,
    ),
  }
}

/** What there is to be told of several Pythons where there is no wheel to use: the first has built. */
export function usedWithNone(
  { config }: Assignment,
  { pythons: { found, missing, leftOut } }: FirstRoom,
): Pick<UsedWithEach, 'pythons' | 'leftOut'> {
  if (config.pythons.length < 2) return { pythons: [], leftOut: [] }
  const [first, ...others] = found
  const reason = `nothing was built with ${nameOf(first)}`
  const rest = [...others.map(nameOf), ...missing.map(({ python }) => python)]
  return {
    pythons: [{ python: nameOf(first), version: first.made.interpreter.version, facts: {} }],
    leftOut: inOrder([...leftOut, ...rest.map((python) => ({ python, reason }))], config.pythons),
  }
}

async function useWithOne(
  assignment: Assignment,
  firstRoom: FirstRoom,
  one: FoundPython<Toolchain>,
  { build, contents }: { readonly build: Extract<Build, { kind: 'built' }>; readonly contents: Contents },
  stage: RunStage,
  use: UseWheel,
): Promise<FactsWith<Used & Partial<PackageFacts>>> {
  const { interpreter } = one.made
  const python = nameOf(one)
  const withPython = <T>(facts: T) => ({ python, version: interpreter.version, facts })
  const run: RunStage = (name, act) => stage(`${name} ${python}`, act)
  const fitting = (find: FindSiblings) => siblingsFor(interpreter, find)
  const { siblings, siblingsForBuild } = assignment
  const own = {
    ...assignment,
    logs: assignment.logs.with(python),
    siblings: fitting(siblings),
    siblingsForBuild: fitting(siblingsForBuild),
  }
  if (one === firstRoom.pythons.found[0]) return withPython(await use(own, firstRoom, contents, run))

  const scratch = join(assignment.scratch, `python-${firstRoom.pythons.found.indexOf(one)}`)
  await mkdir(scratch, { recursive: true })
  const other = { ...own, scratch }
  const preparing = await run('prepare', () => roomFor(other, one.made))
  if (preparing.kind !== 'completed') return withPython(unused(preparing))
  const room = preparing.value
  room.preinstalled()
  try {
    return withPython(await useElsewhere(other, room, { build, contents }, run, use))
  } finally {
    // Nothing may still write to where the run tidies up.
    await room.settled()
  }
}

/** Uses the wheel with another Python than the one that has built it, or one that is built by it where it must be. */
async function useElsewhere(
  assignment: Assignment,
  room: Room,
  { build, contents }: { readonly build: Extract<Build, { kind: 'built' }>; readonly contents: Contents },
  run: RunStage,
  use: UseWheel,
): Promise<Used & Partial<PackageFacts>> {
  if (fits(contents.wheel.file, room.interpreter)) return use(assignment, room, contents, run)
  const backend = room.backendOf(assignment.project.buildSystem)
  const again = await run('build', () => buildForOther(assignment, backend, build.sdist))
  // Its wheel is another than the one that was built twice more.
  const built = { build: again, rebuilds: skipped('it was built again with the first Python') }
  const nothing = skipped('there is no wheel')
  if (again.kind !== 'completed' || again.value.kind !== 'built')
    return { ...unused(nothing), ...built, contents: nothing }
  const { wheel } = again.value
  const read = await run('contents', () => observeContents(wheel, assignment.project, assignment.checkout))
  const rest = read.kind === 'completed' ? await use(assignment, room, read.value, run) : unused(nothing)
  return { ...rest, ...built, contents: read }
}

/** As it was asked for, which it was where there are several. */
function nameOf({ python }: FoundPython<Toolchain>): string {
  return python ?? ''
}

/** What is seen of a wheel that is not installed. */
export function unused(
  install: Exclude<StageResult<never>, { kind: 'completed' }>,
  nothing = skipped('the wheel is not installed'),
): Used {
  return {
    install,
    imports: nothing,
    scan: nothing,
    scripts: nothing,
    entryPoints: [],
    tests: nothing,
    providers: {},
  }
}

/** Other packages of the repository are built once: what was compiled for one Python is none for another. */
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

function inOrder<T extends { readonly python: string }>(all: readonly T[], asked: readonly string[]): T[] {
  return [...all].sort((a, b) => asked.indexOf(a.python) - asked.indexOf(b.python))
}
