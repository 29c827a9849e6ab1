import { mkdir, realpath, writeFile } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve } from 'node:path'
import type { Config } from '../../config/config.ts'
import { table } from '../../config/toml.ts'
import { directReference, machineOnlyReferences } from '../../distribution/direct-reference.ts'
import { portionsOf } from '../../distribution/portions.ts'
import { shippedPath } from '../../distribution/wheel.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import type { Logs } from '../../process/logs.ts'
import { throwIfDiskIsFull, throwIfMachineFailed } from '../../process/machine-failure.ts'
import { Inconclusive } from '../../program/errors.ts'
import { list } from '../../program/sentence.ts'
import { type Project, prefixOf } from '../../project/project.ts'
import { isTestPath } from '../../project/test-paths.ts'
import {
  findTestRequirements,
  localRequirement,
  type TestRequirements,
  withPytest,
} from '../../project/test-requirements.ts'
import { type Installer, install } from '../../python/install.ts'
import { type FindSiblings, pinsOf, siblingProblems } from '../../python/siblings.ts'
import { chain } from '../../python/traceback.ts'
import {
  type Environment,
  type Inventory,
  identityProblems,
  takeInventory,
} from '../../python/virtual-environment.ts'
import type { Checkout } from '../../repository/checkout.ts'
import type { Copies } from '../../repository/copies.ts'
import type { Contents } from '../contents/facts.ts'
import { extrasForError } from '../diagnosis/extras-to-try.ts'
import type { BorrowedModule, TestEvidence, TestRun } from './facts.ts'
import { relativeLeaks } from './leaks.ts'
import { loadedModules } from './loaded-modules.ts'
import { nestedPackages, withoutNestedTests } from './nested-packages.ts'
import { hasHelped, withUses } from './repeated-run.ts'
import { runTests } from './run-pytest.ts'
import { installedAt, overlayTests, replaceSources } from './sandbox.ts'

/** Seconds. */
const TIME_LIMIT = 1800

export interface TestRunRequest {
  readonly project: Project
  readonly checkout: Checkout
  readonly contents: Contents
  readonly environment: Environment
  readonly installer: Installer
  readonly config: Config
  readonly scratch: string
  readonly logs: Pick<Logs, 'write'>
  /** A copy of the checkout that is being made; if undefined, it is made now. */
  readonly sandbox?: string | undefined
  readonly copies: Copies
  readonly siblings: FindSiblings
  /** Further requirements, such as `click==8.0.0`. */
  readonly pins?: readonly string[]
}

/** Copies the checkout for the test sandbox. This needs no wheel, so it can run while the wheel is built. */
export function copyToSandbox({
  copies,
  project,
  scratch,
}: Pick<TestRunRequest, 'copies' | 'project' | 'scratch'>): Promise<string> {
  return copies.toTest(project, join(scratch, 'sandbox'))
}

/**
 * Installs the wheel with its test dependencies, and runs the tests in the test sandbox.
 *
 * @throws Inconclusive when the requirements cannot be installed, the wheel does not stay the one that is installed, or
 *   the machine failed
 */
export async function runTestsInSandbox(request: TestRunRequest): Promise<TestRun> {
  const { project, checkout, contents, environment, config, scratch, logs } = request
  const asked = config.testRequirements ?? project.settings.tests.requirements
  const [requirements, sandbox] = await Promise.all([
    findTestRequirements(project, contents.wheel.metadata, asked),
    request.sandbox ?? copyToSandbox(request),
  ])
  const cwd = join(sandbox, project.path)
  const installed = await installForTests(request, requirements, { sandbox, cwd })
  const overlaid = await overlayTests(contents.unshipped, checkout.root, environment)
  const links = await replaceSources({
    sandbox,
    projectPath: project.path,
    wheel: contents.wheel,
    sourceMap: contents.sourceMap,
    environment,
  })
  const shipped = await Promise.all(portionsOf(contents.wheel).map((path) => installedAt(path, environment)))
  const given = [...project.settings.tests.args, ...config.pytestArgs]
  const args = [...(await withoutNestedTests(project, cwd, given)), ...given]
  const runIn = (directory: string, { pth }: Inventory) =>
    runTests({
      environment,
      cwd,
      args,
      timeLimit: config.testTimeLimit ?? project.settings.tests['time-limit'] ?? TIME_LIMIT,
      sandbox,
      forbidden: checkout.root,
      shipped: shipped.filter((path) => path !== undefined),
      links,
      pth,
      scratch: directory,
      passEnv: [...config.passEnv, ...project.settings['pass-env']],
      caller: config.environment,
    })
  const bare = await runIn(scratch, installed.inventory)
  await logs.write('pytest', bare.transcript)
  const repeated = await repeatWithExtras(bare, request, requirements, { sandbox, cwd }, runIn)
  const { evidence, extras, inventory } = repeated ?? {
    evidence: bare,
    extras: [],
    inventory: installed.inventory,
  }
  throwIfRunProvesNothing(evidence)
  const sites = await Promise.all(
    [environment.purelib, environment.platlib].map((folder) => realpath(folder)),
  )
  return {
    requirements: withExtras(requirements, extras),
    evidence: {
      ...evidence,
      leaks: relativeLeaks(evidence.leaks, project.folder, sandbox, (file) => sourceOf(file, contents)),
    },
    providers: inventory.providers,
    overlaid,
    borrowed: borrowedModules(evidence, contents, sandbox),
    replaced: installed.replaced,
    modules: loadedModules(contents.wheel, evidence.loaded, sites),
    ...testFilesOf(project, checkout),
  }
}

/** The tests once more, with extras. */
interface Repeated {
  readonly evidence: TestEvidence
  readonly extras: readonly string[]
  readonly inventory: Inventory
}

/**
 * Runs the tests again where some lacked what an extra of the package brings: tests of something optional are for
 * those who have it. Undefined where there is no such extra, or where it does not help.
 *
 * @throws Inconclusive when the extra could not be asked for, and nothing else is wrong with the tests
 */
async function repeatWithExtras(
  bare: TestEvidence,
  request: TestRunRequest,
  requirements: TestRequirements,
  place: { readonly sandbox: string; readonly cwd: string },
  runIn: (directory: string, inventory: Inventory) => Promise<TestEvidence>,
): Promise<Repeated | undefined> {
  const { contents, checkout, environment, scratch, logs } = request
  const brought = bare.failures.map(({ error }) =>
    error === undefined ? [] : extrasForError(error, contents),
  )
  const extras = [...new Set(brought.flat())].filter((extra) => !requirements.extras.includes(extra))
  if (extras.length === 0) return undefined
  try {
    const { inventory } = await installForTests(
      { ...request, logs: { write: (name, text) => logs.write(`${name}-with-extras`, text) } },
      withExtras(requirements, extras),
      place,
    )
    await overlayTests(contents.unshipped, checkout.root, environment)
    const directory = join(scratch, 'with extras')
    await mkdir(directory)
    const evidence = await runIn(directory, inventory)
    await logs.write('pytest-with-extras', evidence.transcript)
    return hasHelped(evidence, bare) ? { evidence: withUses(evidence, bare), extras, inventory } : undefined
  } catch (error) {
    // Without the extra the first run is what was seen; what fails there for want of it alone proves nothing.
    const provesMore = error instanceof NotInstallable || brought.some((some) => some.length === 0)
    if (error instanceof Inconclusive && provesMore) return undefined
    throw error
  }
}

function withExtras(requirements: TestRequirements, extras: readonly string[]): TestRequirements {
  if (extras.length === 0) return requirements
  const source = `${requirements.source}, and the ${extras.length === 1 ? 'extra' : 'extras'} ${list(extras)}`
  return { ...requirements, extras: [...requirements.extras, ...extras], source }
}

/** @throws Inconclusive when the machine failed, and no test had failed before for reasons of its own */
function throwIfRunProvesNothing({ ending, failures, internalErrors, stderr }: TestEvidence): void {
  for (const { nodeid, error } of failures)
    for (const { message } of error === undefined ? [] : chain(error)) throwIfDiskIsFull(nodeid, message)
  throwIfDiskIsFull('pytest', internalErrors.join('\n'))
  if (failures.length === 0) throwIfMachineFailed('pytest', ending, ending.kind === 'exited' ? '' : stderr)
}

/** Files that pytest finds, and those that steer it (pytest documentation, "python_files", "conftest.py"). */
const FOR_PYTEST = /(^|\/)(test_[^/]*\.py|[^/]*_test\.py|conftest\.py|\.?pytest\.(ini|toml))$/

function testFilesOf(project: Project, { files }: Checkout): Pick<TestRun, 'hasTests' | 'otherTests'> {
  const { pyproject, setupCfg } = project
  const inside = prefixOf(project)
  const nested = nestedPackages(project)
  const own = files
    .filter((file) => file.startsWith(inside))
    .map((file) => file.slice(inside.length))
    .filter((file) => !nested.some((path) => file.startsWith(`${path}/`)))
  const configured = table(pyproject.tool).pytest !== undefined || setupCfg.has('tool:pytest')
  return {
    hasTests: configured || own.some((file) => FOR_PYTEST.test(file)),
    otherTests: own.find((file) => isTestPath(file) && file.endsWith('.py') && !file.endsWith('__init__.py')),
  }
}

/** The source of an installed file. */
function sourceOf(file: string, { wheel, sourceMap }: Contents): string | undefined {
  const path = shippedPath(file, wheel)
  return path === undefined ? undefined : sourceMap.sourceOf(path)
}

/** Modules that shipped code imported from the test sandbox, and that the wheel does not contain. */
function borrowedModules(
  { sandboxModules }: TestEvidence,
  { wheel, sourceMap }: Contents,
  sandbox: string,
): BorrowedModule[] {
  return sandboxModules.flatMap(({ path, importer }) => {
    const by = shippedPath(importer.file, wheel)
    if (by === undefined || isTestPath(by)) return []
    const source = relative(sandbox, path).replaceAll('\\', '/')
    return [{ source, by: sourceMap.sourceOf(by) ?? by, line: importer.line }]
  })
}

/** The installer refuses the requirements, or they bring something else in the place of the wheel. */
class NotInstallable extends Inconclusive {}

/**
 * Wheel and test requirements in one resolution, so that neither can move the other unseen.
 *
 * @throws NotInstallable when that cannot be had
 * @throws Inconclusive when the index does not answer
 */
async function installForTests(
  request: TestRunRequest,
  { lines, extras, source }: TestRequirements,
  { sandbox, cwd }: { sandbox: string; cwd: string },
): Promise<{ inventory: Inventory; replaced: boolean }> {
  const { checkout, contents, environment, installer, config, scratch, logs, pins = [] } = request
  const { wheel } = contents
  const caller = config.environment
  const file = join(scratch, 'test-requirements.txt')
  await writeFile(
    file,
    withPytest(lines)
      .map((line) => `${inSandbox(line, { checkout: checkout.root, sandbox, cwd })}\n`)
      .join(''),
  )
  const [nowhere] = machineOnlyReferences(wheel.metadata.requirements)
  if (nowhere !== undefined) throw new NotInstallable(nowhere)
  const named = [...wheel.metadata.requirements, ...lines]
  const siblings = await request.siblings(named)
  const installation = await install({
    installer,
    environment,
    requirements: [directReference(wheel, extras), '-r', file, ...pins],
    siblings: pinsOf(siblings, named, extras),
    cwd: scratch,
    caller,
    ownFiles: true,
    keepLog: (transcript) => logs.write('install-tests', transcript),
  })
  if (installation.kind === 'refused') {
    throw new NotInstallable(
      `What the tests need (from ${source}) cannot be installed: ${installation.words.join(' / ')}. Mend it, or name other requirements by test-requirements.`,
    )
  }
  const expected = { wheel, checkout: checkout.root }
  const probe = { cwd: scratch, variables: variablesForProject(caller), timeLimit: 120, scratch }
  const inventory = await takeInventory(environment, wheel.metadata.name, probe)
  const confused = siblingProblems(inventory, siblings)
  if (confused.length > 0)
    throw new NotInstallable(`In the environment of the tests ${confused.join(', ')}, not what was built.`)
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
    throw new NotInstallable(
      `In the environment of the tests ${problems.join(', ')}, not the wheel that was built. Remove the package itself from its test requirements (${source}).`,
    )
  }
  return { inventory: restored, replaced: true }
}

/** Rewrites a requirement that is a local path to an absolute path, in the sandbox if it was in the checkout. */
function inSandbox(
  line: string,
  { checkout, sandbox, cwd }: { checkout: string; sandbox: string; cwd: string },
): string {
  const local = localRequirement(line)
  if (local === undefined) return line
  const { option, path, rest } = local
  const inside = relative(checkout, resolve(cwd, path))
  const away = inside.startsWith('..') || isAbsolute(inside)
  // A path has no fragment, as a URL may have.
  return `${option}${away ? resolve(cwd, path) : join(sandbox, inside)}${rest.replace(/^#[^\s;]*/, '')}`
}
