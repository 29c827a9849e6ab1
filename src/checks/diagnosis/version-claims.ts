import { normalizeName } from '../../distribution/core-metadata.ts'
import { moduleOf } from '../../distribution/wheel.ts'
import { chain, type PythonError } from '../../python/traceback.ts'
import { type PackageFacts, seenValue } from '../facts.ts'
import type { Finding } from '../rules.ts'
import type { VersionPlace } from '../version/rules.ts'
import { type VersionRow, versionTable } from '../version/version-table.ts'
import { needsOf } from './needs.ts'
import { whereInCheckout } from './where.ts'

/** Whatever tells the version of the package tells that of the wheel. */
export function checkVersionClaims(facts: PackageFacts): Finding[] {
  return [...disagreements(facts), ...otherName(facts)]
}

function disagreements(facts: PackageFacts): Finding[] {
  const contents = seenValue(facts.contents)
  if (contents === undefined) return []
  const { name: distribution, version } = contents.wheel.metadata
  const rows = versionTable(facts)
  return rows.flatMap((row) => {
    const { place, source: by, version: claimed, severity, where } = row
    if (severity === undefined || claimed === null || isToldBefore(row, rows, facts)) return []
    return [
      { rule: 'version-disagrees', severity, facts: { distribution, version, by, claimed, place }, where },
    ]
  })
}

/** What a place takes its version from. */
const TAKEN_FROM: Partial<Record<VersionPlace, VersionPlace>> = {
  'file-name': 'sdist',
  script: 'attribute',
  lock: 'declared',
}

/** Whether another finding tells the same cause: where the version comes from, or what the index says of the name. */
function isToldBefore(
  { place, version }: VersionRow,
  rows: readonly VersionRow[],
  facts: PackageFacts,
): boolean {
  if (place === 'file-name' && facts.metadata.kind === 'seen') return true
  return rows.some(
    (row) => row.place === TAKEN_FROM[place] && row.severity !== undefined && row.version === version,
  )
}

/**
 * The package asks for the version of a distribution that has another name than its own: of its import package. A
 * test may ask in its own name.
 */
function otherName(facts: PackageFacts): Finding[] {
  const contents = seenValue(facts.contents)
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
export function isToldByName(error: PythonError, facts: PackageFacts): boolean {
  return chain(error).some((one) => nameAskedFor(one, facts) !== undefined) && otherName(facts).length > 0
}

const NO_METADATA = /^(?:No package metadata was found for )?([\w.-]+)$/

/** What click says in place of it. */
const NOT_INSTALLED = /^'([\w.-]+)' is not installed\. Try passing 'package_name' instead\.$/

/** The name of a shipped module that somebody took for that of the distribution, of which there is none. */
function nameAskedFor({ type, message }: PythonError, facts: PackageFacts): string | undefined {
  const wheel = seenValue(facts.contents)?.wheel
  const said = { PackageNotFoundError: NO_METADATA, RuntimeError: NOT_INSTALLED }[type]
  const asked = said?.exec(message)?.[1]
  if (wheel === undefined || asked === undefined) return undefined
  if (normalizeName(asked) === normalizeName(wheel.metadata.name)) return undefined
  const module = asked.replaceAll('-', '_').toLowerCase()
  return wheel.files.some(({ path }) => moduleOf(path)?.toLowerCase() === module) ? asked : undefined
}
