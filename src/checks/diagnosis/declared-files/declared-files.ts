import { isTestPath } from '../../../project/test-paths.ts'
import { completed, type PackageFacts } from '../../facts.ts'
import { filesLostBySdist } from '../lost-by-sdist.ts'
import { memoized } from '../memoized.ts'
import { backendName } from '../packaging.ts'
import { filesOfSettings } from './backend-settings.ts'
import { candidatesIn, type Search } from './candidates.ts'
import type { DeclaredFile } from './declaration.ts'
import { filesOfManifest } from './manifest.ts'
import { filesOfPackageData } from './package-data.ts'
import { filesOfPyModules } from './py-modules.ts'

/**
 * Returns the tracked files that the wheel lacks although a packaging setting names them: by their name or their kind, or
 * by a directory inside a package. A setting that only names a whole package does not name each of its files.
 */
export const declaredFiles = memoized((facts: PackageFacts): ReadonlyMap<string, DeclaredFile> => {
  const contents = completed(facts.contents)
  if (contents === undefined) return new Map()
  const lost = new Set(filesLostBySdist(facts).map(({ installed }) => installed))
  const shipped = new Set(contents.wheel.files.map(({ path }) => path))
  const found = new Map<string, DeclaredFile>()
  for (const one of filesOf({ facts, contents, candidates: candidatesIn(facts.project, contents) })) {
    const { installed } = one
    if (found.has(installed) || shipped.has(installed) || lost.has(installed) || isTestPath(installed))
      continue
    found.set(installed, one)
  }
  return found
})

function filesOf(search: Search): DeclaredFile[] {
  return backendName(search.facts) === 'setuptools'
    ? [...filesOfPackageData(search), ...filesOfManifest(search), ...filesOfPyModules(search)]
    : filesOfSettings(search)
}
