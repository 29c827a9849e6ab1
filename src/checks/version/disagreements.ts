import { wrongDistributionName } from '../diagnosis/wrong-distribution-name.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import type { VersionSource } from './rules.ts'
import { type VersionRow, versionTable } from './version-table.ts'

/** Reports version sources that disagree with the wheel, and version look-ups under a wrong distribution name. */
export function checkReportedVersions(facts: PackageFacts): Finding[] {
  return [...disagreements(facts), ...wrongDistributionName(facts)]
}

function disagreements(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  const { name: distribution, version } = contents.wheel.metadata
  const rows = versionTable(facts)
  return rows.flatMap((row) => {
    const { place, source: by, version: claimed, severity, where } = row
    if (severity === undefined || claimed === null || isAlreadyReported(row, rows, facts)) return []
    return [
      { rule: 'version-disagrees', severity, facts: { distribution, version, by, claimed, place }, where },
    ]
  })
}

/** Version source -> the source that its version usually comes from. */
const DERIVED_FROM: Partial<Record<VersionSource, VersionSource>> = {
  'file-name': 'sdist',
  script: 'attribute',
  lock: 'declared',
}

/** Whether another finding has the same cause: the source that this version is derived from, or an invalid file name. */
function isAlreadyReported(
  { place, version }: VersionRow,
  rows: readonly VersionRow[],
  facts: PackageFacts,
): boolean {
  if (place === 'file-name' && facts.metadata.kind === 'completed') return true
  return rows.some(
    (row) => row.place === DERIVED_FROM[place] && row.severity !== undefined && row.version === version,
  )
}
