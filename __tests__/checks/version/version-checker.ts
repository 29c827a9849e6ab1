/** Runs the version check on a repository whose wheel is built and whose other checks pass. */
import { mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { observeContents } from '../../../src/checks/contents/observe.ts'
import type { PackageContext } from '../../../src/checks/context.ts'
import type { PackageFacts } from '../../../src/checks/facts.ts'
import { Skip, skipped } from '../../../src/checks/stage.ts'
import { observeVersion } from '../../../src/checks/version/observe.ts'
import { makeConfig } from '../../../src/config/config.ts'
import type { Event } from '../../../src/config/event.ts'
import { policyFor } from '../../../src/config/version-policy.ts'
import type { Backend, BuiltWheel } from '../../../src/distribution/backend.ts'
import { readWheel } from '../../../src/distribution/wheel.ts'
import { toolsOf } from '../../../src/pipeline/setup-stages.ts'
import { Logs } from '../../../src/process/logs.ts'
import { Inconclusive } from '../../../src/program/errors.ts'
import { readProject } from '../../../src/project/project.ts'
import { EnvironmentPool } from '../../../src/python/environment-pool.ts'
import { findInstaller } from '../../../src/python/install.ts'
import { findInterpreter } from '../../../src/python/interpreter.ts'
import type { ToolEnvironment } from '../../../src/python/tool-environments.ts'
import { type Toolchain, Toolchains } from '../../../src/python/toolchain.ts'
import { reportPackage } from '../../../src/report/package-report.ts'
import { borrowHistory, copyFiles, readCheckout } from '../../../src/repository/checkout.ts'
import { CheckoutCopies } from '../../../src/repository/checkout-copies.ts'
import { History } from '../../../src/repository/history.ts'
import { completedWith, factsOf, SDIST } from '../facts.ts'

/** The result of the version check. */
export interface VersionResult {
  readonly verdict: 'pass' | 'fail' | 'error'
  /** `severity rule` */
  readonly findings: readonly string[]
  /** The messages of the findings, and the summary of the check. */
  readonly messages: string
  readonly previous: string | null
}

const NO_SIBLINGS = async () => []
/** The tool environment for the API comparison would have to be downloaded. */
const NO_TOOLS: ToolEnvironment = { kind: 'unavailable', reason: 'not installed' }

/** Runs the version check on projects, with one toolchain for all of them. */
export class VersionChecker {
  readonly #scratch: string
  readonly #comparesApi: boolean
  #toolchain: Promise<Toolchain> | undefined

  constructor(scratch: string, { comparesApi = false } = {}) {
    this.#scratch = scratch
    this.#comparesApi = comparesApi
  }

  async check(
    directory: string,
    { event = { kind: 'none' }, path = '.', policy }: { event?: Event; path?: string; policy?: string } = {},
  ): Promise<VersionResult> {
    const scratch = await mkdtemp(join(this.#scratch, 'run-'))
    const checkout = await readCheckout(join(directory, path))
    const project = await readProject(checkout, join(checkout.root, path === '.' ? '' : path))
    const given = policy === undefined ? {} : { 'version-policy': policy }
    const config = { ...makeConfig({ ...given, path: join(directory, path) }, process.env, directory), event }
    const logs = new Logs(join(scratch, 'logs'), 'demo', [])
    const { policy: setting, 'release-branches': releaseBranches } = project.settings.version
    const context: PackageContext = {
      project,
      checkout,
      config,
      versionPolicy: policyFor(event, config.versionPolicy ?? setting, releaseBranches),
      scratch,
      output: join(scratch, 'dist'),
      logs,
      toolchains: new Toolchains(config, scratch),
      copies: new CheckoutCopies(checkout, join(scratch, 'shared'), [project.path]),
      history: () => History.open(checkout, checkout.head as string, join(scratch, 'history')),
      findSiblings: NO_SIBLINGS,
      findSiblingsForBuild: NO_SIBLINGS,
    }
    this.#toolchain ??= this.#findToolchain(config.environment)
    const tools = toolsOf(context, await this.#toolchain)
    const toolchain = this.#comparesApi ? tools : { ...tools, toolEnvironment: async () => NO_TOOLS }
    const { backend } = toolchain
    await backend.install(project.buildSystem.requires)

    const tree = join(scratch, 'tree')
    await mkdir(tree)
    await copyFiles(checkout, tree)
    await borrowHistory(checkout, tree)
    const built = await buildOne(backend, join(tree, project.path), join(scratch, 'dist'))
    const wheel = await readWheel(built.file, built.description)
    const contents = await observeContents(wheel, project, checkout)
    const version = await versionStage(context, {
      toolchain,
      build: { kind: 'built', sdist: SDIST, wheel, seconds: 1 },
      contents,
    })
    const { versionPolicy } = context
    const facts = factsOf({
      version: wheel.metadata.version,
      facts: { project, event, contents: completedWith(contents), version, versionPolicy },
    })
    const report = reportPackage(facts, '', '2026-01-01')
    const reported = report.checks.find(({ check }) => check === 'version')
    const found = report.findings.filter(({ rule }) => /version|tag|bump/.test(rule))
    return {
      verdict: reported?.status === 'error' || reported?.status === 'fail' ? reported.status : 'pass',
      findings: found.map(({ severity, rule }) => `${severity} ${rule}`),
      messages: [...found.map(({ message }) => message), reported?.reason ?? ''].join('\n'),
      previous: report.previousVersion,
    }
  }

  async #findToolchain(caller: NodeJS.ProcessEnv): Promise<Toolchain> {
    const request = { python: undefined, requiresPython: undefined }
    const scratch = this.#scratch
    const interpreter = await findInterpreter(request, caller, scratch)
    const installer = await findInstaller('pip', interpreter, caller)
    const pool = new EnvironmentPool({ interpreter, installer, cache: undefined, scratch, caller })
    return { interpreter, installer, pool }
  }
}

/** The result of the stage `version`. */
async function versionStage(...given: Parameters<typeof observeVersion>): Promise<PackageFacts['version']> {
  try {
    const value = await observeVersion(...given)
    return value instanceof Skip ? skipped(value.reason) : completedWith(value)
  } catch (error) {
    if (!(error instanceof Inconclusive)) throw error
    return { kind: 'inconclusive', reason: error.message, seconds: 0 }
  }
}

async function buildOne(backend: Backend, source: string, output: string): Promise<BuiltWheel> {
  const [wheel] = await backend.buildWheels([{ step: 'wheel from the tree', source, output }])
  if (wheel === undefined || wheel instanceof Error) throw wheel
  return wheel
}
