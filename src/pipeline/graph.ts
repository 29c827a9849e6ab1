import { type Scope, Skip, type Stage, type StageResult, skipped } from '../checks/stage.ts'

// biome-ignore lint/suspicious/noExplicitAny: the graph passes values on without inspecting them
type AnyStage<Context> = Stage<Context, any, any, any, any, any>

/** The results of stages by name. */
export type Results = Readonly<Record<string, StageResult<unknown>>>

/** One Python that the stages of scope `python` run with. */
export interface PythonRun<Context> {
  /** As configured; undefined if there is only one and it was not configured. */
  readonly python: string | undefined
  readonly context: Context
  /** Replace the stages with the same names, for this Python only. */
  readonly own?: readonly AnyStage<Context>[]
}

export interface GraphRequest<Context> {
  /** In the order of the report. */
  readonly stages: readonly AnyStage<Context>[]
  readonly context: Context
  readonly pythons: {
    /** Stages of the package whose results `find` needs. */
    readonly after: readonly string[]
    readonly find: (results: Results) => Promise<readonly PythonRun<Context>[]>
  }
  /** Wraps the work of each stage that runs, to measure it and to show its progress. */
  readonly around?: <T>(
    stage: AnyStage<Context>,
    python: string | undefined,
    work: () => Promise<T>,
  ) => Promise<T>
  /** Limits how many Pythons run at the same time. */
  readonly limit?: <T>(work: () => Promise<T>) => Promise<T>
  /** The reason if an error makes the stage inconclusive; undefined if it ends the run. */
  readonly inconclusive: (error: unknown) => string | undefined
}

export interface GraphResults {
  /** Of the stages of scope `package`. */
  readonly package: Results
  /** Of the stages of scope `python` and of the Python's own stages. */
  readonly pythons: readonly { readonly python: string | undefined; readonly results: Results }[]
}

/** An error that does not make a stage inconclusive ends the run. */
type Outcome = StageResult<unknown> | { readonly kind: 'failed'; readonly error: unknown }

/** A stage of the package or of one Python, and its state. */
interface Task<Context> {
  readonly stage: AnyStage<Context>
  readonly python: string | undefined
  readonly context: Context
  readonly needs: readonly Task<Context>[]
  readonly after: readonly Task<Context>[]
  /** All tasks of the package, or of the same Python. */
  readonly among: Tasks<Context>
  /** Undefined until it is requested. */
  outcome?: Promise<Outcome>
  /** If inconclusive: the tasks whose errors caused it (this one if it ran), with their reasons. */
  causes: ReadonlyMap<Task<Context>, string>
}

type Tasks<Context> = ReadonlyMap<string, Task<Context>>

/**
 * Runs stages as a graph: each at most once, only when requested, and as soon as the stages that it waits for have
 * ended. A stage that needs one that was not completed is skipped, with the reason.
 */
export class StageGraph<Context> {
  readonly #request: GraphRequest<Context>
  readonly #package: Tasks<Context>
  /** The tasks of a Python without own stages. */
  readonly #anyPython: Tasks<Context>
  /** A set, because stages that await the same promise fail with the same error. */
  readonly #errors = new Set<unknown>()
  #cancelled: string | undefined

  /** @throws Error if a stage waits for one that does not exist or, directly or not, for itself */
  constructor(request: GraphRequest<Context>) {
    this.#request = request
    const { stages, context, pythons } = request
    const ofScope = (scope: Scope) => stages.filter((stage) => stage.scope === scope)
    this.#package = tasksOf({ python: undefined, context }, ofScope('package'))
    this.#anyPython = tasksOf({ python: undefined, context }, ofScope('python'), this.#package)
    for (const name of pythons.after) this.#packageTask(name)
  }

  /**
   * The result of a stage of scope `package`, which runs now, with all that it waits for, if it has not run yet.
   *
   * @throws the error that ended it
   */
  result(name: string): Promise<StageResult<unknown>> {
    const result = this.#begin(this.#packageTask(name)).then((outcome) => {
      if (outcome.kind === 'failed') throw outcome.error
      return outcome
    })
    // run() throws the same error, so this promise may be left unawaited.
    result.catch(() => undefined)
    return result
  }

  /**
   * Runs all stages, those of scope `python` once for each Python.
   *
   * @throws the error that ended a stage, or an AggregateError of several, when all stages that have begun have ended
   */
  async run(): Promise<GraphResults> {
    const ofPackage = this.#outcomes(this.#package.values())
    const [outcomes, pythons] = await Promise.all([ofPackage, this.#runPythons()])
    const [error, ...others] = this.#errors
    if (others.length > 0) throw new AggregateError(this.#errors)
    if (this.#errors.size > 0) throw error
    return { package: outcomes as Results, pythons }
  }

  /** Begins no further stage: those that have not begun are skipped with this reason. */
  cancel(reason: string): void {
    this.#cancelled ??= reason
  }

  #packageTask(name: string): Task<Context> {
    const task = this.#package.get(name)
    if (task === undefined) throw new Error(`There is no stage ${name} of scope package.`)
    return task
  }

  async #runPythons(): Promise<GraphResults['pythons']> {
    const { pythons, limit = (work) => work() } = this.#request
    const before = await this.#outcomes(pythons.after.map((name) => this.#packageTask(name)))
    if (this.#errors.size > 0) return []
    try {
      const ofPython = [...this.#anyPython.values()].map(({ stage }) => stage)
      const found = await pythons.find(before as Results)
      const tasks = found.map((one) => tasksOf(one, [...ofPython, ...(one.own ?? [])], this.#package))
      const outcomes = await Promise.all(tasks.map((all) => limit(() => this.#outcomes(all.values()))))
      return found.map(({ python }, i) => ({ python, results: outcomes[i] as Results }))
    } catch (error) {
      this.#fail(error)
      return []
    }
  }

  async #outcomes(tasks: Iterable<Task<Context>>): Promise<Readonly<Record<string, Outcome>>> {
    const outcomes = [...tasks].map(async (task) => [task.stage.name, await this.#begin(task)] as const)
    return Object.fromEntries(await Promise.all(outcomes))
  }

  /** Never rejects. */
  #begin(task: Task<Context>): Promise<Outcome> {
    task.outcome ??= this.#outcomeOf(task).catch((error) => this.#fail(error))
    return task.outcome
  }

  #fail(error: unknown): Outcome {
    this.#errors.add(error)
    this.cancel('the run has failed')
    return { kind: 'failed', error }
  }

  async #outcomeOf(task: Task<Context>): Promise<Outcome> {
    const [needed, waited] = await Promise.all([this.#outcomes(task.needs), this.#outcomes(task.after)])
    const failed = [...Object.values(needed), ...Object.values(waited)].find(({ kind }) => kind === 'failed')
    if (failed !== undefined) return failed
    const causes = task.needs.flatMap((need) => (need.stage.isReported ? [] : [...need.causes]))
    task.causes = new Map(
      causes.filter(([cause]) => !task.stage.isReported || this.#reporterOf(cause, task) === task),
    )
    // Before any skip: no other stage reports these causes.
    if (task.causes.size > 0) {
      return { kind: 'inconclusive', reason: [...new Set(task.causes.values())].join(' '), seconds: 0 }
    }
    const offered: Record<string, unknown> = {}
    for (const need of task.needs) {
      const { name } = need.stage
      const offer = this.#offer(need, needed[name] as StageResult<unknown>, task)
      if (offer instanceof Skip) return skipped(offer.reason)
      offered[name] = offer
    }
    if (this.#cancelled !== undefined) return skipped(this.#cancelled)
    return this.#work(task, () => task.stage.run(task.context, offered, waited as Results))
  }

  async #work(task: Task<Context>, run: () => Promise<unknown>): Promise<StageResult<unknown>> {
    const { around = (_stage, _python, work) => work(), inconclusive } = this.#request
    const started = performance.now()
    const seconds = () => (performance.now() - started) / 1000
    try {
      const value = await around(task.stage, task.python, run)
      return value instanceof Skip ? skipped(value.reason) : { kind: 'completed', value, seconds: seconds() }
    } catch (error) {
      const reason = inconclusive(error)
      if (reason === undefined) throw error
      task.causes = new Map([[task, reason]])
      return { kind: 'inconclusive', reason, seconds: seconds() }
    }
  }

  /** What a stage that needs another one receives from it; a Skip if there is nothing to receive. */
  #offer(need: Task<Context>, result: StageResult<unknown>, to: Task<Context>): unknown {
    const { stage, causes } = need
    if (result.kind === 'skipped') return new Skip(result.reason)
    if (result.kind === 'completed')
      return stage.offer === undefined ? result.value : stage.offer(result.value)
    const [cause = need] = causes.keys()
    const reporter = stage.isReported ? need : this.#reporterOf(cause, to)
    return new Skip(reporter.stage.skipReason ?? result.reason)
  }

  /** The first reported task that needs another one, directly or through tasks that are not reported. */
  #reporterOf(cause: Task<Context>, { among }: Task<Context>): Task<Context> {
    const leadsTo = (task: Task<Context>): boolean =>
      task.needs.some((need) => need === cause || (!need.stage.isReported && leadsTo(need)))
    const ofPython = among === this.#package ? this.#anyPython : among
    return this.#request.stages
      .flatMap(({ name }) => [this.#package.get(name), ofPython.get(name)])
      .find((task) => task?.stage.isReported && leadsTo(task)) as Task<Context>
  }
}

/**
 * @param others what the stages may wait for besides each other
 * @throws Error if a stage waits for one that does not exist or, directly or not, for itself
 */
function tasksOf<Context>(
  { python, context }: PythonRun<Context>,
  stages: readonly AnyStage<Context>[],
  others?: Tasks<Context>,
): Tasks<Context> {
  const byName = new Map<string, AnyStage<Context>>(stages.map((stage) => [stage.name, stage]))
  const missing = others === undefined ? 'is not a stage of scope package' : 'does not exist'
  const tasks = new Map<string, Task<Context>>()
  const taskOf = (name: string, path: readonly string[]): Task<Context> => {
    const stage = byName.get(name)
    const known = stage === undefined ? others?.get(name) : tasks.get(name)
    if (known !== undefined) return known
    if (stage === undefined) throw new Error(`The stage ${path.at(-1)} waits for ${name}, which ${missing}.`)
    const cycle = [...path.slice(path.indexOf(name)), name].join(' -> ')
    if (path.includes(name)) throw new Error(`The stages ${cycle} wait for each other.`)
    const waitsFor = (next: string) => taskOf(next, [...path, name])
    const [needs, after] = [stage.needs.map(waitsFor), (stage.after ?? []).map(waitsFor)]
    const task = { stage, python, context, needs, after, among: tasks, causes: new Map() }
    tasks.set(name, task)
    return task
  }
  for (const name of byName.keys()) taskOf(name, [])
  return tasks
}
