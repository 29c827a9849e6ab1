import { existsSync } from 'node:fs'
import { Undecided } from '../problems.ts'
import { keysOf } from './key.ts'
import { restore, save } from './service.ts'

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
  const restored = await restore(entry, caller)
  switch (restored.kind) {
    case 'exact':
      return { said: `${name} restored`, warnings: [] }
    case 'unreachable': {
      const warning = `The cache could not be asked for ${name}: ${restored.reason}.`
      return { said: `${name} not restored`, warnings: [warning] }
    }
  }
  const before = restored.kind === 'similar' ? `${name} restored from a similar run` : `${name} not there yet`
  const warnings =
    restored.kind === 'unusable'
      ? [
          `What the cache has of ${name} was thrown away: ${restored.reason}. If this comes again, delete the entries that begin with ${entry.similar}`,
        ]
      : []
  if (!maySave) return { said: before, warnings }
  try {
    await folder.fill()
  } catch (error) {
    // The run will meet the same, and tell it.
    if (error instanceof Undecided) return { said: `${before}, not saved`, warnings }
    return { said: `${before}, not saved`, warnings: [...warnings, `${name} was not filled: ${error}`] }
  }
  // An index may forbid to keep what it gives.
  if (!existsSync(path)) return { said: `${before}, nothing to save`, warnings }
  const saved = await save(entry, caller)
  if (saved.kind === 'failed') warnings.push(`${name} was not saved in the cache: ${saved.reason}.`)
  return { said: `${before}, ${saved.kind === 'saved' ? '' : 'not '}saved`, warnings }
}
