import type { TomlPath } from '../../config/toml.ts'
import { table } from '../../config/toml.ts'
import { type Project, pyprojectOf, valueAt } from '../../project/project.ts'
import { isLocalReference, normalizeName, parseRequirement } from '../../python/requirement.ts'
import type { Contents } from '../contents/facts.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, SourceLocation } from '../rules.ts'
import type { MetadataEvidence, MetadataProblem, MinimumPython } from './facts.ts'
import { pinnedDependencies } from './pins.ts'
import { checkPlatformTags } from './platform-tags.ts'

/** Reports metadata that PyPI rejects, a Requires-Python that is too low, and pinned dependencies of a library. */
export function checkMetadata(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  const metadata = completed(facts.metadata)
  if (contents === undefined) return []
  return [
    ...invalidMetadata(metadata?.problems ?? [], facts.project),
    ...(metadata === undefined ? [] : invalidPyproject(metadata, facts.project)),
    ...(metadata?.minimumPython === undefined
      ? []
      : missingFeatures(metadata.minimumPython, contents, facts.project)),
    ...pinnedDependencies(contents.wheel, facts.project),
    ...checkPlatformTags(facts),
  ]
}

/** Reports a problem that wheel and sdist have in common once. */
function invalidMetadata(problems: readonly MetadataProblem[], project: Project): Finding[] {
  const found = new Map<string, MetadataProblem & { files: string[] }>()
  for (const problem of problems) {
    const { kind, field, value, problem: text } = problem
    // The sdist is built in another directory than the wheel, so a local path differs between the two.
    const isLocalPath = kind === 'direct-url' && value !== null && isLocalReference(value)
    const key = JSON.stringify([kind, field, isLocalPath ? nameOf(value) : text])
    const known = found.get(key)
    if (known === undefined) found.set(key, { ...problem, files: [problem.file] })
    else known.files.push(problem.file)
  }
  return [...found.values()].map(({ files, kind, field, value, problem, severity }) => ({
    rule: 'metadata-invalid',
    severity,
    facts: { files, kind, field, value, problem },
    where: findDeclaration(field, value, project),
  }))
}

/**
 * Reports violations of the standards that the build backend accepts. A misspelled key is an error if the backend ignores
 * something that an installation depends on; other tools or a later version of the backend may reject the others.
 */
function invalidPyproject({ problems, pyproject }: MetadataEvidence, project: Project): Finding[] {
  const reported = new Set(problems.map(({ field }) => KEYS[field] ?? field))
  return pyproject
    .filter(({ path: [table, key] }) => !(table === 'project' && reported.has(String(key))))
    .map(({ path, kind, message, suggestion }) => {
      const isIgnored = suggestion !== null && (path[0] === 'project' || path[0] === 'build-system')
      const isDescription = path[0] === 'project' && DESCRIPTIVE_KEYS.has(suggestion ?? '')
      return {
        rule: 'metadata-invalid',
        severity: isIgnored && !isDescription ? 'error' : 'warning',
        facts: {
          files: [pyprojectOf(project)],
          kind: suggestion === null ? `pyproject-${kind}` : 'pyproject-misspelled-key',
          field: String(path.at(-1)),
          value: suggestion,
          problem: `is invalid: ${nameOfKey(path)} ${message}${isIgnored ? ', and the build backend ignores it' : ''}`,
        },
        where: inPyproject(project, path),
      }
    })
}

/** The keys of `[project]` that only describe the package (pyproject.toml specification). */
const DESCRIPTIVE_KEYS: ReadonlySet<string> = new Set([
  'description',
  'readme',
  'license',
  'license-files',
  'authors',
  'maintainers',
  'keywords',
  'classifiers',
  'urls',
])

/** `"urls" in [project]`; `[project]` */
function nameOfKey(path: TomlPath): string {
  const keys = path.filter((key): key is string => typeof key === 'string')
  const [last] = keys.slice(-1)
  return keys.length < 2 ? `[${last}]` : `"${last}" in [${keys.slice(0, -1).join('.')}]`
}

/** Core metadata field -> key of `[project]`, for those whose names differ (pyproject.toml specification). */
const KEYS: Readonly<Record<string, string>> = {
  classifier: 'classifiers',
  'requires-dist': 'dependencies',
  description: 'readme',
  'description-content-type': 'readme',
  'license-file': 'license-files',
  'license-expression': 'license',
  'project-url': 'urls',
  'home-page': 'urls',
  'author-email': 'authors',
  'maintainer-email': 'maintainers',
  summary: 'description',
  'provides-extra': 'optional-dependencies',
}

/** The position of a field in pyproject.toml; undefined if it is declared elsewhere. */
function findDeclaration(field: string, value: string | null, project: Project): SourceLocation | undefined {
  const key = KEYS[field] ?? field
  const candidates: TomlPath[] = [
    ['project', key],
    ['tool', 'poetry', key],
  ]
  if (field === 'requires-dist') {
    const extras = Object.keys(table(table(project.pyproject.project)['optional-dependencies']))
    candidates.push(...extras.map((extra) => ['project', 'optional-dependencies', extra]))
  }
  if (field === 'filename') candidates.push(['build-system', 'requires'])
  const declared = candidates.filter((path) => valueAt(project, path) !== undefined)
  for (const path of declared) {
    const items = valueAt(project, path)
    const index = Array.isArray(items) ? items.findIndex((item) => isSameValue(field, item, value)) : -1
    if (index >= 0) return inPyproject(project, [...path, index])
  }
  return declared[0] === undefined ? undefined : inPyproject(project, declared[0])
}

function isSameValue(field: string, item: unknown, value: string | null): boolean {
  if (typeof item !== 'string' || value === null) return false
  return field === 'requires-dist'
    ? normalizeName(nameOf(item)) === normalizeName(nameOf(value))
    : item === value
}

function nameOf(requirement: string): string {
  return parseRequirement(requirement)?.name ?? requirement
}

function inPyproject(project: Project, path: TomlPath): SourceLocation {
  return { file: pyprojectOf(project), line: project.lineOf(path) }
}

/** Standard library module -> the distribution that provides it, under the same name, for older Pythons. */
const BACKPORTS: Readonly<Record<string, string>> = { graphlib: 'graphlib-backport' }

function missingFeatures(
  minimum: MinimumPython,
  { wheel, sourceMap }: Contents,
  project: Project,
): Finding[] {
  const declared = new Set(wheel.metadata.requirements.map(nameOf))
  const uncompilable = new Set(minimum.uses.filter(({ kind }) => kind === 'syntax').map(({ path }) => path))
  return minimum.uses
    .filter(({ kind, feature, path }) =>
      // A file with a syntax error is reported once; its other features do not matter.
      kind === 'syntax' ? true : !uncompilable.has(path) && !declared.has(BACKPORTS[feature] ?? ''),
    )
    .map((use) => {
      const source = sourceMap.sourceOf(use.path)
      return {
        rule: 'requires-python-false',
        severity: use.certain ? 'error' : 'warning',
        facts: {
          floor: minimum.version,
          requiresPython: wheel.metadata.requiresPython ?? '',
          needs: use.needs?.join('.') ?? null,
          kind: use.kind,
          feature: use.feature,
          path: source ?? use.path,
          line: use.line,
          asked: minimum.isConfirmed,
          declaredIn: requiresPythonKey(project),
        },
        ...(source === undefined ? {} : { where: { file: source, line: use.line } }),
      }
    })
}

/** The key that declares Requires-Python in the project. */
function requiresPythonKey(project: Project): 'requires-python' | 'python' | 'python_requires' {
  if (table(project.pyproject.project)['requires-python'] !== undefined) return 'requires-python'
  return valueAt(project, ['tool', 'poetry', 'dependencies', 'python']) === undefined
    ? 'python_requires'
    : 'python'
}
