import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { compare } from '@renovatebot/pep440'
import { directReference } from '../../distribution/direct-reference.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import { succeeded } from '../../process/run.ts'
import { Inconclusive } from '../../program/errors.ts'
import { lastLines } from '../../program/sentence.ts'
import { importModules } from '../../python/import-modules.ts'
import { dependencyConflicts, type Installation, type InstallRequest, install } from '../../python/install.ts'
import { runProbe } from '../../python/probe.ts'
import { normalizeName } from '../../python/requirement.ts'
import { pinsOf } from '../../python/siblings.ts'
import {
  createEnvironments,
  type Environment,
  type InstalledDistribution,
  originProblems,
  readInventory,
} from '../../python/virtual-environment.ts'
import type { RuntimeContext } from '../context.ts'
import { lastBuiltWheel } from '../diagnosis/last-wheel.ts'
import { publicModules } from '../diagnosis/public-modules.ts'
import { Skip } from '../stage.ts'
import type { ReleaseFacts } from '../version/facts.ts'
import type { HandedOverFile, Upgrade, UpgradeInstallation } from './facts.ts'
import { differsAfterUpgrade, droppedDirectories, droppedFiles } from './shared-paths.ts'

/**
 * Installs the last release and then the wheel over it, unless the result cannot differ from a clean installation.
 *
 * @throws Inconclusive if the package index is unavailable while the wheel is installed, or a probe fails
 */
export async function observeUpgrade(
  runtime: RuntimeContext,
  version: Pick<ReleaseFacts, 'lastWheel' | 'baseline'>,
): Promise<Upgrade | Skip> {
  const last = lastBuiltWheel(version)
  if (last instanceof Skip) return last
  const { tag, wheel: previous } = last
  const { wheel } = runtime.contents
  const names = [previous.metadata.name, wheel.metadata.name]
  if (normalizeName(names[0] as string) !== normalizeName(names[1] as string))
    return new Skip(`the distribution was renamed from ${names[0]} to ${names[1]} since ${tag.name}`)
  const { owned } = await readOwners(runtime, runtime.environment, droppedFiles(previous, wheel), [])
  return {
    tag,
    handedOver: owned.filter(({ content }) => content).map(({ path, owner }) => ({ path, owner })),
    installation: differsAfterUpgrade(previous, wheel)
      ? await upgradeFrom(previous, runtime)
      : { kind: 'not-needed' },
  }
}

async function upgradeFrom(previous: Wheel, runtime: RuntimeContext): Promise<UpgradeInstallation> {
  const { contents, interpreter, config } = runtime
  const { wheel } = contents
  const caller = config.environment
  const scratch = join(runtime.scratch, 'upgrade')
  await mkdir(scratch)
  const root = join(scratch, 'environment')
  const [environment] = await createEnvironments(interpreter, [root], scratch, caller)
  if (environment === undefined) throw new Inconclusive('Cannot create an environment for the upgrade.')
  const reason = await installLast(previous, environment, runtime)
  if (reason !== undefined) return { kind: 'no-last-release', reason }
  const request = { environment, scratch, caller }
  // The last release may write files beside its modules, which installers do not remove.
  await importModules(publicModules(previous), request)
  const installation = await installOver(previous, environment, runtime)
  if (installation.kind === 'refused') return { kind: 'refused', output: installation.output }
  const modules = [...publicModules(wheel), ...wheel.entryPoints.map(({ module }) => module)]
  const [inventory, conflicts, { unowned }, imports] = await Promise.all([
    readInventory(environment, wheel.metadata.name, {
      cwd: scratch,
      variables: variablesForProject(caller),
      timeout: 120,
      scratch,
    }),
    dependencyConflicts({ installer: runtime.installer, environment, cwd: scratch, caller }, installation),
    readOwners(runtime, environment, [], droppedDirectories(previous, wheel)),
    importModules([...new Set(modules)].filter(Boolean), request),
  ])
  const { distributions } = inventory
  checkInstalled(distributions, wheel)
  return { kind: 'upgraded', imports, left: unowned, conflicts, distributions }
}

/**
 * Checks that the installer has replaced the last release, whose modules could be mistaken for the wheel's. Files are not
 * compared, as pip may have deleted some.
 *
 * @throws Inconclusive if the installed distribution of this name is not the wheel
 */
function checkInstalled(distributions: readonly InstalledDistribution[], wheel: Wheel): void {
  const name = normalizeName(wheel.metadata.name)
  const installed = distributions.find((one) => normalizeName(one.name) === name)
  const problems = installed === undefined ? [`${name} is not installed`] : originProblems(installed, wheel)
  if (problems.length > 0)
    throw new Inconclusive(`The upgrade did not install the wheel: ${problems.join(', ')}.`)
}

/** Installs the last release; returns the reason if that fails, which is not a defect of this release. */
async function installLast(
  previous: Wheel,
  environment: Environment,
  runtime: RuntimeContext,
): Promise<string | undefined> {
  try {
    const installation = await install(await installRequest(previous, environment, runtime, 'upgrade-from'))
    return installation.kind === 'refused' ? lastLines(installation.output.join('\n'), 1).join('') : undefined
  } catch (error) {
    if (error instanceof Inconclusive) return error.message
    throw error
  }
}

/** Installs the wheel as `pip install --upgrade` does: dependencies are upgraded only if necessary. */
async function installOver(
  previous: Wheel,
  environment: Environment,
  runtime: RuntimeContext,
): Promise<Installation> {
  const { wheel } = runtime.contents
  const { name, version } = wheel.metadata
  const request = await installRequest(wheel, environment, runtime, 'upgrade-to')
  if (runtime.installer.kind === 'uv')
    return install({ ...request, options: ['--upgrade-package', name, '--reinstall-package', name] })
  // pip does not replace an installed version with a wheel of the same version.
  if (compare(previous.metadata.version, version) === 0) {
    const { siblings, ...withoutSiblings } = request
    const replaced = await install({ ...withoutSiblings, options: ['--force-reinstall', '--no-deps'] })
    if (replaced.kind === 'refused') return replaced
  }
  return install({ ...request, options: ['--upgrade'] })
}

/** The installation request of either wheel. */
async function installRequest(
  wheel: Wheel,
  environment: Environment,
  { installer, config, scratch, logs, findSiblings }: RuntimeContext,
  log: string,
): Promise<InstallRequest> {
  const { requirements } = wheel.metadata
  return {
    installer,
    environment,
    requirements: [directReference(wheel)],
    siblings: pinsOf(await findSiblings(requirements), requirements),
    cwd: scratch,
    caller: config.environment,
    // The package may change files when it is imported, which uv would share with its cache.
    ownFiles: true,
    writeLog: (transcript) => logs.write(log, transcript),
  }
}

/** @throws Inconclusive if the probe fails */
async function readOwners(
  { contents, config, scratch }: RuntimeContext,
  environment: Environment,
  files: readonly string[],
  directories: readonly string[],
): Promise<{
  readonly owned: readonly (HandedOverFile & { readonly content: boolean })[]
  readonly unowned: readonly string[]
}> {
  if (files.length === 0 && directories.length === 0) return { owned: [], unowned: [] }
  const { text, child } = await runProbe(
    'owners',
    { distribution: contents.wheel.metadata.name, files, directories },
    {
      python: environment.python,
      cwd: scratch,
      variables: variablesForProject(config.environment),
      timeout: 120,
      scratch,
    },
  )
  if (text === undefined || !succeeded(child))
    throw new Inconclusive(
      `Cannot read the files installed in ${environment.root}: ${lastLines(child.stderr, 1).join('')}`,
    )
  return JSON.parse(text)
}
