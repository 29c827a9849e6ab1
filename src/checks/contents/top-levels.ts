import {
  genericTopLevels,
  type StrayPath,
  strayPaths,
  strayTopLevels,
} from '../../distribution/top-level-names.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import { packagingOf } from '../diagnosis/packaging.ts'
import { isStandardEverywhere } from '../diagnosis/standard-library.ts'
import { wheelFromSourceTree } from '../diagnosis/wheel-from-source-tree.ts'
import type { PackageFacts } from '../facts.ts'
import type { Finding, Severity } from '../rules.ts'
import type { Contents } from './facts.ts'

/** Reports top-level modules that do not belong to the project or that the standard library shadows. */
export function checkTopLevels(facts: PackageFacts, contents: Contents): Finding[] {
  return [...checkStrayTopLevels(facts, contents), ...checkShadowedModules(contents)]
}

/** Includes those only in the wheel built directly from the source tree: installing from git gives that one. */
function checkStrayTopLevels(facts: PackageFacts, { wheel, sourceMap, sources }: Contents): Finding[] {
  const found = new Map<string, Stray>()
  for (const one of [wheel, wheelFromSourceTree(facts)])
    for (const stray of one === undefined ? [] : straysIn(one)) {
      const inTreeAlone = one !== wheel && !found.has(stray.name)
      if (inTreeAlone && stray.severity !== 'error') continue
      if (!found.has(stray.name)) found.set(stray.name, { ...stray, inTreeAlone })
    }
  return [...found.values()].map(({ name, problem, severity, inTreeAlone }) => {
    const directory = name.replace(/\/$/, '')
    const isDirectory = sources.some(({ path }) => path.startsWith(`${directory}/`))
    const mapped = sourceMap.sourceOf(name)
    const file = sourceMap.roots.get(name) ?? (isDirectory ? directory : mapped)
    const scripts = wheel.entryPoints.filter(({ module }) => module === name || module.startsWith(`${name}.`))
    return {
      rule: 'stray-top-level',
      severity,
      facts: {
        name: directory,
        source: file ?? directory,
        problem,
        inTreeAlone,
        entryPoints: scripts.map((entryPoint) => ({ name: entryPoint.name, value: entryPoint.value })),
        packages: ownPackages(wheel),
        ...packagingOf(facts),
      },
      ...(file === undefined ? {} : { where: { file } }),
    }
  })
}

interface Stray {
  readonly name: string
  readonly problem: 'name' | StrayPath['problem']
  readonly severity: Severity
  readonly inTreeAlone: boolean
}

function straysIn(wheel: Wheel): Omit<Stray, 'inTreeAlone'>[] {
  return [
    ...strayTopLevels(wheel).map((name) => ({ name, problem: 'name', severity: 'error' }) as const),
    ...genericTopLevels(wheel).map((name) => ({ name, problem: 'name', severity: 'warning' }) as const),
    ...strayPaths(wheel).map(
      ({ path, problem }) =>
        ({ name: path, problem, severity: problem === 'init' ? 'error' : 'warning' }) as const,
    ),
  ]
}

/** The packages of a wheel into which modules can be moved. */
function ownPackages(wheel: Wheel): string[] {
  const strays = strayTopLevels(wheel)
  return wheel.topLevels.flatMap(({ name, kind }) =>
    kind === 'package' && !strays.includes(name) ? [name] : [],
  )
}

/**
 * Reports modules that cannot be imported because the standard library comes before site-packages on sys.path. Private
 * modules are exempt, as they are implementation details of a Python version.
 */
function checkShadowedModules({ wheel, sourceMap }: Contents): Finding[] {
  return wheel.topLevels
    .filter(({ name }) => isStandardEverywhere(name, wheel.metadata.requiresPython))
    .map(({ name }) => {
      const source = sourceMap.roots.get(name)
      return {
        rule: 'stdlib-shadowed',
        severity: 'error',
        facts: { name, source: source ?? name },
        ...(source === undefined ? {} : { where: { file: source } }),
      }
    })
}
