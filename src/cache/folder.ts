import { existsSync } from 'node:fs'
import type { Config } from '../config/config.ts'
import { Inconclusive } from '../program/errors.ts'
import { list } from '../program/sentence.ts'
import { programVersion } from '../program/version.ts'
import type { Project } from '../project/project.ts'
import { describeInstaller, type Installer } from '../python/install.ts'
import type { Interpreter } from '../python/interpreter.ts'
import { keysOf } from './key.ts'
import { type Entry, restore, save } from './service.ts'

/** What a run is about, and what it works with. */
export interface Run {
  readonly config: Config
  readonly packages: readonly [RunPackage, ...RunPackage[]]
  readonly installer: Installer
  /** A folder of this run alone, for what is cached. */
  readonly root: string
}

export interface RunPackage {
  readonly project: Project
  readonly interpreter: Interpreter
}

/** What makes what is cached: others make others of the same requirements. */
export function makerOf({ packages, installer }: Run): string[] {
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

/** A folder that is the same for every run with the same key. */
export interface CacheFolder {
  /** Short; part of the key and of what is told. */
  readonly name: string
  /** Absolute. Nothing is there yet. */
  readonly path: string
  /** Versions, platform. */
  readonly surroundings: readonly string[]
  /** Everything that its content is made from. */
  readonly content: readonly string[]
  /** Whether folders with the same surroundings and other content can stand in for it. */
  readonly hasSimilar: boolean
  /** Files outside of it that links in it may lead to. */
  readonly outside?: readonly string[]
  /**
   * Puts into it what is missing. It must run nothing of the project, nor of what is fetched, as what is there
   * afterwards is saved for other runs.
   *
   * @param caller variables that lead to all folders
   * @throws Inconclusive when it could not be completed
   */
  readonly fill: (caller: NodeJS.ProcessEnv) => Promise<void>
}

/** Says what folder a run has use for, and how the run is told of it. */
export type FindFolder = (run: Run) => Promise<
  | {
      readonly kind: 'found'
      readonly folder: CacheFolder
      readonly variables?: Readonly<Record<string, string>>
      /** In place of the one of the configuration. */
      readonly kept?: string
    }
  | { readonly kind: 'left'; readonly reason: string }
>

/** What became of folders. */
export interface FolderUse {
  /** `uv restored`, of each */
  readonly said: readonly string[]
  readonly warnings: readonly string[]
}

/** What became of a folder so far, and whether there is more to do for it. */
interface Step {
  readonly folder: CacheFolder
  readonly entry: Entry
  readonly said: string
  readonly warnings: readonly string[]
  /** Why the service could not be asked. */
  readonly unreachable?: string
  readonly goesOn: boolean
}

/** Restores folders, or fills and saves them. Never rejects. */
export async function useFolders(
  folders: readonly CacheFolder[],
  { maySave, caller }: { readonly maySave: boolean; readonly caller: NodeJS.ProcessEnv },
): Promise<FolderUse> {
  const restored = await Promise.all(folders.map((folder) => restoreFolder(folder, caller)))
  if (!maySave) return useOf(restored)
  const filled: Step[] = []
  // One after another, as what one fetches another needs; and none is written to while one is saved.
  for (const one of restored) filled.push(one.goesOn ? await fillFolder(one, caller) : one)
  return useOf(await Promise.all(filled.map((one) => (one.goesOn ? saveFolder(one, caller) : one))))
}

function useOf(steps: readonly Step[]): FolderUse {
  const unreachable = steps.filter((one) => one.unreachable !== undefined)
  const names = list(unreachable.map(({ folder }) => folder.name))
  // The service is one, whatever it is asked for.
  const once = unreachable
    .slice(0, 1)
    .map((one) => `The cache could not be asked for ${names}: ${one.unreachable}`)
  return {
    said: steps.map(({ said }) => said),
    warnings: [...once, ...steps.flatMap(({ warnings }) => warnings)],
  }
}

async function restoreFolder(folder: CacheFolder, caller: NodeJS.ProcessEnv): Promise<Step> {
  const { name, path, outside = [], hasSimilar } = folder
  const { key, similar } = keysOf(folder)
  const entry = { path, key, similar: hasSimilar ? similar : undefined, outside }
  const restored = await restore(entry, caller)
  const ended = (said: string, ...warnings: string[]): Step => {
    return { folder, entry, said: `${name} ${said}`, warnings, goesOn: false }
  }
  switch (restored.kind) {
    case 'exact':
      return ended('restored')
    case 'similar':
      return { ...ended('restored from a similar run'), goesOn: true }
    case 'nothing':
      return { ...ended('not there yet'), goesOn: true }
    case 'unreachable':
      return { ...ended('not restored'), unreachable: restored.reason }
    case 'unusable': {
      const mend = `If this comes again, delete the entries that begin with ${similar} from the caches of the repository.`
      const warning = `What the cache has of ${name} was thrown away: ${restored.reason}. ${mend}`
      return { ...ended('not there yet', warning), goesOn: true }
    }
  }
}

async function fillFolder(step: Step, caller: NodeJS.ProcessEnv): Promise<Step> {
  const { folder, said, warnings } = step
  const ended = { ...step, goesOn: false }
  try {
    await folder.fill(caller)
  } catch (error) {
    // An index that is down is told by the run, which meets it too.
    const more = error instanceof Inconclusive ? [] : [`${folder.name} could not be fetched ahead: ${error}`]
    return { ...ended, said: `${said}, not saved`, warnings: [...warnings, ...more] }
  }
  // An index may forbid to keep what it gives.
  return existsSync(folder.path) ? step : { ...ended, said: `${said}, nothing to save` }
}

async function saveFolder(step: Step, caller: NodeJS.ProcessEnv): Promise<Step> {
  const { folder, entry, said, warnings } = step
  const saved = await save(entry, caller)
  const more = saved.kind === 'failed' ? [`${folder.name} was not saved in the cache: ${saved.reason}`] : []
  return {
    ...step,
    said: `${said}, ${saved.kind === 'saved' ? '' : 'not '}saved`,
    warnings: [...warnings, ...more],
  }
}
