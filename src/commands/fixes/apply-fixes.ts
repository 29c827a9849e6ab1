import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ConfigurationError } from '../../program/errors.ts'
import { uncommittedFiles } from '../../repository/checkout.ts'
import type { CheckoutFixes } from './try-fixes.ts'

/**
 * Applies fixes to their checkouts.
 *
 * @param allowsDirty whether files with uncommitted changes may be edited
 * @returns the files that were changed, relative to the root of their checkout
 * @throws ConfigurationError if files have uncommitted changes; no file is changed then
 */
export async function applyFixes(fixes: readonly CheckoutFixes[], allowsDirty: boolean): Promise<string[]> {
  if (!allowsDirty) {
    const problems = await Promise.all(fixes.map(uncommittedChanges))
    if (problems.flat().length > 0) throw new ConfigurationError(problems.flat())
  }
  for (const { checkout, changes } of fixes)
    for (const [file, { after }] of changes) {
      const path = join(checkout.root, file)
      if (after === undefined) await rm(path, { force: true })
      else {
        await mkdir(dirname(path), { recursive: true })
        await writeFile(path, after)
      }
    }
  return fixes.flatMap(({ changes }) => [...changes.keys()])
}

async function uncommittedChanges({ checkout, changes }: CheckoutFixes) {
  const modified = new Set(await uncommittedFiles(checkout))
  return [...changes.keys()]
    .filter((file) => modified.has(file))
    .map((file) => ({
      message: `${file} has uncommitted changes and is not edited. Commit them, or use --allow-dirty.`,
      file,
    }))
}
