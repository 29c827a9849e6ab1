import { otherName } from '../diagnosis/other-distribution-name.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import type { VersionPlace } from './rules.ts'
import { type VersionRow, versionTable } from './version-table.ts'

/** Whatever tells the version of the package tells that of the wheel. */
export function checkVersionClaims(facts: PackageFacts): Finding[] {
  return [...disagreements(facts), ...otherName(facts)]
}

function disagreements(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
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
  if (place === 'file-name' && facts.metadata.kind === 'completed') return true
  return rows.some(
    (row) => row.place === TAKEN_FROM[place] && row.severity !== undefined && row.version === version,
  )
}
