import { basename, dirname } from 'node:path/posix'
import { memoize } from '../process/memoize.ts'
import { escapeRegExp } from '../program/regular-expressions.ts'
import type { DependencyEdge } from './workspace.ts'

/** The files that changed since a commit. */
export interface ChangesSince {
  /** The commit, for messages: `main (1a2b3c4d5e)`, `tag core-v1.2`. */
  readonly baseLabel: string
  /** Relative to the checkout's root. */
  readonly changed: readonly string[]
  /** The changed pyproject.toml files whose settings for the packages below them are unchanged. */
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
    const dependencies = installedWith(path, input.edges)
    if (![...dependencies].some((dependency) => changed.has(dependency)))
      unchanged.set(path, `unchanged since ${changes.baseLabel}, like all of its dependencies`)
  }
  return { verified: requested.filter((path) => !unchanged.has(path)), unchanged }
}

/**
 * The packages that are installed to verify a package, including itself. Test dependencies and extras count only for the
 * package itself, and for others if the extras are requested.
 */
function installedWith(path: string, edges: readonly DependencyEdge[]): Set<string> {
  const from = new Map<string, DependencyEdge[]>()
  for (const edge of edges) from.set(edge.from, [...(from.get(edge.from) ?? []), edge])
  const plain = new Set<string>()
  const withExtras = new Set<string>()
  const visit = (name: string, hasExtras: boolean) => {
    const visited = hasExtras ? withExtras : plain
    if (visited.has(name)) return
    visited.add(name)
    for (const edge of from.get(name) ?? []) {
      const isSkipped = edge.purpose === 'tests' || (edge.isOfExtra === true && !hasExtras)
      if (name === path || !isSkipped) visit(edge.to, edge.hasExtras === true)
    }
  }
  visit(path, true)
  return new Set([...plain, ...withExtras])
}

/** The packages that contain changed files or are affected by them. */
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

/** The innermost package that contains a file; undefined without one. */
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

/** Extended regular expressions for lines of a package that mention a path outside of it. */
export interface MentionPatterns {
  /** A path out of the package: `../testdata`, `ROOT / "testdata"`. */
  readonly outside: string
  /** A path that may be relative to the root or to the package; undefined: not searched for. */
  readonly ambiguous: string | undefined
}

/**
 * The patterns to search packages for, to find those that use a file outside of all packages. They have its first component
 * as part of a path: a word such as `resource` may mean anything.
 */
export function mentionPatterns(file: string): MentionPatterns {
  const name = escapeRegExp(topLevelName(file))
  const end = '([^A-Za-z0-9_.-]|$)'
  const relative = `\\.\\./${name}${end}`
  if (UNRELATED.test(file)) return { outside: relative, ambiguous: undefined }
  const inPython = `(/ *|join(path)?\\(.*)["']${name}["'/]`
  const belowVariable = `([]})]|\\$[A-Za-z_]+)/${name}${end}`
  const hasExtension = /[^.]\.\w+$/.test(topLevelName(file))
  return {
    outside: `${relative}|${inPython}|${belowVariable}`,
    ambiguous: hasExtension ? `(^|[^A-Za-z0-9_./-])${name}${end}` : `["'=]${name}/`,
  }
}

/** The top-level file or directory that contains a file. */
export function topLevelName(file: string): string {
  return file.split('/')[0] as string
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
