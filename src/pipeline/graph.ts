import { Skip, type Stage, type StageResult, skipped } from '../checks/stage.ts'

// biome-ignore lint/suspicious/noExplicitAny: the graph passes values on without looking into them
type AnyStage<Context> = Stage<Context, any, any, any, any, any>

/** The results of stages by name. */
export type Results = Readonly<Record<string, StageResult<unknown>>>

/** One Python that the stages of scope `python` run with. */
export interface PythonRun<Context> {
  /** As configured; undefined when there is only one and it was not configured. */
  readonly python: string | undefined
  readonly context: Context
  /** Stages that this Python runs for itself, in place of those of the package with the same names. */
  readonly own?: readonly AnyStage<Context>[]
}

export interface GraphRequest<Context> {
  /** In the order of the report. */
  readonly stages: readonly AnyStage<Context>[]
  readonly context: Context
  readonly pythons: {
    /** Stages of the package that must have ended before the Pythons are known. */
    readonly after: readonly string[]
    readonly find: (results: Results) => Promise<readonly PythonRun<Context>[]>
  }
  /** Runs the work of a stage: the place to measure it and to show its progress. */
  readonly around?: <T>(
    stage: AnyStage<Context>,
    python: string | undefined,
    work: () => Promise<T>,
  ) => Promise<T>
  /** Bounds how many Pythons run at a time. */
  readonly limit?: <T>(work: () => Promise<T>) => Promise<T>
  /** The reason if an error makes a stage inconclusive; undefined if it must end the run. */
  readonly inconclusive: (error: unknown) => string | undefined
}

export interface GraphResults {
  /** Of the stages of scope `package`. */
  readonly package: Results
  /** Of the stages of scope `python` and of those that the Python ran for itself. */
  readonly pythons: readonly { readonly python: string | undefined; readonly results: Results }[]
}

/** An error that is neither a result nor inconclusive ends the run. */
type Outcome = StageResult<unknown> | { readonly kind: 'failed'; readonly error: unknown }

/**
 * Runs stages as a graph: each as soon as what it needs is completed, at most once, and only when somebody asks for it.
 * A stage whose need was not completed is skipped with the reason, here and nowhere else.
 */
export class StageGraph<Context> {
  readonly #request: GraphRequest<Context>
  readonly #package: Lane<Context>
  #cancelled: string | undefined

  constructor(request: GraphRequest<Context>) {
    this.#request = request
    const { stages, context } = request
    checkNeeds(stages)
    this.#package = new Lane(
      undefined,
      context,
      stages.filter(({ scope }) => scope === 'package'),
    )
  }

  /**
   * The result of a stage of scope `package`: it is run now, with all that it needs, if it was not run before.
   *
   * @throws the error that ended it
   */
  async result(name: string): Promise<StageResult<unknown>> {
    return resultOf(await this.#begin(name, this.#package))
  }

  /**
   * Runs all stages, those of scope `python` once for each Python.
   *
   * @throws the error that ended a stage, after every stage that was begun has ended; an AggregateError of several
   */
  async run(): Promise<GraphResults> {
    const [ofPackage, pythons] = await Promise.all([this.#runLane(this.#package), this.#runPythons()])
    const errors = new Set(
      [ofPackage, ...pythons.map(({ outcomes }) => outcomes)].flatMap((outcomes) =>
        Object.values(outcomes).flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.error] : [])),
      ),
    )
    const [error, ...others] = errors
    if (errors.size > 0) throw others.length === 0 ? error : new AggregateError(errors)
    return {
      package: ofPackage as Results,
      pythons: pythons.map(({ python, outcomes }) => ({ python, results: outcomes as Results })),
    }
  }

  /** Begins no further stage: those that have not begun are skipped with this reason. */
  cancel(reason: string): void {
    this.#cancelled ??= reason
  }

  async #runPythons(): Promise<
    { python: string | undefined; outcomes: Readonly<Record<string, Outcome>> }[]
  > {
    const { stages, pythons, limit = (work) => work() } = this.#request
    const before = await this.#outcomes(pythons.after, this.#package)
    const failed = Object.values(before).find(({ kind }) => kind === 'failed')
    if (failed !== undefined) return []
    let found: readonly PythonRun<Context>[]
    try {
      found = await pythons.find(before as Results)
    } catch (error) {
      this.cancel('the run has failed')
      return [{ python: undefined, outcomes: { pythons: { kind: 'failed', error } } }]
    }
    const ofPython = stages.filter(({ scope }) => scope === 'python')
    return Promise.all(
      found.map(({ python, context, own = [] }) =>
        limit(async () => {
          const lane = new Lane(python, context, [...own, ...ofPython])
          return { python, outcomes: await this.#runLane(lane) }
        }),
      ),
    )
  }

  #runLane(lane: Lane<Context>): Promise<Readonly<Record<string, Outcome>>> {
    return this.#outcomes([...lane.stages.keys()], lane)
  }

  async #outcomes(names: readonly string[], lane: Lane<Context>): Promise<Readonly<Record<string, Outcome>>> {
    const begun = names.map((name) => this.#begin(name, lane))
    const ended = await Promise.all(begun)
    return Object.fromEntries(names.map((name, i) => [name, ended[i] as Outcome]))
  }

  /** Never rejects. */
  #begin(name: string, lane: Lane<Context>): Promise<Outcome> {
    const owner = lane.stages.has(name) ? lane : this.#package
    const stage = owner.stages.get(name) as AnyStage<Context>
    const outcome = owner.begun.get(name) ?? this.#runStage(stage, owner)
    owner.begun.set(name, outcome)
    return outcome
  }

  async #runStage(stage: AnyStage<Context>, lane: Lane<Context>): Promise<Outcome> {
    const { needs, after = [] } = stage as { needs: readonly string[]; after?: readonly string[] }
    const [needed, waited] = await Promise.all([this.#outcomes(needs, lane), this.#outcomes(after, lane)])
    const failed = [...Object.values(needed), ...Object.values(waited)].find(({ kind }) => kind === 'failed')
    if (failed !== undefined) return failed
    const offered: Record<string, unknown> = {}
    for (const name of needs) {
      const offer = this.#offer(name, needed[name] as StageResult<unknown>, stage, lane)
      if (isUnusable(offer)) return offer.unusable
      offered[name] = offer.offered
    }
    if (this.#cancelled !== undefined) return skipped(this.#cancelled)
    return this.#work(stage, lane, () => stage.run(lane.context, offered, waited as Results))
  }

  async #work(stage: AnyStage<Context>, lane: Lane<Context>, run: () => Promise<unknown>): Promise<Outcome> {
    const { around = (_stage, _python, work) => work(), inconclusive } = this.#request
    const started = performance.now()
    const seconds = () => (performance.now() - started) / 1000
    try {
      const value = await around(stage, lane.python, run)
      return value instanceof Skip ? skipped(value.reason) : { kind: 'completed', value, seconds: seconds() }
    } catch (error) {
      const reason = inconclusive(error)
      if (reason !== undefined) return { kind: 'inconclusive', reason, seconds: seconds() }
      this.cancel('the run has failed')
      return { kind: 'failed', error }
    }
  }

  /** What a stage that was run has for one that needs it; else the result of the one that needs it. */
  #offer(
    name: string,
    result: StageResult<unknown>,
    needing: AnyStage<Context>,
    lane: Lane<Context>,
  ): { readonly offered: unknown } | { readonly unusable: StageResult<unknown> } {
    const stage = (lane.stages.get(name) ?? this.#package.stages.get(name)) as AnyStage<Context>
    if (result.kind === 'skipped') return { unusable: result }
    if (result.kind === 'completed') {
      const offered = stage.offer === undefined ? result.value : stage.offer(result.value)
      return offered instanceof Skip ? { unusable: skipped(offered.reason) } : { offered }
    }
    const unknown = { kind: 'inconclusive', reason: result.reason, seconds: 0 } as const
    if (stage.isReported) return { unusable: skipped(stage.missing ?? result.reason) }
    if (!needing.isReported) return { unusable: unknown }
    // One stage reports it; the others say what they lack because of it.
    const reporter = this.#reporterOf(name, lane)
    return {
      unusable: reporter.name === needing.name ? unknown : skipped(reporter.missing ?? result.reason),
    }
  }

  /** The first reported stage that needs another one, directly or through stages that are not reported. */
  #reporterOf(name: string, lane: Lane<Context>): AnyStage<Context> {
    const all = this.#request.stages.map((stage) => lane.stages.get(stage.name) ?? stage)
    const byName = new Map<string, AnyStage<Context>>(all.map((stage) => [stage.name, stage]))
    const leadsTo = (stage: AnyStage<Context>): boolean =>
      stage.needs.some((need: string) => {
        const needed = byName.get(need)
        return need === name || (needed !== undefined && !needed.isReported && leadsTo(needed))
      })
    // A Python reports what concerns it alone.
    const candidates = lane.stages.has(name) ? all.filter((stage) => lane.stages.has(stage.name)) : all
    return candidates.find((stage) => stage.isReported && leadsTo(stage)) as AnyStage<Context>
  }
}

/** @throws Error when a stage waits for one that does not exist or, directly or not, for itself */
function checkNeeds(stages: readonly AnyStage<never>[]): void {
  const byName = new Map<string, AnyStage<never>>(stages.map((stage) => [stage.name, stage]))
  const done = new Set<string>()
  const visit = (name: string, path: readonly string[]): void => {
    if (path.includes(name))
      throw new Error(`The stages ${[...path, name].join(' -> ')} wait for each other.`)
    if (done.has(name)) return
    const stage = byName.get(name)
    if (stage === undefined)
      throw new Error(`The stage ${path.at(-1)} waits for ${name}, which does not exist.`)
    for (const next of [...stage.needs, ...(stage.after ?? [])]) visit(next, [...path, name])
    done.add(name)
  }
  for (const { name } of stages) visit(name, [])
}

/** The stages of the package or of one Python, and what was begun of them. */
class Lane<Context> {
  readonly python: string | undefined
  readonly context: Context
  readonly stages: ReadonlyMap<string, AnyStage<Context>>
  readonly begun = new Map<string, Promise<Outcome>>()

  constructor(python: string | undefined, context: Context, stages: readonly AnyStage<Context>[]) {
    this.python = python
    this.context = context
    this.stages = new Map(stages.map((stage) => [stage.name, stage]))
  }
}

function isUnusable<T extends object>(offer: T): offer is T & { readonly unusable: StageResult<unknown> } {
  return 'unusable' in offer
}

function resultOf(outcome: Outcome): StageResult<unknown> {
  if (outcome.kind === 'failed') throw outcome.error
  return outcome
}
