/** What as-installed says of the version of a repository's project: its wheel is built, and all else is healthy. */
import { mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { observeContents } from '../../../src/checks/contents/observe.ts'
import { makeConfig } from '../../../src/config/config.ts'
import type { Event } from '../../../src/config/event.ts'
import { Backend } from '../../../src/distribution/backend.ts'
import { readWheel } from '../../../src/distribution/wheel.ts'
import type { Assignment, Room } from '../../../src/pipeline/context.ts'
import { stagesOf } from '../../../src/pipeline/stages.ts'
import { policyOf, seeVersion } from '../../../src/pipeline/version-stages.ts'
import { Logs } from '../../../src/process/logs.ts'
import { Timeline } from '../../../src/process/timeline.ts'
import { readProject } from '../../../src/project/project.ts'
import { EnvironmentPool } from '../../../src/python/environment-pool.ts'
import { findInstaller } from '../../../src/python/install.ts'
import { findInterpreter } from '../../../src/python/interpreter.ts'
import { provideTools, type Tools } from '../../../src/python/tool-environments.ts'
import { Toolchains } from '../../../src/python/toolchain.ts'
import { reportPackage } from '../../../src/report/package-report.ts'
import { borrowHistory, copyFiles, readCheckout } from '../../../src/repository/checkout.ts'
import { Copies } from '../../../src/repository/copies.ts'
import { History } from '../../../src/repository/history.ts'
import { factsOf, seen } from '../facts.ts'

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
const NO_TOOLS: Tools = { kind: 'unavailable', reason: 'not here' }
const PROGRESS = {
  begin: () => () => undefined,
  end: () => undefined,
  expect: () => undefined,
  done: () => undefined,
}

type Shared = Pick<Room, 'interpreter' | 'installer' | 'pool' | 'preinstalled' | 'settled'>

/** Judges projects; what costs time and is the same for all of them is made once. */
export class Judge {
  readonly #scratch: string
  readonly #comparesApi: boolean
  #shared: Promise<Shared> | undefined

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
    const assignment: Assignment = {
      project,
      checkout,
      config,
      scratch,
      output: join(scratch, 'dist'),
      logs,
      timeline: new Timeline(),
      toolchains: new Toolchains(config, scratch),
      copies: new Copies(checkout, join(scratch, 'shared'), [project.path]),
      history: () => History.open(checkout, checkout.head as string, join(scratch, 'history')),
      siblings: NO_SIBLINGS,
      siblingsForBuild: NO_SIBLINGS,
    }
    this.#shared ??= this.#share(config.environment)
    const shared = await this.#shared
    const room = this.#roomOf(assignment, shared)
    const backend = room.backendOf(project.buildSystem)
    await backend.require(project.buildSystem.requires)

    const tree = join(scratch, 'tree')
    await mkdir(tree)
    await copyFiles(checkout, tree)
    await borrowHistory(checkout, tree)
    const wheel = await readWheel(await buildOne(backend, join(tree, project.path), join(scratch, 'dist')))
    const contents = await observeContents(wheel, project, checkout)
    const release = await seeVersion(
      { assignment, room, contents, seconds: 1 },
      stagesOf('demo', PROGRESS, assignment.timeline),
    )
    const facts = factsOf({
      version: wheel.metadata.version,
      facts: { project, event, contents: seen(contents), release, versionPolicy: policyOf(assignment) },
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

  async #share(caller: NodeJS.ProcessEnv): Promise<Shared> {
    const wanted = { python: undefined, requiresPython: undefined }
    const scratch = this.#scratch
    const interpreter = await findInterpreter(wanted, caller, scratch)
    const installer = await findInstaller('pip', interpreter, caller)
    const pool = new EnvironmentPool({ interpreter, installer, store: undefined, scratch, caller })
    // Nothing is installed to judge a version.
    const preinstalled = () => new Promise<never>(() => undefined)
    return { interpreter, installer, pool, preinstalled, settled: async () => undefined }
  }

  #roomOf({ checkout, config, scratch }: Assignment, shared: Shared): Room {
    const { environment: caller } = config
    const { committedAt } = checkout
    const { pool } = shared
    const siblings = NO_SIBLINGS
    return {
      ...shared,
      backendOf: (buildSystem) =>
        new Backend({ buildSystem, pool, scratch, committedAt, siblings, caller }),
      tools: async (purpose) =>
        this.#comparesApi ? provideTools(purpose, shared, async () => undefined) : NO_TOOLS,
    }
  }
}

async function buildOne(backend: Backend, source: string, output: string): Promise<string> {
  const [wheel] = await backend.buildWheels([{ step: 'wheel from the tree', source, output }])
  if (typeof wheel === 'string') return wheel
  throw wheel
}
