import { basename, dirname } from 'node:path/posix'
import { memoize } from '../process/memoize.ts'
import { type DependencyEdge, reachableFrom } from './workspace.ts'

/** The files that changed since a commit. */
export interface ChangesSince {
  /** The commit, for messages: `main (1a2b3c4d5e)`, `the tag core-v1.2`. */
  readonly baseLabel: string
  /** Relative to the checkout's root. */
  readonly changed: readonly string[]
  /** Those changed pyproject.toml files that have the same settings for the packages below them. */
  readonly sharedSettingsUnchanged: ReadonlySet<string>
}

/** The input of a selection. */
export interface SelectionInput {
  /** Paths of all packages of the repository. */
  readonly packages: readonly string[]
  readonly edges: readonly DependencyEdge[]
  /** The changes since the base or the last release of a package; undefined if it has none. */
  readonly changesFor: (path: string) => ChangesSince | undefined
  /** The packages that a file outside of all packages affects. */
  readonly affectedBy: (file: string) => readonly string[]
}

/** The packages to verify, and the unchanged ones. */
export interface Selection {
  readonly verified: readonly string[]
  /** Path -> the reason why it is not verified. */
  readonly unchanged: ReadonlyMap<string, string>
}

/**
 * Selects the packages that changed, or that depend on one that did. A package without a base or last release counts as
 * changed.
 *
 * @param requested paths of the packages to select from
 */
export function selectChanged(requested: readonly string[], input: SelectionInput): Selection {
  const packagesAffectedBy = memoize((changes: ChangesSince) => affectedPackages(changes, input))
  const unchanged = new Map<string, string>()
  for (const path of requested) {
    const changes = input.changesFor(path)
    if (changes === undefined) continue
    const changed = packagesAffectedBy(changes)
    const dependencies = reachableFrom([path], input.edges, 'needs')
    if (![...dependencies].some((dependency) => changed.has(dependency)))
      unchanged.set(path, `unchanged since ${changes.baseLabel}; nothing it depends on changed`)
  }
  return { verified: requested.filter((path) => !unchanged.has(path)), unchanged }
}

/** The packages that contain changed files, or that these affect. */
function affectedPackages(
  { changed, sharedSettingsUnchanged }: ChangesSince,
  { packages, affectedBy }: SelectionInput,
): Set<string> {
  const packagePaths = new Set(packages)
  const found = new Set<string>()
  for (const file of changed) {
    const owner = containingPackage(file, packagePaths)
    if (owner !== undefined) found.add(owner)
    if (sharedSettingsUnchanged.has(file)) continue
    for (const path of owner === undefined ? affectedBy(file) : packagesConfiguredBy(file, packages))
      found.add(path)
  }
  return found
}

/** The package that contains a file, the innermost of nested ones; undefined if there is none. */
export function containingPackage(file: string, packages: ReadonlySet<string>): string | undefined {
  for (let directory = dirname(file); ; directory = dirname(directory)) {
    if (packages.has(directory)) return directory
    if (directory === '.') return undefined
  }
}

/** Settings files that build backends, tox, pytest and git also look for in parent directories. */
const SHARED_SETTINGS =
  /^(pyproject\.toml|setup\.cfg|tox\.(ini|toml)|\.?pytest\.(ini|toml)|conftest\.py|\.gitignore|\.gitattributes)$/

/** The packages below a settings file, which it affects. */
export function packagesConfiguredBy(file: string, packages: readonly string[]): string[] {
  if (!SHARED_SETTINGS.test(basename(file))) return []
  const directory = dirname(file)
  return packages.filter((path) => directory === '.' || `${path}/`.startsWith(`${directory}/`))
}

/** Documentation, and settings of editors and other tools: a build or test reads these only by an explicit path. */
const UNRELATED =
  /\.(md|rst)$|^docs?\/|^\.(github|vscode|idea|devcontainer|circleci)\/|(^|\/)(LICEN[CS]E[^/]*|NOTICE[^/]*|CODEOWNERS|(uv|poetry|pdm|pixi|package-lock)\.(lock|json)|\.pre-commit-config\.yaml|\.?ruff\.toml|\.?mypy\.ini|\.flake8|\.pylintrc|pyrightconfig\.json|\.editorconfig|renovate\.json|Makefile|justfile)$/

/**
 * The text to search packages for, to find those that mention a file outside of all packages: its top-level name, or for
 * documentation and settings of other tools, a relative path to that.
 */
export function searchTextFor(file: string): { readonly text: string; readonly isWord: boolean } {
  const first = file.split('/')[0] as string
  return UNRELATED.test(file) ? { text: `../${first}`, isWord: false } : { text: first, isWord: true }
}

/** Tables of pyproject.toml for tools that neither build nor test. */
const UNRELATED_TOOLS = new Set(
  'ruff black isort mypy pyright basedpyright ty pylint flake8 codespell commitizen semantic_release towncrier bumpversion bumpver tbump vulture bandit interrogate deptry pyrefly typos yapf autopep8 djlint sqlfluff'.split(
    ' ',
  ),
)

/** Whether two versions of a pyproject.toml differ in settings for the packages below it. */
export function sharedSettingsDiffer(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): boolean {
  return sharedSettings(before) !== sharedSettings(after)
}

function sharedSettings({ tool }: Record<string, unknown>): string {
  const tools = Object.entries(Object(tool)).filter(([name]) => !UNRELATED_TOOLS.has(name))
  return JSON.stringify(tools.sort())
}
