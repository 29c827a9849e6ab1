/** What as-installed says of the version of a repository's project: its wheel is built, and all else is healthy. */
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
import type { Backend } from '../../../src/distribution/backend.ts'
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
import { Copies } from '../../../src/repository/copies.ts'
import { History } from '../../../src/repository/history.ts'
import { factsOf, SDIST, seen } from '../facts.ts'

/** What the verdict on the version is, and in which words. */
export interface Judgement {
  readonly verdict: 'pass' | 'fail' | 'error'
  /** `severity rule` */
  readonly findings: readonly string[]
  /** The sentences of the findings, and what the check says of itself. */
  readonly says: string
  readonly previous: string | null
}

const NO_SIBLINGS = async () => []
/** What compares the public API has to be fetched. */
const NO_TOOLS: ToolEnvironment = { kind: 'unavailable', reason: 'not here' }

/** Judges projects; what costs time and is the same for all of them is made once. */
export class Judge {
  readonly #scratch: string
  readonly #comparesApi: boolean
  #toolchain: Promise<Toolchain> | undefined

  constructor(scratch: string, { comparesApi = false } = {}) {
    this.#scratch = scratch
    this.#comparesApi = comparesApi
  }

  async judge(
    folder: string,
    { event = { kind: 'none' }, path = '.', policy }: { event?: Event; path?: string; policy?: string } = {},
  ): Promise<Judgement> {
    const scratch = await mkdtemp(join(this.#scratch, 'run-'))
    const checkout = await readCheckout(join(folder, path))
    const project = await readProject(checkout, join(checkout.root, path === '.' ? '' : path))
    const given = policy === undefined ? {} : { 'version-policy': policy }
    const config = { ...makeConfig({ ...given, path: join(folder, path) }, process.env, folder), event }
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
      copies: new Copies(checkout, join(scratch, 'shared'), [project.path]),
      history: () => History.open(checkout, checkout.head as string, join(scratch, 'history')),
      siblings: NO_SIBLINGS,
      siblingsForBuild: NO_SIBLINGS,
    }
    this.#toolchain ??= this.#findToolchain(config.environment)
    const tools = toolsOf(context, await this.#toolchain)
    const toolchain = this.#comparesApi ? tools : { ...tools, toolEnvironment: async () => NO_TOOLS }
    const { backend } = toolchain
    await backend.require(project.buildSystem.requires)

    const tree = join(scratch, 'tree')
    await mkdir(tree)
    await copyFiles(checkout, tree)
    await borrowHistory(checkout, tree)
    const wheel = await readWheel(await buildOne(backend, join(tree, project.path), join(scratch, 'dist')))
    const contents = await observeContents(wheel, project, checkout)
    const version = await versionStage(context, {
      toolchain,
      build: { kind: 'built', sdist: SDIST, wheel, seconds: 1 },
      contents,
    })
    const { versionPolicy } = context
    const facts = factsOf({
      version: wheel.metadata.version,
      facts: { project, event, contents: seen(contents), version, versionPolicy },
    })
    const report = reportPackage(facts, '', '2026-01-01')
    const check = report.checks.find((one) => one.check === 'version')
    const found = report.findings.filter(({ rule }) => /version|tag|bump/.test(rule))
    return {
      verdict: check?.status === 'error' || check?.status === 'fail' ? check.status : 'pass',
      findings: found.map(({ severity, rule }) => `${severity} ${rule}`),
      says: [...found.map(({ message }) => message), check?.reason ?? ''].join('\n'),
      previous: report.previousVersion,
    }
  }

  async #findToolchain(caller: NodeJS.ProcessEnv): Promise<Toolchain> {
    const wanted = { python: undefined, requiresPython: undefined }
    const scratch = this.#scratch
    const interpreter = await findInterpreter(wanted, caller, scratch)
    const installer = await findInstaller('pip', interpreter, caller)
    const pool = new EnvironmentPool({ interpreter, installer, store: undefined, scratch, caller })
    return { interpreter, installer, pool }
  }
}

/** The result that the stage of the version check has. */
async function versionStage(...given: Parameters<typeof observeVersion>): Promise<PackageFacts['version']> {
  try {
    const value = await observeVersion(...given)
    return value instanceof Skip ? skipped(value.reason) : seen(value)
  } catch (error) {
    if (!(error instanceof Inconclusive)) throw error
    return { kind: 'inconclusive', reason: error.message, seconds: 0 }
  }
}

async function buildOne(backend: Backend, source: string, output: string): Promise<string> {
  const [wheel] = await backend.buildWheels([{ step: 'wheel from the tree', source, output }])
  if (typeof wheel === 'string') return wheel
  throw wheel
}
