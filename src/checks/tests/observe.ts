import { mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { LISTS_TESTS } from '../../config/formats.ts'
import { portionsOf } from '../../distribution/portions.ts'
import { shippedPath } from '../../distribution/wheel.ts'
import { throwIfDiskIsFull, throwIfMachineFailed } from '../../process/machine-failure.ts'
import { Inconclusive } from '../../program/errors.ts'
import { findTestDependencies } from '../../project/test-dependencies.ts'
import { normalizeName } from '../../python/requirement.ts'
import { exceptionChain } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import { causeOf } from '../diagnosis/cause.ts'
import type { TestEvidence, TestFailure, TestRun } from './facts.ts'
import { groupFailures } from './failure-groups.ts'
import { locateFailure } from './failure-location.ts'
import { installForTests } from './install-tests.ts'
import { relativeLeaks } from './leaks.ts'
import { loadedModules } from './loaded-modules.ts'
import { ignoreNestedPackages } from './nested-packages.ts'
import { describePluginFailure, pluginFailure } from './plugin-failure.ts'
import { repeatFailures } from './repeat-failures.ts'
import type { TestRunRequest } from './request.ts'
import { type Round, runUntilNothingIsMissing } from './rounds.ts'
import { type PytestRequest, runPytest } from './run-pytest.ts'
import { installedAt, overlayTests, replaceSources } from './sandbox.ts'
import { importsOfTests, unshippedImports } from './sandbox-imports.ts'
import { unshippedTestFiles } from './test-data.ts'
import { testFilesOf } from './test-files.ts'

/** Seconds. */
const TIMEOUT = 1800

/** Copies the checkout for the test sandbox. This needs no wheel, so it can run while the wheel is built. */
export function copyToSandbox({
  copies,
  project,
  scratch,
}: Pick<TestRunRequest, 'copies' | 'project' | 'scratch'>): Promise<string> {
  return copies.forTests(project, join(scratch, 'sandbox'))
}

/**
 * Installs the wheel with its test dependencies, and runs the tests in the test sandbox: again with what they lack if
 * the project declares it, and the failing ones against the checkout.
 *
 * @throws Inconclusive if the test dependencies cannot be installed or replace the wheel, if a plugin of another
 * distribution keeps pytest from running, or if the machine failed
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
  const ofTests = await unshippedTestFiles(contents, checkout.root)
  const overlaid = await overlayTests(ofTests, checkout.root, environment)
  const links = await replaceSources({
    sandbox,
    projectPath: project.path,
    wheel: contents.wheel,
    sourceMap: contents.sourceMap,
    environment,
  })
  const shipped = await Promise.all(portionsOf(contents.wheel).map((path) => installedAt(path, environment)))
  const configuredArgs = [...project.settings.tests.args, ...config.pytestArgs]
  const run: Omit<PytestRequest, 'scratch' | 'pth'> = {
    environment,
    cwd,
    args: [...(await ignoreNestedPackages(project, cwd, configuredArgs)), ...configuredArgs],
    timeout: config.testTimeLimit ?? project.settings.tests['time-limit'] ?? TIMEOUT,
    sandbox,
    forbidden: checkout.root,
    shipped: shipped.filter((path) => path !== undefined),
    links,
    passEnv: [...config.passEnv, ...project.settings['pass-env']],
    recordAll: config.formats.some(({ format }) => LISTS_TESTS.includes(format)),
    caller: config.environment,
  }
  const first = await runPytest({ ...run, pth: installed.inventory.pth, scratch })
  await logs.write('pytest', first.transcript)
  const last = await runUntilNothingIsMissing(
    { requirements, evidence: first, inventory: installed.inventory },
    contents,
    async (joined, round) => {
      const logAs = (name: string, text: string) => logs.write(`${name}-round-${round}`, text)
      const { inventory } = await installForTests({ ...request, logs: { write: logAs } }, joined, {
        sandbox,
        cwd,
      })
      await overlayTests(ofTests, checkout.root, environment)
      const directory = join(scratch, `round ${round}`)
      await mkdir(directory, { recursive: true })
      const evidence = await runPytest({ ...run, pth: inventory.pth, scratch: directory })
      await logAs('pytest', evidence.transcript)
      return { evidence, inventory }
    },
  )
  throwIfInconclusive(last.evidence)
  throwIfPluginFailed(last, request, sandbox)
  const failures = last.evidence.failures.map((failure) => ({
    ...failure,
    at: locateFailure(failure, contents, sandbox),
  }))
  const evidence = { ...last.evidence, failures }
  const isFinal = request.pins === undefined
  const repeated = isFinal
    ? await repeatFailures({
        evidence,
        failures: failuresToRepeat(failures, contents),
        contents,
        run: { ...run, pth: last.inventory.pth },
        runPytest: async (again) => {
          const result = await runPytest(again)
          await logs.write('pytest-repeated', result.transcript)
          return result
        },
        copyCheckout: (directory) => request.copies.forTests(project, directory),
        projectPath: project.path,
        scratch,
      })
    : { inCheckout: {}, asInstalled: {} }
  const sitePackages = await Promise.all(
    [environment.purelib, environment.platlib].map((directory) => realpath(directory)),
  )
  return {
    requirements: last.requirements,
    evidence: {
      ...evidence,
      leaks: relativeLeaks(evidence.leaks, project.directory, sandbox, (file) => sourceOf(file, contents)),
    },
    providers: last.inventory.providers,
    distributions: last.inventory.distributions.map(({ name, version, requires_python }) => ({
      name,
      version,
      requires_python,
    })),
    overlaid,
    unshippedImports: unshippedImports(evidence, contents, sandbox),
    sandboxImports: await importsOfTests(evidence, contents, sandbox),
    repeated,
    replaced: installed.replaced,
    modules: loadedModules(contents.wheel, evidence.loaded, sitePackages),
    ...testFilesOf(project, checkout),
  }
}

/** The failures whose cause the contents of the wheel do not show, up to three of each cause. */
function failuresToRepeat(failures: readonly TestFailure[], contents: Contents): TestFailure[] {
  const unexplained = failures.filter(
    ({ error }) => error === undefined || causeOf(error, contents).kind === 'other',
  )
  return groupFailures(unexplained, contents, new Set()).flatMap((group) => group.failures.slice(0, 3))
}

/** @throws Inconclusive if a plugin of another distribution keeps pytest from running */
function throwIfPluginFailed(
  { evidence, inventory, requirements }: Round,
  { project, contents }: TestRunRequest,
  sandbox: string,
): void {
  const names = [contents.wheel.metadata.name, ...project.workspaceMembers.map(({ name }) => name)]
  const own = new Set(names.map(normalizeName))
  const failure = pluginFailure(evidence, { inventory, own, sandbox })
  if (failure !== undefined) throw new Inconclusive(describePluginFailure(failure, requirements.source))
}

/** @throws Inconclusive if the disk is full, or if the machine failed before any test did */
function throwIfInconclusive({ ending, failures, internalErrors, stderr }: TestEvidence): void {
  for (const { nodeid, error } of failures)
    for (const { message } of error === undefined ? [] : exceptionChain(error))
      throwIfDiskIsFull(nodeid, message)
  throwIfDiskIsFull('pytest', internalErrors.join('\n'))
  if (failures.length === 0) throwIfMachineFailed('pytest', ending, ending.kind === 'exited' ? '' : stderr)
}

/** The source of an installed file of the wheel. */
function sourceOf(file: string, { wheel, sourceMap }: Contents): string | undefined {
  const path = shippedPath(file, wheel)
  return path === undefined ? undefined : sourceMap.sourceOf(path)
}
