import { moduleOf } from '../../python/module-names.ts'
import { normalizeName } from '../../python/requirement.ts'
import { chain, type PythonError } from '../../python/traceback.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import { needsOf } from './needs.ts'
import { whereInCheckout } from './where.ts'

/**
 * The package asks for the version of a distribution that has another name than its own: of its import package. A
 * test may ask in its own name.
 */
export function otherName(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  const { name, version } = contents.wheel.metadata
  const found = needsOf(facts)
    .filter(({ from }) => from !== 'test')
    .flatMap(({ error }) => chain(error))
    .find((one) => nameAskedFor(one, facts) !== undefined)
  if (found === undefined) return []
  const by = `importlib.metadata.version("${nameAskedFor(found, facts)}")`
  return [
    {
      rule: 'version-disagrees',
      severity: 'error',
      facts: { distribution: name, version, by, claimed: null, place: 'name' },
      where: whereInCheckout(found, contents),
    },
  ]
}

/** Whether an exception is told by a finding: the package asks for its version under the name of its import package. */
export function isReportedByName(error: PythonError, facts: PackageFacts): boolean {
  return chain(error).some((one) => nameAskedFor(one, facts) !== undefined) && otherName(facts).length > 0
}

export const NO_METADATA = /^(?:No package metadata was found for )?([\w.-]+)$/

/** What click says in place of it. */
export const NOT_INSTALLED = /^'([\w.-]+)' is not installed\. Try passing 'package_name' instead\.$/

/** The name of a shipped module that somebody took for that of the distribution, of which there is none. */
export function nameAskedFor({ type, message }: PythonError, facts: PackageFacts): string | undefined {
  const wheel = completed(facts.contents)?.wheel
  const said = { PackageNotFoundError: NO_METADATA, RuntimeError: NOT_INSTALLED }[type]
  const asked = said?.exec(message)?.[1]
  if (wheel === undefined || asked === undefined) return undefined
  if (normalizeName(asked) === normalizeName(wheel.metadata.name)) return undefined
  const module = asked.replaceAll('-', '_').toLowerCase()
  return wheel.files.some(({ path }) => moduleOf(path)?.toLowerCase() === module) ? asked : undefined
}
