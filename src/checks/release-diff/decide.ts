import { SCRIPT_GROUPS } from '../../distribution/entry-points.ts'
import { fileOf } from '../../project/project.ts'
import { normalizeName } from '../../python/requirement.ts'
import { isAllowed } from '../../python/requires-python.ts'
import type { Contents } from '../contents/facts.ts'
import { isAnnounced } from '../diagnosis/announcements.ts'
import { declaredFiles } from '../diagnosis/declared-files/declared-files.ts'
import { isDeveloperExtra } from '../diagnosis/developer-extras.ts'
import { isExcludedOnPurpose, wheelExclusion } from '../diagnosis/exclusion-reason.ts'
import { isCompiledSource, staysBehind } from '../diagnosis/stay-behind.ts'
import { isCalVer, requiredBump, stepBetween } from '../diagnosis/version-step.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { FactsOf, Finding, SourceLocation } from '../rules.ts'
import type { LostFile, ReleaseDiff } from './facts.ts'
import { lostModules } from './lost-modules.ts'

/** Reports what the wheel lacks compared with the last release, unless the version or the changelog announces it. */
export function checkReleaseDiff(facts: PackageFacts): Finding[] {
  const diff = completed(facts.release)
  const contents = completed(facts.contents)
  if (diff === undefined || contents === undefined) return []
  return [
    ...lostDirectories(diff, facts, contents),
    ...(isBreakingRelease(diff, facts, contents) ? [] : lostInterfaces(diff, facts, contents)),
    ...lostPythons(diff, contents),
  ].map(({ where, ...lost }) => ({
    rule: 'release-shrunk' as const,
    severity: 'warning' as const,
    facts: { tag: diff.tag.name, ...lost },
    where,
  }))
}

type Lost = Omit<FactsOf['release-shrunk'], 'tag'> & { readonly where?: SourceLocation | undefined }

/** Lost files that were not deleted from git, by directory: a change of the build removed them. */
function lostDirectories(diff: ReleaseDiff, facts: PackageFacts, contents: Contents): Lost[] {
  const groups = new Map<string, LostFile[]>()
  for (const file of diff.lost) {
    if (file.origin.kind === 'deleted' || isReportedOrExpected(file, facts, contents)) continue
    const directory = outermostLost(file.path, contents)
    const key = `${file.origin.kind} ${directory}`
    groups.set(key, [...(groups.get(key) ?? []), file])
  }
  return [...groups.values()].flatMap((files): Lost[] => {
    const [{ path, origin }] = files as [LostFile]
    const directory = outermostLost(path, contents)
    const names = [directory, ...files.map((file) => file.path)].map(lastPart)
    if (names.some((name) => isAnnounced(name, diff.announcements))) return []
    const source = origin.kind === 'tracked' ? origin.source : undefined
    return [
      {
        kind: 'files',
        names: files.map((file) => file.path),
        directory: `${directory}/`,
        isTracked: origin.kind === 'tracked',
        where: source === undefined ? undefined : { file: source },
      },
    ]
  })
}

/** Whether the check of contents reports a lost file, or users do not need it. */
function isReportedOrExpected({ path, origin }: LostFile, facts: PackageFacts, contents: Contents): boolean {
  const { unshipped, besidePackages, wheel } = contents
  const [top = ''] = path.split('/')
  if (isCompiledSource(path) && !/\.(pxd|proto)$/.test(path)) return true
  if (origin.kind === 'generated') return isGeneratedPart(path)
  const source = unshipped.get(path)
  if (declaredFiles(facts).has(path)) return true
  if (source !== undefined)
    return (
      !staysBehind(path) &&
      !isExcludedOnPurpose(wheelExclusion(facts, contents, path, source), facts, contents)
    )
  if (besidePackages.some(({ name }) => name === top || `${name}.py` === top)) return true
  // A directory such as docs in site-packages was a mistake of the last release.
  return !wheel.topLevels.some(({ name }) => name === top)
}

/** Whether a generated file is for the package itself: a module in Python with the version, or metadata. */
function isGeneratedPart(path: string): boolean {
  return path.endsWith('.py') || path.endsWith('.pyi') || staysBehind(path)
}

/** The outermost directory of a file that is entirely missing from the wheel, or else the file's directory. */
function outermostLost(path: string, { wheel }: Contents): string {
  const parts = path.split('/').slice(0, -1)
  for (let length = 1; length < parts.length; length++) {
    const directory = parts.slice(0, length).join('/')
    if (!wheel.files.some((file) => file.path.startsWith(`${directory}/`))) return directory
  }
  return parts.join('/')
}

function lastPart(path: string): string {
  return path.split('/').at(-1) ?? path
}

/** Whether the version announces breaking changes, or is not bumped yet. */
function isBreakingRelease(
  { tag }: ReleaseDiff,
  { project, version }: PackageFacts,
  { wheel }: Contents,
): boolean {
  const step = stepBetween(tag.version, wheel.metadata.version)
  if (step === undefined || step === 'none' || step === 'downgrade' || step === 'local') return true
  if (step === 'major') return true
  const versions = completed(version)?.versions ?? []
  const needed = requiredBump({ breaking: 1, added: 0 }, tag.version, project.settings.version.bump)
  return !isCalVer([...versions, tag.version]) && (needed === 'none' || needed === 'patch' || step === needed)
}

/** Entry points, extras, import packages and the typing marker, which users rely on by name. */
function lostInterfaces(diff: ReleaseDiff, facts: PackageFacts, contents: Contents): Lost[] {
  const { previous, announcements } = diff
  const { wheel } = contents
  const commands = new Set(commandsOf(wheel))
  const lostCommands = commandsOf(previous).filter((name) => !commands.has(name))
  const plugins = new Set(pluginsOf(wheel))
  const lostPlugins = pluginsOf(previous).filter((name) => !plugins.has(name))
  const extras = new Set(wheel.metadata.extras.map(normalizeName))
  const lostExtras = previous.metadata.extras.filter(
    (extra) =>
      !extras.has(normalizeName(extra)) && !isDeveloperExtra(extra, { ...contents, wheel: previous }),
  )
  const isUntyped = diff.lost.some(
    ({ path, origin }) => path.endsWith('/py.typed') && origin.kind === 'deleted',
  )
  const apiReports = completed(facts.version)?.api?.kind === 'compared'
  const lostPackages = apiReports ? [] : lostModules(previous, wheel)
  const where = { file: fileOf(facts.project, 'pyproject.toml') }
  const of = (kind: Lost['kind'], all: readonly string[], words = (name: string) => [name]): Lost[] => {
    const names = all.filter((name) => !words(name).some((word) => isAnnounced(word, announcements)))
    return names.length === 0 ? [] : [{ kind, names, directory: null, isTracked: false, where }]
  }
  return [
    ...of('command', lostCommands),
    ...of('plugin', lostPlugins, (name) => name.split(' of ')),
    ...of('extra', lostExtras),
    ...of('module', lostPackages),
    ...of('typing', isUntyped ? ['py.typed'] : [], () => ['py.typed', 'typed', 'typing', 'annotations']),
  ]
}

/** The names of the commands: entry points, and script files. */
function commandsOf({ entryPoints, members }: Contents['wheel']): string[] {
  const scripts = members.flatMap(({ name }) => /^[^/]+\.data\/scripts\/([^/]+)$/.exec(name)?.[1] ?? [])
  const names = entryPoints.filter(({ group }) => SCRIPT_GROUPS.includes(group)).map(({ name }) => name)
  return [...new Set([...names, ...scripts])]
}

function pluginsOf({ entryPoints }: Contents['wheel']): string[] {
  return entryPoints
    .filter(({ group }) => !SCRIPT_GROUPS.includes(group))
    .map(({ group, name }) => `${name} of ${group}`)
}

/** Pythons that a patch release drops; minor releases usually drop some. */
function lostPythons({ tag, previous, announcements }: ReleaseDiff, { wheel }: Contents): Lost[] {
  const step = stepBetween(tag.version, wheel.metadata.version)
  if (step !== 'patch' && step !== 'post-release') return []
  const allows = (range: string | undefined, python: string) => isAllowed(`${python}.99`, range)
  const names = PYTHONS.filter(
    (python) =>
      allows(previous.metadata.requiresPython, python) && !allows(wheel.metadata.requiresPython, python),
  )
  // Without a range, the last release did not claim to support old Pythons.
  if (names.length === 0 || previous.metadata.requiresPython === undefined) return []
  if (
    names.some((python) => isAnnounced(python, announcements)) ||
    isAnnounced('Requires-Python', announcements)
  )
    return []
  return [{ kind: 'python', names, directory: null, isTracked: false }]
}

const PYTHONS = ['2.7', ...Array.from({ length: 12 }, (_, i) => `3.${i + 5}`)]
