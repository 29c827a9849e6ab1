import type { TomlPath } from '../../config/toml.ts'
import { table } from '../../config/toml.ts'
import { type Project, pyprojectOf, valueAt } from '../../project/project.ts'
import { isOfThisMachine, normalizeName, parseRequirement } from '../../python/requirement.ts'
import type { Contents } from '../contents/facts.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, Where } from '../rules.ts'
import type { Floor, MetadataProblem } from './facts.ts'
import { pinnedDependencies } from './pins.ts'

/** What the package index would say: of the files, of the Pythons that they are for, of what they depend on. */
export function checkMetadata(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  const metadata = completed(facts.metadata)
  if (contents === undefined) return []
  return [
    ...invalidMetadata(metadata?.problems ?? [], facts.project),
    ...(metadata?.floor === undefined ? [] : tooNew(metadata.floor, contents, facts.project)),
    ...pinnedDependencies(contents.wheel, facts.project),
  ]
}

/** The same problem of wheel and sdist is one. */
function invalidMetadata(problems: readonly MetadataProblem[], project: Project): Finding[] {
  const found = new Map<string, MetadataProblem & { files: string[] }>()
  for (const problem of problems) {
    const { kind, field, value, problem: words } = problem
    const isSame = kind === 'direct-url' && value !== null && isOfThisMachine(value)
    const key = JSON.stringify([kind, field, isSame ? nameOf(value) : words])
    const known = found.get(key)
    if (known === undefined) found.set(key, { ...problem, files: [problem.file] })
    else known.files.push(problem.file)
  }
  return [...found.values()].map(({ files, kind, field, value, problem, severity }) => ({
    rule: 'metadata-invalid',
    severity,
    facts: { files, kind, field, value, problem },
    where: whereDeclared(field, value, project),
  }))
}

/** Key of `[project]` that a field comes from, where it is not of the same name. */
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

/** Where the project declares a field, as far as it does so in pyproject.toml. */
function whereDeclared(field: string, value: string | null, project: Project): Where | undefined {
  const key = KEYS[field] ?? field
  const at: TomlPath[] = [
    ['project', key],
    ['tool', 'poetry', key],
  ]
  if (field === 'requires-dist') {
    const extras = Object.keys(table(table(project.pyproject.project)['optional-dependencies']))
    at.push(...extras.map((extra) => ['project', 'optional-dependencies', extra]))
  }
  if (field === 'filename') at.push(['build-system', 'requires'])
  const declared = at.filter((path) => valueAt(project, path) !== undefined)
  for (const path of declared) {
    const items = valueAt(project, path)
    const index = Array.isArray(items) ? items.findIndex((item) => isSame(field, item, value)) : -1
    if (index >= 0) return inPyproject(project, [...path, index])
  }
  return declared[0] === undefined ? undefined : inPyproject(project, declared[0])
}

function isSame(field: string, item: unknown, value: string | null): boolean {
  if (typeof item !== 'string' || value === null) return false
  return field === 'requires-dist'
    ? normalizeName(nameOf(item)) === normalizeName(nameOf(value))
    : item === value
}

function nameOf(requirement: string): string {
  return parseRequirement(requirement)?.name ?? requirement
}

function inPyproject(project: Project, at: TomlPath): Where {
  return { file: pyprojectOf(project), line: project.lineOf(at) }
}

/** What a distribution brings to older Pythons under the name of the standard library. */
const BACKPORTS: Readonly<Record<string, string>> = { graphlib: 'graphlib-backport' }

function tooNew(floor: Floor, { wheel, sourceMap }: Contents, project: Project): Finding[] {
  const declared = new Set(wheel.metadata.requirements.map(nameOf))
  const broken = new Set(floor.uses.filter(({ kind }) => kind === 'syntax').map(({ path }) => path))
  return floor.uses
    .filter(({ kind, feature, path }) =>
      // What cannot be compiled is told once, and imports nothing.
      kind === 'syntax' ? true : !broken.has(path) && !declared.has(BACKPORTS[feature] ?? ''),
    )
    .map((use) => {
      const source = sourceMap.sourceOf(use.path)
      return {
        rule: 'requires-python-false',
        severity: use.certain ? 'error' : 'warning',
        facts: {
          floor: floor.version,
          requiresPython: wheel.metadata.requiresPython ?? '',
          needs: use.needs?.join('.') ?? null,
          kind: use.kind,
          feature: use.feature,
          path: source ?? use.path,
          line: use.line,
          asked: floor.asked,
          declaredIn: whereRequired(project),
        },
        ...(source === undefined ? {} : { where: { file: source, line: use.line } }),
      }
    })
}

/** How the project writes Requires-Python. */
function whereRequired(project: Project): 'requires-python' | 'python' | 'python_requires' {
  if (table(project.pyproject.project)['requires-python'] !== undefined) return 'requires-python'
  return valueAt(project, ['tool', 'poetry', 'dependencies', 'python']) === undefined
    ? 'python_requires'
    : 'python'
}
