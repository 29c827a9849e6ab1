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

export interface ApiRequest {
  /** Of the last final release. */
  readonly old: Wheel
  readonly new: Wheel
  /** Fetches them; not done before they are needed. */
  readonly tools: () => Promise<ToolEnvironment>
  /** The one that the tools are for. */
  readonly interpreter: Pick<Interpreter, 'version'>
  readonly scratch: string
  readonly caller: NodeJS.ProcessEnv
}

/** Seconds. Most packages take one to three. */
const TIME_LIMIT = 120

/** Compares what two wheels offer to those who import them. Neither is installed, and nothing of them is run. */
export async function readApiChanges(request: ApiRequest): Promise<ApiChanges> {
  const { old, new: head, interpreter, scratch, caller } = request
  const [oldModules, newModules] = [apiModules(old), apiModules(head)]
  if (oldModules.length === 0) return notChecked('the last release has no public module')
  if (!hasGriffe(interpreter))
    return notChecked(`what reads it needs Python 3.10, and this is Python ${interpreter.version}`)
  const tools = await request.tools()
  if (tools.kind !== 'ready') return notChecked(tools.reason)
  const folder = await mkdtemp(join(scratch, 'api-'))
  const { text, child } = await runProbe(
    'api',
    {
      old: { wheel: old.file, modules: oldModules },
      new: { wheel: head.file, modules: newModules },
      scratch: folder,
    },
    {
      python: tools.environment.python,
      cwd: folder,
      variables: variablesForProject(caller),
      timeLimit: TIME_LIMIT,
      scratch: folder,
    },
  )
  if (child.ending.kind === 'timed-out') return notChecked(`it takes longer than ${TIME_LIMIT} s`)
  if (text === undefined || !succeeded(child))
    return notChecked(lastLines(child.stderr, 1)[0] ?? `the probe ${describeEnding(child.ending)}`)
  const seen: Omit<Extract<ApiChanges, { kind: 'compared' }>, 'kind'> = JSON.parse(text)
  const unread = new Set(seen.unread.map(({ name }) => name))
  if (oldModules.every((module) => unread.has(module) || unread.has(module.split('.')[0] as string)))
    return notChecked(seen.unread.map(({ name, reason }) => `${name}: ${reason}`)[0] ?? '')
  return { kind: 'compared', ...seen }
}

function notChecked(reason: string): ApiChanges {
  return { kind: 'not-checked', reason }
}

function hasGriffe({ version }: Pick<Interpreter, 'version'>): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 3 || minor >= 10
}

/**
 * The modules that users import: no private ones, no tests and vendored code, and none below the top that a script
 * runs, which is a program and not a library.
 */
export function apiModules({ files, entryPoints }: Pick<Wheel, 'files' | 'entryPoints'>): string[] {
  const programs = entryPoints
    .filter(({ group }) => SCRIPT_GROUPS.includes(group))
    .map(({ module }) => module)
  return importableModules(files.map(({ path }) => path)).filter(
    (module) => !/(^|\.)_/.test(module) && !(module.includes('.') && programs.includes(module)),
  )
}
