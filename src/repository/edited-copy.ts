import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { borrowHistory, type Checkout, copyFiles } from './checkout.ts'
import { git } from './git.ts'

/**
 * Copies the tracked files of a checkout, with its history, and changes some of them. The changes are part of the last
 * commit, whose tags are moved: with other changes, setuptools-scm computes another version than that of the tag, and
 * `meson dist` takes the files of the last commit.
 *
 * @param changes the new text of files, relative to the root, with `/`; undefined removes the file
 * @param generated patterns, relative to the root, of untracked files that a build needs
 */
export async function makeEditedCopy(
  checkout: Checkout,
  directory: string,
  changes: ReadonlyMap<string, string | undefined>,
  generated: readonly string[],
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
  if (checkout.isRepository && changes.size > 0)
    await amend(directory, [...changes.keys()], checkout.head !== undefined)
}

async function amend(directory: string, files: readonly string[], hasCommit: boolean): Promise<void> {
  // By force, as the project may ignore the directory of a new file.
  await git(directory, ['add', '--force', '--all', '--', ...files])
  if (!hasCommit) return
  const tags = await git(directory, ['tag', '--points-at', 'HEAD'])
  const author = ['-c', 'user.name=as-installed', '-c', 'user.email=as-installed@localhost']
  const options = ['--quiet', '--amend', '--no-edit', '--allow-empty', '--allow-empty-message']
  await git(directory, [...author, 'commit', ...options, '--no-verify', '--no-gpg-sign', '--', ...files])
  for (const tag of tags.split('\n').filter(Boolean))
    await git(directory, ['update-ref', `refs/tags/${tag}`, 'HEAD'])
}
