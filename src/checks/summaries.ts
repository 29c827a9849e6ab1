import { count, list, listSome } from '../program/sentence.ts'
import { type PackageFacts, completed } from './facts.ts'
import { checkRebuilds } from './reproducibility/decide.ts'
import { answerOf } from './diagnosis/script-answer.ts'
import { rawScripts } from './diagnosis/raw-scripts.ts'
import type { LoadedModules } from './tests/facts.ts'
import type { Totals } from './tests/facts.ts'
import type { ApiChanges } from './version/facts.ts'
import { sizeOf } from './version/bump.ts'
import type { Changes } from './version/facts.ts'
import { isPlaceholder } from './version/decide.ts'
import type { BaseFacts, ReleaseFacts } from './version/facts.ts'

/** What a check that found no defect has seen, in a few words: a green that says nothing cannot be trusted. */
export function describeCheck(check: string, facts: PackageFacts): string | undefined {
  return DESCRIPTIONS[check]?.(facts)
}

const DESCRIPTIONS: Readonly<Record<string, (facts: PackageFacts) => string | undefined>> = {
  build: ({ build }) => {
    const value = completed(build)
    return value?.kind === 'built'
      ? `${fileName(value.sdist.file)}, and from it ${fileName(value.wheel.file)}`
      : undefined
  },
  rebuild: (facts) => {
    const [value, build] = [completed(facts.rebuilds), completed(facts.build)]
    if (value === undefined) return undefined
    if (build?.kind !== 'built')
      return `the wheel from the tree ${value.fromTree.kind === 'built' ? 'can' : 'cannot'} be built`
    const broken = checkRebuilds(facts).map(({ rule }) => rule)
    const tree = `the wheel from the tree has ${broken.includes('sdist-incomplete') ? 'other' : 'the same'} files`
    const again =
      value.again === undefined
        ? 'two builds are not compared without a commit, whose time they would share'
        : broken.includes('not-reproducible')
          ? 'a second build differs'
          : value.again.kind === 'built' && value.again.wheel.sha256 === build.wheel.sha256
            ? 'a second build gives it again'
            : 'a second build gives it again but for what is compiled'
    return `${tree}; ${again}`
  },
  contents: ({ contents }) => {
    const value = completed(contents)
    return (
      value &&
      `${count(value.wheel.files.length, 'file')} in ${listSome(value.wheel.topLevels.map(({ name }) => name)) || 'no package'}`
    )
  },
  metadata: ({ metadata }) => {
    const value = completed(metadata)
    if (value === undefined) return undefined
    const { contentType, classifiers, isPrivate, floor } = value
    const readme = contentType === null ? 'no README' : `README (${README[contentType] ?? contentType})`
    const index = isPrivate ? 'for no public index' : 'as the index takes them'
    const pythons =
      floor === undefined
        ? 'Requires-Python is not declared'
        : `nothing that Python ${floor.version} lacks${floor.asked ? ', which compiles it all' : ' was seen'}`
    return `core metadata, ${readme} and ${count(classifiers, 'classifier')}, ${index}; ${pythons}`
  },
  install: ({ project, contents, install }) => {
    const installation = completed(install)
    const needed = completed(contents)?.wheel.metadata.requirements.filter(
      (requirement) => !/\bextra\s*==/.test(requirement),
    ).length
    if (needed === undefined || installation?.kind !== 'installed') return undefined
    const { by, siblings = [] } = installation
    return [
      `the wheel and its ${count(needed, 'declared dependency', 'declared dependencies')}, nothing else`,
      by,
      ...(siblings.length === 0 ? [] : [`${listSome(siblings, 3)} as built from this repository`]),
      ...(project.ring.length === 0 ? [] : [`it needs itself by way of ${list(project.ring)}`]),
    ].join('; ')
  },
  imports: ({ imports }) => {
    const all = completed(imports) ?? []
    const bare = all.filter(({ outcome }) => outcome === 'imported').length
    const withExtras = all.filter((one) => one.withExtras?.outcome === 'imported').length
    const tolerated = all.length - bare - withExtras
    return [
      `${count(bare + withExtras, 'module')} imported`,
      ...(withExtras === 0 ? [] : [`${withExtras} of them with an extra`]),
      ...(tolerated === 0 ? [] : [`${tolerated} tolerated`]),
    ].join(', ')
  },
  dependencies: ({ scan }) => {
    const value = completed(scan)
    if (value === undefined) return undefined
    const distributions = new Set(value.imports.flatMap(({ providers }) => providers))
    return `${count(value.modules, 'module')} read; imports from ${count(distributions.size, 'other distribution')}`
  },
  scripts: (facts) => {
    const { scripts, entryPoints } = facts
    const raw = rawScripts(facts)
    const all = completed(scripts) ?? []
    const skipped = all.filter(({ configured }) => configured.skip !== undefined)
    const called = all.filter((one) => !skipped.includes(one))
    const withExtras = called.filter(({ runs }) => (runs.at(-1)?.extras.length ?? 0) > 0)
    const usage = called.filter((one) => answerOf(one) === 'usage')
    const loaded = entryPoints.filter(({ outcome }) => outcome === 'imported').length
    const notes = [
      ...(all.length === 0 && entryPoints.length > 0 ? [] : [`${count(called.length, 'script')} called`]),
      ...withExtras.map(
        ({ entryPoint, runs }) => `${entryPoint.name} with the extra ${list(runs.at(-1)?.extras ?? [])}`,
      ),
      ...usage.map(({ entryPoint }) => `${entryPoint.name} printed its usage and failed`),
      ...skipped.map(({ entryPoint, configured }) => `${entryPoint.name} skipped: ${configured.skip}`),
      ...(raw.length === 0 ? [] : [`${listSome(raw, 3)} not run, as no entry point tells what they do`]),
      ...(loaded === 0 ? [] : [`${count(loaded, 'other entry point')} loaded`]),
      ...(loaded === entryPoints.length
        ? []
        : [
            `${entryPoints.length - loaded} left to ${entryPoints.length - loaded === 1 ? 'its host' : 'their hosts'}`,
          ]),
    ]
    return notes.join('; ')
  },
  tests: ({ tests }) => {
    const value = completed(tests)
    if (value === undefined) return undefined
    const notes = [
      `requirements from ${value.requirements.source}`,
      ...(value.overlaid.length > 0
        ? [`${count(value.overlaid.length, 'file')} of tests that the wheel leaves out were put beside it`]
        : []),
      ...(value.replaced ? ['a test requirement had replaced the wheel, which was put back'] : []),
    ]
    return `${describeTotals(value.evidence.totals)}; ${[...describeLoaded(value.modules), ...notes].join('; ')}`
  },
  extras: ({ extras }) => {
    const all = (extras && completed(extras)) ?? []
    return `${list(all.map(({ extra }) => extra))} installed, each alone`
  },
  lowest: ({ lowest }) => {
    const value = lowest && completed(lowest)
    if (value?.kind !== 'ran') return undefined
    const { tests } = value
    const seen = [
      `${count(value.imports.length, 'module')} imported`,
      `${count(value.scripts.length, 'script')} called`,
      typeof tests === 'string' ? `tests not run: ${tests}` : describeTotals(tests.evidence.totals),
    ]
    return `${seen.join(', ')} with ${list(value.dependencies)}`
  },
  version: (facts) => {
    const value = completed(facts.release)
    const version = completed(facts.contents)?.wheel.metadata.version
    if (value === undefined || version === undefined) return undefined
    if (isPlaceholder(facts)) return `${version} holds the place of the version that the release writes`
    return `${describeStep(version, value)}${describeBase(value.base)}`
  },
}

/** From the last release to a version. */
function describeStep(version: string, { baseline, changes, here, api }: ReleaseFacts): string {
  const [tag] = here
  if (tag !== undefined && baseline === undefined) return `${version}, which is tagged as ${tag.name} here`
  if (baseline === undefined) return `${version}; no release was tagged yet`
  const size = sizeOf(baseline.version, version)
  if (size !== undefined && size !== 'none')
    return `${baseline.version} -> ${version} (${size})${describeApi(api)}`
  const since = `${version} as in ${baseline.name}, since which`
  return changes.what.length > 0
    ? `${since} ${listSome(changes.what, 3)} changed`
    : `${since} ${sameAs(changes)}`
}

/** What is not known of the branch that a proposal is merged into is said. */
function describeBase(base: BaseFacts | undefined): string {
  if (base === undefined || base.version !== undefined) return ''
  return `; its version was not compared with that of ${base.branch}: ${base.changes.why}`
}

function describeApi(api: ApiChanges | undefined): string {
  if (api === undefined) return ''
  if (api.kind === 'not-checked') return `; its API was not compared: ${api.reason}`
  const { breaking, added } = api
  if (breaking.length + added.length === 0) return '; its API is the same'
  return `; its API has ${count(breaking.length, 'breaking change')} and ${count(added.length, 'addition')}`
}

/** How it is known that nothing has changed. */
function sameAs({ by, why }: Changes): string {
  if (by === 'folder') return 'nothing has changed in the project'
  return by === 'wheels'
    ? 'nothing that ships has changed: its wheel was built, and installs the same'
    : `no file that ships has changed (its wheel was not compared: ${why})`
}

const README: Readonly<Record<string, string>> = {
  'text/markdown': 'Markdown',
  'text/x-rst': 'reStructuredText',
  'text/plain': 'plain text',
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) as string
}

function describeLoaded({ loaded, notLoaded }: LoadedModules): string[] {
  const all = loaded.length + notLoaded.length
  return all === 0
    ? []
    : [
        `the tests loaded ${loaded.length} of the ${count(all, 'module')} that ${all === 1 ? 'ships' : 'ship'}`,
      ]
}

/** The counts of a run of tests, as pytest words them. */
export function describeTotals(totals: Totals): string {
  const parts = (
    ['failed', 'errors', 'passed', 'skipped', 'xfailed', 'xpassed', 'deselected'] as const
  ).filter((name) => totals[name] > 0)
  return list(parts.map((name) => `${totals[name]} ${name}`)) || 'no test'
}
