import { topOf } from '../../python/module-names.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import { completed, type PackageFacts } from '../facts.ts'
import { type Cause, causeOf } from './cause.ts'
import { oncePerFacts } from './once-per-facts.ts'

/** Something that failed, and what in the artifact it comes from. */
export interface Need {
  readonly cause: Cause
  readonly error: PythonError
  /** For a person: `import demo.cli`, `the script demo`, `tests/test_a.py::test_b`. */
  readonly who: string
  readonly from: 'import' | 'script' | 'test'
}

/** Every failure in the environments with its cause, in the order of imports, scripts, tests. */
export const needsOf = oncePerFacts((facts: PackageFacts): readonly Need[] => {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  const imports = (completed(facts.imports) ?? []).flatMap(({ module, error, withExtras }) =>
    [error, withExtras?.error].flatMap((one) =>
      one === undefined ? [] : [{ who: `import ${module}`, from: 'import' as const, error: one }],
    ),
  )
  const scripts = (completed(facts.scripts)?.scripts ?? []).flatMap(({ entryPoint, runs, versionRun }) => {
    const error = runs.at(-1)?.error ?? versionRun?.error
    // An entry that names what is no part of the package is told as such.
    const astray =
      contents.unshippedModules.has(entryPoint.module) && !isOwnMissing(entryPoint.module, contents)
    return error === undefined || astray
      ? []
      : [{ who: `the script ${entryPoint.name}`, from: 'script' as const, error }]
  })
  const tests = (completed(facts.tests)?.evidence.failures ?? []).flatMap(({ nodeid, error }) =>
    error === undefined ? [] : [{ who: nodeid, from: 'test' as const, error }],
  )
  return [...imports, ...scripts, ...tests].map((need) => ({ ...need, cause: causeOf(need.error, contents) }))
})

/** Every module of the project that something needs and the wheel lacks, with who needs it. */
export function modulesNeeded(facts: PackageFacts): { module: string; who: string }[] {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  const failed = needsOf(facts).flatMap(({ cause, who }) =>
    cause.kind === 'module' ? [{ module: cause.module, who }] : [],
  )
  const scripts = contents.wheel.entryPoints
    .filter(({ module }) => isOwnMissing(module, contents))
    .map(({ group, name, module }) => ({
      module,
      who: group === 'console_scripts' ? `the script ${name}` : `the entry point ${name} of ${group}`,
    }))
  const borrowed = (completed(facts.tests)?.borrowed ?? []).flatMap(({ source, by, line }) => {
    const module = [...contents.unshippedModules].find(([, candidate]) => candidate === source)?.[0]
    return module === undefined ? [] : [{ module, who: `${by}:${line}` }]
  })
  return [...failed, ...scripts, ...borrowed]
}

/** Whether a module of a shipped package is in the checkout and not in the wheel. */
export function isOwnMissing(module: string, { wheel, unshippedModules }: Contents): boolean {
  return unshippedModules.has(module) && wheel.topLevels.some(({ name }) => name === topOf(module))
}
