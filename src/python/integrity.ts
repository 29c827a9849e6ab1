import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from './virtual-environment.ts'

/** What is installed in an environment, as far as it tells later whether anything of it was lost. */
export type Holdings = ReadonlySet<string>

/** The names in the folder that everything is installed in. */
export async function holdingsOf({ purelib }: Environment): Promise<Holdings> {
  return new Set(await readdir(purelib))
}

/**
 * Whether an environment still holds what it held: its interpreter, the same names, and every file that a RECORD lists
 * (Binary distribution format, "The .dist-info directory"), in its size.
 */
export async function isIntact({ python, purelib }: Environment, holdings: Holdings): Promise<boolean> {
  try {
    await stat(python)
    const names = new Set(await readdir(purelib))
    for (const name of holdings) if (!names.has(name)) return false
    for (const name of names)
      if (name.endsWith('.dist-info') && !(await isComplete(purelib, join(purelib, name, 'RECORD'))))
        return false
    return true
  } catch {
    return false
  }
}

/** @throws when a file is not there */
async function isComplete(purelib: string, record: string): Promise<boolean> {
  for (const line of (await readFile(record, 'utf8')).split(/\r?\n/)) {
    // Names with commas are quoted; digest and size have none. What has no size was written later.
    const [, quoted, bare, size] = /^(?:"((?:[^"]|"")*)"|([^,]*)),[^,]*,(\d+)$/.exec(line) ?? []
    if (size === undefined) continue
    const file = quoted?.replaceAll('""', '"') ?? bare ?? ''
    if ((await stat(join(purelib, file))).size !== Number(size)) return false
  }
  return true
}
