import { join } from 'node:path'
import type { Event } from '../../config/event.ts'
import { comparesWithBase } from '../../config/version-policy.ts'
import { buildEarlier, LONGEST_TO_REPEAT } from '../../distribution/build.ts'
import type { Wheel } from '../../distribution/wheel.ts'
import { oncePerKey } from '../../process/once-per-key.ts'
import { ConfigurationError } from '../../program/errors.ts'
import { fileOf, readProject } from '../../project/project.ts'
import { isOnIndex } from '../../python/install.ts'
import { type Checkout, copyGenerated, readSubmodules } from '../../repository/checkout.ts'
import { FilesNotHere, type History, type Trees } from '../../repository/history.ts'
import { findBase } from '../../repository/merge-base.ts'
import type { Contents } from '../contents/facts.ts'
import type { OfferedValues, PackageContext, PythonTools } from '../context.ts'
import { Skip } from '../stage.ts'
import { readApiChanges } from './api.ts'
import { isJudged, releasedAs, sizeOf } from './bump.ts'
import { ofProject, type Sources, shippedChanges } from './changes.ts'
import type { ApiChanges, BaseFacts, Changes, EarlierReleases, ReleaseFacts } from './facts.ts'
import { findReleases } from './releases.ts'
import { findVersionWriter, readWorkflows } from './version-source.ts'
import { findWaiver } from './waiver.ts'
import { differences } from './wheel-difference.ts'

/** What the version of a wheel is judged with. */
export interface Built {
  readonly context: PackageContext
  readonly toolchain: PythonTools
  readonly contents: Contents
  /** The duration of its build. */
  readonly seconds: number
}

/** Finds the last release, and what has changed since for those who install the package. */
export async function observeVersion(
  context: PackageContext,
  needed: Pick<OfferedValues, 'toolchain' | 'build' | 'contents'>,
): Promise<ReleaseFacts | Skip> {
  if (context.versionPolicy === 'off') return new Skip('by configuration: no bump is asked for')
  if (context.checkout.head === undefined)
    return new Skip('there is no git history, so there is no last release to compare with')
  const { toolchain, build, contents } = needed
  return readRelease({ context, toolchain, contents, seconds: build.seconds })
}

async function readRelease(built: Built): Promise<ReleaseFacts> {
  const { context, contents } = built
  const { checkout, project, config } = context
  const { event } = config
  const history = await context.history()
  const releases = await findReleases(history, project, event, contents.wheel.metadata.version)
  const merged = await findBase(history, event)
  const base = comparesWithBase(event, context.versionPolicy) ? merged : undefined
  const { baseline, lastFinal } = releases
  const isSized = asksOfApi(built, releases)
  const tags = [baseline, isSized ? lastFinal : undefined].filter((tag) => tag !== undefined)
  const trees = await history.withTrees([
    ...tags.map(({ name, commit }) => ({ ref: `refs/tags/${name}`, commit })),
    ...(base === undefined ? [] : [{ ref: base.commit, commit: base.commit }]),
  ])
  const wheelAt = oncePerKey((commit: string) => buildAt(built, trees, commit))
  const compare = oncePerKey((commit: string) => compareWith(built, trees, wheelAt, commit))
  const comparing = baseline && compare(baseline.commit)
  const readApi = async () => {
    if (lastFinal === undefined) return undefined
    if (!isSized && !isUnraised(built, releases, await comparing)) return undefined
    return compareApi(built, await wheelAt(lastFinal.commit))
  }
  const [sinceRelease, sinceBase, api, waiver, place, workflows, onIndex] = await Promise.all([
    comparing,
    base && compare(base.commit),
    readApi(),
    findWaiver(history, event, project.settings.version, merged),
    placeOf(history, event),
    readWorkflows(checkout),
    config.asksIndex ? askIndex(built) : undefined,
  ])
  return {
    ...releases,
    ...place,
    changes: sinceRelease?.changes ?? NOTHING,
    base: base && sinceBase && { branch: base.branch, ...sinceBase },
    api,
    waiver,
    isOnIndex: onIndex,
    writer: findVersionWriter(workflows),
  }
}

/** Whether the size of the bump is judged: there is one, and a release to judge it by. */
function asksOfApi({ context, contents }: Built, { lastFinal, here, versions }: EarlierReleases): boolean {
  const version = releasedAs(contents.wheel.metadata.version, here)
  if (lastFinal === undefined || context.project.settings.version.bump?.severity === 'off') return false
  return isJudged(lastFinal.version, version, versions)
}

/** Whether a bump is due that was not made: what it has to be is then worth knowing. */
function isUnraised(
  { context, contents }: Built,
  { baseline, lastFinal, here }: EarlierReleases,
  since: Pick<BaseFacts, 'changes'> | undefined,
): boolean {
  const { bump } = context.project.settings.version
  if (bump?.severity === 'off' || context.versionPolicy === 'never') return false
  const version = releasedAs(contents.wheel.metadata.version, here)
  if (lastFinal === undefined || baseline !== lastFinal) return false
  return sizeOf(lastFinal.version, version) === 'none' && (since?.changes.what.length ?? 0) > 0
}

async function compareApi({ context, toolchain, contents }: Built, old: Earlier): Promise<ApiChanges> {
  if (old.kind !== 'built') return { kind: 'not-checked', reason: old.why }
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

/** Where the commit of a tag lies. */
async function placeOf(
  history: History,
  event: Event,
): Promise<Pick<ReleaseFacts, 'isOnDefaultBranch' | 'branches'>> {
  if (event.kind !== 'tag' || event.defaultBranch === undefined)
    return { isOnDefaultBranch: undefined, branches: [] }
  const [isOnDefaultBranch, branches] = await Promise.all([
    history.isOn(event.defaultBranch),
    history.branches(),
  ])
  return { isOnDefaultBranch, branches }
}

async function askIndex({ context, toolchain, contents }: Built): Promise<boolean> {
  const { installer, pool } = toolchain
  const { scratch, config } = context
  const { name, version } = contents.wheel.metadata
  const environment = await pool.provide({ requirements: [] }, async () => undefined)
  const request = { installer, environment, cwd: scratch, caller: config.environment }
  return isOnIndex(request, name, version)
}

const NOTHING: Changes = { what: [], by: 'folder' }

/** What has changed since a commit, for those who install the package, and the version that the commit builds. */
async function compareWith(
  built: Built,
  trees: Trees,
  wheelAt: (commit: string) => Promise<Earlier>,
  commit: string,
): Promise<Pick<BaseFacts, 'version' | 'changes'>> {
  const { wheel, sourceMap } = built.contents
  const { checkout, project } = built.context
  const sources: Sources = { checkout, project, sourceMap, shipped: wheel.files.map(({ path }) => path) }
  const changed = await trees.changedSince(commit)
  if (ofProject(sources, changed).length === 0) return { version: wheel.metadata.version, changes: NOTHING }
  const earlier = await wheelAt(commit)
  if (earlier.kind === 'built') {
    const what = differences(earlier.wheel, wheel).map((part) => sourceMap.sourceOf(part) ?? part)
    return { version: earlier.wheel.metadata.version, changes: { what, by: 'wheels' } }
  }
  const what = await shippedChanges(sources, changed, trees, commit)
  return { version: undefined, changes: { what, by: 'files', why: earlier.why } }
}

/** A submodule that the wheel is built from, as it was not fetched for earlier commits; undefined where there is none. */
async function neededSubmodule(
  checkout: Checkout,
  { wheel, sourceMap }: Contents,
): Promise<string | undefined> {
  const sources = wheel.files.map(({ path }) => sourceMap.sourceOf(path) ?? '')
  const isCompiled = !wheel.file.endsWith('-none-any.whl')
  const submodules = await readSubmodules(checkout)
  return submodules.find((path) => isCompiled || sources.some((source) => source.startsWith(`${path}/`)))
}

type Earlier =
  | { readonly kind: 'built'; readonly wheel: Wheel }
  | { readonly kind: 'not-built'; readonly why: string }

/** Builds the wheel of an earlier commit, in the way of that commit. */
async function buildAt(
  { context, toolchain, contents, seconds }: Built,
  trees: Trees,
  commit: string,
): Promise<Earlier> {
  const { checkout, project, scratch, logs } = context
  const notBuilt = (why: string): Earlier => ({ kind: 'not-built', why })
  if (seconds > LONGEST_TO_REPEAT) return notBuilt(`the wheel takes ${Math.round(seconds)} s to build`)
  const submodule = await neededSubmodule(checkout, contents)
  if (submodule !== undefined) return notBuilt(`what ships may come from the submodule ${submodule}`)
  const name = commit.slice(0, 10)
  const own = join(scratch, 'earlier', name)
  try {
    const root = await context.copies.checkedOut(project, name, own, (folder) =>
      trees.checkOut(commit, folder),
    )
    const generated = project.settings.generated.map((glob) => fileOf(project, glob))
    await copyGenerated(checkout, root, generated)
    const source = join(root, project.path)
    const { buildSystem } = await readProject({ ...checkout, root }, source)
    const backend = toolchain.backendOf(buildSystem)
    const result = await buildEarlier(backend, {
      source,
      requires: buildSystem.requires,
      output: join(scratch, 'earlier', `${name}-wheel`),
      keepLog: (transcript) => logs.write(`earlier-${name}`, transcript),
    })
    if (result.kind === 'built') return result
    return notBuilt(
      `the wheel of ${name} cannot be built: ${result.failure.words.at(-1) ?? result.failure.step}`,
    )
  } catch (error) {
    if (error instanceof ConfigurationError || error instanceof FilesNotHere) return notBuilt(error.message)
    throw error
  }
}
