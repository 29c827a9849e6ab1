import { copyFile, mkdir, readdir, readFile, realpath, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { variablesForProject } from '../../process/environment-variables.ts'
import { type Ending, run } from '../../process/run.ts'
import { Undecided } from '../../program/errors.ts'
import { lastLines } from '../../program/sentence.ts'
import { probeFile } from '../../python/probe.ts'
import {
  type PythonError,
  parsePytestError,
  parseTraceback,
  readPythonError,
} from '../../python/traceback.ts'
import type { Environment, Inventory } from '../../python/virtual-environment.ts'
import { type GuardLine, type Leak, leaksOf, type Place, type PytestPaths } from './leaks.ts'

/** A test that failed, or an error before or after it. */
export interface TestFailure {
  readonly nodeid: string
  readonly when: 'setup' | 'call' | 'teardown' | 'collect'
  /** Of the test, relative to where pytest ran. */
  readonly file: string | undefined
  readonly line: number | undefined
  /** One line that says why. */
  readonly message: string
  readonly error: PythonError | undefined
}

export interface Totals {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly errors: number
  readonly xfailed: number
  readonly xpassed: number
  readonly deselected: number
  /** Test modules that are skipped as a whole, and so have no tests that could be counted. */
  readonly collection_skips: number
}

/** What was seen when pytest ran. */
export interface TestEvidence {
  readonly ending: Ending
  readonly totals: Totals
  readonly failures: readonly TestFailure[]
  readonly internalErrors: readonly string[]
  readonly leaks: readonly Leak[]
  /** Modules of the stage that code outside of it imported; paths are absolute. */
  readonly staged: readonly { readonly path: string; readonly importer: Place }[]
  /** Absolute paths of what ran of `shipped`, with links followed. */
  readonly loaded: readonly string[]
  readonly transcript: string
  readonly stderr: string
  readonly seconds: number
}

export interface TestRequest {
  readonly environment: Environment
  /** The project's folder in the stage. */
  readonly cwd: string
  readonly args: readonly string[]
  /** Seconds. */
  readonly timeLimit: number
  readonly stage: string
  /** The original checkout, of which nothing may be used. */
  readonly forbidden: string
  /** What the wheel has put into the environment: absolute folders and files. */
  readonly shipped: readonly string[]
  /** What the stage has in the place of sources: absolute path of the link -> where it leads. */
  readonly links: ReadonlyMap<string, string>
  readonly pth: Inventory['pth']
  readonly scratch: string
  readonly passEnv: readonly string[]
  readonly caller: NodeJS.ProcessEnv
}

const GUARD = 'as_installed_guard'
const PLUGIN = 'as_installed_pytest'
/** What the plugin imports. */
const EXCEPTIONS = 'as_installed_exceptions'

/** Runs pytest in the stage, with the project's own settings, watched from inside. */
export async function runTests(request: TestRequest): Promise<TestEvidence> {
  const { environment, cwd, args, timeLimit, scratch, passEnv, caller } = request
  const leaks = join(scratch, 'leaks')
  const events = join(scratch, 'events')
  const watched = join(scratch, 'watched')
  for (const folder of [leaks, events, watched]) await mkdir(folder, { recursive: true })
  const canary = join(watched, 'canary')
  await writeFile(canary, '')
  await installGuard(environment, {
    forbidden: [request.forbidden, watched],
    stage: request.stage,
    shipped: request.shipped,
    log: leaks,
  })
  await installPlugin(environment, { events, canary, links: Object.fromEntries(request.links) })
  const result = await run({
    program: environment.python,
    // With -m the current folder is importable, which keeps helpers at the root working; the sources are not there.
    args: ['-m', 'pytest', '-p', PLUGIN, ...args],
    cwd,
    variables: {
      ...variablesForProject(caller, { first: environment.scripts, passed: passEnv }),
      // A shell would have set it on the way to this folder; the caller's is the checkout.
      PWD: cwd,
    },
    timeLimit,
  })
  const { started, pythonpath, ...noted } = readEvents(await readJsonLines(events))
  const lines = (await readJsonLines(leaks)) as unknown as GuardLine[]
  const seen = lines.filter(({ path }) => path !== canary)
  if (started && seen.length === lines.length) {
    throw new Undecided(
      'The guard that watches for use of the checkout did not start in the environment of the tests.',
    )
  }
  return {
    ending: result.ending,
    ...withStartError(noted, started, result.stderr),
    leaks: leaksOf(seen, { pythonpath, pth: request.pth }),
    staged: seen.flatMap(({ kind, path, importer }) =>
      kind === 'staged' && importer !== null ? [{ path, importer }] : [],
    ),
    loaded: [...new Set(seen.filter(({ kind }) => kind === 'loaded').map(({ path }) => path))],
    transcript: result.transcript,
    stderr: result.stderr,
    seconds: result.seconds,
  }
}

async function installGuard(
  environment: Environment,
  settings: { forbidden: readonly string[]; stage: string; shipped: readonly string[]; log: string },
): Promise<void> {
  const into = environment.purelib
  const real = await Promise.all(settings.forbidden.map((folder) => realpath(folder)))
  const forbidden = [...new Set([...settings.forbidden, ...real])]
  await copyFile(probeFile(GUARD), join(into, `${GUARD}.py`))
  await writeFile(join(into, `${GUARD}.json`), JSON.stringify({ ...settings, forbidden }))
  await writeFile(join(into, `${GUARD}.pth`), `import ${GUARD}\n`)
  // From Python 3.15 on, where import lines of .pth files come to an end (PEP 829).
  await writeFile(join(into, `${GUARD}.start`), `${GUARD}:start\n`)
}

async function installPlugin(
  environment: Environment,
  settings: { events: string; canary: string; links: Readonly<Record<string, string>> },
): Promise<void> {
  const into = environment.purelib
  for (const file of [PLUGIN, EXCEPTIONS] as const) await copyFile(probeFile(file), join(into, `${file}.py`))
  await writeFile(join(into, `${PLUGIN}.json`), JSON.stringify(settings))
}

type JsonLine = Readonly<Record<string, unknown>>

async function readJsonLines(folder: string): Promise<JsonLine[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort()
  const lines: JsonLine[] = []
  // One after the other: tests may start more processes than files may be open at once.
  for (const name of files) {
    for (const line of (await readFile(join(folder, name), 'utf8')).split('\n')) {
      try {
        lines.push(JSON.parse(line))
      } catch {
        // The last line of a process that was killed may be cut.
      }
    }
  }
  return lines
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

/** What the plugin noted. */
interface Noted extends Pick<TestEvidence, 'totals' | 'failures' | 'internalErrors'> {
  /** pytest came as far as to start its plugins. */
  readonly started: boolean
  readonly pythonpath: PytestPaths
}

/** Joins what the processes of one run noted: results from the controller, exceptions from where they were raised. */
function readEvents(events: readonly JsonLine[]): Noted {
  const errors = new Map(
    events
      .filter(({ event }) => event === 'exception')
      .map(({ nodeid, error }) => [nodeid, readPythonError(error)]),
  )
  const failures = events.flatMap((line): TestFailure[] => {
    if (line.event !== 'failure' && line.event !== 'collection-error') return []
    const crash = line.crash as { path: string; line: number; message: string } | null
    const nodeid = String(line.nodeid)
    const error = withoutWrapper(errors.get(line.nodeid))
    const file = (line.file as string | null) ?? fileOf(nodeid)
    const inFile = error?.frames.findLast(
      (frame) => file !== undefined && frame.file.replaceAll('\\', '/').endsWith(`/${file}`),
    )
    const words = error === undefined ? String(line.text) : `${error.type}: ${error.message}`
    return [
      {
        nodeid,
        when: line.event === 'failure' ? (line.when as TestFailure['when']) : 'collect',
        file,
        line: (line.line as number | null) ?? inFile?.line,
        message: firstLine(crash?.message ?? words),
        error,
      },
    ]
  })
  // A run that was ended has no totals; the last progress of its main process is what is known.
  const counts = events
    .filter(({ event, worker }) => worker === null && (event === 'totals' || event === 'progress'))
    .at(-1)
  const start = events.find(({ event }) => event === 'start')
  return {
    started: start !== undefined,
    pythonpath: {
      entries: (start?.pythonpath as string[] | undefined) ?? [],
      inifile: (start?.inifile as string | undefined) ?? null,
    },
    totals: { ...NONE, ...(counts as Partial<Totals> | undefined) },
    failures,
    internalErrors: events.filter(({ event }) => event === 'internal-error').map(({ text }) => String(text)),
  }
}

type Failures = Pick<TestEvidence, 'totals' | 'failures' | 'internalErrors'>

/** What ends pytest before a plugin hears of it: what it printed is all there is. */
function withStartError(seen: Failures, started: boolean, stderr: string): Failures {
  const [, conftest, text = ''] =
    /ImportError while loading conftest '([^']+)'\.\n([\s\S]*)/.exec(stderr) ?? []
  const fail = (nodeid: string, error: PythonError | undefined): Failures => {
    const message =
      error === undefined ? lastLines(text, 1).join('') : `${error.type}: ${firstLine(error.message)}`
    const failure = { nodeid, when: 'collect' as const, file: undefined, line: undefined, message, error }
    return { ...seen, failures: [...seen.failures, failure] }
  }
  if (conftest !== undefined) return fail(conftest, parsePytestError(text))
  // Such as a plugin of `-p` that does not import.
  const error = started ? undefined : parseTraceback(stderr)
  return error === undefined ? seen : fail('pytest', error)
}

/** pytest wraps the error that keeps a test file from being collected; what it wraps is what is wrong. */
function withoutWrapper(error: PythonError | undefined): PythonError | undefined {
  return error?.type === 'CollectError' && error.cause !== null ? error.cause : error
}

function fileOf(nodeid: string): string | undefined {
  return nodeid.split('::')[0] || undefined
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]?.slice(0, 500) ?? ''
}
