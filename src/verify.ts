import type { Wheel } from './artifact/wheel.ts'
import { buildInCopy, seeRebuilds } from './build-stages.ts'
import { replacesPython } from './checks/entry-points.ts'
import { type PackageFacts, seenValue } from './checks/facts.ts'
import { installTools, type Tools, toolKey } from './environment/tools.ts'
import { type Contents, readContents } from './evidence/contents.ts'
import { observeEachExtra } from './evidence/each-extra.ts'
import { extrasOf } from './evidence/extras.ts'
import { declaredDependencies, observeLowest } from './evidence/lowest.ts'
import { readMetadata } from './evidence/metadata.ts'
import { observeEntryPoints, observeImports } from './evidence/observe-imports.ts'
import { observeScripts } from './evidence/observe-scripts.ts'
import { installRuntime, type Runtime } from './evidence/runtime.ts'
import { scanSources } from './evidence/scan.ts'
import { stageAndRunTests } from './evidence/test-run.ts'
import { readRelease } from './project/release.ts'
import type { Progress } from './report/progress.ts'
import { type Assignment, prepare, type Room } from './room.ts'
import { notReached, type RunStage, stagesOf } from './stages.ts'

/** Builds, installs, runs and compares one package, and brings home all that was seen. Decides nothing. */
export async function verify(assignment: Assignment, progress: Progress): Promise<PackageFacts> {
  const room = prepare(assignment)
  // Needed after the build, and nothing of the project is needed for it.
  const tools = room.then((ready) => fetchTools(assignment, ready))
  // That there are none is told where they are needed, which may be later or never.
  const settled = tools.catch(() => undefined)
  try {
    return await verifyWith(assignment, { room, tools }, progress)
  } finally {
    // Nothing may still write to where the run tidies up.
    await settled
  }
}

async function verifyWith(
  assignment: Assignment,
  prepared: { room: Promise<Room>; tools: Promise<Tools> },
  progress: Progress,
): Promise<PackageFacts> {
  const { project, checkout, config } = assignment
  const stage = stagesOf(project.name, progress)
  const versionPolicy = config.versionPolicy ?? project.settings.version.policy ?? 'if-shipped-changed'

  const made = await stage('build', async () => {
    const room = await prepared.room
    return { room, build: await buildInCopy(assignment, room) }
  })
  const build = made.kind === 'seen' ? { ...made, value: made.value.build } : made
  const known = { project, event: config.event, versionPolicy, build }
  if (made.kind !== 'seen') return { ...known, ...withoutWheel() }
  const { room } = made.value
  // Nothing waits for it: what comes after needs the first wheel alone.
  const rebuilding = seeRebuilds(assignment, room, made.value.build, stage)
  if (made.value.build.kind !== 'built') return { ...known, ...withoutWheel(), rebuilds: await rebuilding }

  const { wheel, sdist } = made.value.build
  const contents = await stage('contents', () => readContents(wheel, project, checkout))
  if (contents.kind !== 'seen') return { ...known, ...withoutWheel(), contents, rebuilds: await rebuilding }

  if (wheel.entryPoints.some(replacesPython)) {
    // Nothing can be seen in an environment that has lost its interpreter.
    const nothing = withoutWheel('a script of the wheel would replace the interpreter')
    return { ...known, ...nothing, contents, rebuilds: await rebuilding }
  }

  const runtime = runtimeOf(assignment, room, contents.value)
  const [rebuilds, metadata, used, tests, release] = await Promise.all([
    rebuilding,
    seeMetadata(assignment, room, prepared.tools, { wheel, sdist: sdist.file }, stage),
    seeRuntime(runtime, stage),
    seeTests(assignment, room, contents.value, stage),
    versionPolicy === 'off'
      ? notReached('by configuration: no bump is asked for')
      : seeRelease(assignment, contents.value, stage),
  ])
  const more = await seeMore(runtime, used, tests.tests, stage)
  const seen = { ...known, rebuilds, contents, metadata, ...used, ...tests, ...more, release }
  // A wheel that cannot be installed is told once.
  const refused = seenValue(used.install)?.kind === 'refused' && tests.tests.kind === 'undecided'
  return refused ? { ...seen, tests: notReached('the wheel cannot be installed') } : seen
}

type Later = Pick<
  PackageFacts,
  | 'rebuilds'
  | 'contents'
  | 'metadata'
  | 'install'
  | 'imports'
  | 'scan'
  | 'scripts'
  | 'entryPoints'
  | 'tests'
  | 'providers'
  | 'release'
>

function withoutWheel(reason = 'there is no wheel'): Later {
  const nothing = notReached(reason)
  return {
    rebuilds: nothing,
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

function runtimeOf(assignment: Assignment, { environments, ...room }: Room, contents: Contents): Runtime {
  const runtime = { ...assignment, ...room, contents, environment: environments.runtime }
  return { ...runtime, installExtras: extrasOf(runtime) }
}

type Used = Pick<PackageFacts, 'install' | 'imports' | 'scan' | 'scripts' | 'entryPoints'>

async function seeRuntime(runtime: Runtime, stage: RunStage): Promise<Used> {
  const { entryPoints: declared } = runtime.contents.wheel
  const install = await stage('install', () => installRuntime(runtime))
  if (install.kind !== 'seen' || install.value.kind !== 'installed') {
    const nothing = notReached('the wheel is not installed')
    return { install, imports: nothing, scan: nothing, scripts: nothing, entryPoints: [] }
  }
  const [imports, scan, called] = await Promise.all([
    stage('imports', () => observeImports(runtime)),
    stage('dependencies', () => scanSources(runtime)),
    declared.length === 0
      ? notReached('the wheel declares no entry point')
      : stage('scripts', async () => ({
          scripts: await observeScripts(runtime),
          entryPoints: await observeEntryPoints(runtime),
        })),
  ])
  if (called.kind !== 'seen') return { install, imports, scan, scripts: called, entryPoints: [] }
  const { scripts, entryPoints } = called.value
  return { install, imports, scan, scripts: { ...called, value: scripts }, entryPoints }
}

/** What is only looked at where it was asked for. */
async function seeMore(
  runtime: Runtime,
  { install, imports, scripts }: Used,
  tests: PackageFacts['tests'],
  stage: RunStage,
): Promise<Pick<PackageFacts, 'lowest' | 'extras'>> {
  const { requirements, extras: declared } = runtime.contents.wheel.metadata
  const installed = seenValue(install)?.kind === 'installed'
  const look = <T>(isAsked: boolean, name: string, obstacle: string | undefined, act: () => Promise<T>) => {
    if (!isAsked) return undefined
    const reason = installed ? obstacle : 'the wheel is not installed'
    return reason === undefined ? stage(name, act) : notReached(reason)
  }
  const working = { imports: seenValue(imports) ?? [], scripts: seenValue(scripts) ?? [], tests }
  return {
    extras: await look(
      runtime.config.eachExtra,
      'extras',
      declared.length === 0 ? 'the wheel declares no extra' : undefined,
      () => observeEachExtra(runtime),
    ),
    lowest: await look(
      runtime.config.lowest,
      'lowest',
      declaredDependencies(requirements).length === 0 ? 'the wheel declares no dependency' : undefined,
      () => observeLowest(runtime, working),
    ),
  }
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

async function seeRelease(
  { project, checkout }: Assignment,
  { wheel, sourceMap }: Contents,
  stage: RunStage,
): Promise<PackageFacts['release']> {
  if (checkout.head === undefined)
    return notReached('there is no git history, so there is no last release to compare with')
  const shipped = wheel.files.map(({ path }) => path)
  return stage('version', () => readRelease(checkout, project, wheel.metadata.version, sourceMap, shipped))
}

async function fetchTools(
  { config, scratch, logs }: Assignment,
  { interpreter, installer, environments }: Room,
): Promise<Tools> {
  return installTools({
    key: await toolKey(interpreter),
    environment: environments.tools,
    installer,
    cwd: scratch,
    caller: config.environment,
    keepLog: (transcript) => logs.write('tools', transcript),
  })
}
