import { SCRIPT_GROUPS } from '../../distribution/entry-points.ts'
import { importableModules, isPublicTopLevel } from '../../distribution/importable-modules.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import type { Interpreter } from '../../python/interpreter.ts'
import { moduleOf } from '../../python/module-names.ts'
import { oldestAllowed } from '../../python/requires-python.ts'
import type { Environment } from '../../python/virtual-environment.ts'
import type { MinimumPython, NewerUse } from './facts.ts'
import { type ProbeRequest, queryProbe } from './query-probe.ts'

export interface MinimumPythonRequest extends ProbeRequest {
  readonly wheel: Wheel
  /** The environment with the libraries that the probe imports. */
  readonly tools: Environment
  /** The interpreter under test. */
  readonly interpreter: Interpreter
  /** Finds an interpreter on this machine for a version such as `3.9`. */
  readonly interpreterOf: (version: string) => Promise<Interpreter | undefined>
}

/**
 * Finds what the wheel uses that its minimum Python lacks; undefined if Requires-Python is not declared.
 *
 * @throws Inconclusive if a probe fails
 */
export async function observeMinimumPython(
  request: MinimumPythonRequest,
): Promise<MinimumPython | undefined> {
  const { wheel, interpreter, interpreterOf, tools } = request
  const version = oldestAllowed(wheel.metadata.requiresPython)
  if (version === undefined) return undefined
  const modules = importableSources(wheel)
  const isUnderTest = `${interpreter.version}.`.startsWith(`${version}.`)
  const [oldest, result] = await Promise.all([
    isUnderTest ? interpreter : interpreterOf(version),
    queryProbe<MinimumPythonResult>(request, 'minimum_python', tools.python, {
      wheel: wheel.file,
      minimum: version.split('.').map(Number),
      modules: Object.fromEntries(modules),
      entries: entryModules(wheel),
    }),
  ])
  const uses =
    oldest === undefined
      ? result.uses
      : await confirmWithOldest(request, oldest, result, [...modules.values()])
  const newer = await findNewerSyntax(request, oldest ?? interpreter, result)
  return { version, isConfirmed: oldest !== undefined, uses: mostCertainUses([...newer, ...uses]) }
}

/** Minor version of the newest Python. */
const NEWEST = 15

/**
 * Finds newer syntax in the modules that the probe could not parse, as it runs with the Python under test: newer Pythons
 * of this machine can compile them.
 */
async function findNewerSyntax(
  request: MinimumPythonRequest,
  oldest: Interpreter,
  { unread, conditional, unreached }: MinimumPythonResult,
): Promise<NewerUse[]> {
  const found: NewerUse[] = []
  let paths = unread.filter((path) => !conditional.includes(path))
  if (paths.length === 0) return []
  const compile = (python: Interpreter) =>
    queryProbe<SyntaxResult>(request, 'syntax', python.executable, {
      wheel: request.wheel.file,
      paths,
      names: [],
    })
  const { errors } = await compile(oldest)
  const tested = Number(request.interpreter.version.split('.')[1])
  let lastFailed = tested
  for (let minor = tested + 1; minor <= NEWEST && paths.length > 0; minor++) {
    const newer = await request.interpreterOf(`3.${minor}`)
    if (newer === undefined) continue
    const failed = new Set((await compile(newer)).errors.map(({ path }) => path))
    // Without the version before it, it is not known which Python has the syntax first.
    const needs = lastFailed === minor - 1 ? ([3, minor] as const) : null
    for (const { path, line, message } of errors.filter((error) => paths.includes(error.path)))
      if (!failed.has(path))
        found.push({
          kind: 'syntax',
          feature: message,
          needs,
          path,
          line,
          certain: !unreached.includes(path),
        })
    paths = paths.filter((path) => failed.has(path))
    lastFailed = minor
  }
  return found
}

/** The output of the probe `syntax`, which documents its fields. */
interface SyntaxResult {
  readonly errors: readonly { readonly path: string; readonly line: number; readonly message: string }[]
  readonly missing: readonly string[]
}

/** The output of the probe `minimum_python`, which documents its fields. */
interface MinimumPythonResult {
  readonly uses: readonly NewerUse[]
  readonly unread: readonly string[]
  readonly conditional: readonly string[]
  readonly unreached: readonly string[]
}

/** Corrects the probe's syntax errors and missing names by compiling and importing with the minimum Python itself. */
async function confirmWithOldest(
  request: MinimumPythonRequest,
  oldest: Interpreter,
  { uses, unread, conditional, unreached }: MinimumPythonResult,
  paths: readonly string[],
): Promise<NewerUse[]> {
  const isName = ({ kind }: NewerUse) => kind === 'module' || kind === 'name'
  const { errors, missing } = await queryProbe<SyntaxResult>(request, 'syntax', oldest.executable, {
    wheel: request.wheel.file,
    paths: paths.filter((path) => !unread.includes(path) && !conditional.includes(path)),
    names: uses.filter(isName).map(({ feature }) => feature),
  })
  const syntax = errors.map(({ path, line, message }): NewerUse => {
    // A later Python names the syntax feature; the old one reports only "invalid syntax".
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

/** One use of each feature: a certain one if there is any. */
function mostCertainUses(uses: readonly NewerUse[]): NewerUse[] {
  const found = new Map<string, NewerUse>()
  for (const use of uses) {
    const known = found.get(`${use.kind} ${use.feature}`)
    if (known === undefined || (use.certain && !known.certain)) found.set(`${use.kind} ${use.feature}`, use)
  }
  return [...found.values()]
}

/** The Python sources of importable modules: module -> path relative to site-packages. */
function importableSources({ files }: Wheel): Map<string, string> {
  const sources = files.map(({ path }) => path).filter((path) => path.endsWith('.py'))
  const importable = new Set(importableModules(sources))
  return new Map(
    sources.flatMap((path): [string, string][] => {
      const module = moduleOf(path)
      return module !== undefined && importable.has(module) ? [[module, path]] : []
    }),
  )
}

/** The modules that users import or run: public import packages, and the modules of the scripts. */
function entryModules({ topLevels, entryPoints }: Wheel): string[] {
  const scripts = entryPoints.filter(({ group }) => SCRIPT_GROUPS.includes(group))
  return [
    ...topLevels.map(({ name }) => name).filter(isPublicTopLevel),
    ...scripts.map(({ module }) => module),
  ]
}
