import { explain } from '@renovatebot/pep440'
import { normalizeName } from '../../python/requirement.ts'
import { isSameVersion } from '../../python/versions.ts'
import type { Contents } from '../contents/facts.ts'
import { entryPointLocation } from '../diagnosis/entry-point-location.ts'
import { mainPackage, mainScript } from '../diagnosis/main-package.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { SourceLocation } from '../rules.ts'
import { declaredVersion } from './declared-version.ts'
import { eventTagVersion } from './event-tag.ts'
import { printedVersion } from './printed-version.ts'
import type { VersionSource } from './rules.ts'
import {
  compareBuilt,
  compareDeclared,
  compareReported,
  INCOMPARABLE,
  type VersionComparison,
} from './version-comparison.ts'

/** A version source, compared with the wheel. */
export interface VersionRow extends VersionComparison {
  readonly place: VersionSource
  /** Its displayed name: `METADATA of the wheel`, `greet --version`, `uv.lock`. */
  readonly source: string
  /** As written there; null if there is no version. */
  readonly version: string | null
  readonly where?: SourceLocation | undefined
}

/** Returns all version sources, the wheel first; none without a wheel. */
export function versionTable(facts: PackageFacts): VersionRow[] {
  const contents = completed(facts.contents)
  if (contents === undefined) return []
  const { version } = contents.wheel.metadata
  return [
    { place: 'metadata', source: 'METADATA of the wheel', version, agrees: true },
    ...builtFiles(facts, contents),
    ...installedMetadata(facts, contents),
    ...versionAttribute(facts, contents),
    ...scriptOutput(facts, contents),
    ...checkoutFiles(facts, version),
    ...otherFiles(facts, version),
    ...tags(facts, version),
  ]
}

function builtFiles({ build }: PackageFacts, { wheel }: Contents): VersionRow[] {
  const built = completed(build)
  const { name, version } = wheel.metadata
  const row = (place: VersionSource, source: string, found: string | undefined): VersionRow[] =>
    found === undefined ? [] : [{ place, source, version: found, ...compareBuilt(found, version) }]
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

/** Returns the version in the file name of a wheel or sdist; undefined if it has another distribution name. */
function versionInName(path: string, distribution: string): string | undefined {
  const file = path.split(/[\\/]/).at(-1) as string
  const stem = file.replace(/\.(?:tar\.\w+|zip)$/, '')
  if (file.endsWith('.whl')) return file.split('-')[1]
  // A distribution name that is not normalized may contain hyphens.
  const dash = [...stem.matchAll(/-/g)].find(
    ({ index }) => normalizeName(stem.slice(0, index)) === normalizeName(distribution),
  )
  return dash === undefined ? undefined : stem.slice(dash.index + 1)
}

function installedMetadata({ install }: PackageFacts, { wheel }: Contents): VersionRow[] {
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

function versionAttribute({ imports }: PackageFacts, { wheel, sourceMap }: Contents): VersionRow[] {
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
      ...compareReported(version, wheel.metadata.version),
      ...(file === undefined ? {} : { where: { file } }),
    },
  ]
}

function scriptOutput(facts: PackageFacts, { wheel }: Contents): VersionRow[] {
  const main = mainScript(wheel)
  const evidence = completed(facts.scripts)?.scripts?.find(({ entryPoint }) => entryPoint.name === main?.name)
  if (main === undefined || evidence?.versionRun === undefined) return []
  const { args, ending, error, stdout, stderr } = evidence.versionRun
  const worked = ending.kind === 'exited' && ending.code === 0 && error === undefined
  const { name, version } = wheel.metadata
  const names = [main.name, name, mainPackage(wheel) ?? name]
  const printed = worked ? stdout.trim() || stderr : ''
  return [
    {
      place: 'script',
      source: [main.name, ...args].join(' '),
      ...printedVersion(printed, version, names),
      where: entryPointLocation(main, facts),
    },
  ]
}

/** The versions in pyproject.toml or setup.cfg, and in uv.lock. */
function checkoutFiles({ project }: PackageFacts, version: string): VersionRow[] {
  const declared = declaredVersion(project)
  const { lockedVersion } = project
  const row = (
    place: VersionSource,
    { file, line }: SourceLocation,
    found: string | null,
    isFinal: boolean,
  ) => ({
    place,
    source: file,
    version: found,
    ...(found !== null && isFinal ? compareDeclared(found, version) : INCOMPARABLE),
    where: { file, line },
  })
  return [
    ...(declared === undefined ? [] : [row('declared', declared, declared.version, declared.isFinal)]),
    // For a dynamic version, some versions of uv recorded the one at the time of locking.
    ...(lockedVersion === undefined
      ? []
      : [row('lock', lockedVersion, lockedVersion.version, declared?.isFinal === true)]),
  ]
}

/**
 * The versions in files that are not part of the distribution. They may be updated only for a release, and may be unrelated
 * if they never had the package's version.
 */
function otherFiles({ event, version: release }: PackageFacts, version: string): VersionRow[] {
  const value = completed(release)
  const isRelease = event.kind === 'tag' && value?.eventTag?.kind === 'release'
  return (value?.otherFiles ?? []).map(({ file, line, version: found, isMaintained }) => {
    const isDevelopment = explain(version)?.is_devrelease !== false
    const isCompared = isRelease || (isMaintained && !isDevelopment)
    return {
      ...{ place: 'file' as const, source: file, version: found },
      ...(isCompared ? compareDeclared(found, version) : INCOMPARABLE),
      where: { file, line },
    }
  })
}

/** The tag of this commit, which the rule `tag-mismatch` compares, and the last release. */
function tags(facts: PackageFacts, version: string): VersionRow[] {
  const { event, version: release } = facts
  const { tagsOnCommit = [], baseline } = completed(release) ?? {}
  const tag =
    event.kind === 'tag'
      ? { name: event.tag, version: eventTagVersion(event.tag, facts) }
      : (tagsOnCommit.find((one) => isSameVersion(one.version, version)) ?? tagsOnCommit[0])
  const tagged = tag?.version
  return [
    ...(tag === undefined
      ? []
      : [
          {
            place: 'tag' as const,
            source: `tag ${tag.name}`,
            version: tagged ?? null,
            agrees: tagged === undefined ? null : isSameVersion(tagged, version),
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
