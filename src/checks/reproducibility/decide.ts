import type { Member, Wheel } from '../../distribution/wheel.ts'
import { fileOf } from '../../project/project.ts'
import { isTestPath } from '../../project/test-paths.ts'
import { isOfThisMachine, withoutFolder } from '../../python/requirement.ts'
import { buildFailed } from '../diagnosis/build-failed.ts'
import { isCompared, type Lost, lostBySdist, placeOf } from '../diagnosis/lost-by-sdist.ts'
import { packagingOf } from '../diagnosis/packaging.ts'
import { wheelFromTree } from '../diagnosis/wheel-from-tree.ts'
import { whyNotInSdist } from '../diagnosis/why-missing.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'

/** Whoever builds the same commit, from the tree or from the sdist, gets the wheel that is verified. */
export function checkRebuilds(facts: PackageFacts): Finding[] {
  const rebuilds = completed(facts.rebuild)
  const build = completed(facts.build)
  if (rebuilds === undefined || build?.kind !== 'built') return []
  const { fromTree } = rebuilds
  return [
    ...(fromTree.kind === 'failed' ? [buildFailed(facts, fromTree.failure)] : sdistIncomplete(facts)),
    ...notReproducible(facts),
  ]
}

function sdistIncomplete(facts: PackageFacts): Finding[] {
  const contents = completed(facts.contents)
  const build = completed(facts.build)
  const tree = wheelFromTree(facts)
  if (contents === undefined || build?.kind !== 'built' || tree === undefined) return []
  // A marker for type checkers has a rule of its own, which weighs less.
  const lost = lostBySdist(facts).filter(({ installed }) => !installed.endsWith('/py.typed'))
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
        absent: wholeFolders(
          absent,
          contents.sources.map((source) => source.path),
          inSdist,
        ),
        cause: whyNotInSdist(facts, contents, absent[0]),
        ...packagingOf(facts),
      },
      ...(file === undefined || file.endsWith(')') ? {} : { where: { file } }),
    },
  ]
}

/** Files, and in place of those of a folder of which nothing is in the sdist the folder, with `/` at its end. */
function wholeFolders(
  absent: readonly string[],
  tracked: readonly string[],
  inSdist: ReadonlySet<string>,
): string[] {
  const isGone = (folder: string) =>
    absent.some((file) => file.startsWith(folder)) &&
    !tracked.some((file) => file.startsWith(folder) && inSdist.has(file))
  const outermost = absent.map((file) => {
    const parts = file.split('/')
    for (let length = 1; length < parts.length; length++) {
      const folder = `${parts.slice(0, length).join('/')}/`
      if (isGone(folder)) return folder
    }
    return file
  })
  return [...new Set(outermost)]
}

/** No user misses them at run time. */
function isMinor({ installed }: Lost): boolean {
  return isTestPath(installed) || /\.dist-info\//.test(installed)
}

const COMPILED = /\.(so|pyd|dylib|dll|a|o|obj|lib)$/

/**
 * Files that the wheel from the tree has as they are in the checkout, and the wheel from the sdist otherwise. What the
 * build writes, such as the version or the commit, may differ: only the tree has a history to ask.
 */
function changedFiles(wheel: Wheel, tree: Wheel, facts: PackageFacts): string[] {
  const contents = completed(facts.contents)
  const digests = new Map(wheel.members.map((member) => [placeOf(member), member.sha256]))
  return tree.members.flatMap((member): string[] => {
    const other = digests.get(placeOf(member))
    if (other === undefined || other === member.sha256) return []
    if (!isCompared(member) || COMPILED.test(member.name)) return []
    const name = member.name.split('/').at(-1) as string
    const source = contents?.sources.find(
      ({ path, sha256 }) => sha256 === member.sha256 && (path === name || path.endsWith(`/${name}`)),
    )
    return source === undefined ? [] : [source.path]
  })
}

/** What is declared from one and not from the other, as where setup.py reads a file that only the tree has. */
function changedMetadata(wheel: Wheel, tree: Wheel): string[] {
  const requirements = ({ metadata }: Wheel) =>
    metadata.requirements.map((line) => withoutFolder(line).replaceAll(metadata.version, 'VERSION'))
  const entries = ({ entryPoints }: Wheel) => entryPoints.map(({ name, value }) => `${name} = ${value}`)
  const declared = [
    ['METADATA (Requires-Dist', requirements],
    ['entry_points.txt (', entries],
  ] as const
  return declared.flatMap(([where, ask]) => {
    const [here, there] = [ask(wheel), ask(tree)]
    const other = there.find((line) => !here.includes(line)) ?? here.find((line) => !there.includes(line))
    return other === undefined ? [] : [`${where}${where.endsWith('(') ? '' : ': '}${other})`]
  })
}

function notReproducible(facts: PackageFacts): Finding[] {
  const build = completed(facts.build)
  const again = completed(facts.rebuild)?.again
  if (build?.kind !== 'built' || again === undefined) return []
  if (again.kind === 'failed') {
    const how = `failed: ${again.failure.words.join(' / ')}`
    return [{ rule: 'not-reproducible', severity: 'warning', facts: { member: null, how } }]
  }
  const difference = firstDifference(build.wheel, again.wheel)
  if (difference === undefined) return []
  // That the metadata names the folder of the build is told of the metadata.
  const namesFolder = build.wheel.metadata.requirements.some(isOfThisMachine)
  if (namesFolder && difference.member.endsWith('.dist-info/METADATA')) return []
  const source = completed(facts.contents)?.sourceMap.sourceOf(difference.member)
  return [
    {
      rule: 'not-reproducible',
      severity: 'warning',
      facts: difference,
      ...(source === undefined ? {} : { where: { file: source } }),
    },
  ]
}

interface Difference {
  readonly member: string
  readonly how: string
}

/**
 * The first member in which two builds differ. What a compiler made is not compared: whether it writes the same twice
 * is not the project's to decide.
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
  const alone =
    first.members.find(({ name }) => !others.has(name))?.name ??
    second.members.find(({ name }) => !names.has(name))?.name
  if (alone !== undefined) return { member: alone, how: 'is in one of them alone' }
  // RECORD has the digests of all others, so that it differs with them.
  const isRecord = (name: string) => /^[^/]+\.dist-info\/RECORD$/.test(name)
  const content =
    differ(({ name, sha256 }) => !COMPILED.test(name) && !isRecord(name) && sha256) ??
    (compiled ? undefined : differ(({ sha256 }) => sha256))
  if (content !== undefined) return { member: content, how: 'has another content' }
  const mode = differ(({ mode }) => mode)
  if (mode !== undefined) return { member: mode, how: 'has other permissions' }
  const moved = first.members.find(({ name }, i) => second.members[i]?.name !== name)?.name
  if (moved !== undefined) return { member: moved, how: 'stands elsewhere in the order of the files' }
  const time = differ(({ modified }) => modified)
  if (time !== undefined) return { member: time, how: 'has another time of its last change' }
  return undefined
}
