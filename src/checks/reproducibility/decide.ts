import { isEmptyWheel } from '../../distribution/empty-wheel.ts'
import type { Member, Wheel } from '../../distribution/wheel.ts'
import { fileOf } from '../../project/project.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { isLocalReference, withoutLocalPath } from '../../python/requirement.ts'
import { buildFailedFinding } from '../diagnosis/build-failed.ts'
import { sdistExclusionReason } from '../diagnosis/exclusion-reason.ts'
import { filesLostBySdist, installedPath, isCompared, type LostFile } from '../diagnosis/lost-by-sdist.ts'
import { packagingOf } from '../diagnosis/packaging.ts'
import { wheelFromSourceTree } from '../diagnosis/wheel-from-source-tree.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'

/** Reports wheels from the source tree, or from a second build, that differ from the verified wheel. */
export function checkRebuilds(facts: PackageFacts): Finding[] {
  const rebuilds = completed(facts.rebuild)
  const build = completed(facts.build)
  if (rebuilds === undefined || build?.kind !== 'built') return []
  const { fromSourceTree } = rebuilds
  return [
    ...(fromSourceTree.kind === 'failed'
      ? [buildFailedFinding(facts, fromSourceTree.failure)]
      : sdistIncomplete(facts)),
    ...notReproducible(facts),
  ]
}

function sdistIncomplete(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  const build = completed(facts.build)
  const tree = wheelFromSourceTree(facts)
  // An empty wheel is reported as such.
  if (contents === undefined || build?.kind !== 'built' || tree === undefined || isEmptyWheel(contents.wheel))
    return []
  // A missing py.typed has its own rule with a lower severity.
  const lost = filesLostBySdist(facts).filter(({ installed }) => !installed.endsWith('/py.typed'))
  const changed = [...changedFiles(contents.wheel, tree, facts), ...changedMetadata(contents.wheel, tree)]
  if (lost.length === 0 && changed.length === 0) return []
  const inSdist = new Set(build.sdist.files.map((file) => fileOf(facts.project, file)))
  const absent = lost.flatMap(({ source }) => (source === undefined || inSdist.has(source) ? [] : [source]))
  const file = lost.find(({ source }) => source !== undefined)?.source ?? changed[0]
  return [
    {
      rule: 'sdist-incomplete',
      severity: changed.length === 0 && lost.every(isMinor) ? 'warning' : 'error',
      facts: {
        missing: lost.map(({ source, installed }) => source ?? installed),
        changed,
        absent: collapseDirectories(
          absent,
          contents.sources.map((source) => source.path),
          inSdist,
        ),
        cause: sdistExclusionReason(facts, contents, absent[0]),
        ...packagingOf(facts),
      },
      ...(file === undefined || file.endsWith(')') ? {} : { where: { file } }),
    },
  ]
}

/** Replaces the files of a directory that is completely absent from the sdist by the directory, with a trailing `/`. */
function collapseDirectories(
  absent: readonly string[],
  tracked: readonly string[],
  inSdist: ReadonlySet<string>,
): string[] {
  const isAbsent = (directory: string) =>
    absent.some((file) => file.startsWith(directory)) &&
    !tracked.some((file) => file.startsWith(directory) && inSdist.has(file))
  const outermost = absent.map((file) => {
    const parts = file.split('/')
    for (let length = 1; length < parts.length; length++) {
      const directory = `${parts.slice(0, length).join('/')}/`
      if (isAbsent(directory)) return directory
    }
    return file
  })
  return [...new Set(outermost)]
}

/** Whether a file is not needed at run time. */
function isMinor({ installed }: LostFile): boolean {
  return isTestPath(installed) || /\.dist-info\//.test(installed)
}

const COMPILED = /\.(so|pyd|dylib|dll|a|o|obj|lib)$/

/**
 * Files that are identical in the checkout and in the wheel from the source tree, but not in the wheel from the sdist.
 * Generated files, such as one with the version or the commit, may differ: only the source tree has a git history.
 */
function changedFiles(wheel: Wheel, tree: Wheel, facts: PackageFacts): string[] {
  const contents = completed(facts.contents)
  const digests = new Map(wheel.members.map((member) => [installedPath(member), member.sha256]))
  return tree.members.flatMap((member): string[] => {
    const other = digests.get(installedPath(member))
    if (other === undefined || other === member.sha256) return []
    if (!isCompared(member) || COMPILED.test(member.name)) return []
    const name = member.name.split('/').at(-1) as string
    const source = contents?.sources.find(
      ({ path, sha256 }) => sha256 === member.sha256 && (path === name || path.endsWith(`/${name}`)),
    )
    return source === undefined ? [] : [source.path]
  })
}

/** Requirements and entry points of only one of the wheels, as when setup.py reads a file that the sdist lacks. */
function changedMetadata(wheel: Wheel, tree: Wheel): string[] {
  const requirements = ({ metadata }: Wheel) =>
    metadata.requirements.map((line) => withoutLocalPath(line).replaceAll(metadata.version, 'VERSION'))
  const entries = ({ entryPoints }: Wheel) => entryPoints.map(({ name, value }) => `${name} = ${value}`)
  const declared = [
    ['METADATA (Requires-Dist', requirements],
    ['entry_points.txt (', entries],
  ] as const
  return declared.flatMap(([label, linesOf]) => {
    const [fromSdist, fromSourceTree] = [linesOf(wheel), linesOf(tree)]
    const other =
      fromSourceTree.find((line) => !fromSdist.includes(line)) ??
      fromSdist.find((line) => !fromSourceTree.includes(line))
    return other === undefined ? [] : [`${label}${label.endsWith('(') ? '' : ': '}${other})`]
  })
}

function notReproducible(facts: PackageFacts): Finding[] {
  const build = completed(facts.build)
  const second = completed(facts.rebuild)?.second
  if (build?.kind !== 'built' || second === undefined) return []
  if (second.kind === 'failed') {
    const how = `failed: ${second.failure.output.join(' / ')}`
    return [{ rule: 'not-reproducible', severity: 'warning', facts: { member: null, how } }]
  }
  const difference = firstDifference(build.wheel, second.wheel)
  if (difference === undefined) return []
  // The rule `metadata-invalid` reports a path of the build directory in the metadata.
  const hasLocalPath = build.wheel.metadata.requirements.some(isLocalReference)
  if (hasLocalPath && difference.member.endsWith('.dist-info/METADATA')) return []
  const source = completed(facts.contents)?.sourceMap.sourceOf(difference.member)
  return [
    {
      rule: 'not-reproducible',
      severity: isOfBackend(difference.member) ? 'note' : 'warning',
      facts: difference,
      ...(source === undefined ? {} : { where: { file: source } }),
    },
  ]
}

/** Whether the backend itself writes a member, such as the SBOM of maturin (PEP 770): the project cannot change it. */
function isOfBackend(member: string): boolean {
  return /^[^/]+\.dist-info\/sboms\//.test(member)
}

interface Difference {
  readonly member: string
  readonly how: string
}

/**
 * Returns the first member in which two builds differ. Compiled files are not compared: whether a compiler is
 * deterministic is not up to the project.
 */
export function firstDifference(
  first: Pick<Wheel, 'sha256' | 'members'>,
  second: Pick<Wheel, 'sha256' | 'members'>,
): Difference | undefined {
  if (first.sha256 === second.sha256) return undefined
  const others = new Map(second.members.map((member) => [member.name, member]))
  const compiled = first.members.some(
    ({ name, sha256 }) => COMPILED.test(name) && others.get(name)?.sha256 !== sha256,
  )
  const differ = (by: (member: Member) => unknown) =>
    first.members.find((member) => {
      const other = others.get(member.name)
      return other !== undefined && by(other) !== by(member)
    })?.name
  const names = new Set(first.members.map(({ name }) => name))
  const unmatched =
    first.members.find(({ name }) => !others.has(name))?.name ??
    second.members.find(({ name }) => !names.has(name))?.name
  if (unmatched !== undefined) return { member: unmatched, how: 'is in only one of them' }
  // RECORD has the hashes of all other members, so it differs whenever one of them does.
  const isRecord = (name: string) => /^[^/]+\.dist-info\/RECORD$/.test(name)
  const content =
    differ(({ name, sha256 }) => !COMPILED.test(name) && !isRecord(name) && !isOfBackend(name) && sha256) ??
    differ(({ name, sha256 }) => isOfBackend(name) && sha256) ??
    (compiled ? undefined : differ(({ sha256 }) => sha256))
  if (content !== undefined) return { member: content, how: 'has different contents' }
  const mode = differ(({ mode }) => mode)
  if (mode !== undefined) return { member: mode, how: 'has different permissions' }
  const moved = first.members.find(({ name }, i) => second.members[i]?.name !== name)?.name
  if (moved !== undefined) return { member: moved, how: 'has a different position in the archive' }
  const time = differ(({ modified }) => modified)
  if (time !== undefined) return { member: time, how: 'has a different modification time' }
  return undefined
}
