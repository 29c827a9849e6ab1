import { observeContents } from '../checks/contents/observe.ts'
import type { Contents } from '../checks/contents/facts.ts'
import { type PackageFacts, type StageResult, completed, type Verified } from '../checks/facts.ts'
import { observeMetadata } from '../checks/metadata/observe.ts'
import { replacesPython } from '../checks/scripts/entry-points.ts'
import { copyToSandbox, runTestsInSandbox } from '../checks/tests/observe.ts'
import type { Backend } from '../distribution/backend.ts'
import type { Build } from '../distribution/build.ts'
import type { Wheel } from '../distribution/wheel.ts'
import { atLowPriority } from '../process/run.ts'
import type { Environment } from '../python/virtual-environment.ts'
import type { Progress } from './progress.ts'
import { buildInCopy, seeRebuilds } from './build-stages.ts'
import {
  type Assignment,
  environmentsFor,
  type FirstRoom,
  likelyPurpose,
  prepare,
  type Room,
} from './context.ts'
import { type Used, type UsedWithEach, unused, usedWithNone, useWithEach } from './each-python.ts'
import { runtimeOf, seeMore, seeRuntime } from './runtime-stages.ts'
import { skipped, type RunStage, stagesOf } from './stages.ts'
import { policyOf, seeVersion } from './version-stages.ts'

/** A package that is being built. */
export interface Started {
  readonly preparing: Promise<FirstRoom>
  readonly made: Promise<StageResult<Made>>
}

/** What there is once the build has ended. */
interface Made {
  readonly room: FirstRoom
  readonly backend: Backend
  readonly build: Build
}

/** Begins to build one package. */
export function startBuild(assignment: Assignment, progress: Progress): Started {
  const { project, timeline } = assignment
  const preparing = timeline.during('prepare', () => prepare(assignment))
  const made = stagesOf(
    project.name,
    progress,
    timeline,
  )('build', async () => {
    const room = await preparing
    const backend = room.backendOf(project.buildSystem)
    return { room, backend, build: await buildInCopy(assignment, backend) }
  })
  return { preparing, made }
}

/**
 * Builds, installs, runs and compares one package, and brings home all that was seen. Decides nothing.
 *
 * @param started its build, which may have begun before
 */
export async function verify(
  assignment: Assignment,
  started: Started,
  progress: Progress,
): Promise<Verified> {
  const sandbox = assignment.project.settings.tests.skip === undefined ? copyToSandbox(assignment) : undefined
  const begun = started.preparing.then(async (room) => {
    room.preinstalled()
    await room.tools(likelyPurpose(assignment))
  })
  // Needed after the build, and nothing of the project is needed for them. A failure is told where they are needed.
  for (const one of [sandbox, begun]) one?.catch(() => undefined)
  try {
    return await verifyWith(assignment, await started.made, sandbox, progress)
  } finally {
    // Nothing may still write to where the run tidies up.
    await Promise.allSettled([sandbox, begun, started.preparing.then((room) => room.settled())])
  }
}

async function verifyWith(
  assignment: Assignment,
  made: Awaited<Started['made']>,
  sandbox: Promise<string> | undefined,
  progress: Progress,
): Promise<Verified> {
  const { project, config } = assignment
  const stage = stagesOf(project.name, progress, assignment.timeline)
  const build = made.kind === 'completed' ? { ...made, value: made.value.build } : made
  const known = { project, event: config.event, versionPolicy: policyOf(assignment), build }
  if (made.kind !== 'completed') {
    const facts = { ...known, ...withoutWheel(), rebuilds: skipped('there is no wheel') }
    return { facts, pythons: [], leftOut: [] }
  }

  const { room, backend, build: first } = made.value
  const [rebuilds, { later, pythons, leftOut }] = await Promise.all([
    seeRebuilds(assignment, backend, first, stage),
    first.kind === 'built'
      ? seeWheel(assignment, { room, sandbox }, first, stage)
      : { later: withoutWheel(), ...usedWithNone(assignment, room) },
  ])
  const facts = { ...known, rebuilds, ...later }
  return { facts, pythons: pythons.map((one) => ({ ...one, facts: { ...facts, ...one.facts } })), leftOut }
}

type Later = Omit<PackageFacts, 'project' | 'event' | 'versionPolicy' | 'build' | 'rebuilds'>

function withoutWheel(reason = 'there is no wheel'): Later {
  const nothing = skipped(reason)
  return {
    contents: nothing,
    metadata: nothing,
    ...unused(nothing, nothing),
    release: nothing,
  }
}

/** What there is before there is a wheel. */
interface Begun<R extends Room = Room> {
  readonly room: R
  /** The copy of the checkout for the tests, on its way. */
  readonly sandbox: Promise<string> | undefined
}

/** All that is looked at once there is a wheel. */
async function seeWheel(
  assignment: Assignment,
  { room, sandbox }: Begun<FirstRoom>,
  build: Extract<Build, { kind: 'built' }>,
  stage: RunStage,
): Promise<{ later: Later } & Pick<UsedWithEach, 'pythons' | 'leftOut'>> {
  const { project, checkout } = assignment
  const { wheel, sdist, seconds } = build
  const contents = await stage('contents', () => observeContents(wheel, project, checkout))
  const without = (reason?: string) => ({
    later: { ...withoutWheel(reason), contents },
    ...usedWithNone(assignment, room),
  })
  if (contents.kind !== 'completed') return without()
  // Nothing can be seen in an environment that has lost its interpreter.
  if (wheel.entryPoints.some(replacesPython))
    return without('a script of the wheel would replace the interpreter')

  const first = { build, contents: contents.value }
  const [metadata, { used, ...each }, release] = await Promise.all([
    atLowPriority(() => seeMetadata(assignment, room, { wheel, sdist: sdist.file }, stage)),
    useWithEach(assignment, room, first, stage, (own, ofPython, ...rest) =>
      useWheel(own, { room: ofPython, sandbox: ofPython === room ? sandbox : undefined }, ...rest),
    ),
    seeVersion({ assignment, room, contents: contents.value, seconds }, stage),
  ])
  return { later: { contents, metadata, ...used, release }, ...each }
}

/** All that is looked at where the wheel is installed. */
async function useWheel(
  assignment: Assignment,
  begun: Begun,
  contents: Contents,
  stage: RunStage,
): Promise<Used> {
  const { metadata } = contents.wheel
  const ready = await stage('environments', () => environmentsFor(assignment, begun.room, metadata))
  if (ready.kind !== 'completed') return unused(ready)
  const runtime = runtimeOf(assignment, begun.room, ready.value.runtime, contents)
  const [used, tests] = await Promise.all([
    // The tests take longest.
    atLowPriority(() => seeRuntime(runtime, stage)),
    seeTests(assignment, begun, ready.value.tests, contents, stage),
  ])
  const more = await seeMore(runtime, used, tests.tests, stage)
  const seen = { ...used, ...tests, ...more }
  // A wheel that cannot be installed is told once.
  const refused = completed(used.install)?.kind === 'refused' && tests.tests.kind === 'inconclusive'
  return refused ? { ...seen, tests: skipped('the wheel cannot be installed') } : seen
}

async function seeMetadata(
  { config, scratch, toolchains: { interpreterOf } }: Assignment,
  { interpreter, tools: get }: Room,
  files: { readonly wheel: Wheel; readonly sdist: string },
  stage: RunStage,
): Promise<PackageFacts['metadata']> {
  let reason = ''
  const seen = await stage('metadata', async () => {
    const isRst = files.wheel.metadata.descriptionType === 'text/x-rst'
    const tools = await get(isRst ? 'readme' : 'metadata')
    if (tools.kind === 'ready') {
      const caller = config.environment
      return observeMetadata({ ...files, tools: tools.environment, interpreter, interpreterOf, scratch, caller })
    }
    reason = tools.reason
    return undefined
  })
  if (seen.kind !== 'completed') return seen
  return seen.value === undefined ? skipped(reason) : { ...seen, value: seen.value }
}

async function seeTests(
  assignment: Assignment,
  { room: { installer }, sandbox }: Begun,
  environment: Environment,
  contents: Contents,
  stage: RunStage,
): Promise<Pick<PackageFacts, 'tests' | 'providers'>> {
  const { skip } = assignment.project.settings.tests
  if (skip !== undefined) return { tests: skipped(`by configuration: ${skip}`), providers: {} }
  const seen = await stage('tests', () =>
    runTestsInSandbox({ ...assignment, contents, environment, installer, sandbox }),
  )
  if (seen.kind !== 'completed') return { tests: seen, providers: {} }
  return { tests: { ...seen, value: seen.value.run }, providers: seen.value.inventory.providers }
}
