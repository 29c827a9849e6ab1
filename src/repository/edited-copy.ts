import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { borrowHistory, type Checkout, copyFiles } from './checkout.ts'
import { git } from './git.ts'

/**
 * Copies the tracked files of a checkout, with its history, and changes some of them. Changed and new files are added to
 * the index of the copy, so that they count as tracked.
 *
 * @param changes the new text of files, relative to the root, with `/`; undefined removes the file
 * @param generated patterns, relative to the root, of untracked files that a build needs
 * @param commits whether the changes are committed, and not only staged
 */
export async function makeEditedCopy(
  checkout: Checkout,
  directory: string,
  changes: ReadonlyMap<string, string | undefined>,
  generated: readonly string[],
  commits: boolean,
): Promise<void> {
  await mkdir(directory, { recursive: true })
  await Promise.all([copyFiles(checkout, directory, generated), borrowHistory(checkout, directory)])
  for (const [file, text] of changes) {
    const path = join(directory, file)
    if (text === undefined) await rm(path, { force: true })
    else {
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, text)
    }
  }
  if (!checkout.isRepository || changes.size === 0) return
  // By force, as the project may ignore the directory of a new file.
  await git(directory, ['add', '--force', '--all', '--', ...changes.keys()])
  if (!commits) return
  const author = ['-c', 'user.name=as-installed', '-c', 'user.email=as-installed@localhost']
  const options = ['--quiet', '--no-verify', '--no-gpg-sign', '--message', 'Fix']
  await git(directory, [...author, 'commit', ...options, '--', ...changes.keys()])
}
