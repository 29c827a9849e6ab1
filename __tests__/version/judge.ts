/** What as-installed says of the version of a repository's project: its wheel is built, and all else is healthy. */
import { mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { Backend } from '../../src/artifact/backend.ts'
import { readWheel } from '../../src/artifact/wheel.ts'
import { makeConfig } from '../../src/config/config.ts'
import type { Event } from '../../src/config/event.ts'
import { createEnvironments, type Environment } from '../../src/environment/environment.ts'
import { findInstaller } from '../../src/environment/install.ts'
import { findInterpreter } from '../../src/environment/interpreter.ts'
import { installTools, type Tools, toolKey } from '../../src/environment/tools.ts'
import { readContents } from '../../src/evidence/contents.ts'
import { borrowHistory, copyFiles, readCheckout } from '../../src/project/checkout.ts'
import { Copies } from '../../src/project/copies.ts'
import { History } from '../../src/project/history.ts'
import { readProject } from '../../src/project/project.ts'
import { Logs } from '../../src/report/logs.ts'
import { reportPackage } from '../../src/report/package-report.ts'
import type { Assignment, Room } from '../../src/room.ts'
import { stagesOf } from '../../src/stages.ts'
import { policyOf, seeVersion } from '../../src/version-stages.ts'
import { factsOf, seen } from '../checks/facts.ts'

/** What the verdict on the version is, and in which words. */
export interface Judgement {
  readonly verdict: 'pass' | 'fail' | 'error'
  /** `severity rule` */
  readonly findings: readonly string[]
  /** The sentences of the findings, and what the check says of itself. */
  readonly says: string
  readonly previous: string | null
}

/** What compares the public API has to be fetched. */
const NO_TOOLS = async () => ({ kind: 'unavailable', reason: 'not here' }) as const
const PROGRESS = {
  begin: () => () => undefined,
  end: () => undefined,
  expect: () => undefined,
  done: () => undefined,
}

interface Shared extends Pick<Room, 'interpreter' | 'installer'> {
  readonly environment: Environment
  readonly apiTools: () => Promise<Tools>
}

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
      copies: new Copies(checkout, join(scratch, 'shared'), [project.path]),
      history: () => History.open(checkout, checkout.head as string, join(scratch, 'history')),
      siblings: async () => [],
      siblingsForBuild: async () => [],
    }
    this.#shared ??= this.#share(config.environment)
    const shared = await this.#shared
    const room = roomOf(assignment, shared)
    await room.backend.require(project.buildSystem.requires)

    const tree = join(scratch, 'tree')
    await mkdir(tree)
    await copyFiles(checkout, tree)
    await borrowHistory(checkout, tree)
    const wheel = await readWheel(
      await room.backend.buildWheel('wheel from the tree', join(tree, project.path), join(scratch, 'dist')),
    )
    const contents = await readContents(wheel, project, checkout)
    const release = await seeVersion(
      { assignment, room, contents, apiTools: shared.apiTools, seconds: 1 },
      stagesOf('demo', PROGRESS),
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
    const interpreter = await findInterpreter(wanted, caller, this.#scratch)
    const scratch = this.#scratch
    const roots = ['environment', 'tools'].map((name) => join(scratch, name))
    const created = await createEnvironments(interpreter, roots, scratch, caller)
    const [environment, tools] = created as [Environment, Environment]
    const installer = await findInstaller('pip', interpreter, caller)
    const fetch = async () => {
      const key = await toolKey('api', interpreter)
      return installTools({
        key,
        environment: tools,
        installer,
        cwd: scratch,
        caller,
        keepLog: async () => {},
      })
    }
    let fetched: Promise<Tools> | undefined
    const fetchOnce = () => {
      fetched ??= fetch()
      return fetched
    }
    return { interpreter, installer, environment, apiTools: this.#comparesApi ? fetchOnce : NO_TOOLS }
  }
}

function roomOf(
  { project, checkout, config, scratch }: Assignment,
  { interpreter, installer, environment }: Shared,
): Room {
  const { environment: caller } = config
  const { committedAt } = checkout
  const backend = (buildSystem: typeof project.buildSystem) =>
    new Backend({
      buildSystem,
      environment,
      installer,
      scratch,
      committedAt,
      caller,
      siblings: async () => [],
    })
  return {
    interpreter,
    installer,
    backend: backend(project.buildSystem),
    anotherBackend: async (buildSystem) => backend(buildSystem),
    environments: { runtime: environment, tests: environment, tools: environment },
  }
}
