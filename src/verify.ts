import type { Build } from './artifact/build.ts'
import type { Wheel } from './artifact/wheel.ts'
import { buildInCopy, seeRebuilds } from './build-stages.ts'
import { replacesPython } from './checks/entry-points.ts'
import { type PackageFacts, type Seen, seenValue } from './checks/facts.ts'
import { installTools, type Purpose, type Tools, toolKey } from './environment/tools.ts'
import { type Contents, readContents } from './evidence/contents.ts'
import { readMetadata } from './evidence/metadata.ts'
import { stageAndRunTests } from './evidence/test-run.ts'
import type { Progress } from './report/progress.ts'
import { type Assignment, prepare, type Room } from './room.ts'
import { runtimeOf, seeMore, seeRuntime } from './runtime-stages.ts'
import { notReached, type RunStage, stagesOf } from './stages.ts'
import { policyOf, seeVersion } from './version-stages.ts'

/** A package that is being built. */
export interface Started {
  readonly room: Promise<Room>
  readonly made: Promise<Seen<{ readonly room: Room; readonly build: Build }>>
}

/** Begins to build one package. */
export function startBuild(assignment: Assignment, progress: Progress): Started {
  const room = prepare(assignment)
  const stage = stagesOf(assignment.project.name, progress)
  const made = stage('build', async () => {
    const ready = await room
    return { room: ready, build: await buildInCopy(assignment, ready) }
  })
  return { room, made }
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
): Promise<PackageFacts> {
  const { room } = started
  // Needed after the build, and nothing of the project is needed for it.
  const tools = room.then((ready) => fetchTools(assignment, ready, 'metadata'))
  // That there are none is told where they are needed, which may be later or never.
  const settled = tools.catch(() => undefined)
  try {
    return await verifyWith(assignment, { ...started, tools }, progress)
  } finally {
    // Nothing may still write to where the run tidies up.
    await settled
  }
}

/** What is made before the first stage needs it. */
interface Prepared extends Started {
  readonly tools: Promise<Tools>
}

async function verifyWith(
  assignment: Assignment,
  prepared: Prepared,
  progress: Progress,
): Promise<PackageFacts> {
  const { project, config } = assignment
  const stage = stagesOf(project.name, progress)
  const made = await prepared.made
  const build = made.kind === 'seen' ? { ...made, value: made.value.build } : made
  const known = { project, event: config.event, versionPolicy: policyOf(assignment), build }
  if (made.kind !== 'seen') return { ...known, ...withoutWheel(), rebuilds: notReached('there is no wheel') }

  const { room, build: first } = made.value
  const [rebuilds, later] = await Promise.all([
    seeRebuilds(assignment, room, first, stage),
    first.kind === 'built' ? seeWheel(assignment, room, prepared.tools, first, stage) : withoutWheel(),
  ])
  return { ...known, rebuilds, ...later }
}

type Later = Omit<PackageFacts, 'project' | 'event' | 'versionPolicy' | 'build' | 'rebuilds'>

function withoutWheel(reason = 'there is no wheel'): Later {
  const nothing = notReached(reason)
  return {
    contents: nothing,
    metadata: nothing,
    install: nothing,
    imports: nothing,
    scan: nothing,
    scripts: nothing,
    entryPoints: [],
    tests: nothing,
    providers: {},
    release: nothing,
  }
}

/** All that is looked at once there is a wheel. */
async function seeWheel(
  assignment: Assignment,
  room: Room,
  tools: Promise<Tools>,
  { wheel, sdist, seconds }: Extract<Build, { kind: 'built' }>,
  stage: RunStage,
): Promise<Later> {
  const { project, checkout } = assignment
  const contents = await stage('contents', () => readContents(wheel, project, checkout))
  if (contents.kind !== 'seen') return { ...withoutWheel(), contents }
  // Nothing can be seen in an environment that has lost its interpreter.
  if (wheel.entryPoints.some(replacesPython))
    return { ...withoutWheel('a script of the wheel would replace the interpreter'), contents }

  const runtime = runtimeOf(assignment, room, contents.value)
  // Few runs compare the API. Two installers at once would be in each other's way.
  const apiTools = () => tools.catch(() => undefined).then(() => fetchTools(assignment, room, 'api'))
  const [metadata, used, tests, release] = await Promise.all([
    seeMetadata(assignment, room, tools, { wheel, sdist: sdist.file }, stage),
    seeRuntime(runtime, stage),
    seeTests(assignment, room, contents.value, stage),
    seeVersion({ assignment, room, contents: contents.value, apiTools, seconds }, stage),
  ])
  const more = await seeMore(runtime, used, tests.tests, stage)
  const seen = { contents, metadata, ...used, ...tests, ...more, release }
  // A wheel that cannot be installed is told once.
  const refused = seenValue(used.install)?.kind === 'refused' && tests.tests.kind === 'undecided'
  return refused ? { ...seen, tests: notReached('the wheel cannot be installed') } : seen
}

async function seeMetadata(
  { config, scratch }: Assignment,
  { interpreter }: Room,
  fetching: Promise<Tools>,
  files: { readonly wheel: Wheel; readonly sdist: string },
  stage: RunStage,
): Promise<PackageFacts['metadata']> {
  let reason = ''
  const seen = await stage('metadata', async () => {
    const tools = await fetching
    if (tools.kind === 'ready') {
      const caller = config.environment
      return readMetadata({ ...files, tools: tools.environment, interpreter, scratch, caller })
    }
    reason = tools.reason
    return undefined
  })
  if (seen.kind !== 'seen') return seen
  return seen.value === undefined ? notReached(reason) : { ...seen, value: seen.value }
}

async function seeTests(
  assignment: Assignment,
  { environments, installer }: Room,
  contents: Contents,
  stage: RunStage,
): Promise<Pick<PackageFacts, 'tests' | 'providers'>> {
  const { skip } = assignment.project.settings.tests
  if (skip !== undefined) return { tests: notReached(`by configuration: ${skip}`), providers: {} }
  const environment = environments.tests
  const seen = await stage('tests', () =>
    stageAndRunTests({ ...assignment, contents, environment, installer }),
  )
  if (seen.kind !== 'seen') return { tests: seen, providers: {} }
  return { tests: { ...seen, value: seen.value.run }, providers: seen.value.inventory.providers }
}

async function fetchTools(
  { config, scratch, logs }: Assignment,
  { interpreter, installer, environments }: Room,
  purpose: Purpose,
): Promise<Tools> {
  return installTools({
    key: await toolKey(purpose, interpreter),
    environment: environments.tools,
    installer,
    cwd: scratch,
    caller: config.environment,
    keepLog: (transcript) => logs.write(`${purpose}-tools`, transcript),
  })
}
