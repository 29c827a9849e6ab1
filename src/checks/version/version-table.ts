import { compare, valid } from '@renovatebot/pep440'
import { normalizeName } from '../../python/requirement.ts'
import { parseTags } from '../../repository/tags.ts'
import type { Contents } from '../contents/facts.ts'
import { mainPackage, mainScript } from '../diagnosis/main-names.ts'
import { whereDeclared } from '../diagnosis/where-declared.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Where } from '../rules.ts'
import { declaredVersion } from './declared-version.ts'
import { printedVersion } from './printed-version.ts'
import type { VersionPlace } from './rules.ts'
import {
  type Comparison,
  compareBuilt,
  compareSaid,
  compareWritten,
  INCOMPARABLE,
} from './version-comparison.ts'

/** One place that tells a version of the package, beside that of the wheel. */
export interface VersionRow extends Comparison {
  readonly place: VersionPlace
  /** For a person: `METADATA of the wheel`, `greet --version`, `uv.lock`. */
  readonly source: string
  /** As it is told there; null where nothing is. */
  readonly version: string | null
  readonly where?: Where | undefined
}

/** Everything that tells the version of the package, the wheel first; nothing without a wheel. */
export function versionTable(facts: PackageFacts): VersionRow[] {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  const { version } = contents.wheel.metadata
  return [
    { place: 'metadata', source: 'METADATA of the wheel', version, agrees: true },
    ...builtFiles(facts, contents),
    ...installed(facts, contents),
    ...attribute(facts, contents),
    ...script(facts, contents),
    ...written(facts, version),
    ...tags(facts, version),
  ]
}

function builtFiles({ build }: PackageFacts, { wheel }: Contents): VersionRow[] {
  const built = completed(build)
  const { name, version } = wheel.metadata
  const row = (place: VersionPlace, source: string, told: string | undefined): VersionRow[] =>
    told === undefined ? [] : [{ place, source, version: told, ...compareBuilt(told, version) }]
  return [
    ...row('file-name', 'file name of the wheel', versionInName(wheel.file, name)),
    ...(built?.kind === 'built'
      ? [
          ...row('sdist', 'PKG-INFO of the sdist', built.sdist.version),
          ...row('file-name', 'file name of the sdist', versionInName(built.sdist.file, name)),
        ]
      : []),
  ]
}

/** The version in the name of a wheel or an sdist of a distribution; undefined where the name is another one. */
function versionInName(path: string, distribution: string): string | undefined {
  const file = path.split(/[\\/]/).at(-1) as string
  const stem = file.replace(/\.(?:tar\.\w+|zip)$/, '')
  if (file.endsWith('.whl')) return file.split('-')[1]
  // The name may have hyphens too, where it is not in its normal form.
  const dash = [...stem.matchAll(/-/g)].find(
    ({ index }) => normalizeName(stem.slice(0, index)) === normalizeName(distribution),
  )
  return dash === undefined ? undefined : stem.slice(dash.index + 1)
}

function installed({ install }: PackageFacts, { wheel }: Contents): VersionRow[] {
  const installation = completed(install)
  const { name, version } = wheel.metadata
  const own =
    installation?.kind === 'installed'
      ? installation.distributions.find((one) => normalizeName(one.name) === normalizeName(name))
      : undefined
  if (own === undefined) return []
  const source = `importlib.metadata.version("${name}")`
  return [{ place: 'installed', source, version: own.version, ...compareBuilt(own.version, version) }]
}

function attribute({ imports }: PackageFacts, { wheel, sourceMap }: Contents): VersionRow[] {
  const top = mainPackage(wheel)
  const attempt = completed(imports)?.find(({ module }) => module === top)
  const version = (attempt?.withExtras ?? attempt)?.version
  if (typeof version !== 'string') return []
  const file = sourceMap.sourceOf(`${top}/__init__.py`) ?? sourceMap.sourceOf(`${top}.py`)
  return [
    {
      place: 'attribute',
      source: `${top}.__version__`,
      version,
      ...compareSaid(version, wheel.metadata.version),
      ...(file === undefined ? {} : { where: { file } }),
    },
  ]
}

function script(facts: PackageFacts, { wheel }: Contents): VersionRow[] {
  const speaker = mainScript(wheel)
  const seen = completed(facts.scripts)?.scripts?.find(({ entryPoint }) => entryPoint.name === speaker?.name)
  if (speaker === undefined || seen?.versionRun === undefined) return []
  const { args, ending, error, stdout, stderr } = seen.versionRun
  const worked = ending.kind === 'exited' && ending.code === 0 && error === undefined
  const { name, version } = wheel.metadata
  const names = [speaker.name, name, mainPackage(wheel) ?? name]
  const printed = worked ? stdout.trim() || stderr : ''
  return [
    {
      place: 'script',
      source: [speaker.name, ...args].join(' '),
      ...printedVersion(printed, version, names),
      where: whereDeclared(speaker, facts),
    },
  ]
}

/** What files of the checkout say: the declaration, and what was locked. */
function written({ project }: PackageFacts, version: string): VersionRow[] {
  const declared = declaredVersion(project)
  const { locked } = project
  const row = (place: VersionPlace, { file, line }: Where, told: string | null, isMeant: boolean) => ({
    place,
    source: file.split('/').at(-1) as string,
    version: told,
    ...(told !== null && isMeant ? compareWritten(told, version) : INCOMPARABLE),
    where: { file, line },
  })
  return [
    ...(declared === undefined ? [] : [row('declared', declared, declared.version, declared.isFinal)]),
    // Where the version is found by the build, some versions of uv wrote the one that was found then.
    ...(locked === undefined ? [] : [row('lock', locked, locked.version, declared?.isFinal === true)]),
  ]
}

/** What git says: a tag of this commit must agree, which a rule of its own tells; the last release does not have to. */
function tags({ event, project, version: release }: PackageFacts, version: string): VersionRow[] {
  const { here = [], baseline } = completed(release) ?? {}
  const agrees = (tagged: string) => valid(version) !== null && compare(tagged, version) === 0
  const tag =
    event.kind === 'tag'
      ? { name: event.tag, version: parseTags([{ name: event.tag, commit: '' }], project)[0]?.version }
      : (here.find((one) => agrees(one.version)) ?? here[0])
  const told = tag?.version
  return [
    ...(tag === undefined
      ? []
      : [
          {
            place: 'tag' as const,
            source: `tag ${tag.name}`,
            version: told ?? null,
            agrees: told === undefined ? null : agrees(told),
          },
        ]),
    ...(baseline === undefined
      ? []
      : [
          {
            place: 'release' as const,
            source: `last release, tag ${baseline.name}`,
            version: baseline.version,
            ...INCOMPARABLE,
          },
        ]),
  ]
}
