import { valueAt } from '../../../../project/project.ts'
import type { Edit } from '../../edit.ts'
import type { ProjectSources } from '../../sources.ts'
import { deleteSetting, set } from '../edits.ts'
import { inPyproject } from '../project-paths.ts'

const PACKAGES = ['tool', 'setuptools', 'packages']

/** The search for packages of setuptools, in `[tool.setuptools.packages.find]`. */
export interface PackageSearch {
  /** Relative to the project's directory; `.` for that one. */
  readonly where: readonly string[]
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
}

/** Returns the edits that search for packages, in place of what selects them. */
export function searchEdits(search: PackageSearch, sources: ProjectSources): Edit[] {
  const isSet = valueAt(sources.project, PACKAGES) !== undefined
  return [
    ...(isSet ? [deleteSetting(inPyproject(sources, ...PACKAGES))] : []),
    ...Object.entries(search).map(([key, value]) =>
      set(inPyproject(sources, ...PACKAGES, 'find', key), value),
    ),
  ]
}
