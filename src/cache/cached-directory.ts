import { existsSync } from 'node:fs'
import type { Config } from '../config/config.ts'
import { Inconclusive } from '../program/errors.ts'
import { list } from '../program/sentence.ts'
import { programVersion } from '../program/version.ts'
import type { Project } from '../project/project.ts'
import { describeInstaller, type Installer } from '../python/install.ts'
import type { Interpreter } from '../python/interpreter.ts'
import { keysOf } from './key.ts'
import { type CacheEntry, restore, save } from './service.ts'

/** The packages of a run, and how they are installed. */
export interface CacheContext {
  readonly config: Config
  readonly packages: readonly [CachePackage, ...CachePackage[]]
  readonly installer: Installer
  /** The parent of the cached directories. */
  readonly root: string
}

export interface CachePackage {
  readonly project: Project
  readonly interpreter: Interpreter
}

/** Versions and platform that the content of a cached directory depends on. */
export function platformOf({ packages, installer }: CacheContext): string[] {
  const { implementation, version } = packages[0].interpreter
  return [
    programVersion(),
    process.platform,
    process.arch,
    implementation,
    version,
    describeInstaller(installer),
  ]
}

/** A directory that has the same content in every run with the same key. */
export interface CachedDirectory {
  /** Short; part of the key and of messages. */
  readonly name: string
  /** Absolute; does not exist yet. */
  readonly path: string
  /** See `platformOf`. */
  readonly platform: readonly string[]
  /** Everything else that its content depends on. */
  readonly content: readonly string[]
  /** Whether an entry for the same platform with other content is useful. */
  readonly usesRestoreKey: boolean
  /** Files outside the directory that symbolic links in it may point to. */
  readonly linkTargets?: readonly string[]
  /**
   * Adds what is missing. Must not run code of the project or of a distribution, because the result is saved for other
   * runs.
   *
   * @param caller environment variables, with those of all cached directories
   * @throws Inconclusive when the directory could not be completed
   */
  readonly fill: (caller: NodeJS.ProcessEnv) => Promise<void>
}

/** Returns a directory to cache, and the settings that make the run use it. */
export type FindDirectory = (run: CacheContext) => Promise<
  | {
      readonly kind: 'found'
      readonly directory: CachedDirectory
      readonly variables?: Readonly<Record<string, string>>
      /** Replaces the value of the configuration. */
      readonly kept?: string
    }
  | { readonly kind: 'skipped'; readonly reason: string }
>

/** How the cached directories were restored and saved. */
export interface CacheUse {
  /** One phrase for each directory: `uv restored`. */
  readonly outcomes: readonly string[]
  readonly warnings: readonly string[]
}

/** How a directory was restored or saved so far. */
interface DirectoryState {
  readonly directory: CachedDirectory
  readonly entry: CacheEntry
  readonly outcome: string
  readonly warnings: readonly string[]
  /** Why the cache service could not be used. */
  readonly unreachable?: string
  /** Whether it is still to be filled and saved. */
  readonly isPending: boolean
}

/** Restores directories, or fills and saves them. Never rejects. */
export async function useDirectories(
  directories: readonly CachedDirectory[],
  { maySave, caller }: { readonly maySave: boolean; readonly caller: NodeJS.ProcessEnv },
): Promise<CacheUse> {
  const restored = await Promise.all(directories.map((directory) => restoreDirectory(directory, caller)))
  if (!maySave) return summarize(restored)
  const filled: DirectoryState[] = []
  // One after another: a directory may need the downloads of the one before, and none may change while it is saved.
  for (const one of restored) filled.push(one.isPending ? await fillDirectory(one, caller) : one)
  return summarize(await Promise.all(filled.map((one) => (one.isPending ? saveDirectory(one, caller) : one))))
}

function summarize(steps: readonly DirectoryState[]): CacheUse {
  const unreachable = steps.filter((one) => one.unreachable !== undefined)
  const names = list(unreachable.map(({ directory }) => directory.name))
  // All directories use the same service: one warning is enough.
  const once = unreachable
    .slice(0, 1)
    .map((one) => `The cache could not be queried for ${names}: ${one.unreachable}`)
  return {
    outcomes: steps.map(({ outcome }) => outcome),
    warnings: [...once, ...steps.flatMap(({ warnings }) => warnings)],
  }
}

async function restoreDirectory(
  directory: CachedDirectory,
  caller: NodeJS.ProcessEnv,
): Promise<DirectoryState> {
  const { name, path, linkTargets = [], usesRestoreKey } = directory
  const { key, restoreKey } = keysOf(directory)
  const entry = { path, key, restoreKey: usesRestoreKey ? restoreKey : undefined, linkTargets }
  const restored = await restore(entry, caller)
  const stateOf = (outcome: string, ...warnings: string[]): DirectoryState => {
    return { directory, entry, outcome: `${name} ${outcome}`, warnings, isPending: false }
  }
  switch (restored.kind) {
    case 'hit':
      return stateOf('restored')
    case 'partial-hit':
      return { ...stateOf('restored from a similar run'), isPending: true }
    case 'miss':
      return { ...stateOf('not found'), isPending: true }
    case 'unreachable':
      return { ...stateOf('not restored'), unreachable: restored.reason }
    case 'unusable': {
      const advice = `If this happens again, delete the cache entries of the repository that begin with ${restoreKey}.`
      const warning = `The cache entry for ${name} was discarded: ${restored.reason}. ${advice}`
      return { ...stateOf('not found', warning), isPending: true }
    }
  }
}

async function fillDirectory(step: DirectoryState, caller: NodeJS.ProcessEnv): Promise<DirectoryState> {
  const { directory, outcome, warnings } = step
  const ended = { ...step, isPending: false }
  try {
    await directory.fill(caller)
  } catch (error) {
    // The run meets an unreachable index itself and reports it.
    const more =
      error instanceof Inconclusive ? [] : [`${directory.name} could not be downloaded in advance: ${error}`]
    return { ...ended, outcome: `${outcome}, not saved`, warnings: [...warnings, ...more] }
  }
  // An index may forbid caching of its files (Cache-Control: no-store).
  return existsSync(directory.path) ? step : { ...ended, outcome: `${outcome}, nothing to save` }
}

async function saveDirectory(step: DirectoryState, caller: NodeJS.ProcessEnv): Promise<DirectoryState> {
  const { directory, entry, outcome, warnings } = step
  const saved = await save(entry, caller)
  const more = saved.kind === 'failed' ? [`Cannot save ${directory.name} to the cache: ${saved.reason}`] : []
  return {
    ...step,
    outcome: `${outcome}, ${saved.kind === 'saved' ? '' : 'not '}saved`,
    warnings: [...warnings, ...more],
  }
}
