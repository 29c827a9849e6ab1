import { isStringArray, table } from '../../config/toml.ts'
import { fileOf, type Project } from '../../project/project.ts'
import { parseRequirement } from '../../python/requirement.ts'
import { isDeveloperExtra } from '../diagnosis/developer-extras.ts'
import { positionOf } from '../diagnosis/position.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'

/** A field that is set outside of `[project]` and not listed in `dynamic`. */
interface Ignored {
  readonly field: string
  readonly value: string
  /** The place that sets it, relative to the repository's root; undefined if unknown. */
  readonly place: { readonly file: string; readonly line: number | undefined } | undefined
}

/** Reports metadata that setuptools ignores: all of it at once, as one line of pyproject.toml is missing. */
export function checkIgnoredMetadata(facts: PackageFacts): Finding[] {
  const { project } = facts
  const build = completed(facts.build)
  if (build?.kind !== 'built') return []
  const ofSetup = (build.ignoredMetadata ?? []).map(({ field, value, configuration: at }): Ignored => {
    return { field, value, place: at && { file: fileOf(project, at.file), line: at.line } }
  })
  const all = [...ofSetup, ...ignoredInPyproject(project)]
  const isLost = (one: Ignored) => isNeededByUsers(one, facts)
  const ignored = [...all.filter(isLost), ...all.filter((one) => !isLost(one))]
  const [first] = ignored
  if (first === undefined) return []
  const { place } = first
  return [
    {
      rule: 'metadata-ignored',
      severity: isLost(first) ? 'error' : 'warning',
      facts: {
        fields: ignored.map(({ field, value }) => ({ field, value })),
        dependencies: ofSetup.flatMap(({ field, value }) =>
          field === 'dependencies'
            ? textsIn(value).flatMap((text) => parseRequirement(text)?.name ?? [])
            : [],
        ),
        dynamic: [...new Set([...dynamicFields(project), ...ignored.map(({ field }) => field)])],
        place: place === undefined ? null : positionOf(place),
      },
      where: {
        file: fileOf(project, 'pyproject.toml'),
        line: project.lineOf(['project', 'dynamic']) ?? project.lineOf(['project']),
      },
    },
  ]
}

/** The list `dynamic` in `[project]`. */
function dynamicFields({ pyproject }: Project): readonly string[] {
  const { dynamic } = table(pyproject.project)
  return isStringArray(dynamic) ? dynamic : []
}

/** The fields of `[tool.setuptools.dynamic]` that `dynamic` does not list: setuptools ignores them without a warning. */
function ignoredInPyproject(project: Project): Ignored[] {
  const { pyproject, buildSystem } = project
  if (pyproject.project === undefined || !buildSystem.backend.startsWith('setuptools')) return []
  const declared = table(pyproject.project)
  const dynamic = dynamicFields(project)
  const configured = table(table(table(pyproject.tool).setuptools).dynamic)
  return Object.entries(configured)
    .filter(([field]) => !dynamic.includes(field) && declared[field] === undefined)
    .filter(([field]) => field !== 'entry-points' || !dynamic.some((one) => one.endsWith('scripts')))
    .map(([field, value]) => ({
      field,
      value: JSON.stringify(value),
      place: {
        file: fileOf(project, 'pyproject.toml'),
        line: project.lineOf(['tool', 'setuptools', 'dynamic', field]),
      },
    }))
}

const ENTRY_POINTS = ['scripts', 'gui-scripts', 'entry-points']

/** Whether the package lacks dependencies or commands without it; other fields only describe it. */
function isNeededByUsers({ field, value }: Ignored, facts: PackageFacts): boolean {
  if (field === 'optional-dependencies') {
    const contents = completed(facts.contents)
    const extras = [...value.matchAll(/['"]([\w.-]+)['"]:/g)].map(([, name = '']) => name)
    return contents === undefined || extras.some((extra) => !isDeveloperExtra(extra, contents))
  }
  return field === 'dependencies' || ENTRY_POINTS.includes(field)
}

/** The strings in a list that Python has written. */
function textsIn(value: string): string[] {
  return [...value.matchAll(/'([^']*)'|"([^"]*)"/g)].map(([, single, double]) => single ?? double ?? '')
}
