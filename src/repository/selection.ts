import { basename, dirname } from 'node:path/posix'
import { oncePerKey } from '../process/once-per-key.ts'
import { type Edge, reachableFrom } from './workspace.ts'

/** What the files of a repository are compared with, for one package or for all. */
export interface Since {
  /** For a person: `main (1a2b3c4d5e)`, `the tag core-v1.2`. */
  readonly base: string
  /** Files that are not what they were then, relative to the checkout's root. */
  readonly changed: readonly string[]
  /** Those of them that steer packages below them as they did then. */
  readonly aside: ReadonlySet<string>
}

/** What a selection rests on; plain values. */
export interface SelectionFacts {
  /** Paths of all packages of the repository. */
  readonly packages: readonly string[]
  readonly edges: readonly Edge[]
  /** What a package is compared with; undefined where nothing is known that it could be. */
  readonly since: (path: string) => Since | undefined
  /** The packages that have to do with a file that lies in none of them. */
  readonly concernedBy: (file: string) => readonly string[]
}

/** The packages to verify, and those that need not be, with the reason. */
export interface Selection {
  readonly verified: readonly string[]
  /** Path -> reason. */
  readonly leftOut: ReadonlyMap<string, string>
}

/**
 * Leaves out the packages of which nothing has changed, nor of anything that they depend on. What cannot be known
 * counts as changed.
 *
 * @param asked paths of the packages that would be verified
 */
export function selectChanged(asked: readonly string[], facts: SelectionFacts): Selection {
  const touchedSince = oncePerKey((since: Since) => touched(since, facts))
  const leftOut = new Map<string, string>()
  for (const path of asked) {
    const since = facts.since(path)
    if (since === undefined) continue
    const changed = touchedSince(since)
    const needed = reachableFrom([path], facts.edges, 'needs')
    if (![...needed].some((one) => changed.has(one)))
      leftOut.set(path, `unchanged since ${since.base}; nothing it depends on changed`)
  }
  return { verified: asked.filter((path) => !leftOut.has(path)), leftOut }
}

/** The packages that changed files belong to, or have to do with. */
function touched({ changed, aside }: Since, { packages, concernedBy }: SelectionFacts): Set<string> {
  const known = new Set(packages)
  const found = new Set<string>()
  for (const file of changed) {
    const owner = ownerOf(file, known)
    if (owner !== undefined) found.add(owner)
    if (aside.has(file)) continue
    for (const path of owner === undefined ? concernedBy(file) : below(file, packages)) found.add(path)
  }
  return found
}

/** The package in whose folder a file lies, the innermost if they lie in each other. */
export function ownerOf(file: string, packages: ReadonlySet<string>): string | undefined {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (packages.has(folder)) return folder
    if (folder === '.') return undefined
  }
}

/** Files that steer how everything below them is built or tested, by the tools that look for them upwards. */
const STEERING =
  /^(pyproject\.toml|setup\.cfg|tox\.(ini|toml)|\.?pytest\.(ini|toml)|conftest\.py|\.gitignore|\.gitattributes)$/

/** The packages that a file steers from above. */
export function below(file: string, packages: readonly string[]): string[] {
  if (!STEERING.test(basename(file))) return []
  const folder = dirname(file)
  return packages.filter((path) => folder === '.' || `${path}/`.startsWith(`${folder}/`))
}

/** What is for people, for editors, for other tools: no build and no test reads it unless its name is in a package. */
const FOR_OTHERS =
  /\.(md|rst)$|^docs?\/|^\.(github|vscode|idea|devcontainer|circleci)\/|(^|\/)(LICEN[CS]E[^/]*|NOTICE[^/]*|CODEOWNERS|(uv|poetry|pdm|pixi|package-lock)\.(lock|json)|\.pre-commit-config\.yaml|\.?ruff\.toml|\.?mypy\.ini|\.flake8|\.pylintrc|pyrightconfig\.json|\.editorconfig|renovate\.json|Makefile|justfile)$/

/**
 * The text by which a package would name a file that lies in none: a path that leads up to it where the file is for
 * others, else also the bare name of the folder at the root that it lies in, or its own.
 */
export function namingText(file: string): { readonly text: string; readonly isWord: boolean } {
  const first = file.split('/')[0] as string
  return FOR_OTHERS.test(file) ? { text: `../${first}`, isWord: false } : { text: first, isWord: true }
}

/** Tables of pyproject.toml for tools that neither build nor test. */
const ASIDE = new Set(
  'ruff black isort mypy pyright basedpyright ty pylint flake8 codespell commitizen semantic_release towncrier bumpversion bumpver tbump vulture bandit interrogate deptry pyrefly typos yapf autopep8 djlint sqlfluff'.split(
    ' ',
  ),
)

/** Whether two versions of a pyproject.toml differ in what steers other packages below them. */
export function differsInSteering(before: Record<string, unknown>, after: Record<string, unknown>): boolean {
  return steering(before) !== steering(after)
}

function steering({ tool }: Record<string, unknown>): string {
  const tools = Object.entries(Object(tool)).filter(([name]) => !ASIDE.has(name))
  return JSON.stringify(tools.sort())
}
