import { SCRIPT_GROUPS } from '../../distribution/entry-points.ts'
import { moduleOf, type Wheel } from '../../distribution/wheel.ts'
import { variablesForProject } from '../../process/environment-variables.ts'
import type { ChildResult } from '../../process/run.ts'
import { Undecided } from '../../program/errors.ts'
import { lastLines } from '../../program/sentence.ts'
import { type Interpreter, oldestAllowed } from '../../python/interpreter.ts'
import { type Probe, runProbe } from '../../python/probe.ts'
import type { Environment } from '../../python/virtual-environment.ts'
import { importableModules, isPublicTopLevel } from '../diagnosis/import-modules.ts'

/** Something in the files that the package index refuses, or that is odd. See the probe `metadata`. */
export interface MetadataProblem {
  readonly file: string
  readonly field: string
  readonly value: string | null
  /** The end of a sentence that begins with the file. */
  readonly problem: string
  readonly kind: string
  readonly severity: 'error' | 'warning'
}

/** A use of what the oldest Python does not have. See the probe `python_floor`. */
export interface NewerUse {
  readonly kind: 'syntax' | 'module' | 'name' | 'argument' | 'generic' | 'union'
  readonly feature: string
  /** Major and minor version of the first Python that has it; null where that is not known. */
  readonly needs: readonly [number, number] | null
  /** Below site-packages. */
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** Whether the import of a public module fails for it. */
  readonly certain: boolean
}

/** The oldest Python that Requires-Python allows, and what the wheel uses that it lacks. */
export interface Floor {
  /** As `3.9`. */
  readonly version: string
  /** Whether that Python is on this machine and was asked itself. */
  readonly asked: boolean
  readonly uses: readonly NewerUse[]
}

/** What an index would say of the files, and of the Pythons that they are for. */
export interface MetadataEvidence {
  readonly problems: readonly MetadataProblem[]
  /** Of the description: `text/markdown`; null where there is none. */
  readonly contentType: string | null
  readonly classifiers: number
  /** A classifier says that it is never uploaded, so that the rules of the index alone do not apply. */
  readonly isPrivate: boolean
  /** Undefined where no Requires-Python is declared. */
  readonly floor: Floor | undefined
}

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
 * @throws Undecided when a probe itself did not work
 */
export async function readMetadata(request: MetadataRequest): Promise<MetadataEvidence> {
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
    ask<Seen>(request, 'python_floor', tools.python, {
      wheel: wheel.file,
      floor: version.split('.').map(Number),
      modules: Object.fromEntries(modules),
      entries: entriesOf(wheel),
    }),
  ])
  const uses =
    oldest === undefined ? seen.uses : await askOldest(request, oldest, seen, [...modules.values()])
  return { version, asked: oldest !== undefined, uses: oneForEach(uses) }
}

/** What the probe `python_floor` answers. */
interface Seen {
  readonly uses: readonly NewerUse[]
  readonly unread: readonly string[]
  readonly guarded: readonly string[]
  readonly aside: readonly string[]
}

/** What the oldest Python itself says outranks what is known of it: on syntax, and on the names that it has. */
async function askOldest(
  request: MetadataRequest,
  oldest: Interpreter,
  { uses, unread, guarded, aside }: Seen,
  paths: readonly string[],
): Promise<NewerUse[]> {
  const isName = ({ kind }: NewerUse) => kind === 'module' || kind === 'name'
  const { errors, missing } = await ask<{
    errors: { path: string; line: number; message: string }[]
    missing: string[]
  }>(request, 'syntax', oldest.executable, {
    wheel: request.wheel.file,
    paths: paths.filter((path) => !unread.includes(path) && !guarded.includes(path)),
    names: uses.filter(isName).map(({ feature }) => feature),
  })
  const syntax = errors.map(({ path, line, message }): NewerUse => {
    // The parser of a later Python has better words for it.
    const named = uses.find((use) => use.kind === 'syntax' && use.path === path)
    return (
      named ?? { kind: 'syntax', feature: message, needs: null, path, line, certain: !aside.includes(path) }
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
  if (text === undefined) throw new Undecided(brokenProbe(probe, child))
  return JSON.parse(text)
}

function brokenProbe(probe: Probe, child: ChildResult): string {
  return `The files could not be read by the probe ${probe}: ${lastLines(child.stderr, 1).join('')}`
}
