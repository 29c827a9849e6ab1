import { strayNames } from '../../distribution/top-level-names.ts'
import { packagingOf } from '../diagnosis/packaging.ts'
import { isStandardEverywhere } from '../diagnosis/standard-library.ts'
import { wheelFromTree } from '../diagnosis/wheel-from-tree.ts'
import type { PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import type { Contents } from './facts.ts'

/** The names at the top of site-packages are the project's own, and can be imported. */
export function checkTopLevels(facts: PackageFacts, contents: Contents): Finding[] {
  return [...strayTopLevels(facts, contents), ...shadowedByStandardLibrary(contents)]
}

/** Also those of the wheel from the tree alone: some publish that one, and who installs from git gets it. */
function strayTopLevels(facts: PackageFacts, { wheel, sourceMap, sources }: Contents): Finding[] {
  const tree = wheelFromTree(facts)
  const shipped = strayNames(wheel)
  const inTreeAlone = tree === undefined ? [] : strayNames(tree).filter((name) => !shipped.includes(name))
  return [...shipped, ...inTreeAlone].map((name) => {
    const folder = sources.some(({ path }) => path.startsWith(`${name}/`)) ? name : undefined
    const file = sourceMap.roots.get(name) ?? folder
    return {
      rule: 'stray-top-level',
      severity: 'error',
      facts: {
        name,
        source: file ?? name,
        inTreeAlone: inTreeAlone.includes(name),
        ...packagingOf(facts),
      },
      ...(file === undefined ? {} : { where: { file } }),
    }
  })
}

/**
 * Python looks into the standard library before site-packages, so that such a module is never found there. Names with
 * an underscore are implementation details of one Python or another, and are not judged.
 */
function shadowedByStandardLibrary({ wheel, sourceMap }: Contents): Finding[] {
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
