import { normalizeName } from '../artifact/metadata.ts'
import type { TopLevel } from '../artifact/wheel.ts'
import type { Contents } from '../evidence/contents.ts'
import type { Finding } from '../rules.ts'
import { packagingOf } from './backend.ts'
import type { PackageFacts } from './facts.ts'
import { isStandardEverywhere } from './standard-library.ts'

/** Names that say what a folder of a repository is for. They are a package only where they are all that ships. */
const NOT_A_PACKAGE = new Set(
  'test tests doc docs example examples benchmark benchmarks tool tools script scripts src build dist conftest setup noxfile'.split(
    ' ',
  ),
)

/** The names at the top of site-packages are the project's own, and can be imported. */
export function checkTopLevels(facts: PackageFacts, contents: Contents): Finding[] {
  return [...strayTopLevels(facts, contents), ...shadowedByStandardLibrary(contents)]
}

function strayTopLevels(facts: PackageFacts, { wheel, sourceMap }: Contents): Finding[] {
  const own = normalizeName(wheel.metadata.name)
  const isStray = ({ name }: TopLevel) => NOT_A_PACKAGE.has(name) && normalizeName(name) !== own
  if (wheel.topLevels.every(isStray)) return []
  return wheel.topLevels.filter(isStray).map(({ name }) => {
    const file = sourceMap.roots.get(name)
    return {
      rule: 'stray-top-level',
      severity: 'error',
      facts: { name, source: file ?? name, ...packagingOf(facts) },
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
