import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { parseRequirement } from '../artifact/metadata.ts'
import type { Config } from '../config/config.ts'
import {
  type Environment,
  type Inventory,
  identityProblems,
  takeInventory,
} from '../environment/environment.ts'
import { type Installer, install } from '../environment/install.ts'
import { variablesForProject } from '../environment/variables.ts'
import { Undecided } from '../problems.ts'
import { type Checkout, copyFiles } from '../project/checkout.ts'
import type { Project } from '../project/project.ts'
import { findTestRequirements, type TestRequirements } from '../project/test-requirements.ts'
import type { Logs } from '../report/logs.ts'
import type { Contents } from './contents.ts'
import { direct } from './requirement.ts'
import { isTestPath, overlayTests, replaceSources } from './stage.ts'
import { type Leak, runTests, type TestEvidence } from './tests.ts'

/** A module that is not shipped, and that shipped code imported all the same because the tests ran in a checkout. */
export interface BorrowedModule {
  /** Relative to the checkout. */
  readonly source: string
  /** The file that imported it, relative to the checkout, and the line (1-based). */
  readonly by: string
  readonly line: number
}

/** The tests, and how they came to run. */
export interface TestRun {
  readonly requirements: TestRequirements
  readonly evidence: TestEvidence
  /** Tests of the package that the wheel leaves out, put beside the installed package. */
  readonly overlaid: readonly string[]
  readonly borrowed: readonly BorrowedModule[]
  /** A test requirement had replaced the wheel, which was then put back. */
  readonly replaced: boolean
  /** Path of the project in the checkout, where the tests' own paths begin. */
  readonly hasTests: boolean
}

export interface TestRunRequest {
  readonly project: Project
  readonly checkout: Checkout
  readonly contents: Contents
  readonly environment: Environment
  readonly installer: Installer
  readonly config: Config
  readonly scratch: string
  readonly logs: Pick<Logs, 'write'>
  /** Further requirements, such as `click==8.0.0`. */
  readonly pins?: readonly string[]
}

/**
 * Stages the checkout, installs the wheel with what its tests need, and runs them.
 *
 * @throws Undecided when the requirements cannot be installed, or the wheel does not stay the one that is installed
 */
export async function stageAndRunTests(
  request: TestRunRequest,
): Promise<{ run: TestRun; inventory: Inventory }> {
  const { project, checkout, contents, environment, config, scratch, logs } = request
  const stage = join(scratch, 'stage')
  await mkdir(stage, { recursive: true })
  const asked = config.testRequirements ?? project.settings.tests.requirements
  const [requirements] = await Promise.all([
    findTestRequirements(project, contents.wheel.metadata, asked),
    copyFiles(checkout, stage),
  ])
  const cwd = join(stage, project.path)
  const { inventory, replaced } = await installForTests(request, requirements, cwd)
  const overlaid = await overlayTests(contents.unshipped, checkout.root, environment)
  await replaceSources({
    stage,
    projectPath: project.path,
    wheel: contents.wheel,
    sourceMap: contents.sourceMap,
    environment,
  })
  const evidence = await runTests({
    environment,
    cwd,
    args: [...project.settings.tests.args, ...config.pytestArgs],
    timeLimit: project.settings.tests['time-limit'] ?? config.testTimeLimit,
    stage,
    forbidden: checkout.root,
    scratch,
    passEnv: [...config.passEnv, ...project.settings['pass-env']],
    caller: config.environment,
  })
  await logs.write('pytest', evidence.transcript)
  const inside = project.path === '.' ? '' : `${project.path}/`
  const hasTests = checkout.files.some(
    (file) => file.startsWith(inside) && isTestPath(file.slice(inside.length)),
  )
  const borrowed = borrowedModules(evidence.leaks, contents, stage)
  return { run: { requirements, evidence, overlaid, borrowed, replaced, hasTests }, inventory }
}

/** Modules of the checkout that shipped code imported from the stage, where a user has none. */
function borrowedModules(
  leaks: readonly Leak[],
  { wheel, sourceMap }: Contents,
  stage: string,
): BorrowedModule[] {
  return leaks.flatMap(({ kind, path, importer }) => {
    if (kind !== 'staged' || importer === null) return []
    const file = importer.file.replaceAll('\\', '/')
    const by = wheel.files.find((shipped) => file.endsWith(`/${shipped.path}`))
    if (by === undefined || isTestPath(by.path)) return []
    return [
      {
        source: relative(stage, path).replaceAll('\\', '/'),
        by: sourceMap.sourceOf(by.path) ?? by.path,
        line: importer.line,
      },
    ]
  })
}

/** Wheel and test requirements in one resolution, so that neither can move the other unseen. */
async function installForTests(
  { checkout, contents: { wheel }, environment, installer, config, scratch, logs, pins = [] }: TestRunRequest,
  { lines, extras, source }: TestRequirements,
  project: string,
): Promise<{ inventory: Inventory; replaced: boolean }> {
  const caller = config.environment
  const file = join(scratch, 'test-requirements.txt')
  const withPytest = lines.some((line) => parseRequirement(line)?.name === 'pytest')
    ? lines
    : [...lines, 'pytest']
  await writeFile(file, withPytest.map((line) => `${withAbsolutePath(line, project)}\n`).join(''))
  const installation = await install({
    installer,
    environment,
    requirements: [direct(wheel, extras), '-r', file, ...pins],
    cwd: scratch,
    caller,
    ownFiles: true,
    keepLog: (transcript) => logs.write('install-tests', transcript),
  })
  if (installation.kind === 'refused') {
    throw new Undecided(
      `What the tests need (from ${source}) cannot be installed: ${installation.words.join(' / ')}. Mend it, or name other requirements by test-requirements.`,
    )
  }
  const expected = { wheel, checkout: checkout.root }
  const probe = { cwd: scratch, variables: variablesForProject(caller), timeLimit: 120, scratch }
  const inventory = await takeInventory(environment, wheel.metadata.name, probe)
  if (identityProblems(inventory, expected).length === 0) return { inventory, replaced: false }

  // A requirement such as "-e ." put the source in the place of the wheel; the wheel is put back.
  const again = await install({
    installer,
    environment,
    requirements: [wheel.file],
    options: [installer.kind === 'uv' ? '--reinstall' : '--force-reinstall', '--no-deps'],
    cwd: scratch,
    caller,
    ownFiles: true,
  })
  const restored = await takeInventory(environment, wheel.metadata.name, probe)
  const problems = identityProblems(restored, expected)
  if (again.kind === 'refused' || problems.length > 0) {
    throw new Undecided(
      `In the environment of the tests ${problems.join(', ')}, not the wheel that was built. Remove the package itself from its test requirements (${source}).`,
    )
  }
  return { inventory: restored, replaced: true }
}

/** A requirement that is a path, as a path that holds wherever the installer runs. */
function withAbsolutePath(line: string, project: string): string {
  const [, option = '', path] =
    /^((?:-e|--editable)[ =])?\s*(?:file:)?(\.{1,2}(?:[\\/].*)?)$/.exec(line) ?? []
  return path === undefined ? line : `${option}${join(project, path)}`
}
