import { placeToEdit } from '../place-to-edit.ts'
import type { PackageReport, ReportedFinding } from '../report.ts'

/** Where a format shows a finding that must have a place: the line to edit, else the start of pyproject.toml. */
export function placeOf(
  { path }: Pick<PackageReport, 'path'>,
  finding: ReportedFinding,
): { file: string; line: number } {
  const { file, line = 1 } = placeToEdit(finding)
  if (file !== undefined) return { file, line }
  return { file: path === '.' ? 'pyproject.toml' : `${path}/pyproject.toml`, line }
}
