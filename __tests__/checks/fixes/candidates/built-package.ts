/** Builds small projects with the real backends and observes the distributions, to apply fixes and compare. */
import { execFile } from 'node:child_process'
import { cp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { checkBuild } from '../../../../src/checks/build/decide.ts'
import { checkContents } from '../../../../src/checks/contents/decide.ts'
import { observeContents } from '../../../../src/checks/contents/observe.ts'
import type { PackageFacts, StageResult } from '../../../../src/checks/facts.ts'
import type { FileChange } from '../../../../src/checks/fixes/apply-edits.ts'
import type { ProjectSources } from '../../../../src/checks/fixes/sources.ts'
import { checkCollisions } from '../../../../src/checks/install/collisions.ts'
import { checkPlatformTags } from '../../../../src/checks/metadata/platform-tags.ts'
import { checkRebuilds } from '../../../../src/checks/reproducibility/decide.ts'
import type { Finding } from '../../../../src/checks/rules.ts'
import { Backend } from '../../../../src/distribution/backend.ts'
import { build, type Rebuilds, rebuild } from '../../../../src/distribution/build.ts'
import type { Wheel } from '../../../../src/distribution/wheel.ts'
import { variablesForInstaller } from '../../../../src/process/environment-variables.ts'
import { readProject } from '../../../../src/project/project.ts'
import { translateForUv } from '../../../../src/python/index-settings.ts'
import type { Environment } from '../../../../src/python/virtual-environment.ts'
import { readCheckout } from '../../../../src/repository/checkout.ts'
import { commit, type Files, git, temporaryDirectory, write } from '../../../support/project.ts'
import { installUv } from '../../../support/uv.ts'
import { completedWith, error, factsOf, imported } from '../../facts.ts'

/** An environment with all build backends, in place of one for each project. */
export async function createBackends(
  requirements: readonly string[],
  python = 'python3',
): Promise<Environment> {
  const execute = promisify(execFile)
  const root = await temporaryDirectory()
  await execute(python, ['-m', 'venv', '--without-pip', root])
  const scripts = join(root, process.platform === 'win32' ? 'Scripts' : 'bin')
  const environment = { root, python: join(scripts, 'python'), scripts, purelib: root, platlib: root }
  const install = ['pip', 'install', '--quiet', '--python', environment.python, ...requirements]
  const env = translateForUv(variablesForInstaller(process.env))
  await execute(join(await installUv(), 'uv'), install, { env }).catch((error) => {
    throw new Error(
      `The package index of this machine did not give the build backends, which these tests need: ${error.stderr}`,
    )
  })
  return environment
}

/** A project in a git repository, and what was found in its distributions. */
export interface BuiltPackage {
  readonly directory: string
  readonly facts: PackageFacts
  readonly findings: readonly Finding[]
  readonly sources: ProjectSources
  /** Names in the wheel; empty if the build failed. */
  readonly members: readonly string[]
}

export interface BuildOptions {
  readonly environment: Environment
  /** The project's directory in the repository; by default the root. */
  readonly path?: string | undefined
  /** Whether to build the wheel directly from the source tree too. */
  readonly compares: boolean
}

/** Commits files and builds the project in them. */
export async function buildPackage(files: Files, options: BuildOptions): Promise<BuiltPackage> {
  const directory = await temporaryDirectory()
  await write(directory, files)
  await git(directory, 'init', '--quiet', '--initial-branch=main')
  await commit(directory)
  return observe(directory, options)
}

/** Builds a project again, in a copy with changes. */
export async function buildChanged(
  { directory }: BuiltPackage,
  changes: ReadonlyMap<string, FileChange>,
  options: BuildOptions,
): Promise<BuiltPackage> {
  const copy = join(await temporaryDirectory(), 'copy')
  await cp(directory, copy, { recursive: true })
  for (const [file, { after }] of changes)
    await (after === undefined ? rm(join(copy, file)) : write(copy, { [file]: after }))
  await commit(copy)
  return observe(copy, options)
}

/** The exceptions of the top-level packages that cannot be imported; nothing else is installed. */
async function failedImports({ file, topLevels }: Wheel, environment: Environment, scratch: string) {
  const failures = topLevels.map(async ({ name }) => {
    const code = `import sys; sys.path.insert(0, sys.argv[1]); import ${name}`
    const failed = await promisify(execFile)(environment.python, ['-I', '-B', '-c', code, file], {
      cwd: scratch,
    }).then(
      () => undefined,
      ({ stderr }) => /ModuleNotFoundError: .*/.exec(stderr)?.[0],
    )
    return failed === undefined ? [] : [imported(name, error(failed, [`${name}/__init__.py:1`]))]
  })
  return (await Promise.all(failures)).flat()
}

export async function observe(
  directory: string,
  { environment, path = '.', compares }: BuildOptions,
): Promise<BuiltPackage> {
  const scratch = await temporaryDirectory()
  const checkout = await readCheckout(directory)
  const project = await readProject(checkout, join(directory, path))
  const copyOf = async (name: string) => {
    await cp(directory, join(scratch, name), { recursive: true })
    return join(scratch, name, path)
  }
  const backend = new Backend({
    buildSystem: project.buildSystem,
    pool: { provide: async () => environment, isIntact: async () => true },
    scratch,
    committedAt: checkout.committedAt,
    caller: process.env,
    findSiblings: async () => [],
  })
  const writeLog = async () => undefined
  const built = await build({
    source: await copyOf('source'),
    requires: project.buildSystem.requires,
    backend,
    output: join(scratch, 'out'),
    scratch,
    writeLog,
  })
  const texts = new Map<string, string>()
  for (const file of checkout.files) texts.set(file, await readFile(join(directory, file), 'utf8'))
  const { files } = checkout
  const textOf = (file: string) => texts.get(file)
  if (built.kind === 'failed') {
    const facts = { ...factsOf(), project, build: completedWith(built) }
    const sources = { project, files, textOf, wheelFiles: [] }
    return { directory, facts, findings: checkBuild(facts), sources, members: [] }
  }
  const rebuilds: StageResult<Rebuilds> = compares
    ? completedWith(
        await rebuild({
          backend,
          source: await copyOf('tree'),
          isRepeatable: false,
          schedule: 'sequential',
          scratch,
          writeLog,
        }),
      )
    : { kind: 'skipped', reason: 'not compared' }
  const probe = { python: environment.python, scratch, caller: process.env }
  const contents = await observeContents(built.wheel, project, checkout, probe)
  const facts: PackageFacts = {
    ...factsOf(),
    project,
    build: completedWith(built),
    rebuild: rebuilds,
    contents: completedWith(contents),
    imports: completedWith(await failedImports(built.wheel, environment, scratch)),
  }
  return {
    directory,
    facts,
    findings: [
      ...checkBuild(facts),
      ...checkRebuilds(facts),
      ...checkContents(facts),
      ...checkCollisions(facts),
      ...checkPlatformTags(facts),
    ],
    sources: {
      project,
      files,
      textOf,
      wheelFiles: built.wheel.files.map((file) => file.path),
    },
    members: built.wheel.members.map(({ name }) => name),
  }
}
