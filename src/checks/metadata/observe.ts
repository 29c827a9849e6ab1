import { SCRIPT_GROUPS } from '../../distribution/entry-points.ts'
import { importableModules, isPublicTopLevel } from '../../distribution/importable-modules.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import type { ChildResult } from '../../process/run.ts'
import { Inconclusive } from '../../program/errors.ts'
import { lastLines } from '../../program/sentence.ts'
import type { Interpreter } from '../../python/interpreter.ts'
import { moduleOf } from '../../python/module-names.ts'
import { type Probe, runProbe } from '../../python/probe.ts'
import { oldestAllowed } from '../../python/requires-python.ts'
import type { Environment } from '../../python/virtual-environment.ts'
import type { Floor, MetadataEvidence, MetadataProblem, NewerUse } from './facts.ts'

export interface MetadataRequest {
  readonly wheel: Wheel
  /** Absolute. */
  readonly sdist: string
  /** Where our tools are. */
  readonly tools: Environment
  /** The one under test. */
  readonly interpreter: Interpreter
  /** Another one of a version such as `3.9`, if the machine has one. */
  readonly interpreterOf: (version: string) => Promise<Interpreter | undefined>
  readonly scratch: string
  readonly caller: NodeJS.ProcessEnv
}

/** Seconds. */
const TIME_LIMIT = 600

/**
 * Reads the files as the package index does, and what ships as the oldest Python would.
 *
 * @throws Inconclusive when a probe itself did not work
 */
export async function observeMetadata(request: MetadataRequest): Promise<MetadataEvidence> {
  const { wheel, sdist, tools } = request
  const [index, floor] = await Promise.all([
    ask<{
      problems: MetadataProblem[]
      content_type: string | null
      classifiers: number
      private: boolean
    }>(request, 'metadata', tools.python, { wheel: wheel.file, sdist }),
    readFloor(request),
  ])
  return {
    problems: index.problems,
    contentType: index.content_type,
    classifiers: index.classifiers,
    isPrivate: index.private,
    floor,
  }
}

async function readFloor(request: MetadataRequest): Promise<Floor | undefined> {
  const { wheel, interpreter, interpreterOf, tools } = request
  const version = oldestAllowed(wheel.metadata.requiresPython)
  if (version === undefined) return undefined
  const modules = sourcesOf(wheel)
  const isUnderTest = `${interpreter.version}.`.startsWith(`${version}.`)
  const [oldest, seen] = await Promise.all([
    isUnderTest ? interpreter : interpreterOf(version),
    ask<MinimumPythonAnswer>(request, 'minimum_python', tools.python, {
      wheel: wheel.file,
      minimum: version.split('.').map(Number),
      modules: Object.fromEntries(modules),
      entries: entriesOf(wheel),
    }),
  ])
  const uses =
    oldest === undefined ? seen.uses : await askOldest(request, oldest, seen, [...modules.values()])
  return { version, asked: oldest !== undefined, uses: oneForEach(uses) }
}

/** What the probe `minimum_python` answers. */
interface MinimumPythonAnswer {
  readonly uses: readonly NewerUse[]
  readonly unread: readonly string[]
  readonly conditional: readonly string[]
  readonly unreached: readonly string[]
}

/** What the oldest Python itself says outranks what is known of it: on syntax, and on the names that it has. */
async function askOldest(
  request: MetadataRequest,
  oldest: Interpreter,
  { uses, unread, conditional, unreached }: MinimumPythonAnswer,
  paths: readonly string[],
): Promise<NewerUse[]> {
  const isName = ({ kind }: NewerUse) => kind === 'module' || kind === 'name'
  const { errors, missing } = await ask<{
    errors: { path: string; line: number; message: string }[]
    missing: string[]
  }>(request, 'syntax', oldest.executable, {
    wheel: request.wheel.file,
    paths: paths.filter((path) => !unread.includes(path) && !conditional.includes(path)),
    names: uses.filter(isName).map(({ feature }) => feature),
  })
  const syntax = errors.map(({ path, line, message }): NewerUse => {
    // The parser of a later Python has better words for it.
    const named = uses.find((use) => use.kind === 'syntax' && use.path === path)
    return (
      named ?? {
        kind: 'syntax',
        feature: message,
        needs: null,
        path,
        line,
        certain: !unreached.includes(path),
      }
    )
  })
  const names = uses.filter((use) => isName(use) && missing.includes(use.feature))
  return [...syntax, ...names, ...uses.filter((use) => use.kind !== 'syntax' && !isName(use))]
}

/** The most certain use of each feature. */
function oneForEach(uses: readonly NewerUse[]): NewerUse[] {
  const found = new Map<string, NewerUse>()
  for (const use of uses) {
    const known = found.get(`${use.kind} ${use.feature}`)
    if (known === undefined || (use.certain && !known.certain)) found.set(`${use.kind} ${use.feature}`, use)
  }
  return [...found.values()]
}

/** The sources that are meant to be imported: module -> path below site-packages. */
function sourcesOf({ files }: Wheel): Map<string, string> {
  const sources = files.map(({ path }) => path).filter((path) => path.endsWith('.py'))
  const importable = new Set(importableModules(sources))
  return new Map(
    sources.flatMap((path): [string, string][] => {
      const module = moduleOf(path)
      return module !== undefined && importable.has(module) ? [[module, path]] : []
    }),
  )
}

/** Where an import begins: the public top-level names, and the modules of the scripts. */
function entriesOf({ topLevels, entryPoints }: Wheel): string[] {
  const scripts = entryPoints.filter(({ group }) => SCRIPT_GROUPS.includes(group))
  return [
    ...topLevels.map(({ name }) => name).filter(isPublicTopLevel),
    ...scripts.map(({ module }) => module),
  ]
}

async function ask<T>(
  { scratch, caller }: MetadataRequest,
  probe: Probe,
  python: string,
  question: object,
): Promise<T> {
  const { text, child } = await runProbe(probe, question, {
    python,
    cwd: scratch,
    variables: variablesForProject(caller),
    timeLimit: TIME_LIMIT,
    scratch,
  })
  if (text === undefined) throw new Inconclusive(brokenProbe(probe, child))
  return JSON.parse(text)
}

function brokenProbe(probe: Probe, child: ChildResult): string {
  return `The files could not be read by the probe ${probe}: ${lastLines(child.stderr, 1).join('')}`
}
