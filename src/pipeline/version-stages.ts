import { join } from 'node:path'
import type { Contents } from '../checks/contents/facts.ts'
import type { PackageFacts } from '../checks/facts.ts'
import { readApiChanges } from '../checks/version/api.ts'
import type { ApiChanges } from '../checks/version/facts.ts'
import { isJudged, releasedAs, sizeOf } from '../checks/version/bump.ts'
import { ofProject, type Sources, shippedChanges } from '../checks/version/changes.ts'
import type { Changes } from '../checks/version/facts.ts'
import { findReleases } from '../checks/version/releases.ts'
import type { BaseFacts, EarlierReleases, ReleaseFacts } from '../checks/version/facts.ts'
import { findVersionWriter, readWorkflows } from '../checks/version/version-source.ts'
import { findWaiver } from '../checks/version/waiver.ts'
import { differences } from '../checks/version/wheel-difference.ts'
import type { Event } from '../config/event.ts'
import { comparesWithBase, policyFor, type VersionPolicy } from '../config/version-policy.ts'
import { buildEarlier } from '../distribution/build.ts'
import type { Wheel } from '../distribution/wheel.ts'
import { eachOnce } from '../process/once-per-key.ts'
import { ConfigurationError } from '../program/errors.ts'
import { fileOf, readProject } from '../project/project.ts'
import { isOnIndex } from '../python/install.ts'
import { type Checkout, copyGenerated, readSubmodules } from '../repository/checkout.ts'
import { FilesNotHere, type History, type Trees } from '../repository/history.ts'
import { findBase } from '../repository/merge-base.ts'
import { LONGEST_TO_REPEAT } from './build-stages.ts'
import type { Assignment, Room } from './context.ts'
import { skipped, type RunStage } from './stages.ts'

/** What the version of a wheel is judged with. */
export interface Built {
  readonly assignment: Assignment
  readonly room: Room
  readonly contents: Contents
  /** That the wheel took to build. */
  readonly seconds: number
}

/** The policy that holds for a package in this run. */
export function policyOf({ project, config }: Assignment): VersionPolicy {
  const { policy, 'release-branches': releaseBranches } = project.settings.version
  return policyFor(config.event, config.versionPolicy ?? policy, releaseBranches)
}

/** Finds the last release, and what has changed since for those who install the package. */
export async function seeVersion(built: Built, stage: RunStage): Promise<PackageFacts['release']> {
  const { checkout } = built.assignment
  const { head } = checkout
  if (policyOf(built.assignment) === 'off') return skipped('by configuration: no bump is asked for')
  if (head === undefined)
    return skipped('there is no git history, so there is no last release to compare with')
  return stage('version', () => readRelease(built))
}

async function readRelease(built: Built): Promise<ReleaseFacts> {
  const { assignment, contents } = built
  const { checkout, project, config } = assignment
  const { event } = config
  const history = await assignment.history()
  const releases = await findReleases(history, project, event, contents.wheel.metadata.version)
  const merged = await findBase(history, event)
  const base = comparesWithBase(event, policyOf(assignment)) ? merged : undefined
  const { baseline, lastFinal } = releases
  const isSized = asksOfApi(built, releases)
  const tags = [baseline, isSized ? lastFinal : undefined].filter((tag) => tag !== undefined)
  const trees = await history.withTrees([
    ...tags.map(({ name, commit }) => ({ ref: `refs/tags/${name}`, commit })),
    ...(base === undefined ? [] : [{ ref: base.commit, commit: base.commit }]),
  ])
  const wheelAt = eachOnce((commit: string) => buildAt(built, trees, commit))
  const compare = eachOnce((commit: string) => compareWith(built, trees, wheelAt, commit))
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
function asksOfApi({ assignment, contents }: Built, { lastFinal, here, versions }: EarlierReleases): boolean {
  const version = releasedAs(contents.wheel.metadata.version, here)
  if (lastFinal === undefined || assignment.project.settings.version.bump?.severity === 'off') return false
  return isJudged(lastFinal.version, version, versions)
}

/** Whether a bump is due that was not made: what it has to be is then worth knowing. */
function isUnraised(
  { assignment, contents }: Built,
  { baseline, lastFinal, here }: EarlierReleases,
  since: Pick<BaseFacts, 'changes'> | undefined,
): boolean {
  const { bump } = assignment.project.settings.version
  if (bump?.severity === 'off' || policyOf(assignment) === 'never') return false
  const version = releasedAs(contents.wheel.metadata.version, here)
  if (lastFinal === undefined || baseline !== lastFinal) return false
  return sizeOf(lastFinal.version, version) === 'none' && (since?.changes.what.length ?? 0) > 0
}

async function compareApi({ assignment, room, contents }: Built, old: Earlier): Promise<ApiChanges> {
  if (old.kind !== 'built') return { kind: 'not-checked', reason: old.why }
  const { scratch, config } = assignment
  const { interpreter } = room
  const caller = config.environment
  return readApiChanges({
    old: old.wheel,
    new: contents.wheel,
    tools: () => room.tools('api'),
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

async function askIndex({ assignment, room, contents }: Built): Promise<boolean> {
  const { installer, pool } = room
  const { scratch, config } = assignment
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
  const { checkout, project } = built.assignment
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
  { assignment, room, contents, seconds }: Built,
  trees: Trees,
  commit: string,
): Promise<Earlier> {
  const { checkout, project, scratch, logs } = assignment
  const notBuilt = (why: string): Earlier => ({ kind: 'not-built', why })
  if (seconds > LONGEST_TO_REPEAT) return notBuilt(`the wheel takes ${Math.round(seconds)} s to build`)
  const submodule = await neededSubmodule(checkout, contents)
  if (submodule !== undefined) return notBuilt(`what ships may come from the submodule ${submodule}`)
  const name = commit.slice(0, 10)
  const own = join(scratch, 'earlier', name)
  try {
    const root = await assignment.copies.checkedOut(project, name, own, (folder) =>
      trees.checkOut(commit, folder),
    )
    const generated = project.settings.generated.map((glob) => fileOf(project, glob))
    await copyGenerated(checkout, root, generated)
    const source = join(root, project.path)
    const { buildSystem } = await readProject({ ...checkout, root }, source)
    const backend = room.backendOf(buildSystem)
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
