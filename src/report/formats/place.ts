import type { PackageReport, ReportedFinding } from '../report.ts'

/** Where a format shows a finding that must have a place: without one of its own, at the start of pyproject.toml. */
export function placeOf(
  { path }: Pick<PackageReport, 'path'>,
  { file, line = 1 }: Pick<ReportedFinding, 'file' | 'line'>,
): { file: string; line: number } {
  if (file !== undefined) return { file, line }
  return { file: path === '.' ? 'pyproject.toml' : `${path}/pyproject.toml`, line }
}
