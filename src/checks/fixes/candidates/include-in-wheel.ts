import { fileOf } from '../../../project/project.ts'
import { moduleOf } from '../../../python/module-names.ts'
import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { includeMissingData } from './data-missing.ts'
import { missingData } from './missing-data.ts'
import { rootOf, shippedTopLevels } from './missing-files.ts'
import { includeMissingModules } from './module-missing.ts'
import { packageOf } from './wheel-paths.ts'

/** A tracked file that the wheel lacks. */
export interface SourceFile {
  /** Relative to the project's directory. */
  readonly file: string
  /** Where it is to be installed, relative to site-packages. */
  readonly installed: string
}

/** Includes files in the wheel: as modules if one of them is a module, or else as data of their package. */
export function includeInWheel(found: readonly SourceFile[], sources: ProjectSources): readonly Candidate[] {
  const [first] = found
  if (first === undefined) return []
  if (found.some(({ installed }) => moduleOf(installed) !== undefined)) {
    const [top = ''] = first.installed.split('/')
    return includeMissingModules(
      {
        files: found.map(({ file }) => file),
        top: top.replace(/\.py$/, ''),
        root: rootOf(first.file, first.installed) ?? '',
        shipped: shippedTopLevels(sources),
      },
      sources,
    )
  }
  const missing = missingData({
    sources,
    files: found.map(({ file }) => fileOf(sources.project, file)),
    installed: found.map(({ installed }) => installed),
    package: packageOf(first.installed, sources),
  })
  return missing === undefined ? [] : includeMissingData(missing, sources)
}
