import { backendName } from '../../diagnosis/packaging.ts'
import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { backendOf } from './backends/index.ts'
import { searchBesidePackage } from './backends/setuptools-packages.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { moveDeclaredModule } from './declarations.ts'
import { withoutExclusions } from './exclusions.ts'
import { anchorIgnorePattern } from './ignored-files.ts'
import { type MissingFiles, shippedTopLevels } from './missing-files.ts'
import { moveIntoPackage } from './moved-files.ts'
import { directoryOf, inProject } from './project-paths.ts'

/** Candidates for modules that the wheel lacks. */
export const moduleMissing: CandidatesOf<'module-missing'> = (finding, sources) => {
  const missing = missingModules(finding.facts, sources)
  // maturin reads .gitignore in the source tree, and not in the sdist.
  const isIgnored = finding.facts.builtFrom === 'source tree'
  if (missing === undefined || (isIgnored && backendName(sources) !== 'maturin')) return []
  const included = [
    ...(backendName(sources) === 'setuptools' ? searchBesidePackage(sources) : []),
    ...moveDeclaredModule(finding.facts, sources),
    // A pattern that matches a package is meant for a directory with the same name beside it.
    ...anchorIgnorePattern(finding.facts.cause, sources),
    ...includeMissingModules(missing, sources),
  ]
  if (included.length > 0 || !finding.facts.beside) return included
  // flit and uv_build ship no modules beside the package.
  const moved = moveIntoPackage(finding.facts.source, sources)
  const summary = 'Move it into the package, and import it from there.'
  return moved.length === 0 ? [] : [{ summary, edits: moved, suggestion: 'decision' }]
}

/** A module that the wheel lacks, with files relative to the checkout's root. */
interface LackingModule {
  /** Dotted. */
  readonly module: string
  readonly source: string
  readonly files: readonly string[]
}

/** Returns the ways to include a module. */
export function includeModule(module: LackingModule, sources: ProjectSources): Candidate[] {
  const missing = missingModules(module, sources)
  return missing === undefined ? [] : includeMissingModules(missing, sources)
}

/** Returns the ways to include modules: without what excludes them, or with another setting. */
export function includeMissingModules(missing: MissingFiles, sources: ProjectSources): Candidate[] {
  const start = missing.root === '' ? 0 : missing.root.length + 1
  const excluded = missing.files.map((file) => ({ file, installed: file.slice(start) }))
  return withoutExclusions(excluded, include(missing, sources), sources)
}

/** setuptools treats stubs as data of their package. */
function include(missing: MissingFiles, sources: ProjectSources): readonly Candidate[] {
  const { files, root, top } = missing
  const settings = backendOf(sources)
  const modules = settings.includeModules(missing, sources)
  if (backendName(sources) !== 'setuptools' || !files.every((file) => file.endsWith('.pyi'))) return modules
  const start = root === '' ? 0 : root.length + 1
  const installed = files.map((file) => file.slice(start))
  const isShipped = sources.wheelFiles.some((path) => path.startsWith(`${top}/`))
  const data = settings.includeData({ ...missing, installed, package: top }, sources)
  if (isShipped) return data
  return modules.map(({ summary, edits }) => ({ summary, edits: [...edits, ...(data[0]?.edits ?? [])] }))
}

function missingModules(
  { module, source, files }: LackingModule,
  sources: ProjectSources,
): MissingFiles | undefined {
  const [top = ''] = module.split('.')
  const file = inProject(sources, source)
  const stubs = file.split('/').find((part) => part === `${top}-stubs`)
  const name = stubs ?? top
  const root = directoryWith(name, file)
  if (root === undefined) return undefined
  return {
    files: files.map((one) => inProject(sources, one)),
    top: name,
    root,
    shipped: shippedTopLevels(sources),
  }
}

/** The directory that contains a top-level package or module, given one of its files. */
function directoryWith(top: string, file: string): string | undefined {
  if (file === `${top}.py` || file.endsWith(`/${top}.py`)) return directoryOf(file)
  const at = `/${file}`.indexOf(`/${top}/`)
  return at < 0 ? undefined : file.slice(0, Math.max(at - 1, 0))
}
