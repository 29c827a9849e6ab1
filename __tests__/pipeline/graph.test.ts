import { expect, test } from '@jest/globals'
import { Skip, type Stage } from '../../src/checks/stage.ts'
import { type GraphRequest, type GraphResults, type Results, StageGraph } from '../../src/pipeline/graph.ts'
import { Semaphore } from '../../src/process/concurrency.ts'

type AnyStage = Stage<string, Record<string, unknown>>

class Inconclusive extends Error {}

const indexDown = new Inconclusive('The index is down.')
const diskFull = new Inconclusive('The disk is full.')

/** Returns its own name by default. */
function stage(name: string, needs: readonly string[] = [], rest: Partial<AnyStage> = {}): AnyStage {
  return { name, scope: 'package', needs, run: async () => name, ...rest }
}

function reported(name: string, needs: readonly string[] = [], rest: Partial<AnyStage> = {}): AnyStage {
  return stage(name, needs, { isReported: true, skipReason: `no ${name}`, ...rest })
}

/** A `run` that returns a value or throws an error. */
function ending(end: unknown): Pick<AnyStage, 'run'> {
  return {
    run: async () => {
      if (end instanceof Error) throw end
      return end
    },
  }
}

function graphOf(
  stages: readonly AnyStage[],
  request: Partial<GraphRequest<string>> = {},
): StageGraph<string> {
  return new StageGraph<string>({
    stages,
    context: 'package',
    pythons: { after: [], find: async () => [] },
    inconclusive: (error) => (error instanceof Inconclusive ? error.message : undefined),
    ...request,
  })
}

/** Uses the version of a Python as its context. */
function pythons(...versions: readonly string[]): Pick<GraphRequest<string>, 'pythons'> {
  return { pythons: { after: [], find: async () => versions.map((python) => ({ python, context: python })) } }
}

/** Stages that run until the test ends them. Those of a Python are called `name@version`. */
class Manual {
  #begun: string[] = []
  readonly #ends = new Map<string, (value: unknown) => void>()

  stage(name: string, needs: readonly string[] = [], rest: Partial<AnyStage> = {}): AnyStage {
    const run = (context: string) => {
      const label = context === 'package' ? name : `${name}@${context}`
      this.#begun.push(label)
      return new Promise<unknown>((resolve, reject) => {
        this.#ends.set(label, (value) => (value instanceof Error ? reject(value) : resolve(value)))
      })
    }
    return stage(name, needs, { run, ...rest })
  }

  end(label: string, value: unknown = label): void {
    this.#ends.get(label)?.(value)
  }

  /** The stages that have begun since the last call. */
  async begun(): Promise<string[]> {
    await new Promise((resolve) => setImmediate(resolve))
    const begun = this.#begun
    this.#begun = []
    return begun
  }
}

/** Whether a promise has settled, in an object because awaiting it would wait. */
function watch(promise: Promise<unknown>): { settled: boolean } {
  const watched = { settled: false }
  const settle = () => {
    watched.settled = true
  }
  promise.then(settle, settle)
  return watched
}

/** Results as short texts, for example `skipped: no wheel`. */
function words(results: Results): Record<string, string> {
  return Object.fromEntries(
    Object.entries(results).map(([name, result]) => [
      name,
      result.kind === 'completed' ? 'completed' : `${result.kind}: ${result.reason}`,
    ]),
  )
}

function wordsOfPythons(results: GraphResults): Record<string, Record<string, string>> {
  return Object.fromEntries(results.pythons.map((one) => [one.python ?? '', words(one.results)]))
}

interface OrderCase {
  readonly title: string
  /** The needs of each stage, and the stages that it runs after. */
  readonly stages: Readonly<
    Record<string, { readonly needs?: readonly string[]; readonly after?: readonly string[] }>
  >
  /** The stages that begin first, then those that begin when the named one has ended. */
  readonly first: readonly string[]
  readonly next: readonly (readonly [ended: string, begun: readonly string[]])[]
}

const orders: readonly OrderCase[] = [
  {
    title: 'independent stages run at the same time',
    stages: { a: {}, b: {}, c: {} },
    first: ['a', 'b', 'c'],
    next: [
      ['c', []],
      ['a', []],
      ['b', []],
    ],
  },
  {
    title: 'a stage waits for those that it needs',
    stages: { c: { needs: ['b'] }, b: { needs: ['a'] }, a: {} },
    first: ['a'],
    next: [
      ['a', ['b']],
      ['b', ['c']],
      ['c', []],
    ],
  },
  {
    title: 'a stage waits for those that it runs after',
    stages: { a: {}, b: { after: ['a'] }, c: { after: ['b'] } },
    first: ['a'],
    next: [
      ['a', ['b']],
      ['b', ['c']],
      ['c', []],
    ],
  },
  {
    title: 'a stage waits for the last of several',
    stages: { a: {}, b: { needs: ['a'] }, c: { needs: ['a'] }, d: { needs: ['b', 'c'] } },
    first: ['a'],
    next: [
      ['a', ['b', 'c']],
      ['c', []],
      ['b', ['d']],
      ['d', []],
    ],
  },
  {
    title: 'a stage waits for needs and after alike',
    stages: { a: {}, b: {}, c: { needs: ['a'], after: ['b'] }, d: { needs: ['a'] } },
    first: ['a', 'b'],
    next: [
      ['a', ['d']],
      ['b', ['c']],
      ['d', []],
      ['c', []],
    ],
  },
]

test.each(orders)('order: $title', async ({ stages, first, next }) => {
  const manual = new Manual()
  const all = Object.entries(stages).map(([name, { needs = [], after = [] }]) =>
    manual.stage(name, needs, { after }),
  )
  const run = graphOf(all).run()
  const watched = watch(run)
  expect(await manual.begun()).toEqual(first)
  for (const [ended, begun] of next) {
    expect(watched.settled).toBe(false)
    manual.end(ended)
    expect(await manual.begun()).toEqual(begun)
  }
  expect(Object.keys((await run).package).sort()).toEqual(Object.keys(stages).sort())
})

test.each([
  { name: 'a', ran: ['a'] },
  { name: 'b', ran: ['a', 'b'] },
  { name: 'c', ran: ['a', 'c'] },
  { name: 'd', ran: ['a', 'b', 'c', 'd'] },
  { name: 'e', ran: ['e'] },
])('result($name) runs only $ran, and each stage once', async ({ name, ran }) => {
  const runs: string[] = []
  const run = (own: string) => async () => {
    runs.push(own)
    return own
  }
  const graph = graphOf([
    stage('a', [], { run: run('a') }),
    stage('b', ['a'], { run: run('b') }),
    stage('c', [], { run: run('c'), after: ['a'] }),
    stage('d', ['b', 'c'], { run: run('d') }),
    stage('e', [], { run: run('e') }),
  ])
  expect(runs).toEqual([])
  const results = await Promise.all([graph.result(name), graph.result(name)])
  expect(results).toEqual([
    { kind: 'completed', value: name, seconds: expect.any(Number) },
    { kind: 'completed', value: name, seconds: expect.any(Number) },
  ])
  expect([...runs].sort()).toEqual(ran)
  const all = await graph.run()
  expect(all.package[name]).toBe(results[0])
  expect(await graph.result(name)).toBe(results[0])
  expect(runs.sort()).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test.each<{ title: string; offer?: NonNullable<AnyStage['offer']>; received: unknown }>([
  { title: 'the value by default', received: { a: 1 } },
  { title: 'what offer returns', offer: (value) => [value, 'offered'], received: { a: [1, 'offered'] } },
  { title: 'undefined if offer returns that', offer: () => undefined, received: { a: undefined } },
])('a stage that needs another one receives $title', async ({ offer, received }) => {
  const contexts: unknown[] = []
  const graph = graphOf([
    stage('a', [], { ...ending(1), ...(offer === undefined ? {} : { offer }) }),
    stage('b', ['a'], { run: async (...all) => contexts.push(...all) }),
  ])
  const { package: results } = await graph.run()
  expect(contexts).toEqual(['package', received, {}])
  expect(results.a).toMatchObject({ kind: 'completed', value: 1 })
})

test.each<{ title: string; end: unknown; received: unknown }>([
  { title: 'completed', end: 1, received: { kind: 'completed', value: 1, seconds: expect.any(Number) } },
  {
    title: 'skipped',
    end: new Skip('by configuration'),
    received: { kind: 'skipped', reason: 'by configuration' },
  },
  {
    title: 'inconclusive',
    end: indexDown,
    received: { kind: 'inconclusive', reason: 'The index is down.', seconds: expect.any(Number) },
  },
])('a stage receives the result of one that it runs after: $title', async ({ end, received }) => {
  const graph = graphOf([
    reported('a', [], ending(end)),
    stage('b', [], { after: ['a'], run: async (_context, needed, after) => ({ needed, after }) }),
  ])
  expect(await graph.result('b')).toMatchObject({ value: { needed: {}, after: { a: received } } })
})

interface ResultCase {
  readonly title: string
  readonly stages: readonly AnyStage[]
  readonly results: Readonly<Record<string, string>>
}

const down = 'inconclusive: The index is down.'
const full = 'inconclusive: The disk is full.'

const resultCases: readonly ResultCase[] = [
  {
    title: 'a stage that returns a Skip is skipped, with those that need it',
    stages: [stage('a', [], ending(new Skip('off'))), stage('b', ['a']), stage('c', ['b']), stage('d')],
    results: { a: 'skipped: off', b: 'skipped: off', c: 'skipped: off', d: 'completed' },
  },
  {
    title: 'an offer that returns a Skip skips those that need it',
    stages: [stage('a', [], { offer: () => new Skip('no wheel') }), stage('b', ['a']), stage('c', ['b'])],
    results: { a: 'completed', b: 'skipped: no wheel', c: 'skipped: no wheel' },
  },
  {
    title: 'an offer can depend on the value',
    stages: [
      stage('a', [], { offer: (value) => (value === 'a' ? new Skip('it is a') : value) }),
      stage('b', [], { offer: (value) => (value === 'a' ? new Skip('it is a') : value) }),
      stage('c', ['a']),
      stage('d', ['b']),
    ],
    results: { a: 'completed', b: 'completed', c: 'skipped: it is a', d: 'completed' },
  },
  {
    title: 'a stage that runs after a skipped one is not skipped',
    stages: [stage('a', [], ending(new Skip('off'))), stage('b', [], { after: ['a'] })],
    results: { a: 'skipped: off', b: 'completed' },
  },
  {
    title: 'the first need that was skipped gives the reason',
    stages: [
      stage('a', [], ending(new Skip('first'))),
      stage('b', [], ending(new Skip('second'))),
      stage('c', ['a', 'b']),
    ],
    results: { a: 'skipped: first', b: 'skipped: second', c: 'skipped: first' },
  },
  {
    title: 'what needs a reported inconclusive stage is skipped with its missing text',
    stages: [
      reported('a', [], ending(indexDown)),
      reported('b', ['a']),
      stage('c', ['a']),
      reported('d', ['c']),
    ],
    results: { a: down, b: 'skipped: no a', c: 'skipped: no a', d: 'skipped: no a' },
  },
  {
    title: 'without a missing text, the reason of the reported stage is given',
    stages: [stage('a', [], { isReported: true, ...ending(indexDown) }), reported('b', ['a'])],
    results: { a: down, b: 'skipped: The index is down.' },
  },
  {
    title: 'the first reported stage reports one that is not reported',
    stages: [stage('a', [], ending(indexDown)), reported('b', ['a']), reported('c', ['a']), reported('d')],
    results: { a: down, b: down, c: 'skipped: no b', d: 'completed' },
  },
  {
    title: 'the order of the stages decides which one reports, not the order in which they end',
    stages: [
      reported('b', ['a'], { after: ['c', 'd'] }),
      reported('c', ['a']),
      reported('d'),
      stage('a', [], ending(indexDown)),
    ],
    results: { a: down, b: down, c: 'skipped: no b', d: 'completed' },
  },
  {
    title: 'stages that are not reported are inconclusive up to the one that reports',
    stages: [
      stage('a', [], ending(indexDown)),
      stage('b', ['a']),
      stage('c', ['b']),
      reported('d', ['c']),
      reported('e', ['a']),
      reported('f', ['d']),
    ],
    results: { a: down, b: down, c: down, d: down, e: 'skipped: no d', f: 'skipped: no d' },
  },
  {
    title: 'a stage that needs the one that reports is skipped, also if it is listed before it',
    stages: [reported('c', ['b']), reported('b', ['a']), stage('a', [], ending(indexDown))],
    results: { a: down, b: down, c: 'skipped: no b' },
  },
  {
    title: 'one stage reports what reaches others by different paths',
    stages: [
      stage('a', [], ending(indexDown)),
      stage('b', ['a']),
      stage('c', ['a']),
      reported('d', ['b']),
      reported('e', ['c']),
      reported('f', ['b', 'c']),
    ],
    results: { a: down, b: down, c: down, d: down, e: 'skipped: no d', f: 'skipped: no d' },
  },
  {
    title: 'the stage that reports is inconclusive although another need was skipped',
    stages: [
      stage('a', [], ending(new Skip('off'))),
      stage('b', [], ending(indexDown)),
      reported('c', ['a', 'b']),
      reported('d', ['b']),
    ],
    results: { a: 'skipped: off', b: down, c: down, d: 'skipped: no c' },
  },
  {
    title: 'a stage in between is inconclusive although another need was skipped',
    stages: [
      stage('a', [], { offer: () => new Skip('off') }),
      stage('b', [], ending(indexDown)),
      stage('c', ['a', 'b']),
      reported('d', ['c']),
    ],
    results: { a: 'completed', b: down, c: down, d: down },
  },
  {
    title: 'the stage that reports is inconclusive although a reported need was inconclusive, too',
    stages: [
      reported('a', [], ending(diskFull)),
      stage('b', [], ending(indexDown)),
      reported('c', ['a', 'b']),
    ],
    results: { a: full, b: down, c: down },
  },
  {
    title: 'two independent inconclusive stages are both reported',
    stages: [
      stage('a', [], ending(indexDown)),
      stage('b', [], ending(diskFull)),
      reported('c', ['a']),
      reported('d', ['b']),
      reported('e', [], ending(indexDown)),
    ],
    results: { a: down, b: full, c: down, d: full, e: down },
  },
  {
    title: 'a stage that reports two others has the reasons of both',
    stages: [stage('a', [], ending(indexDown)), stage('b', [], ending(diskFull)), reported('c', ['a', 'b'])],
    results: { a: down, b: full, c: `${down} The disk is full.` },
  },
  {
    title: 'a stage that reports two others has a reason that they share once',
    stages: [
      stage('a', [], ending(indexDown)),
      stage('b', [], ending(indexDown)),
      stage('c', ['a', 'b']),
      reported('d', ['c', 'b']),
    ],
    results: { a: down, b: down, c: down, d: down },
  },
  {
    title: 'a stage has only the reasons that no other stage reports',
    stages: [
      stage('a', [], ending(indexDown)),
      stage('b', [], ending(diskFull)),
      reported('c', ['a']),
      reported('d', ['a', 'b']),
    ],
    results: { a: down, b: full, c: down, d: full },
  },
  {
    title: 'a stage that runs after an inconclusive one does not report it',
    stages: [
      stage('a', [], ending(indexDown)),
      reported('b', [], { after: ['a'] }),
      stage('c', [], { after: ['a'] }),
      reported('d', ['c', 'a']),
    ],
    results: { a: down, b: 'completed', c: 'completed', d: down },
  },
  {
    title: 'an inconclusive stage that no reported one needs is only in the results',
    stages: [stage('a', [], ending(indexDown)), stage('b', ['a']), reported('c')],
    results: { a: down, b: down, c: 'completed' },
  },
]

test.each(resultCases)('results: $title', async ({ stages, results }) => {
  expect(words((await graphOf(stages).run()).package)).toEqual(results)
  const graph = graphOf(stages)
  const single = stages.map(async ({ name }) => [name, await graph.result(name)] as const)
  expect(words(Object.fromEntries(await Promise.all(single)))).toEqual(results)
})

const [broken, alsoBroken] = [new Error('broken'), new Error('also broken')]

test.each<{ title: string; stages: readonly AnyStage[]; thrown: unknown }>([
  { title: 'one error', stages: [stage('a', [], ending(broken)), stage('b')], thrown: broken },
  {
    title: 'one error although others need the stage or run after it',
    stages: [
      stage('a', [], ending(broken)),
      stage('b', ['a']),
      stage('c', [], { after: ['a'] }),
      stage('d', ['c']),
    ],
    thrown: broken,
  },
  {
    title: 'one error that two stages share',
    stages: [stage('a', [], ending(broken)), stage('b', [], ending(broken))],
    thrown: broken,
  },
  {
    title: 'an error beside an inconclusive stage',
    stages: [stage('a', [], ending(indexDown)), stage('b', [], ending(broken)), reported('c', ['a', 'b'])],
    thrown: broken,
  },
  {
    title: 'both of two errors',
    stages: [stage('a', [], ending(broken)), stage('b', [], ending(alsoBroken)), stage('c', ['a', 'b'])],
    thrown: expect.objectContaining({ errors: [broken, alsoBroken] }),
  },
  {
    title: 'the error of a run that is not async',
    stages: [
      stage('a', [], {
        run: () => {
          throw broken
        },
      }),
    ],
    thrown: broken,
  },
  {
    title: 'the error of an offer',
    stages: [
      stage('a', [], {
        offer: () => {
          throw broken
        },
      }),
      stage('b', ['a']),
    ],
    thrown: broken,
  },
])('run throws $title', async ({ stages, thrown }) => {
  const outcome = await graphOf(stages)
    .run()
    .catch((error) => error)
  expect(outcome).toEqual(thrown)
  expect(outcome instanceof AggregateError).toBe(thrown !== broken)
})

test('an error ends only the stages that depend on it when single results are requested', async () => {
  const ran: string[] = []
  const graph = graphOf([
    stage('a', [], ending(broken)),
    stage('b', ['a'], { run: async () => ran.push('b') }),
    stage('c', [], { after: ['a'], run: async () => ran.push('c') }),
    stage('d', [], { run: async () => ran.push('d') }),
  ])
  await expect(Promise.all([graph.result('d'), graph.result('b')])).rejects.toBe(broken)
  await expect(graph.result('a')).rejects.toBe(broken)
  await expect(graph.result('c')).rejects.toBe(broken)
  await expect(graph.result('d')).resolves.toMatchObject({ kind: 'completed' })
  expect(ran).toEqual(['d'])
})

test.each<{ title: string; act: (graph: StageGraph<string>, manual: Manual) => void; thrown: unknown }>([
  { title: 'an error', act: (_graph, manual) => manual.end('a', broken), thrown: broken },
  {
    title: 'cancel',
    act: (graph, manual) => {
      graph.cancel('interrupted')
      manual.end('a')
    },
    thrown: undefined,
  },
  {
    title: 'cancel, whose reason a later error does not replace',
    act: (graph, manual) => {
      graph.cancel('interrupted')
      manual.end('a', broken)
    },
    thrown: broken,
  },
])('no stage begins after $title, and run waits for those that have begun', async ({ act, thrown }) => {
  const manual = new Manual()
  const graph = graphOf(
    [
      manual.stage('a'),
      manual.stage('b'),
      manual.stage('c', ['b']),
      manual.stage('d', [], { after: ['b'] }),
      manual.stage('e', [], { scope: 'python' }),
      manual.stage('f', ['e'], { scope: 'python' }),
      manual.stage('g', ['b'], { scope: 'python' }),
    ],
    pythons('3.11', '3.12'),
  )
  const run = graph.run()
  const watched = watch(run)
  expect(await manual.begun()).toEqual(['a', 'b', 'e@3.11', 'e@3.12'])
  act(graph, manual)
  manual.end('e@3.11')
  expect(await manual.begun()).toEqual([])
  manual.end('b')
  expect(await manual.begun()).toEqual([])
  expect(watched.settled).toBe(false)
  manual.end('e@3.12')
  if (thrown !== undefined) await expect(run).rejects.toBe(thrown)
  else {
    const results = await run
    const skipped = 'skipped: interrupted'
    expect(words(results.package)).toEqual({ a: 'completed', b: 'completed', c: skipped, d: skipped })
    const each = { e: 'completed', f: skipped, g: skipped }
    expect(wordsOfPythons(results)).toEqual({ '3.11': each, '3.12': each })
  }
  expect(await manual.begun()).toEqual([])
})

test('the first reason of several is given, to all stages if none has begun', async () => {
  const graph = graphOf([stage('a'), stage('b', ['a']), stage('c', [], { scope: 'python' })], pythons('3.11'))
  const run = graph.run()
  graph.cancel('interrupted')
  graph.cancel('interrupted again')
  const results = await run
  expect(words(results.package)).toEqual({ a: 'skipped: interrupted', b: 'skipped: interrupted' })
  expect(wordsOfPythons(results)).toEqual({ '3.11': { c: 'skipped: interrupted' } })
})

test('what is inconclusive is reported after cancel, too', async () => {
  const manual = new Manual()
  const graph = graphOf([manual.stage('a'), reported('b', ['a']), reported('c', ['a'])])
  const run = graph.run()
  await manual.begun()
  graph.cancel('interrupted')
  manual.end('a', indexDown)
  expect(words((await run).package)).toEqual({ a: down, b: down, c: 'skipped: no b' })
})

interface PythonsCase {
  readonly title: string
  readonly stages: readonly AnyStage[]
  /** The own stages of each Python. */
  readonly own: Readonly<Record<string, readonly AnyStage[]>>
  readonly package: Readonly<Record<string, string>>
  readonly pythons: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const perPython = { scope: 'python' } as const

const pythonsCases: readonly PythonsCase[] = [
  {
    title: 'no Python',
    stages: [reported('a'), reported('b', ['a'], perPython)],
    own: {},
    package: { a: 'completed' },
    pythons: {},
  },
  {
    title: 'an inconclusive own stage is reported by that Python only',
    stages: [
      stage('a'),
      reported('b', ['a']),
      reported('c', ['a'], perPython),
      reported('d', ['a'], perPython),
    ],
    own: { '3.11': [], '3.12': [stage('a', [], ending(indexDown))] },
    package: { a: 'completed', b: 'completed' },
    pythons: {
      '3.11': { c: 'completed', d: 'completed' },
      '3.12': { a: down, c: down, d: 'skipped: no c' },
    },
  },
  {
    title: 'an inconclusive own stage is reported by the first own stage that is reported',
    stages: [stage('a'), reported('b', ['a']), reported('c', ['a', 'b'], perPython)],
    own: { '3.11': [stage('a', [], ending(indexDown)), reported('b', ['a'])], '3.12': [] },
    package: { a: 'completed', b: 'completed' },
    pythons: { '3.11': { a: down, b: down, c: 'skipped: no b' }, '3.12': { c: 'completed' } },
  },
  {
    title: 'an own stage is not taken for the stage of the package that other stages of the package need',
    stages: [stage('a'), stage('b', ['a']), reported('c', ['b'], perPython), reported('d', ['a'], perPython)],
    own: { '3.11': [stage('a', [], ending(indexDown))] },
    package: { a: 'completed', b: 'completed' },
    pythons: { '3.11': { a: down, c: 'completed', d: down } },
  },
  {
    title: 'an own stage replaces one that is inconclusive in the package',
    stages: [stage('a', [], ending(indexDown)), reported('b', ['a']), reported('c', ['a'], perPython)],
    own: { '3.11': [], '3.12': [stage('a')] },
    package: { a: down, b: down },
    pythons: { '3.11': { c: 'skipped: no b' }, '3.12': { a: 'completed', c: 'completed' } },
  },
  {
    title: 'the same own stage in two Pythons is inconclusive in both',
    stages: [stage('a'), reported('b', ['a'], perPython)],
    own: { '3.11': [stage('a', [], ending(indexDown))], '3.12': [stage('a', [], ending(diskFull))] },
    package: { a: 'completed' },
    pythons: { '3.11': { a: down, b: down }, '3.12': { a: full, b: full } },
  },
  {
    title: 'a stage of the package that only Pythons need is reported by each',
    stages: [
      stage('a', [], ending(indexDown)),
      reported('b', ['a'], perPython),
      reported('c', ['a'], perPython),
    ],
    own: { '3.11': [], '3.12': [] },
    package: { a: down },
    pythons: { '3.11': { b: down, c: 'skipped: no b' }, '3.12': { b: down, c: 'skipped: no b' } },
  },
  {
    title: 'the first reported stage reports it also if it is of scope python',
    stages: [stage('a', [], ending(indexDown)), reported('b', ['a'], perPython), reported('c', ['a'])],
    own: { '3.11': [] },
    package: { a: down, c: 'skipped: no b' },
    pythons: { '3.11': { b: down } },
  },
  {
    title: 'a Python whose stage is inconclusive does not disturb the others',
    stages: [
      stage('a'),
      stage('b', ['a'], {
        scope: 'python',
        run: async (context) => {
          if (context === '3.12') throw indexDown
          return context
        },
      }),
      reported('c', ['b'], perPython),
    ],
    own: { '3.11': [], '3.12': [], '3.13': [] },
    package: { a: 'completed' },
    pythons: {
      '3.11': { b: 'completed', c: 'completed' },
      '3.12': { b: down, c: down },
      '3.13': { b: 'completed', c: 'completed' },
    },
  },
]

test.each(pythonsCases)(
  'Pythons: $title',
  async ({ stages, own, package: ofPackage, pythons: ofPythons }) => {
    const find = async () =>
      Object.entries(own).map(([python, stages]) => ({ python, context: python, own: stages }))
    const results = await graphOf(stages, { pythons: { after: [], find } }).run()
    expect(words(results.package)).toEqual(ofPackage)
    expect(wordsOfPythons(results)).toEqual(ofPythons)
  },
)

test('each stage runs with the context and the values of its own Python', async () => {
  const runs: string[] = []
  const recording = (name: string, needs: readonly string[], scope: 'package' | 'python', prefix = '') =>
    stage(name, needs, {
      scope,
      run: async (context, needed) => {
        const value = `${prefix}${name}(${[context, ...Object.values(needed)].join(', ')})`
        runs.push(value)
        return value
      },
    })
  const build = recording('build', [], 'package')
  const stages = [build, recording('install', ['build'], 'python'), recording('tests', ['install'], 'python')]
  const find = async () => [
    { python: undefined, context: 'default' },
    { python: '3.12', context: 'py312', own: [build] },
    { python: '3.13', context: 'py313', own: [recording('install', ['build'], 'python', 'own ')] },
  ]
  const results = await graphOf(stages, { pythons: { after: [], find } }).run()
  expect(runs.sort()).toEqual([
    'build(package)',
    'build(py312)',
    'install(default, build(package))',
    'install(py312, build(py312))',
    'own install(py313, build(package))',
    'tests(default, install(default, build(package)))',
    'tests(py312, install(py312, build(py312)))',
    'tests(py313, own install(py313, build(package)))',
  ])
  expect(results.pythons.map(({ python, results }) => [python, Object.keys(results).sort()])).toEqual([
    [undefined, ['install', 'tests']],
    ['3.12', ['build', 'install', 'tests']],
    ['3.13', ['install', 'tests']],
  ])
})

test.each<{ title: string; end: unknown; received: unknown }>([
  { title: 'completed', end: 'a', received: { kind: 'completed', value: 'a' } },
  { title: 'skipped', end: new Skip('off'), received: { kind: 'skipped', reason: 'off' } },
  { title: 'inconclusive', end: indexDown, received: { kind: 'inconclusive', reason: indexDown.message } },
])(
  'find receives the results of the stages named in after, when they have ended: $title',
  async ({ end, received }) => {
    const manual = new Manual()
    const calls: Results[] = []
    const find = async (results: Results) => {
      calls.push(results)
      return [{ python: '3.11', context: '3.11' }]
    }
    const run = graphOf([manual.stage('a'), manual.stage('b'), manual.stage('c', [], perPython)], {
      pythons: { after: ['a'], find },
    }).run()
    expect(await manual.begun()).toEqual(['a', 'b'])
    expect(calls).toEqual([])
    manual.end('a', end)
    expect(await manual.begun()).toEqual(['c@3.11'])
    manual.end('b')
    manual.end('c@3.11')
    await run
    expect(calls).toEqual([{ a: expect.objectContaining(received as object) }])
  },
)

test.each<{ title: string; find: () => Promise<never[]>; thrown: unknown }>([
  { title: 'rejects', find: () => Promise.reject(broken), thrown: broken },
  {
    title: 'throws',
    find: () => {
      throw broken
    },
    thrown: broken,
  },
  { title: 'makes a stage inconclusive', find: () => Promise.reject(indexDown), thrown: indexDown },
  {
    title: 'returns an own stage that waits for itself',
    find: async () => [{ python: '3.11', context: '', own: [stage('a', ['c'])] }] as never[],
    thrown: new Error('The stages c -> a -> c wait for each other.'),
  },
])('a find that $title ends the run', async ({ find, thrown }) => {
  const manual = new Manual()
  const graph = graphOf(
    [manual.stage('first'), manual.stage('a'), manual.stage('b', ['a']), stage('c', ['a'], perPython)],
    { pythons: { after: ['first'], find } },
  )
  const run = graph.run()
  const watched = watch(run)
  expect(await manual.begun()).toEqual(['first', 'a'])
  manual.end('first')
  expect(await manual.begun()).toEqual([])
  expect(watched.settled).toBe(false)
  manual.end('a')
  await expect(run).rejects.toEqual(thrown)
  expect(await manual.begun()).toEqual([])
})

test('find is not called after an error', async () => {
  const manual = new Manual()
  let finds = 0
  const find = async () => {
    finds++
    return []
  }
  const run = graphOf([manual.stage('a'), manual.stage('b')], { pythons: { after: ['a'], find } }).run()
  await manual.begun()
  manual.end('b', broken)
  await manual.begun()
  manual.end('a')
  await expect(run).rejects.toBe(broken)
  expect(finds).toBe(0)
})

test('errors of the package and of two Pythons are all thrown', async () => {
  const errors = ['package', '3.11', '3.12'].map((name) => new Error(name))
  const fail = async (context: string) => {
    throw errors.find(({ message }) => message === context)
  }
  const manual = new Manual()
  const run = graphOf(
    [manual.stage('a'), stage('b', [], { ...perPython, run: fail })],
    pythons('3.11', '3.12'),
  ).run()
  await manual.begun()
  manual.end('a', errors[0])
  const thrown: unknown = await run.catch((error) => error)
  expect(thrown).toBeInstanceOf(AggregateError)
  expect(new Set((thrown as AggregateError).errors)).toEqual(new Set(errors))
})

test.each([1, 2, 3])('no more than %i Pythons run at the same time', async (most) => {
  const slots = new Semaphore(most)
  const versions = ['3.11', '3.12', '3.13']
  const manual = new Manual()
  const run = graphOf([manual.stage('a', [], perPython), manual.stage('b', ['a'], perPython)], {
    ...pythons(...versions),
    limit: (work) => slots.run(work),
  }).run()
  const running: string[][] = []
  for (let begun = await manual.begun(); begun.length > 0; begun = await manual.begun()) {
    running.push(begun)
    for (const label of begun) manual.end(label)
  }
  expect(Math.max(...running.map(({ length }) => length))).toBe(most)
  expect((await run).pythons.map(({ python }) => python)).toEqual(versions)
})

test('a Python that waits for others is skipped after cancel', async () => {
  const slots = new Semaphore(1)
  const manual = new Manual()
  const graph = graphOf([manual.stage('a', [], perPython)], {
    ...pythons('3.11', '3.12'),
    limit: (work) => slots.run(work),
  })
  const run = graph.run()
  expect(await manual.begun()).toEqual(['a@3.11'])
  graph.cancel('interrupted')
  manual.end('a@3.11')
  expect(wordsOfPythons(await run)).toEqual({
    '3.11': { a: 'completed' },
    '3.12': { a: 'skipped: interrupted' },
  })
})

test('around wraps each stage that runs, once, and its time is measured', async () => {
  const calls: unknown[] = []
  const stages = [
    stage('completed'),
    stage('not applicable', [], ending(new Skip('off'))),
    stage('skipped', ['not applicable']),
    reported('inconclusive', [], ending(indexDown)),
    stage('also skipped', ['inconclusive']),
    stage('each', ['completed'], perPython),
    stage('none', ['inconclusive'], perPython),
  ]
  const results = await graphOf(stages, {
    ...pythons('3.11', '3.12'),
    around: async (one, python, work) => {
      calls.push([one.name, python])
      expect(stages).toContain(one)
      await new Promise((resolve) => setTimeout(resolve, 5))
      return work()
    },
  }).run()
  expect(calls).toEqual([
    ['completed', undefined],
    ['not applicable', undefined],
    ['inconclusive', undefined],
    ['each', '3.11'],
    ['each', '3.12'],
  ])
  const measured = [
    results.package.completed,
    results.package.inconclusive,
    ...results.pythons.map((one) => one.results.each),
  ]
  for (const result of measured) {
    const { seconds } = result as { seconds: number }
    // A timer of 5 ms may fire a little early.
    expect(seconds).toBeGreaterThan(0.003)
    expect(seconds).toBeLessThan(5)
  }
})

test('an error of around ends the run', async () => {
  const around = () => Promise.reject(broken)
  await expect(graphOf([stage('a')], { around }).run()).rejects.toBe(broken)
})

test.each<{ title: string; stages: readonly AnyStage[]; after?: readonly string[]; message: string }>([
  {
    title: 'needs one that does not exist',
    stages: [stage('a'), stage('b', ['a', 'x'], perPython)],
    message: 'The stage b waits for x, which does not exist.',
  },
  {
    title: 'runs after one that does not exist',
    stages: [stage('a', [], { ...perPython, after: ['x'] })],
    message: 'The stage a waits for x, which does not exist.',
  },
  {
    title: 'of the package needs one of a Python',
    stages: [stage('a', [], perPython), stage('b', ['a'])],
    message: 'The stage b waits for a, which is not a stage of scope package.',
  },
  {
    title: 'needs itself',
    stages: [stage('a', ['a'])],
    message: 'The stages a -> a wait for each other.',
  },
  {
    title: 'needs one that needs it',
    stages: [stage('a', ['b']), stage('b', ['a'])],
    message: 'The stages a -> b -> a wait for each other.',
  },
  {
    title: 'waits for a cycle by needs and after',
    stages: [
      stage('a', ['b'], perPython),
      stage('b', ['c'], perPython),
      stage('c', [], { ...perPython, after: ['b'] }),
    ],
    message: 'The stages b -> c -> b wait for each other.',
  },
  {
    title: 'is not there to find the Pythons with',
    stages: [stage('a', [], perPython)],
    after: ['a'],
    message: 'There is no stage a of scope package.',
  },
])('a graph is refused if a stage $title', ({ stages, after = [], message }) => {
  expect(() => graphOf(stages, { pythons: { after, find: async () => [] } })).toThrow(new Error(message))
})

test('stages that need the same stage do not form a cycle', async () => {
  const graph = graphOf([stage('d', ['b', 'c', 'a']), stage('c', ['a']), stage('b', ['a']), stage('a')])
  expect(await graph.result('d')).toMatchObject({ kind: 'completed' })
})

test('a result that is never awaited does not cause an unhandled rejection', async () => {
  const graph = graphOf(
    [stage('a', [], ending(broken)), stage('b', ['a']), stage('c', ['a'], perPython)],
    pythons('3.11'),
  )
  // Jest fails the test on an unhandled rejection.
  graph.result('a')
  graph.result('b')
  await new Promise((resolve) => setTimeout(resolve, 2))
  await expect(graph.run()).rejects.toBe(broken)
  await new Promise((resolve) => setTimeout(resolve, 2))
})
