import { mkdir, realpath, writeFile } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve } from 'node:path'
import type { Config } from '../../config/config.ts'
import { table } from '../../config/toml.ts'
import { describeLocalReferences, directReference } from '../../distribution/direct-reference.ts'
import { portionsOf } from '../../distribution/portions.ts'
import { shippedPath } from '../../distribution/wheel.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import type { Logs } from '../../process/logs.ts'
import { throwIfDiskIsFull, throwIfMachineFailed } from '../../process/machine-failure.ts'
import { Inconclusive } from '../../program/errors.ts'
import { list } from '../../program/sentence.ts'
import { type Project, prefixOf } from '../../project/project.ts'
import { localRequirement } from '../../project/requirements-file.ts'
import { findTestDependencies, type TestDependencies, withPytest } from '../../project/test-dependencies.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { type Installer, install } from '../../python/install.ts'
import { type FindSiblings, pinsOf, siblingProblems } from '../../python/siblings.ts'
import { exceptionChain } from '../../python/traceback.ts'
import {
  type Environment,
  type Inventory,
  identityProblems,
  readInventory,
} from '../../python/virtual-environment.ts'
import type { Checkout } from '../../repository/checkout.ts'
import type { CheckoutCopies } from '../../repository/checkout-copies.ts'
import type { Contents } from '../contents/facts.ts'
import { extrasForError } from '../diagnosis/extras-for-failure.ts'
import type { TestEvidence, TestRun, UnshippedImport } from './facts.ts'
import { relativeLeaks } from './leaks.ts'
import { loadedModules } from './loaded-modules.ts'
import { ignoreNestedPackages, nestedPackages } from './nested-packages.ts'
import { hasImproved, withUsageOf } from './repeated-run.ts'
import { runPytest } from './run-pytest.ts'
import { installedAt, overlayTests, replaceSources } from './sandbox.ts'

/** Seconds. */
const TIMEOUT = 1800

/** What `runTestsInSandbox` needs. */
export interface TestRunRequest {
  readonly project: Project
  readonly checkout: Checkout
  readonly contents: Contents
  readonly environment: Environment
  readonly installer: Installer
  readonly config: Config
  readonly scratch: string
  readonly logs: Pick<Logs, 'write'>
  /** A copy of the checkout; if undefined, it is copied first. */
  readonly sandbox?: string | undefined
  readonly copies: CheckoutCopies
  readonly findSiblings: FindSiblings
  /** Additional requirements, such as `click==8.0.0`. */
  readonly pins?: readonly string[]
}

/** Copies the checkout for the test sandbox. This needs no wheel, so it can run while the wheel is built. */
export function copyToSandbox({
  copies,
  project,
  scratch,
}: Pick<TestRunRequest, 'copies' | 'project' | 'scratch'>): Promise<string> {
  return copies.forTests(project, join(scratch, 'sandbox'))
}

/**
 * Installs the wheel with its test dependencies, and runs the tests in the test sandbox.
 *
 * @throws Inconclusive if the test dependencies cannot be installed or replace the wheel, or if the machine failed
 */
export async function runTestsInSandbox(request: TestRunRequest): Promise<TestRun> {
  const { project, checkout, contents, environment, config, scratch, logs } = request
  const configured = config.testRequirements ?? project.settings.tests.requirements
  const [requirements, sandbox] = await Promise.all([
    findTestDependencies(project, contents.wheel.metadata, configured),
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
  const configuredArgs = [...project.settings.tests.args, ...config.pytestArgs]
  const args = [...(await ignoreNestedPackages(project, cwd, configuredArgs)), ...configuredArgs]
  const runIn = (directory: string, { pth }: Inventory) =>
    runPytest({
      environment,
      cwd,
      args,
      timeout: config.testTimeLimit ?? project.settings.tests['time-limit'] ?? TIMEOUT,
      sandbox,
      forbidden: checkout.root,
      shipped: shipped.filter((path) => path !== undefined),
      links,
      pth,
      scratch: directory,
      passEnv: [...config.passEnv, ...project.settings['pass-env']],
      caller: config.environment,
    })
  const first = await runIn(scratch, installed.inventory)
  await logs.write('pytest', first.transcript)
  const repeated = await repeatWithExtras(first, request, requirements, { sandbox, cwd }, runIn)
  const { evidence, extras, inventory } = repeated ?? {
    evidence: first,
    extras: [],
    inventory: installed.inventory,
  }
  throwIfInconclusive(evidence)
  const sitePackages = await Promise.all(
    [environment.purelib, environment.platlib].map((directory) => realpath(directory)),
  )
  return {
    requirements: withExtras(requirements, extras),
    evidence: {
      ...evidence,
      leaks: relativeLeaks(evidence.leaks, project.directory, sandbox, (file) => sourceOf(file, contents)),
    },
    providers: inventory.providers,
    overlaid,
    unshippedImports: unshippedImports(evidence, contents, sandbox),
    replaced: installed.replaced,
    modules: loadedModules(contents.wheel, evidence.loaded, sitePackages),
    ...testFilesOf(project, checkout),
  }
}

/** A second run of the tests, with extras. */
interface Repeated {
  readonly evidence: TestEvidence
  readonly extras: readonly string[]
  readonly inventory: Inventory
}

/**
 * Runs the tests again if some lacked a module that an extra of the package provides, as tests of optional features do.
 * Returns undefined if no extra provides it, or if the extra does not help.
 *
 * @throws Inconclusive if the extra cannot be downloaded, and all failures are due to the missing extra
 */
async function repeatWithExtras(
  first: TestEvidence,
  request: TestRunRequest,
  requirements: TestDependencies,
  directories: { readonly sandbox: string; readonly cwd: string },
  runIn: (directory: string, inventory: Inventory) => Promise<TestEvidence>,
): Promise<Repeated | undefined> {
  const { contents, checkout, environment, scratch, logs } = request
  const extrasOfFailures = first.failures.map(({ error }) =>
    error === undefined ? [] : extrasForError(error, contents),
  )
  const extras = [...new Set(extrasOfFailures.flat())].filter((extra) => !requirements.extras.includes(extra))
  if (extras.length === 0) return undefined
  try {
    const { inventory } = await installForTests(
      { ...request, logs: { write: (name, text) => logs.write(`${name}-with-extras`, text) } },
      withExtras(requirements, extras),
      directories,
    )
    await overlayTests(contents.unshipped, checkout.root, environment)
    const directory = join(scratch, 'with extras')
    await mkdir(directory)
    const evidence = await runIn(directory, inventory)
    await logs.write('pytest-with-extras', evidence.transcript)
    return hasImproved(evidence, first)
      ? { evidence: withUsageOf(evidence, first), extras, inventory }
      : undefined
  } catch (error) {
    // The first run counts unless the only reason for its failures is the extra, which may have fixed them.
    const isFirstConclusive =
      error instanceof NotInstallable || extrasOfFailures.some((ofFailure) => ofFailure.length === 0)
    if (error instanceof Inconclusive && isFirstConclusive) return undefined
    throw error
  }
}

function withExtras(requirements: TestDependencies, extras: readonly string[]): TestDependencies {
  if (extras.length === 0) return requirements
  const source = `${requirements.source}, and the ${extras.length === 1 ? 'extra' : 'extras'} ${list(extras)}`
  return { ...requirements, extras: [...requirements.extras, ...extras], source }
}

/** @throws Inconclusive if the disk is full, or if the machine failed before any test did */
function throwIfInconclusive({ ending, failures, internalErrors, stderr }: TestEvidence): void {
  for (const { nodeid, error } of failures)
    for (const { message } of error === undefined ? [] : exceptionChain(error))
      throwIfDiskIsFull(nodeid, message)
  throwIfDiskIsFull('pytest', internalErrors.join('\n'))
  if (failures.length === 0) throwIfMachineFailed('pytest', ending, ending.kind === 'exited' ? '' : stderr)
}

/** Test and configuration files of pytest (pytest documentation, "python_files", "conftest.py"). */
const PYTEST_FILE = /(^|\/)(test_[^/]*\.py|[^/]*_test\.py|conftest\.py|\.?pytest\.(ini|toml))$/

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
    hasTests: configured || own.some((file) => PYTEST_FILE.test(file)),
    otherTests: own.find((file) => isTestPath(file) && file.endsWith('.py') && !file.endsWith('__init__.py')),
  }
}

/** The source of an installed file of the wheel. */
function sourceOf(file: string, { wheel, sourceMap }: Contents): string | undefined {
  const path = shippedPath(file, wheel)
  return path === undefined ? undefined : sourceMap.sourceOf(path)
}

/** Modules in the test sandbox that shipped code imported although the wheel does not contain them. */
function unshippedImports(
  { sandboxModules }: TestEvidence,
  { wheel, sourceMap }: Contents,
  sandbox: string,
): UnshippedImport[] {
  return sandboxModules.flatMap(({ path, importer }) => {
    const by = shippedPath(importer.file, wheel)
    if (by === undefined || isTestPath(by)) return []
    const source = relative(sandbox, path).replaceAll('\\', '/')
    return [{ source, by: sourceMap.sourceOf(by) ?? by, line: importer.line }]
  })
}

/** The installer rejects the requirements, or they replace the wheel. */
class NotInstallable extends Inconclusive {}

/**
 * Installs the wheel and the test dependencies in one resolution, so that neither changes the versions of the other.
 *
 * @throws NotInstallable if that is not possible
 * @throws Inconclusive if the index does not respond
 */
async function installForTests(
  request: TestRunRequest,
  { lines, extras, source }: TestDependencies,
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
  const [localPathProblem] = describeLocalReferences(wheel.metadata.requirements)
  if (localPathProblem !== undefined) throw new NotInstallable(localPathProblem)
  const declared = [...wheel.metadata.requirements, ...lines]
  const siblings = await request.findSiblings(declared)
  const installation = await install({
    installer,
    environment,
    requirements: [directReference(wheel, extras), '-r', file, ...pins],
    siblings: pinsOf(siblings, declared, extras),
    cwd: scratch,
    caller,
    ownFiles: true,
    writeLog: (transcript) => logs.write('install-tests', transcript),
  })
  if (installation.kind === 'refused') {
    throw new NotInstallable(
      `What the tests need (from ${source}) cannot be installed: ${installation.output.join(' / ')}. Mend it, or name other requirements by test-requirements.`,
    )
  }
  const expected = { wheel, checkout: checkout.root }
  const probe = { cwd: scratch, variables: variablesForProject(caller), timeout: 120, scratch }
  const inventory = await readInventory(environment, wheel.metadata.name, probe)
  const confused = siblingProblems(inventory, siblings)
  if (confused.length > 0)
    throw new NotInstallable(`In the environment of the tests ${confused.join(', ')}, not what was built.`)
  if (identityProblems(inventory, expected).length === 0) return { inventory, replaced: false }

  // A requirement such as "-e ." replaced the wheel by the source tree.
  const reinstallation = await install({
    installer,
    environment,
    requirements: [wheel.file],
    options: [installer.kind === 'uv' ? '--reinstall' : '--force-reinstall', '--no-deps'],
    cwd: scratch,
    caller,
    ownFiles: true,
  })
  const restored = await readInventory(environment, wheel.metadata.name, probe)
  const problems = identityProblems(restored, expected)
  if (reinstallation.kind === 'refused' || problems.length > 0) {
    throw new NotInstallable(
      `In the environment of the tests ${problems.join(', ')}, not the wheel that was built. Remove the package itself from its test requirements (${source}).`,
    )
  }
  return { inventory: restored, replaced: true }
}

/** Makes the path of a local requirement absolute; a path in the checkout becomes one in the test sandbox. */
function inSandbox(
  line: string,
  { checkout, sandbox, cwd }: { checkout: string; sandbox: string; cwd: string },
): string {
  const local = localRequirement(line)
  if (local === undefined) return line
  const { option, path, rest } = local
  const inCheckout = relative(checkout, resolve(cwd, path))
  const isOutside = inCheckout.startsWith('..') || isAbsolute(inCheckout)
  // Only URLs have fragments such as #egg=name.
  return `${option}${isOutside ? resolve(cwd, path) : join(sandbox, inCheckout)}${rest.replace(/^#[^\s;]*/, '')}`
}
