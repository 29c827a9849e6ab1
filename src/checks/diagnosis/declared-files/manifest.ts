import { type Project, prefixOf, valueAt } from '../../../project/project.ts'
import { moduleOf } from '../../../python/module-names.ts'
import { wheelExclusion } from '../exclusion-reason.ts'
import { glob } from '../glob.ts'
import { type ManifestCommand, manifestCommands } from '../manifest.ts'
import { memoized } from '../memoized.ts'
import { staysBehind } from '../stay-behind.ts'
import type { Search } from './candidates.ts'
import type { DeclaredFile } from './declaration.ts'
import { isException } from './exceptions.ts'
import { isWholePackage } from './whole-package.ts'

/** Returns the files that MANIFEST.in names, where setuptools puts them into the wheel, too. */
export function filesOfManifest(search: Search): DeclaredFile[] {
  const { facts, contents, candidates } = search
  const { project } = facts
  if (contents.manifest === undefined || !includesPackageData(project, contents.setupPy)) return []
  const prefix = prefixOf(project)
  const commands = manifestCommands(contents)
  const patternsInPackages = memoized(({ patterns }: ManifestCommand) =>
    patterns.filter((pattern) => !isWholePackage(pattern, search)),
  )
  const isPartlyShipped = memoized(({ matches }: ManifestCommand) =>
    contents.wheel.files.some(({ path }) =>
      matches(contents.sourceMap.sourceOf(path)?.slice(prefix.length) ?? ''),
    ),
  )
  return candidates.flatMap(({ installed, source, file }): DeclaredFile[] => {
    // Files beside the packages are for the sdist only.
    if (!contents.unshipped.has(installed) || moduleOf(installed) !== undefined) return []
    const keeps = commands.findLast(({ effect, matches }) => effect === 'keeps' && matches(file))
    const pattern = keeps && patternsInPackages(keeps).find((one) => glob(one)(file))
    // A command for all directories names no file of the package.
    if (keeps === undefined || pattern === undefined || /^(\.\/)?\*\*/.test(pattern)) return []
    if (staysBehind(installed)) return []
    const exclusion = wheelExclusion(facts, contents, installed, source)
    if (exclusion?.excludedBy !== undefined) {
      // With exclude-package-data, MANIFEST.in only selects the files of the sdist.
      if (!/MANIFEST\.in:\d+$/.test(exclusion.excludedBy.setting)) return []
      if (isException(exclusion, pattern, isPartlyShipped(keeps))) return []
    }
    const where = { file: `${prefix}MANIFEST.in`, line: keeps.line }
    return [{ installed, source, declaration: { pattern: keeps.text, setting: 'MANIFEST.in', where } }]
  })
}

/** Whether setuptools includes what MANIFEST.in names in the wheel: the default with [project] only. */
function includesPackageData(project: Project, setupPy: string | undefined): boolean {
  const inToml = valueAt(project, ['tool', 'setuptools', 'include-package-data'])
  if (typeof inToml === 'boolean') return inToml
  const inCfg = project.setupCfg.get('options')?.get('include_package_data')
  if (inCfg !== undefined) return /^\s*(true|1|yes|on)\s*$/i.test(inCfg)
  const [, inSetupPy] = /\binclude_package_data\s*=\s*(\w+)/.exec(setupPy ?? '') ?? []
  if (inSetupPy !== undefined) return inSetupPy === 'True'
  return project.pyproject.project !== undefined
}
