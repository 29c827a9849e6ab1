import { lastLines } from '../../program/sentence.ts'
import {
  type PythonError,
  parsePytestError,
  parseTraceback,
  readPythonError,
} from '../../python/traceback.ts'
import type { TestCase, TestEvidence, TestFailure, TestSession, Totals } from './facts.ts'
import type { PytestPaths } from './leaks.ts'

/** A line of JSON that the audit hook or the plugin wrote. */
export type JsonLine = Readonly<Record<string, unknown>>

type PluginFacts = Pick<
  TestEvidence,
  'totals' | 'failures' | 'internalErrors' | 'internalError' | 'session' | 'outcomes' | 'cases' | 'rootdir'
>

/** The results that the plugin recorded. */
export interface PluginResults extends PluginFacts {
  /** Whether pytest loaded the plugin. */
  readonly started: boolean
  readonly pythonpath: PytestPaths
}

const NONE: Totals = {
  passed: 0,
  failed: 0,
  skipped: 0,
  errors: 0,
  xfailed: 0,
  xpassed: 0,
  deselected: 0,
  collection_skips: 0,
}

/** Merges the events of all processes of a run: with pytest-xdist, exceptions come from the workers. */
export function readEvents(events: readonly JsonLine[], lastTest: string | undefined): PluginResults {
  const errors = new Map(
    events
      .filter(({ event }) => event === 'exception')
      .map(({ nodeid, when, error }) => [keyOf(nodeid, when), readPythonError(error)]),
  )
  const failures = events.flatMap((line): TestFailure[] => {
    if (line.event !== 'failure' && line.event !== 'collection-error') return []
    const crash = line.crash as { path: string; line: number; message: string } | null
    const nodeid = String(line.nodeid)
    const when = line.event === 'failure' ? (line.when as TestFailure['when']) : 'collect'
    const error = withoutWrapper(errors.get(keyOf(nodeid, when)))
    const file = (line.file as string | null) ?? fileOf(nodeid)
    const inFile = error?.frames.findLast(
      (frame) => file !== undefined && frame.file.replaceAll('\\', '/').endsWith(`/${file}`),
    )
    const text = error === undefined ? String(line.text) : `${error.type}: ${error.message}`
    return [
      {
        nodeid,
        when,
        file,
        line: (line.line as number | null) ?? inFile?.line,
        message: firstLine(crash?.message ?? text),
        text: String(line.text),
        error,
      },
    ]
  })
  // A killed run has no totals, only the last progress of its controller.
  const counts = events
    .filter(({ event, worker }) => worker === null && (event === 'totals' || event === 'progress'))
    .at(-1)
  const start = events.find(({ event }) => event === 'start')
  const internal = events.filter(({ event }) => event === 'internal-error')
  return {
    started: start !== undefined,
    pythonpath: {
      entries: (start?.pythonpath as string[] | undefined) ?? [],
      inifile: (start?.inifile as string | undefined) ?? null,
    },
    totals: { ...NONE, ...(counts as Partial<Totals> | undefined) },
    failures,
    internalErrors: internal.map(({ text }) => String(text)),
    // xdist's controller raises another exception for the one of a worker.
    internalError: readPythonError((internal.find(({ worker }) => worker !== null) ?? internal[0])?.error),
    session: sessionOf(events, lastTest),
    outcomes: new Map(
      events
        .filter(({ event }) => event === 'test')
        .map(({ nodeid, outcome }) => [String(nodeid), String(outcome)]),
    ),
    cases: casesOf(events, failures),
    rootdir: (start?.rootdir as string | undefined) ?? undefined,
  }
}

/** The tests with their failures; an error of the collection counts as a test. */
function casesOf(events: readonly JsonLine[], failures: readonly TestFailure[]): TestCase[] {
  const failuresOf = new Map<string, TestFailure[]>()
  for (const one of failures) failuresOf.set(one.nodeid, [...(failuresOf.get(one.nodeid) ?? []), one])
  const ended = events.filter(({ event }) => event === 'test')
  const cases = ended.map(({ nodeid, outcome, seconds, file, line, reason }): TestCase => {
    const own = failuresOf.get(String(nodeid)) ?? []
    return {
      nodeid: String(nodeid),
      outcome: outcome as TestCase['outcome'],
      seconds: Number(seconds),
      file: (file as string | null) ?? undefined,
      line: (line as number | null) ?? undefined,
      message: own[0]?.message ?? (reason as string | null) ?? undefined,
      text: own.length === 0 ? undefined : own.map(({ text }) => text).join('\n\n'),
    }
  })
  const notCollected = failures.filter(({ when }) => when === 'collect')
  return [
    ...cases,
    ...notCollected.map(({ nodeid, file, line, message, text }) => {
      return { nodeid, outcome: 'error' as const, seconds: 0, file, line, message, text }
    }),
  ]
}

/** A test can fail, and its teardown too. */
function keyOf(nodeid: unknown, when: unknown): string {
  return `${when} ${nodeid}`
}

function sessionOf(events: readonly JsonLine[], lastTest: string | undefined): TestSession {
  const inMain = (name: string) => events.find(({ event, worker }) => event === name && worker === null)
  const totals = inMain('totals')
  const finish = inMain('finish')
  const interrupt = events.find(({ event }) => event === 'interrupt')
  return {
    state: inMain('session') === undefined ? 'not-started' : finish === undefined ? 'unfinished' : 'finished',
    exitStatus: (finish?.exitstatus as number | undefined) ?? 0,
    notRun: (totals?.not_run as number | undefined) ?? 0,
    stopped: (totals?.stopped as string | null | undefined) ?? undefined,
    interrupt: readPythonError(interrupt?.error),
    lastTest,
  }
}

/** Adds an error that ended pytest before the plugin could record it, parsed from stderr. */
export function withStartError(results: PluginFacts, stderr: string): PluginFacts {
  const [, conftest, plugin, text = ''] =
    /(?:ImportError while loading conftest '([^']+)'|Error while loading plugin "([^"]+)")\.\n([\s\S]*)/.exec(
      stderr,
    ) ?? []
  const fail = (nodeid: string, error: PythonError | undefined): PluginFacts => {
    const message =
      error === undefined ? lastLines(text, 1).join('') : `${error.type}: ${firstLine(error.message)}`
    const failure = { nodeid, when: 'collect' as const, file: undefined, line: undefined, message, error }
    return { ...results, failures: [...results.failures, failure] }
  }
  if (conftest !== undefined) return fail(conftest, parsePytestError(text))
  // Of an entry point, since pytest 9; older releases raise its exception.
  if (plugin !== undefined)
    return fail('pytest', parsePytestError(text) ?? parsePytestError(`E   ${lastLines(text, 1).join('')}`))
  // For instance a plugin of `-p` that cannot be imported.
  const error = results.session.state === 'not-started' ? parseTraceback(stderr) : undefined
  return error === undefined ? results : fail('pytest', error)
}

/** The cause of a CollectError, with which pytest wraps the exception of a test module. */
function withoutWrapper(error: PythonError | undefined): PythonError | undefined {
  return error?.type === 'CollectError' && error.cause !== null ? error.cause : error
}

function fileOf(nodeid: string): string | undefined {
  return nodeid.split('::')[0] || undefined
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]?.slice(0, 500) ?? ''
}
