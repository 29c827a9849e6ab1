import { copyFile, mkdir, readdir, readFile, realpath, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { variablesForProject } from '../../process/environment-variables.ts'
import { run } from '../../process/run.ts'
import { Inconclusive } from '../../program/errors.ts'
import { probeFile } from '../../python/probe.ts'
import type { Environment, Inventory } from '../../python/virtual-environment.ts'
import type { SourceLine, TestEvidence } from './facts.ts'
import { type AuditEvent, leaksOf } from './leaks.ts'
import { type JsonLine, readEvents, withStartError } from './pytest-events.ts'

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
      'The audit hook did not report its canary file in the test environment, so imports from the checkout would go undetected.',
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
