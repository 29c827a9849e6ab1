import { parseEntryPoint, SCRIPT_GROUPS } from '../../../distribution/entry-points.ts'
import { escapeRegExp } from '../../../program/regular-expressions.ts'
import { fileOf, prefixOf, pyprojectOf, valueAt } from '../../../project/project.ts'
import type { Candidate, Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { CandidatesOf, FindingOf } from './candidates-of.ts'
import { includeModule } from './module-missing.ts'
import { shippedModules, sourceOfModule, type TopLevelObject, topLevelObjects } from './module-sources.ts'
import { similarNames } from './similar-names.ts'

type Broken = FindingOf<'entry-point-broken'>

/** Points an entry point at an object that exists, in a module of the wheel, or gives it a name that can be installed. */
export const brokenEntryPoint: CandidatesOf<'entry-point-broken'> = (finding, sources) => {
  const { script, value, problem } = finding.facts
  if (/^overwrites|^and |^is in the wheel/.test(problem)) return []
  if (problem.startsWith('cannot be loaded') && !namesMissingModule(finding)) return []
  if (problem.startsWith('is declared in')) return moved(finding, sources)
  if (/ in its name|^has a path/.test(problem)) return renamed(finding, sources)
  const included = includedModule(finding, sources)
  if (included.length > 0) return included
  const values = [...new Set(correctValues(finding, sources))].filter((one) => one !== value)
  const candidates = values.flatMap((by) => replaceValue(finding, by, sources) ?? [])
  return candidates.length > 0 ? candidates : removed(script, finding, sources)
}

/** Includes a module of the project that the wheel lacks. */
function includedModule({ facts }: Broken, sources: ProjectSources): Candidate[] {
  const [, module, source] =
    /^points to the module (\S+), which is not in the wheel \(source: (.+)\)$/.exec(facts.problem) ?? []
  // It has another name in the wheel: `src.demo.cli` is `demo.cli`.
  const isShipped = sources.wheelFiles.some((path) => `/${source}`.endsWith(`/${path}`))
  return module === undefined || source === undefined || isShipped
    ? []
    : includeModule({ module, source, files: [source] }, sources)
}

/** Whether an entry point cannot be loaded because the module that it names does not exist. */
function namesMissingModule({ facts: { group, script, value, problem } }: Broken): boolean {
  const { module } = parseEntryPoint(group, script, value)
  const [, missing] = /No module named '([^']+)'/.exec(problem) ?? []
  return missing !== undefined && `${module}.`.startsWith(`${missing}.`)
}

/** Usual names of main functions, the most usual first. */
const USUAL_NAMES = ['main', 'cli', 'app', 'run', '_main', 'entry_point', 'entrypoint', 'execute', 'start']

/** Probable correct values of the entry point, the most likely first. */
function correctValues({ facts }: Broken, sources: ProjectSources): string[] {
  const { group, script, value, problem } = facts
  const [reference = '', ...extras] = value.split(/(?=\s*\[)/)
  const suffix = extras.join('')
  const { module, attribute } = parseEntryPoint(group, script, normalizedReference(reference))
  const isScript = SCRIPT_GROUPS.includes(group)
  const modules = shippedModules(sources)
  const found = modules.includes(module)
    ? objectsFor({ attribute, isScript, script }, objectsOf(module, sources)).map(
        (name) => `${module}:${name}`,
      )
    : []
  const isWellFormed =
    attribute !== undefined && objectsOf(module, sources).some(({ name }) => name === attribute)
  // `demo.cli.main` for `demo.cli:main`
  const parent = module.slice(0, module.lastIndexOf('.'))
  const last = module.slice(parent.length + 1)
  const isDotted =
    attribute === undefined && isScript && objectsOf(parent, sources).some(({ name }) => name === last)
  const others = problem.startsWith('points to the module') || found.length === 0
  return [
    ...(isWellFormed && modules.includes(module) ? [`${module}:${attribute}`] : []),
    ...(isDotted ? [`${parent}:${last}`] : []),
    ...found,
    ...(others ? inOtherModules({ module, attribute, isScript, script }, sources, modules) : []),
  ].map((one) => one + suffix)
}

/** `demo.cli:main` for `demo/cli.py:main()` and `demo.cli: main`. */
function normalizedReference(reference: string): string {
  const [module = '', attribute] = reference.replaceAll(/\s|\(\)$/g, '').split(':')
  const dotted = module.replace(/\.py$/, '').replaceAll('/', '.')
  return attribute === undefined ? dotted : `${dotted}:${attribute}`
}

interface Wanted {
  readonly attribute: string | undefined
  readonly isScript: boolean
  readonly script: string
}

function objectsOf(module: string, sources: ProjectSources): TopLevelObject[] {
  const source = sourceOfModule(module, sources)
  return source === undefined ? [] : topLevelObjects(sources.textOf(source) ?? '')
}

/** The objects of a module that an entry point may refer to. */
function objectsFor({ attribute, isScript, script }: Wanted, objects: readonly TopLevelObject[]): string[] {
  const eligible = objects.filter(({ kind }) => !isScript || kind === 'function').map(({ name }) => name)
  const similar = attribute === undefined ? [] : similarNames(attribute, eligible)
  if (!isScript) return similar
  const usual = [...USUAL_NAMES, script.replaceAll('-', '_')].filter((name) => eligible.includes(name))
  const publicNames = eligible.filter((name) => !name.startsWith('_'))
  return [...new Set([...similar, ...usual, ...(publicNames.length === 1 ? publicNames : [])])]
}

/** The same object in another module of the wheel: one with a similar name, or the only one that has it. */
function inOtherModules(
  { module, ...wanted }: Wanted & { readonly module: string },
  sources: ProjectSources,
  modules: readonly string[],
): string[] {
  const { attribute } = wanted
  const last = module.split('.').at(-1)
  const alike = [
    ...modules.filter((one) => `.${module}`.endsWith(`.${one}`) || `.${one}`.endsWith(`.${module}`)),
    ...modules.filter((one) => one.split('.').at(-1) === last),
    ...similarNames(module, modules),
  ]
  // A plugin can be a module.
  if (attribute === undefined && !wanted.isScript)
    return [...new Set(alike)].filter((one) => !`${module}.`.startsWith(`${one}.`))
  const named = [...new Set(alike)].flatMap((one) => {
    const objects = objectsOf(one, sources)
    const same = objects.filter(({ name }) => name === attribute).map(({ name }) => name)
    return [...same, ...objectsFor(wanted, objects)].map((name) => `${one}:${name}`)
  })
  if (attribute === undefined) return named
  const having = modules.filter((one) => objectsOf(one, sources).some(({ name }) => name === attribute))
  return [...named, ...(having.length === 1 ? [`${having[0]}:${attribute}`] : [])]
}

/** Points a command that names a module at a function of it: `demo.cli:main` for `demo:cli`. */
export function callFunctionOf(
  entryPoint: Pick<Broken['facts'], 'group' | 'script' | 'value'>,
  where: Broken['where'],
  sources: ProjectSources,
): Candidate[] {
  const { group, script, value } = entryPoint
  const { module, attribute } = parseEntryPoint(group, script, value)
  const called = `${module}.${attribute}`
  const names = objectsFor({ attribute, isScript: true, script }, objectsOf(called, sources))
  const finding = {
    rule: 'entry-point-broken',
    severity: 'error',
    facts: { ...entryPoint, problem: '' },
    where,
  }
  return names.flatMap((name) => replaceValue(finding as Broken, `${called}:${name}`, sources) ?? [])
}

/** Replaces the value where it is declared; undefined if that was not found. */
function replaceValue(finding: Broken, by: string, sources: ProjectSources): Candidate | undefined {
  const { script, value } = finding.facts
  const at = locate(finding, sources)
  return (
    at && {
      summary: `Point ${script} at ${by}.`,
      edits: [{ kind: 'replace', file: at.file, line: at.line, text: value, by }],
    }
  )
}

/** The line that declares an entry point, with its value once: where the finding is, or else in another file. */
function locate(
  { facts, where }: Broken,
  { project, textOf, files }: ProjectSources,
): { file: string; line: number } | undefined {
  const { script, value } = facts
  const isOnce = (line: string) => line.split(value).length === 2
  const declaration = new RegExp(
    `(^|[\\s"'{,\\[])${escapeRegExp(script)}["']?\\s*[=:].*${escapeRegExp(value)}`,
  )
  const known = where?.line === undefined ? undefined : textOf(where.file)?.split('\n')[where.line - 1]
  if (where?.line !== undefined && known !== undefined && isOnce(known))
    return { file: where.file, line: where.line }
  const prefix = prefixOf(project)
  const others = files.filter(
    (file) => file.startsWith(prefix) && /(^|\/)entry_points\.(txt|ini)$/.test(file),
  )
  const named = ['pyproject.toml', 'setup.cfg', 'setup.py'].map((name) => fileOf(project, name))
  for (const file of [...named, ...others]) {
    const lines = (textOf(file) ?? '').split('\n')
    const index = lines.findIndex((line) => declaration.test(line) && isOnce(line))
    if (index >= 0) return { file, line: index + 1 }
  }
  return undefined
}

/** The keys of pyproject.toml under which tools declare the entry points of a group. */
function tablesOf(group: string): string[][] {
  const ofTool = (...keys: string[]) => [
    ['project', ...keys],
    ['tool', 'poetry', ...keys],
  ]
  switch (group) {
    case 'console_scripts':
      return [...ofTool('scripts'), ['tool', 'flit', 'scripts']]
    case 'gui_scripts':
      return [['project', 'gui-scripts']]
    default:
      return [
        ['project', 'entry-points', group],
        ['tool', 'poetry', 'plugins', group],
        ['tool', 'flit', 'entrypoints', group],
      ]
  }
}

/** The edit that deletes an entry point; undefined if setup.py declares it. */
function deletion({ facts }: Broken, { project }: ProjectSources): Edit | undefined {
  const { group, script } = facts
  const table = tablesOf(group).find((path) => valueAt(project, [...path, script]) !== undefined)
  if (table !== undefined)
    return {
      kind: 'setting',
      file: pyprojectOf(project),
      path: [...table, script],
      change: { kind: 'delete' },
    }
  const lines = project.setupCfg.get('options.entry_points')?.get(group.toLowerCase())?.split('\n') ?? []
  const item = lines.find((line) => line.split('=')[0]?.trim() === script)
  return item === undefined
    ? undefined
    : {
        kind: 'setting',
        file: fileOf(project, 'setup.cfg'),
        path: ['options.entry_points', group],
        change: { kind: 'remove', items: [item] },
      }
}

/** No similar object exists: the user decides whether to add it or to remove the entry point. */
function removed(script: string, finding: Broken, sources: ProjectSources): Candidate[] {
  const edit = deletion(finding, sources)
  return edit === undefined
    ? []
    : [{ summary: `Remove the entry point ${script}.`, edits: [edit], suggestion: 'decision' }]
}

/** Moves an entry point to `[project]` if the build backend ignores its table. */
function moved(finding: Broken, sources: ProjectSources): Candidate[] {
  const { group, script, value } = finding.facts
  const { project } = sources
  const [standard] = tablesOf(group)
  const isDeclared = standard !== undefined && valueAt(project, [...standard, script]) !== undefined
  const edit = deletion(finding, sources)
  if (standard === undefined || isDeclared || edit === undefined || project.pyproject.project === undefined)
    return []
  const added: Edit = {
    kind: 'setting',
    file: pyprojectOf(project),
    path: [...standard, script],
    change: { kind: 'set', value },
  }
  return [{ summary: `Declare ${script} in [${standard.join('.')}].`, edits: [edit, added] }]
}

/** Gives a command a name that installers accept: without spaces, and without directories. */
function renamed(finding: Broken, sources: ProjectSources): Candidate[] {
  const { script, value } = finding.facts
  const by = (script.split(/[\\/]/).at(-1) ?? '').trim().replaceAll(/\s+/g, '-')
  const edit = deletion(finding, sources)
  if (edit?.kind !== 'setting' || by === '' || by === script) return []
  const { file, path, change } = edit
  const summary = `Rename the command to ${by}.`
  if (change.kind === 'remove') {
    const [item = ''] = change.items
    return [
      {
        summary,
        edits: [{ kind: 'setting', file, path, change: { kind: 'replace', item, by: `${by} = ${value}` } }],
      },
    ]
  }
  const added: Edit = {
    kind: 'setting',
    file,
    path: [...path.slice(0, -1), by],
    change: { kind: 'set', value },
  }
  return [{ summary, edits: [edit, added] }]
}
