import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from './virtual-environment.ts'

/** The names in the `site-packages` directory of an environment. */
export type InstalledNames = ReadonlySet<string>

/** Lists the `site-packages` directory of an environment. */
export async function installedNames({ purelib }: Environment): Promise<InstalledNames> {
  return new Set(await readdir(purelib))
}

/**
 * Whether an environment still contains its interpreter, the names that were installed, and every file that a RECORD
 * lists, with the same size (PyPA specification "Recording installed projects").
 */
export async function isIntact(
  { python, purelib }: Environment,
  installed: InstalledNames,
): Promise<boolean> {
  try {
    await stat(python)
    const names = new Set(await readdir(purelib))
    for (const name of installed) if (!names.has(name)) return false
    for (const name of names)
      if (name.endsWith('.dist-info') && !(await isComplete(purelib, join(purelib, name, 'RECORD'))))
        return false
    return true
  } catch {
    return false
  }
}

/** @throws if a file does not exist */
async function isComplete(purelib: string, record: string): Promise<boolean> {
  for (const line of (await readFile(record, 'utf8')).split(/\r?\n/)) {
    // RECORD is CSV: names with commas are quoted. RECORD itself and bytecode have no size.
    const [, quoted, bare, size] = /^(?:"((?:[^"]|"")*)"|([^,]*)),[^,]*,(\d+)$/.exec(line) ?? []
    if (size === undefined) continue
    const file = quoted?.replaceAll('""', '"') ?? bare ?? ''
    if ((await stat(join(purelib, file))).size !== Number(size)) return false
  }
  return true
}
