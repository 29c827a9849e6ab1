import type { RootContent } from 'mdast'
import type { PackageReport } from '../report.ts'

/** The Python, the installer and the dependencies as they were resolved, folded. */
export function environment(_: PackageReport): RootContent[] {
  return []
}
