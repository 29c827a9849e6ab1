import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { SCRIPT_GROUPS } from '../../distribution/entry-points.ts'
import { importableModules } from '../../distribution/importable-modules.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import { describeEnding } from '../../process/ending.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import { succeeded } from '../../process/run.ts'
import { lastLines } from '../../program/sentence.ts'
import type { Interpreter } from '../../python/interpreter.ts'
import { runProbe } from '../../python/probe.ts'
import type { ToolEnvironment } from '../../python/tool-environments.ts'
import type { ApiChanges } from './facts.ts'

/** The wheels to compare, and the tools for it. */
export interface ApiRequest {
  /** The wheel of the last final release. */
  readonly old: Wheel
  readonly new: Wheel
  /** Creates the environment for the probe; called only if the wheels can be compared. */
  readonly tools: () => Promise<ToolEnvironment>
  /** The interpreter of that environment. */
  readonly interpreter: Pick<Interpreter, 'version'>
  readonly scratch: string
  readonly caller: NodeJS.ProcessEnv
}

/** Seconds. Most packages take 1 to 3 s. */
const TIMEOUT = 120

/** Compares the public APIs of two wheels by static analysis: neither is installed or imported. */
export async function readApiChanges(request: ApiRequest): Promise<ApiChanges> {
  const { old, new: head, interpreter, scratch, caller } = request
  const [oldModules, newModules] = [apiModules(old), apiModules(head)]
  if (oldModules.length === 0) return notChecked('the last release has no public module')
  if (!supportsGriffe(interpreter))
    return notChecked(`griffe requires Python 3.10 or later; this is Python ${interpreter.version}`)
  const tools = await request.tools()
  if (tools.kind !== 'ready') return notChecked(tools.reason)
  const directory = await mkdtemp(join(scratch, 'api-'))
  const { text, child } = await runProbe(
    'api',
    {
      old: { wheel: old.file, modules: oldModules },
      new: { wheel: head.file, modules: newModules },
      scratch: directory,
    },
    {
      python: tools.environment.python,
      cwd: directory,
      variables: variablesForProject(caller),
      timeout: TIMEOUT,
      scratch: directory,
    },
  )
  if (child.ending.kind === 'timed-out') return notChecked(`timed out after ${TIMEOUT} s`)
  if (text === undefined || !succeeded(child))
    return notChecked(lastLines(child.stderr, 1)[0] ?? `the probe ${describeEnding(child.ending)}`)
  const changes: Omit<Extract<ApiChanges, { kind: 'compared' }>, 'kind'> = JSON.parse(text)
  const unread = new Set(changes.unread.map(({ name }) => name))
  if (oldModules.every((module) => unread.has(module) || unread.has(module.split('.')[0] as string)))
    return notChecked(changes.unread.map(({ name, reason }) => `${name}: ${reason}`)[0] ?? '')
  return { kind: 'compared', ...changes }
}

function notChecked(reason: string): ApiChanges {
  return { kind: 'not-checked', reason }
}

/** griffe requires Python 3.10. */
function supportsGriffe({ version }: Pick<Interpreter, 'version'>): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 3 || minor >= 10
}

/**
 * Returns the modules that users import: no private modules, tests, vendored code, or submodules that implement a console
 * script.
 */
export function apiModules({ files, entryPoints }: Pick<Wheel, 'files' | 'entryPoints'>): string[] {
  const scriptModules = entryPoints
    .filter(({ group }) => SCRIPT_GROUPS.includes(group))
    .map(({ module }) => module)
  return importableModules(files.map(({ path }) => path)).filter(
    (module) => !/(^|\.)_/.test(module) && !(module.includes('.') && scriptModules.includes(module)),
  )
}
