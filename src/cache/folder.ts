import { existsSync } from 'node:fs'
import type { Config } from '../config/config.ts'
import type { Installer } from '../environment/install.ts'
import type { Interpreter } from '../environment/interpreter.ts'
import { Undecided } from '../problems.ts'
import type { Project } from '../project/project.ts'
import { keysOf } from './key.ts'
import { restore, save } from './service.ts'

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

/** A folder that is the same for every run with the same key. */
export interface CacheFolder {
  /** Short; part of the key and of what is told. */
  readonly name: string
  /** Absolute. Nothing is there yet. */
  readonly path: string
  /** Where folders with other content can stand in for it: versions, platform. */
  readonly surroundings: readonly string[]
  /** Everything that its content is made from. */
  readonly content: readonly string[]
  /**
   * Puts into it what is missing. It must run nothing of the project, nor of what is fetched, as what is there
   * afterwards is saved for other runs.
   *
   * @throws Undecided when it could not be completed
   */
  readonly fill: () => Promise<void>
}

/** Says what folder a run has use for, and by which variables the run is told of it. */
export type FindFolder = (run: Run) => Promise<
  | {
      readonly kind: 'found'
      readonly folder: CacheFolder
      readonly variables: Readonly<Record<string, string>>
    }
  | { readonly kind: 'left'; readonly reason: string }
>

/** What became of a folder. */
export interface FolderUse {
  /** `uv restored` */
  readonly said: string
  readonly warnings: readonly string[]
}

/** Restores a folder, or fills it and saves it. Never rejects. */
export async function useFolder(
  folder: CacheFolder,
  { maySave, caller }: { readonly maySave: boolean; readonly caller: NodeJS.ProcessEnv },
): Promise<FolderUse> {
  const { name, path } = folder
  const entry = { path, ...keysOf(folder) }
  const warnings: string[] = []
  const restored = await restore(entry, caller)
  if (restored.kind === 'exact') return { said: `${name} restored`, warnings }
  if (restored.kind === 'unreachable') {
    warnings.push(`The cache could not be asked for ${name}: ${restored.reason}`)
    return { said: `${name} not restored`, warnings }
  }
  if (restored.kind === 'unusable') {
    const mend = `If this comes again, delete the entries that begin with ${entry.similar} from the caches of the repository.`
    warnings.push(`What the cache has of ${name} was thrown away: ${restored.reason}. ${mend}`)
  }
  const before = restored.kind === 'similar' ? `${name} restored from a similar run` : `${name} not there yet`
  if (!maySave) return { said: before, warnings }
  try {
    await folder.fill()
  } catch (error) {
    // An index that is down is told by the run, which meets it too.
    if (!(error instanceof Undecided)) warnings.push(`${name} could not be fetched ahead: ${error}`)
    return { said: `${before}, not saved`, warnings }
  }
  // An index may forbid to keep what it gives.
  if (!existsSync(path)) return { said: `${before}, nothing to save`, warnings }
  const saved = await save(entry, caller)
  if (saved.kind === 'failed') warnings.push(`${name} was not saved in the cache: ${saved.reason}`)
  return { said: `${before}, ${saved.kind === 'saved' ? '' : 'not '}saved`, warnings }
}
