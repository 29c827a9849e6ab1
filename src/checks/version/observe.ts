import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Event } from '../../config/event.ts'
import { comparesWithBase } from '../../config/version-policy.ts'
import { buildEarlier, MAX_SECONDS_TO_REPEAT } from '../../distribution/build.ts'
import { memoize } from '../../process/memoize.ts'
import { ConfigurationError, Inconclusive } from '../../program/errors.ts'
import { fileOf, readProject } from '../../project/project.ts'
import { readSourceVersion } from '../../project/version-in-source.ts'
import { isOnIndex } from '../../python/install.ts'
import { type BaseBranch, findBaseBranch } from '../../repository/base-branch.ts'
import { type Checkout, copyGeneratedFiles, readSubmodules } from '../../repository/checkout.ts'
import { CommitFilesUnavailable, type CommitTrees, type History } from '../../repository/history.ts'
import type { ReleaseTag } from '../../repository/tags.ts'
import type { Contents } from '../contents/facts.ts'
import type { OfferedValues, PackageContext, PythonTools } from '../context.ts'
import { VERSION_FILES, versionInFile } from '../diagnosis/version-files.ts'
import { stepBetween } from '../diagnosis/version-step.ts'
import { Skip } from '../stage.ts'
import { readApiChanges } from './api.ts'
import { effectiveVersion, isSizeCheckable } from './bump.ts'
import { changesInPackage, type PackageSources, shippedChanges } from './changes.ts'
import type {
  ApiChanges,
  BaseFacts,
  Changes,
  EarlierBuild,
  EarlierReleases,
  FileVersion,
  LastWheel,
  ReleaseFacts,
} from './facts.ts'
import { findOverride } from './override.ts'
import { findReleases } from './releases.ts'
import { findVersionWriter, readWorkflows } from './version-writer.ts'
import { wheelDifferences } from './wheel-difference.ts'

/** The wheel whose version is checked. */
interface VersionInputs {
  readonly context: PackageContext
  readonly toolchain: PythonTools
  readonly contents: Contents
  /** The duration of the build of the wheel. */
  readonly seconds: number
}

/** Finds the last release, and the changes of the wheel since then. */
export async function observeVersion(
  context: PackageContext,
  needed: Pick<OfferedValues, 'toolchain' | 'build' | 'contents'>,
): Promise<ReleaseFacts | Skip> {
  if (context.versionPolicy === 'off') return new Skip('by configuration: version policy "off"')
  if (context.checkout.head === undefined) return new Skip('no git history')
  const { toolchain, build, contents } = needed
  return readRelease({ context, toolchain, contents, seconds: build.seconds })
}

async function readRelease(inputs: VersionInputs): Promise<ReleaseFacts> {
  const { context, contents } = inputs
  const { checkout, project, config } = context
  const { event } = config
  const history = await context.history()
  const releases = await findReleases(
    history,
    project,
    event,
    contents.wheel.metadata.version,
    contents.setupPy,
  )
  const baseBranch = await findBaseBranch(history, event)
  const base = comparesWithBase(event, context.versionPolicy) ? baseBranch : undefined
  const { baseline, lastFinal } = releases
  const checksSize = isSizeChecked(inputs, releases)
  const last = checksSize ? lastFinal : baseline
  const tags = [baseline, last].filter((tag) => tag !== undefined)
  const trees = await history.commitTrees([
    ...tags.map(({ name, commit }) => ({ ref: `refs/tags/${name}`, commit })),
    ...(base === undefined ? [] : [{ ref: base.commit, commit: base.commit }]),
  ])
  const wheelAt = memoize((commit: string) => buildAt(inputs, trees, commit))
  const compare = memoize((commit: string) => compareWith(inputs, trees, wheelAt, commit))
  const comparing = baseline && compare(baseline.commit)
  const readApi = async () => {
    if (lastFinal === undefined) return undefined
    if (!checksSize && !isBumpMissing(inputs, releases, await comparing)) return undefined
    return compareApi(inputs, await wheelAt(lastFinal.commit))
  }
  const [sinceRelease, sinceBase, loweredFrom, api, lastWheel, override, branches, workflows, onIndex] =
    await Promise.all([
      comparing,
      base && compare(base.commit),
      baseBranch && findLoweredVersion(inputs, history, baseBranch),
      readApi(),
      last && readLastWheel(inputs, trees, wheelAt, last),
      findOverride(history, event, project.settings.version, baseBranch),
      branchesOfTag(history, event),
      readWorkflows(checkout),
      config.checksIndex ? queryIndex(inputs) : undefined,
    ])
  return {
    ...releases,
    ...branches,
    lastWheel,
    changes: sinceRelease?.changes ?? NO_CHANGES,
    base: base && sinceBase && { branch: base.branch, ...sinceBase },
    loweredFrom,
    api,
    override,
    isOnIndex: onIndex,
    writer: findVersionWriter(workflows),
    otherFiles: await readOtherFiles(inputs, trees, baseline),
  }
}

/** Reads the version from files that are not part of the distribution, such as CITATION.cff. */
async function readOtherFiles(
  { context, contents }: VersionInputs,
  trees: CommitTrees,
  baseline: ReleaseTag | undefined,
): Promise<FileVersion[]> {
  const { checkout, project } = context
  const { name } = contents.wheel.metadata
  const tracked = new Set(checkout.files)
  const found = VERSION_FILES.map(async (path) => {
    const file = fileOf(project, path)
    const text = tracked.has(file) ? await readFile(join(checkout.root, file), 'utf8').catch(() => '') : ''
    const current = versionInFile(path, text, name)
    if (current === undefined) return []
    const before = baseline && (await trees.read(baseline.commit, file))
    const released = before === undefined ? undefined : versionInFile(path, before, name)?.version
    const isMaintained = released !== undefined && stepBetween(baseline?.version ?? '', released) === 'none'
    return [{ file, ...current, isMaintained }]
  })
  return (await Promise.all(found)).flat()
}

/** Returns the version in the source of the base branch, if the wheel's version is lower. */
async function findLoweredVersion(
  { context, contents }: VersionInputs,
  history: History,
  { branch, commit }: BaseBranch,
): Promise<ReleaseFacts['loweredFrom']> {
  if (context.versionPolicy === 'never') return undefined
  // The base branch may have newer commits than a checkout that is not the merge.
  const parents = await history.parentsOf(history.head)
  const base = parents.includes(commit) ? commit : await history.mergeBase(commit)
  if (base === undefined) return undefined
  const trees = await history.commitTrees([{ ref: base, commit: base }]).catch((error) => {
    if (error instanceof Inconclusive) return undefined
    throw error
  })
  const read = (file: string) =>
    trees?.read(base, fileOf(context.project, file)) ?? Promise.resolve(undefined)
  const source = await readSourceVersion(read)
  const [version, ...others] = source.kind === 'written' ? source.versions : []
  const isLowered =
    version !== undefined &&
    others.length === 0 &&
    stepBetween(version, contents.wheel.metadata.version) === 'downgrade'
  return isLowered ? { branch, version } : undefined
}

/** Whether the size of the bump is checked: the version is a new release after a final one. */
function isSizeChecked(
  { context, contents }: VersionInputs,
  { lastFinal, tagsOnCommit, versions }: EarlierReleases,
): boolean {
  const version = effectiveVersion(contents.wheel.metadata.version, tagsOnCommit)
  if (lastFinal === undefined || context.project.settings.version.bump?.severity === 'off') return false
  return isSizeCheckable(lastFinal.version, version, versions)
}

/** Whether a required bump is missing. The fix then names the lowest version to bump to. */
function isBumpMissing(
  { context, contents }: VersionInputs,
  { baseline, lastFinal, tagsOnCommit }: EarlierReleases,
  since: Pick<BaseFacts, 'changes'> | undefined,
): boolean {
  const { bump } = context.project.settings.version
  if (bump?.severity === 'off' || context.versionPolicy === 'never') return false
  const version = effectiveVersion(contents.wheel.metadata.version, tagsOnCommit)
  if (lastFinal === undefined || baseline !== lastFinal) return false
  return stepBetween(lastFinal.version, version) === 'none' && (since?.changes.changed.length ?? 0) > 0
}

async function compareApi(
  { context, toolchain, contents }: VersionInputs,
  old: EarlierBuild,
): Promise<ApiChanges> {
  if (old.kind !== 'built') return { kind: 'not-checked', reason: old.reason }
  const { scratch, config } = context
  const { interpreter } = toolchain
  const caller = config.environment
  return readApiChanges({
    old: old.wheel,
    new: contents.wheel,
    tools: () => toolchain.toolEnvironment('api'),
    interpreter,
    scratch,
    caller,
  })
}

/** Finds the branches that contain the tagged commit; none without a tag event. */
async function branchesOfTag(
  history: History,
  event: Event,
): Promise<Pick<ReleaseFacts, 'isOnDefaultBranch' | 'branches'>> {
  if (event.kind !== 'tag' || event.defaultBranch === undefined)
    return { isOnDefaultBranch: undefined, branches: [] }
  const [isOnDefaultBranch, branches] = await Promise.all([
    history.isOnBranch(event.defaultBranch),
    history.branchesWithHead(),
  ])
  return { isOnDefaultBranch, branches }
}

async function queryIndex({ context, toolchain, contents }: VersionInputs): Promise<boolean> {
  const { installer, pool } = toolchain
  const { scratch, config } = context
  const { name, version } = contents.wheel.metadata
  const environment = await pool.provide({ requirements: [] }, async () => undefined)
  const request = { installer, environment, cwd: scratch, caller: config.environment }
  return isOnIndex(request, name, version)
}

const NO_CHANGES: Changes = { changed: [], method: 'directory' }

/** Builds the wheel of a release; undefined if none of its possible source files has changed since. */
async function readLastWheel(
  { context, contents }: VersionInputs,
  trees: CommitTrees,
  wheelAt: (commit: string) => Promise<EarlierBuild>,
  tag: ReleaseTag,
): Promise<LastWheel | undefined> {
  const changed = changesInPackage(sourcesOf(context, contents), await trees.changedSince(tag.commit))
  return changed.length === 0 ? undefined : { ...(await wheelAt(tag.commit)), tag }
}

function sourcesOf({ checkout, project }: PackageContext, { wheel, sourceMap }: Contents): PackageSources {
  return { checkout, project, sourceMap, shipped: wheel.files.map(({ path }) => path) }
}

/** Returns the changes since a commit, and the version of that commit's wheel. */
async function compareWith(
  inputs: VersionInputs,
  trees: CommitTrees,
  wheelAt: (commit: string) => Promise<EarlierBuild>,
  commit: string,
): Promise<Pick<BaseFacts, 'version' | 'changes'>> {
  const { wheel, sourceMap } = inputs.contents
  const sources = sourcesOf(inputs.context, inputs.contents)
  const changedFiles = await trees.changedSince(commit)
  if (changesInPackage(sources, changedFiles).length === 0)
    return { version: wheel.metadata.version, changes: NO_CHANGES }
  const earlier = await wheelAt(commit)
  if (earlier.kind === 'built') {
    const changed = wheelDifferences(earlier.wheel, wheel).map((part) => sourceMap.sourceOf(part) ?? part)
    return { version: earlier.wheel.metadata.version, changes: { changed, method: 'wheels' } }
  }
  const changed = await shippedChanges(sources, changedFiles, trees, commit)
  return { version: undefined, changes: { changed, method: 'files', reason: earlier.reason } }
}

/** Finds a submodule that may contain sources of the wheel: submodules of earlier commits are not fetched. */
async function findRequiredSubmodule(
  checkout: Checkout,
  { wheel, sourceMap }: Contents,
): Promise<string | undefined> {
  const sources = wheel.files.map(({ path }) => sourceMap.sourceOf(path) ?? '')
  const isCompiled = !wheel.file.endsWith('-none-any.whl')
  const submodules = await readSubmodules(checkout)
  return submodules.find((path) => isCompiled || sources.some((source) => source.startsWith(`${path}/`)))
}

/** Builds the wheel of an earlier commit with the build system that it declares. */
async function buildAt(
  { context, toolchain, contents, seconds }: VersionInputs,
  trees: CommitTrees,
  commit: string,
): Promise<EarlierBuild> {
  const { checkout, project, scratch, logs } = context
  const notBuilt = (reason: string): EarlierBuild => ({ kind: 'not-built', reason })
  if (seconds > MAX_SECONDS_TO_REPEAT) return notBuilt(`the build takes ${Math.round(seconds)} s`)
  const submodule = await findRequiredSubmodule(checkout, contents)
  if (submodule !== undefined) return notBuilt(`wheel files may come from the submodule ${submodule}`)
  const name = commit.slice(0, 10)
  const copy = join(scratch, 'earlier', name)
  try {
    const root = await context.copies.atCommit(project, name, copy, (directory) =>
      trees.checkOut(commit, directory),
    )
    const generated = project.settings.generated.map((glob) => fileOf(project, glob))
    await copyGeneratedFiles(checkout, root, generated)
    const source = join(root, project.path)
    const { buildSystem } = await readProject({ ...checkout, root }, source)
    const backend = toolchain.backendOf(buildSystem)
    const result = await buildEarlier(backend, {
      source,
      requires: buildSystem.requires,
      output: join(scratch, 'earlier', `${name}-wheel`),
      writeLog: (transcript) => logs.write(`earlier-${name}`, transcript),
    })
    if (result.kind === 'built') return result
    return notBuilt(
      `the wheel of ${name} cannot be built: ${result.failure.output.at(-1) ?? result.failure.step}`,
    )
  } catch (error) {
    if (error instanceof ConfigurationError || error instanceof CommitFilesUnavailable)
      return notBuilt(error.message)
    throw error
  }
}
