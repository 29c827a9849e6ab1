import { topLevelModule } from '../../python/module-names.ts'
import type { PythonError } from '../../python/traceback.ts'
import type { Contents } from '../contents/facts.ts'
import { completed, type PackageFacts } from '../facts.ts'
import { type Cause, causeOf } from './cause.ts'
import { memoized } from './memoized.ts'
import { publicModules } from './public-modules.ts'
import { entryLabel } from './reach.ts'

/** A failed import, script or test, and its cause. */
export interface Failure {
  readonly cause: Cause
  readonly error: PythonError
  /** Name in reports: `import demo.cli`, `the script demo`, `tests/test_a.py::test_b`. */
  readonly label: string
  readonly kind: 'import' | 'script' | 'test'
}

/** Returns all failures with their causes: imports, then scripts, then tests. */
export const failuresWithCauses = memoized((facts: PackageFacts): readonly Failure[] => {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  const imports = (completed(facts.imports) ?? []).flatMap(({ module, error, withExtras }) =>
    [error, withExtras?.error].flatMap((one) =>
      one === undefined ? [] : [{ label: `import ${module}`, kind: 'import' as const, error: one }],
    ),
  )
  const scripts = (completed(facts.scripts)?.scripts ?? []).flatMap(({ entryPoint, runs, versionRun }) => {
    const error = runs.at(-1)?.error ?? versionRun?.error
    // The entry point check reports a module that is not part of the package.
    const isOutsidePackage =
      contents.unshippedModules.has(entryPoint.module) &&
      !isUnshippedPackageModule(entryPoint.module, contents)
    return error === undefined || isOutsidePackage
      ? []
      : [{ label: `the script ${entryPoint.name}`, kind: 'script' as const, error }]
  })
  const { mainModules = [], smoke = [], entryPoints = [] } = completed(facts.scripts) ?? {}
  const commands = [
    ...mainModules.flatMap(({ module, runs }) => {
      const error = runs.at(-1)?.error
      return error === undefined || isForDevelopers(module, error, contents)
        ? []
        : [{ label: `python -m ${module}`, kind: 'script' as const, error }]
    }),
    ...smoke.flatMap(({ command, run }) =>
      run?.error === undefined
        ? []
        : [{ label: `the smoke command ${command}`, kind: 'script' as const, error: run.error }],
    ),
  ]
  const plugins = entryPoints.flatMap(({ entryPoint, error, host }) =>
    // Without its host, the exception shows nothing about a plugin.
    error === undefined || host === undefined
      ? []
      : [{ label: entryLabel(entryPoint), kind: 'script' as const, error }],
  )
  const tests = (completed(facts.tests)?.evidence.failures ?? []).flatMap(({ nodeid, error }) =>
    error === undefined ? [] : [{ label: nodeid, kind: 'test' as const, error }],
  )
  return [...imports, ...scripts, ...commands, ...plugins, ...tests].map((failure) => ({
    ...failure,
    cause: causeOf(failure.error, contents),
  }))
})

/**
 * Returns whether a package that `python -m` runs lacks another distribution and is below a public package: such packages
 * are often tools for developers, with dependencies of their own.
 */
export function isForDevelopers(module: string, error: PythonError, contents: Contents): boolean {
  return !publicModules(contents.wheel).includes(module) && causeOf(error, contents).kind === 'distribution'
}

/** Returns the modules of the project that are needed and not in the wheel, each with what needs it, for reports. */
export function neededUnshippedModules(facts: PackageFacts): { module: string; neededBy: string }[] {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  const byFailures = failuresWithCauses(facts).flatMap(({ cause, label }) =>
    cause.kind === 'module' ? [{ module: cause.module, neededBy: label }] : [],
  )
  const byEntryPoints = contents.wheel.entryPoints
    .filter(({ module }) => isUnshippedPackageModule(module, contents))
    .map((entryPoint) => ({ module: entryPoint.module, neededBy: entryLabel(entryPoint) }))
  const run = completed(facts.tests)
  const imports = [...(run?.unshippedImports ?? []), ...(run?.sandboxImports ?? [])]
  const byImports = imports.flatMap(({ source, by, line }) => {
    const module = [...contents.unshippedModules].find(([, candidate]) => candidate === source)?.[0]
    return module === undefined ? [] : [{ module, neededBy: `${by}:${line}` }]
  })
  return [...byFailures, ...byEntryPoints, ...byImports]
}

/** Returns whether a module is in the checkout and not in the wheel, although it belongs to a package of the wheel. */
export function isUnshippedPackageModule(module: string, { wheel, unshippedModules }: Contents): boolean {
  return unshippedModules.has(module) && wheel.topLevels.some(({ name }) => name === topLevelModule(module))
}
