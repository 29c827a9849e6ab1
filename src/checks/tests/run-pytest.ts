import { copyFile, mkdir, readdir, readFile, realpath, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { variablesForProject } from '../../process/environment-variables.ts'
import { run } from '../../process/run.ts'
import { Inconclusive } from '../../program/errors.ts'
import { lastLines } from '../../program/sentence.ts'
import { probeFile } from '../../python/probe.ts'
import {
  type PythonError,
  parsePytestError,
  parseTraceback,
  readPythonError,
} from '../../python/traceback.ts'
import type { Environment, Inventory } from '../../python/virtual-environment.ts'
import type { SourceLine, TestEvidence, TestFailure, TestSession, Totals } from './facts.ts'
import { type AuditEvent, leaksOf, type PytestPaths } from './leaks.ts'

/** What `runPytest` needs. */
export interface PytestRequest {
  readonly environment: Environment
  /** The project's directory in the test sandbox. */
  readonly cwd: string
  readonly args: readonly string[]
  /** Seconds. */
  readonly timeout: number
  /** The copy of the checkout without the package's source; absolute. */
  readonly sandbox: string
  /** The original checkout, which the tests must not use. */
  readonly forbidden: string
  /** The installed directories and files of the wheel; absolute. */
  readonly shipped: readonly string[]
  /** The links that replace the package's source in the sandbox: absolute path of the link -> its target. */
  readonly links: ReadonlyMap<string, string>
  readonly pth: Inventory['pth']
  readonly scratch: string
  readonly passEnv: readonly string[]
  /** Environment variables in addition to those of the caller. */
  readonly variables?: Readonly<Record<string, string>>
  /** Whether to record the outcomes of tests that pass. */
  readonly recordAll?: boolean
  readonly caller: NodeJS.ProcessEnv
}

const AUDIT_HOOK = 'as_installed_audit_hook'
const PLUGIN = 'as_installed_pytest'
/** The module that the plugin imports. */
const EXCEPTIONS = 'as_installed_exceptions'

/** Runs pytest in the test sandbox with the project's own settings, with the audit hook and the plugin installed. */
export async function runPytest(request: PytestRequest): Promise<TestEvidence> {
  const { environment, cwd, args, timeout, scratch, passEnv, caller } = request
  const leaks = join(scratch, 'leaks')
  const events = join(scratch, 'events')
  const watched = join(scratch, 'watched')
  for (const directory of [leaks, events, watched]) await mkdir(directory, { recursive: true })
  const canary = join(watched, 'canary')
  await writeFile(canary, '')
  await installAuditHook(environment, {
    forbidden: [request.forbidden, watched],
    sandbox: request.sandbox,
    shipped: request.shipped,
    log: leaks,
  })
  await installPlugin(environment, {
    events,
    canary,
    links: Object.fromEntries(request.links),
    all_outcomes: request.recordAll === true,
  })
  const result = await run({
    program: environment.python,
    // With -m the working directory is on sys.path, so that helper modules there can be imported.
    args: ['-m', 'pytest', '-p', PLUGIN, ...args],
    cwd,
    variables: {
      ...variablesForProject(caller, { firstOnPath: environment.scripts, passEnv }),
      // The caller's PWD is the original checkout.
      PWD: cwd,
      ...request.variables,
    },
    timeout,
  })
  const { started, pythonpath, ...results } = readEvents(
    await readJsonLines(events),
    await lastTestIn(events),
  )
  const audited = (await readJsonLines(leaks)) as unknown as AuditEvent[]
  const recorded = audited.filter(({ path }) => path !== canary)
  if (started && recorded.length === audited.length) {
    throw new Inconclusive(
      'The audit hook did not start in the test environment, so imports from the checkout would not be noticed.',
    )
  }
  return {
    ending: result.ending,
    ...withStartError(results, result.stderr),
    leaks: leaksOf(recorded, { pythonpath, pth: request.pth }),
    sandboxModules: importsOf(recorded, 'sandbox'),
    helperModules: importsOf(recorded, 'helper'),
    loaded: [...new Set(recorded.filter(({ kind }) => kind === 'loaded').map(({ path }) => path))],
    transcript: result.transcript,
    stderr: result.stderr,
    seconds: result.seconds,
  }
}

function importsOf(
  events: readonly AuditEvent[],
  wanted: 'sandbox' | 'helper',
): { readonly path: string; readonly importer: SourceLine }[] {
  return events.flatMap(({ kind, path, importer }) =>
    kind === wanted && importer !== null ? [{ path, importer }] : [],
  )
}

async function installAuditHook(
  environment: Environment,
  settings: { forbidden: readonly string[]; sandbox: string; shipped: readonly string[]; log: string },
): Promise<void> {
  const target = environment.purelib
  const real = await Promise.all(settings.forbidden.map((directory) => realpath(directory)))
  const forbidden = [...new Set([...settings.forbidden, ...real])]
  await copyFile(probeFile(AUDIT_HOOK), join(target, `${AUDIT_HOOK}.py`))
  await writeFile(join(target, `${AUDIT_HOOK}.json`), JSON.stringify({ ...settings, forbidden }))
  await writeFile(join(target, `${AUDIT_HOOK}.pth`), `import ${AUDIT_HOOK}\n`)
  // Python 3.15 deprecates import lines in .pth files in favour of .start files (PEP 829).
  await writeFile(join(target, `${AUDIT_HOOK}.start`), `${AUDIT_HOOK}:start\n`)
}

async function installPlugin(
  environment: Environment,
  settings: {
    events: string
    canary: string
    links: Readonly<Record<string, string>>
    all_outcomes: boolean
  },
): Promise<void> {
  const target = environment.purelib
  for (const file of [PLUGIN, EXCEPTIONS] as const)
    await copyFile(probeFile(file), join(target, `${file}.py`))
  await writeFile(join(target, `${PLUGIN}.json`), JSON.stringify(settings))
}

type JsonLine = Readonly<Record<string, unknown>>

async function readJsonLines(directory: string): Promise<JsonLine[]> {
  const files = (await readdir(directory)).filter((name) => name.endsWith('.jsonl')).sort()
  const lines: JsonLine[] = []
  // Sequentially: tests may start more processes than the limit on open files allows.
  for (const name of files) {
    for (const line of (await readFile(join(directory, name), 'utf8')).split('\n')) {
      try {
        lines.push(JSON.parse(line))
      } catch {
        // The last line of a killed process may be incomplete.
      }
    }
  }
  return lines
}

/** The test that started last in any process. */
async function lastTestIn(directory: string): Promise<string | undefined> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.running'))
  const files = names.map((name) => join(directory, name))
  const times = await Promise.all(files.map(async (file) => ({ file, time: (await stat(file)).mtimeMs })))
  const latest = times.sort((a, b) => b.time - a.time)[0]
  return latest === undefined ? undefined : await readFile(latest.file, 'utf8')
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

/** The results that the plugin recorded. */
interface PluginResults extends PluginFacts {
  /** Whether pytest loaded the plugin. */
  readonly started: boolean
  readonly pythonpath: PytestPaths
}

/** Merges the events of all processes of a run: with pytest-xdist, exceptions come from the workers. */
function readEvents(events: readonly JsonLine[], lastTest: string | undefined): PluginResults {
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
    const text = error === undefined ? String(line.text) : `${error.type}: ${error.message}`
    return [
      {
        nodeid,
        when: line.event === 'failure' ? (line.when as TestFailure['when']) : 'collect',
        file,
        line: (line.line as number | null) ?? inFile?.line,
        message: firstLine(crash?.message ?? text),
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
    rootdir: (start?.rootdir as string | undefined) ?? undefined,
  }
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

type PluginFacts = Pick<
  TestEvidence,
  'totals' | 'failures' | 'internalErrors' | 'internalError' | 'session' | 'outcomes' | 'rootdir'
>

/** Adds an error that ended pytest before the plugin could record it, parsed from stderr. */
function withStartError(results: PluginFacts, stderr: string): PluginFacts {
  const [, conftest, text = ''] =
    /ImportError while loading conftest '([^']+)'\.\n([\s\S]*)/.exec(stderr) ?? []
  const fail = (nodeid: string, error: PythonError | undefined): PluginFacts => {
    const message =
      error === undefined ? lastLines(text, 1).join('') : `${error.type}: ${firstLine(error.message)}`
    const failure = { nodeid, when: 'collect' as const, file: undefined, line: undefined, message, error }
    return { ...results, failures: [...results.failures, failure] }
  }
  if (conftest !== undefined) return fail(conftest, parsePytestError(text))
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
