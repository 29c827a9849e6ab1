import { moduleOf } from '../../python/module-names.ts'
import { normalizeName } from '../../python/requirement.ts'
import { exceptionChain, type PythonError } from '../../python/traceback.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import { failuresWithCauses } from './failures.ts'
import { locationInCheckout } from './source-location.ts'

/**
 * Reports that the package queries its version by the name of its import package instead of its distribution. Tests are
 * exempt, since they may query other names on purpose.
 */
export function wrongDistributionName(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  const { name, version } = contents.wheel.metadata
  const found = failuresWithCauses(facts)
    .filter(({ kind }) => kind !== 'test')
    .flatMap(({ error }) => exceptionChain(error))
    .find((one) => requestedName(one, facts) !== undefined)
  if (found === undefined) return []
  const by = `importlib.metadata.version("${requestedName(found, facts)}")`
  return [
    {
      rule: 'version-disagrees',
      severity: 'error',
      facts: { distribution: name, version, by, claimed: null, place: 'name' },
      where: locationInCheckout(found, contents),
    },
  ]
}

/** Returns whether `wrongDistributionName` reports the exception. */
export function isReportedAsWrongName(error: PythonError, facts: PackageFacts): boolean {
  return (
    exceptionChain(error).some((one) => requestedName(one, facts) !== undefined) &&
    wrongDistributionName(facts).length > 0
  )
}

/** Message of importlib.metadata.PackageNotFoundError. */
const NO_METADATA_MESSAGE = /^(?:No package metadata was found for )?([\w.-]+)$/

/** Message of the RuntimeError that click.version_option raises instead. */
const CLICK_NOT_INSTALLED_MESSAGE = /^'([\w.-]+)' is not installed\. Try passing 'package_name' instead\.$/

/** Returns the name of an import package that was queried as a distribution; undefined for other errors. */
function requestedName({ type, message }: PythonError, facts: PackageFacts): string | undefined {
  const wheel = completed(facts.contents)?.wheel
  const pattern = { PackageNotFoundError: NO_METADATA_MESSAGE, RuntimeError: CLICK_NOT_INSTALLED_MESSAGE }[
    type
  ]
  const name = pattern?.exec(message)?.[1]
  if (wheel === undefined || name === undefined) return undefined
  if (normalizeName(name) === normalizeName(wheel.metadata.name)) return undefined
  const module = name.replaceAll('-', '_').toLowerCase()
  return wheel.files.some(({ path }) => moduleOf(path)?.toLowerCase() === module) ? name : undefined
}
