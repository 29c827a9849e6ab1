import { isEmptyWheel, unimportableModule } from '../../distribution/empty-wheel.ts'
import { type Project, prefixOf, valueAt } from '../../project/project.ts'
import { packagesInSourceTree, type SourcePackage } from '../../project/source-packages.ts'
import { wheelExclusionReason } from '../diagnosis/exclusion-reason.ts'
import { packagingOf } from '../diagnosis/packaging.ts'
import { wheelFromSourceTree } from '../diagnosis/wheel-from-source-tree.ts'
import type { PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'
import type { Contents } from './facts.ts'

/** Reports a wheel without modules and data: from the sdist, or, only if that one has some, from the source tree. */
export function checkEmptyWheel(facts: PackageFacts, contents: Contents): Finding[] {
  const { wheel } = contents
  const tree = wheelFromSourceTree(facts)
  const builtFrom = isEmptyWheel(wheel)
    ? 'sdist'
    : tree !== undefined && isEmptyWheel(tree)
      ? 'source tree'
      : undefined
  if (builtFrom === undefined) return []
  const packages = sourcePackages(facts.project, contents)
  const declaration = emptyDeclaration(facts.project, contents)
  const [first] = packages
  const isFromSdist = builtFrom === 'sdist'
  const other = isFromSdist ? tree : wheel
  const inOther = other === undefined || isEmptyWheel(other) ? 0 : other.files.length
  return [
    {
      rule: 'wheel-empty',
      severity: inOther === 0 && (packages.length === 0 || declaration !== undefined) ? 'warning' : 'error',
      facts: {
        builtFrom,
        filesInOtherWheel: inOther,
        unimportable: unimportableModule((isFromSdist ? wheel : tree) ?? wheel) ?? null,
        packages: packages.map(({ path }) => path),
        declaration: declaration ?? null,
        requirements: wheel.metadata.requirements.length,
        cause: isFromSdist && first !== undefined && inOther === 0 ? causeFor(facts, contents, first) : null,
        ...packagingOf(facts),
      },
      ...(first === undefined ? {} : { where: { file: fileOfPackage(first) } }),
    },
  ]
}

function sourcePackages(project: Project, { sources }: Contents): SourcePackage[] {
  return packagesInSourceTree(
    sources.map(({ path }) => path),
    {
      name: project.name,
      prefix: prefixOf(project),
      others: project.workspaceMembers.flatMap(({ path }) => (path === project.path ? [] : [`${path}/`])),
    },
  )
}

/** The setting by which a project declares that it has no packages, as metapackages do. */
function emptyDeclaration(project: Project, { setupPy }: Contents): string | undefined {
  const isEmptyList = (key: string) => {
    const value = valueAt(project, ['tool', 'setuptools', key])
    return Array.isArray(value) && value.length === 0
  }
  const others = ['packages', 'py-modules'].filter((key) => !isEmptyList(key))
  const isAlone = others.every((key) => valueAt(project, ['tool', 'setuptools', key]) === undefined)
  const inSetuptools = ['packages', 'py-modules'].find(isEmptyList)
  if (inSetuptools !== undefined && isAlone) return `${inSetuptools} = []`
  if (valueAt(project, ['tool', 'hatch', 'build', 'targets', 'wheel', 'bypass-selection']) === true)
    return 'bypass-selection = true'
  if (project.setupCfg.get('options')?.get('packages')?.trim() === '') return 'packages ='
  return /\bpackages\s*=\s*\[\s*\]/.exec(setupPy ?? '')?.[0]
}

function causeFor(
  facts: PackageFacts,
  contents: Contents,
  { name, path, kind }: SourcePackage,
): string | null {
  return kind === 'package'
    ? wheelExclusionReason(facts, contents, `${name}/__init__.py`, `${path}/__init__.py`)
    : wheelExclusionReason(facts, contents, `${name}.py`, path)
}

/** A directory has no line to annotate. */
function fileOfPackage({ path, kind }: SourcePackage): string {
  return kind === 'package' ? `${path}/__init__.py` : path
}
