import { mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { type Build, build } from './artifact/build.ts'
import type { EntryPoint } from './artifact/entry-points.ts'
import type { PackageFacts, RuntimeInstallation, Seen } from './checks/facts.ts'
import { extrasToTry } from './checks/script-extras.ts'
import type { Config } from './config/config.ts'
import {
  createEnvironments,
  type Environment,
  identityProblems,
  takeInventory,
} from './environment/environment.ts'
import {
  contradictions,
  describeInstaller,
  findInstaller,
  type Installer,
  install,
} from './environment/install.ts'
import { findInterpreter, type Interpreter, isAllowed } from './environment/interpreter.ts'
import { variablesForProject } from './environment/variables.ts'
import { type Contents, readContents } from './evidence/contents.ts'
import { importModules } from './evidence/imports.ts'
import { runAgain, runScripts, type ScriptEvidence } from './evidence/scripts.ts'
import { direct, stageAndRunTests } from './evidence/test-run.ts'
import { Undecided } from './problems.ts'
import { borrowHistory, type Checkout, copyFiles } from './project/checkout.ts'
import type { Project } from './project/project.ts'
import { readRelease } from './project/release.ts'
import type { Logs } from './report/logs.ts'
import type { Progress } from './report/progress.ts'
import { notReached, stagesOf } from './stages.ts'

/** One package on its way: what is verified, how, and where there is room for it. */
export interface Assignment {
  readonly project: Project
  readonly checkout: Checkout
  readonly config: Config
  /** A temporary folder; what is in it may be removed afterwards. */
  readonly scratch: string
  /** A folder that will hold exactly the verified files. */
  readonly output: string
  readonly logs: Logs
}

interface Tools {
  readonly interpreter: Interpreter
  readonly installer: Installer
  readonly environments: {
    readonly build: Environment
    readonly runtime: Environment
    readonly tests: Environment
  }
}

/** Builds, installs, runs and compares one package, and brings home all that was seen. Decides nothing. */
export async function verify(assignment: Assignment, progress: Progress): Promise<PackageFacts> {
  const { project, checkout, config } = assignment
  const stage = stagesOf(project.name, progress)
  const versionPolicy = config.versionPolicy ?? project.settings.version.policy ?? 'if-shipped-changed'

  const prepared = await stage('build', async () => {
    const tools = await prepare(assignment)
    return { tools, build: await buildInCopy(assignment, tools) }
  })
  const tools = prepared.kind === 'seen' ? prepared.value.tools : undefined
  const wheel =
    prepared.kind === 'seen' && prepared.value.build.kind === 'built' ? prepared.value.build.wheel : undefined
  const contents: Seen<Contents> =
    wheel === undefined
      ? notReached('there is no wheel')
      : await stage('contents', () => readContents(wheel, project, checkout))

  const [installed, tested, release] = await Promise.all([
    whenBoth(tools, contents, async (ready, seen) => {
      const runtime = await stage('install', () => installRuntime(assignment, ready, seen))
      const usable = runtime.kind === 'seen' && runtime.value.kind === 'installed'
      const [imports, scripts] = await Promise.all([
        usable
          ? stage('imports', () => observeImports(assignment, ready, seen))
          : notReached('the wheel is not installed'),
        !usable
          ? notReached('the wheel is not installed')
          : consoleScripts(seen).length === 0
            ? notReached('the wheel declares no console script')
            : stage('scripts', () => observeScripts(assignment, ready, seen)),
      ])
      return { runtime, imports, scripts }
    }),
    whenBoth(tools, contents, async (ready, seen) => {
      const reason = project.settings.tests.skip
      if (reason !== undefined) return notReached(`by configuration: ${reason}`)
      const { environments, installer } = ready
      return stage('tests', () =>
        stageAndRunTests({ ...assignment, contents: seen, environment: environments.tests, installer }),
      )
    }),
    whenBoth(tools, contents, async (_, seen) => {
      if (checkout.head === undefined)
        return notReached('there is no git history, so there is no last release to compare with')
      if (versionPolicy === 'off') return notReached('by configuration: no bump is asked for')
      const shipped = seen.wheel.files.map(({ path }) => path)
      return stage('version', () =>
        readRelease(checkout, project, seen.wheel.metadata.version, seen.sourceMap, shipped),
      )
    }),
  ])
  const nothing = notReached('there is no wheel')
  const tests = tested ?? nothing
  return {
    project,
    event: config.event,
    versionPolicy,
    providers: tests.kind === 'seen' ? tests.value.inventory.providers : {},
    build: prepared.kind === 'seen' ? { ...prepared, value: prepared.value.build } : prepared,
    contents,
    install: installed?.runtime ?? nothing,
    imports: installed?.imports ?? nothing,
    scripts: installed?.scripts ?? nothing,
    tests: tests.kind === 'seen' ? { ...tests, value: tests.value.run } : tests,
    release: release ?? nothing,
  }
}

async function whenBoth<R>(
  tools: Tools | undefined,
  contents: Seen<Contents>,
  act: (tools: Tools, contents: Contents) => Promise<R>,
): Promise<R | undefined> {
  return tools === undefined || contents.kind !== 'seen' ? undefined : act(tools, contents.value)
}

async function prepare({ project, config, scratch }: Assignment): Promise<Tools> {
  const { python, environment, installer: choice } = config
  const interpreter = await findInterpreter(
    { python, requiresPython: project.requiresPython },
    environment,
    process.cwd(),
  )
  const roots = ['build', 'runtime', 'tests'].map((name) => join(scratch, 'environments', name))
  const [installer, created] = await Promise.all([
    findInstaller(choice, interpreter, environment),
    createEnvironments(interpreter, roots, scratch, environment),
  ])
  const [build, runtime, tests] = created as [Environment, Environment, Environment]
  return { interpreter, installer, environments: { build, runtime, tests } }
}

/** Builds in a pristine copy: what git tracks, as it is now, with a history of its own. */
async function buildInCopy(
  { project, checkout, config, scratch, output, logs }: Assignment,
  { installer, environments }: Tools,
): Promise<Build> {
  const source = join(scratch, 'source')
  await mkdir(source, { recursive: true })
  const generated = project.settings.generated.map((glob) =>
    project.path === '.' ? glob : `${project.path}/${glob}`,
  )
  await copyFiles(checkout, source, generated)
  await borrowHistory(checkout, source)
  return build({
    source: join(source, project.path),
    buildSystem: project.buildSystem,
    environment: environments.build,
    installer,
    output,
    scratch,
    committedAt: checkout.committedAt,
    caller: config.environment,
    keepLog: (transcript) => logs.write('build', transcript),
  })
}

/** Installs the wheel with what it declares, and sees that it is this wheel which is installed. */
async function installRuntime(
  { checkout, config, scratch, logs }: Assignment,
  tools: Tools,
  { wheel }: Contents,
): Promise<RuntimeInstallation> {
  const { installer, interpreter } = tools
  const environment = tools.environments.runtime
  const caller = config.environment
  const { requiresPython } = wheel.metadata
  if (!isAllowed(interpreter.version, requiresPython)) {
    throw new Undecided(
      `Python ${interpreter.version} is not allowed by the wheel's Requires-Python ${requiresPython}. Name one that is by the python option.`,
    )
  }
  const installation = await install({
    installer,
    environment,
    requirements: [direct(wheel)],
    cwd: scratch,
    caller,
    keepLog: (transcript) => logs.write('install', transcript),
  })
  if (installation.kind === 'refused') return { kind: 'refused', words: installation.words }
  const probe = { cwd: scratch, variables: variablesForProject(caller), timeLimit: 120, scratch }
  const [inventory, conflicts] = await Promise.all([
    takeInventory(environment, wheel.metadata.name, probe),
    contradictions({ installer, environment, cwd: scratch, caller }),
  ])
  const problems = identityProblems(inventory, { wheel, checkout: checkout.root })
  if (problems.length > 0)
    throw new Undecided(`In the clean environment ${problems.join(', ')}, not the wheel that was built.`)
  const by = `${describeInstaller(installer)} for Python ${interpreter.version}`
  return { kind: 'installed', by, conflicts, providers: inventory.providers }
}

async function observeImports({ config, scratch }: Assignment, { environments }: Tools, { wheel }: Contents) {
  const probe = {
    cwd: scratch,
    variables: variablesForProject(config.environment, { first: environments.runtime.scripts }),
    scratch,
  }
  return importModules(wheel, environments.runtime, probe, availableParallelism())
}

/** Calls every console script; one that lacks what an extra brings is called again with that extra. */
async function observeScripts(
  { project, config, scratch, logs }: Assignment,
  { interpreter, installer, environments }: Tools,
  contents: Contents,
): Promise<ScriptEvidence[]> {
  const caller = config.environment
  const first = await runScripts(consoleScripts(contents), project.settings.scripts, {
    environment: environments.runtime,
    scratch,
    caller,
  })
  const scripts: ScriptEvidence[] = []
  for (const script of first) {
    const extras = extrasToTry(script, contents, {})
    if (extras.length === 0) scripts.push(script)
    else
      scripts.push(await runAgain(script, extras, { environment: await withExtras(extras), scratch, caller }))
  }
  await logs.write('scripts', scripts.map(transcriptOf).join('\n'))
  return scripts

  async function withExtras(extras: readonly string[]): Promise<Environment> {
    const root = join(scratch, 'environments', `extras-${extras.join('-')}`)
    const [environment] = (await createEnvironments(interpreter, [root], scratch, caller)) as [Environment]
    await install({
      installer,
      environment,
      requirements: [direct(contents.wheel, extras)],
      cwd: scratch,
      caller,
    })
    return environment
  }
}

function consoleScripts({ wheel }: Contents): EntryPoint[] {
  return wheel.entryPoints.filter(({ group }) => group === 'console_scripts')
}

function transcriptOf({ entryPoint, runs }: ScriptEvidence): string {
  return runs
    .map(
      ({ args, ending, stdout, stderr }) =>
        `$ ${entryPoint.name} ${args.join(' ')}  (${JSON.stringify(ending)})\n${stdout}${stderr}`,
    )
    .join('\n')
}
