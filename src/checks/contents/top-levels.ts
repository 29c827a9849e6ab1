import { strayTopLevels } from '../../distribution/top-level-names.ts'
import { packagingOf } from '../diagnosis/packaging.ts'
import { isStandardEverywhere } from '../diagnosis/standard-library.ts'
import { wheelFromSourceTree } from '../diagnosis/wheel-from-source-tree.ts'
import type { PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import type { Contents } from './facts.ts'

/** Reports top-level modules that do not belong to the project or that the standard library shadows. */
export function checkTopLevels(facts: PackageFacts, contents: Contents): Finding[] {
  return [...checkStrayTopLevels(facts, contents), ...checkShadowedModules(contents)]
}

/** Includes those only in the wheel built directly from the source tree: installing from git gives that one. */
function checkStrayTopLevels(facts: PackageFacts, { wheel, sourceMap, sources }: Contents): Finding[] {
  const treeWheel = wheelFromSourceTree(facts)
  const shipped = strayTopLevels(wheel)
  const inTreeOnly =
    treeWheel === undefined ? [] : strayTopLevels(treeWheel).filter((name) => !shipped.includes(name))
  return [...shipped, ...inTreeOnly].map((name) => {
    const directory = sources.some(({ path }) => path.startsWith(`${name}/`)) ? name : undefined
    const file = sourceMap.roots.get(name) ?? directory
    return {
      rule: 'stray-top-level',
      severity: 'error',
      facts: {
        name,
        source: file ?? name,
        inTreeAlone: inTreeOnly.includes(name),
        ...packagingOf(facts),
      },
      ...(file === undefined ? {} : { where: { file } }),
    }
  })
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
