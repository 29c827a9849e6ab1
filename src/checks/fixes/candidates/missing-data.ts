import type { ProjectSources } from '../sources.ts'
import type { MissingData } from './backends/backend.ts'
import { rootOf, shippedTopLevels } from './missing-files.ts'
import { inProject } from './project-paths.ts'

/**
 * Returns the facts on which the settings for data files depend; undefined if they are not installed with the path that
 * they have in the checkout.
 */
export function missingData(given: {
  readonly sources: ProjectSources
  /** Relative to the checkout's root. */
  readonly files: readonly string[]
  readonly installed: readonly string[]
  /** Installed directory of the package. */
  readonly package: string
}): MissingData | undefined {
  const { sources, installed } = given
  const files = given.files.map((file) => inProject(sources, file))
  const [file, path] = [files[0], installed[0]]
  const root = file === undefined || path === undefined ? undefined : rootOf(file, path)
  if (root === undefined) return undefined
  const [top = ''] = given.package.split('/')
  return { files, installed, package: given.package, top, root, shipped: shippedTopLevels(sources) }
}
