import type { Wheel } from './artifact/wheel.ts'
import { buildInCopy, seeRebuilds } from './build-stages.ts'
import type { PackageFacts } from './checks/facts.ts'
import { installTools, type Tools, toolKey } from './environment/tools.ts'
import { type Contents, readContents } from './evidence/contents.ts'
import { readMetadata } from './evidence/metadata.ts'
import {
  consoleScripts,
  installRuntime,
  observeImports,
  observeScripts,
  type Runtime,
} from './evidence/runtime.ts'
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
  try {
    return await verifyWith(assignment, { room, tools }, progress)
  } finally {
    // Whoever needed the tools was told; nothing may still write to where the run tidies up.
    await tools.catch(() => undefined)
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

  const [rebuilds, metadata, runtime, tests, release] = await Promise.all([
    rebuilding,
    seeMetadata(assignment, room, prepared.tools, { wheel, sdist: sdist.file }, stage),
    seeRuntime(assignment, room, contents.value, stage),
    seeTests(assignment, room, contents.value, stage),
    versionPolicy === 'off'
      ? notReached('by configuration: no bump is asked for')
      : seeRelease(assignment, contents.value, stage),
  ])
  return { ...known, rebuilds, contents, metadata, ...runtime, ...tests, release }
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
  | 'tests'
  | 'providers'
  | 'release'
>

function withoutWheel(): Later {
  const nothing = notReached('there is no wheel')
  return {
    rebuilds: nothing,
    contents: nothing,
    metadata: nothing,
    install: nothing,
    imports: nothing,
    scan: nothing,
    scripts: nothing,
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

async function seeRuntime(
  assignment: Assignment,
  { environments, ...room }: Room,
  contents: Contents,
  stage: RunStage,
): Promise<Pick<PackageFacts, 'install' | 'imports' | 'scan' | 'scripts'>> {
  const runtime: Runtime = { ...assignment, ...room, contents, environment: environments.runtime }
  const install = await stage('install', () => installRuntime(runtime))
  if (install.kind !== 'seen' || install.value.kind !== 'installed') {
    const nothing = notReached('the wheel is not installed')
    return { install, imports: nothing, scan: nothing, scripts: nothing }
  }
  const [imports, scan, scripts] = await Promise.all([
    stage('imports', () => observeImports(runtime)),
    stage('dependencies', () => scanSources(runtime)),
    consoleScripts(contents).length === 0
      ? notReached('the wheel declares no console script')
      : stage('scripts', () => observeScripts(runtime)),
  ])
  return { install, imports, scan, scripts }
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
