import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { succeeded } from '../process/run.ts'
import { borrowHistory, type Checkout, copyFiles } from './checkout.ts'
import { git, tryGit } from './git.ts'

/**
 * Copies the tracked files of a checkout, with its history, and changes some of them. The changes are added to the last
 * commit, whose tags are moved: with uncommitted changes, setuptools-scm computes another version than the tag's, and
 * `meson dist` uses the files of the last commit.
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
  if (!checkout.isRepository || changes.size === 0) return
  // With --force, as the project may ignore the directory of a new file.
  const add = ['add', '--force', '--all', '--', ...changes.keys()]
  await git(directory, add)
  if (checkout.head !== undefined) await amend(directory, add)
}

/**
 * Adds files to the last commit and moves its tags. Does nothing if objects are missing, as in a clone without the trees
 * of its history.
 *
 * @param add arguments of git that add the files to the index
 */
async function amend(directory: string, add: readonly string[]): Promise<void> {
  const tags = await git(directory, ['tag', '--points-at', 'HEAD'])
  // A separate index, without staged changes of the checkout. `git commit` fails if a file of the commit is missing.
  const variables = { GIT_INDEX_FILE: join(directory, '.git', 'index-of-edits') }
  for (const args of [['read-tree', 'HEAD'], add])
    if (!succeeded(await tryGit(directory, args, { variables }))) return
  const tree = (await git(directory, ['write-tree', '--missing-ok'], { variables })).trim()
  const text = await git(directory, ['cat-file', 'commit', 'HEAD'])
  const input = text.replace(/^tree .*/, `tree ${tree}`)
  const commit = (await git(directory, ['hash-object', '-t', 'commit', '-w', '--stdin'], { input })).trim()
  for (const ref of ['HEAD', ...tags.split('\n').flatMap((tag) => (tag === '' ? [] : [`refs/tags/${tag}`]))])
    await git(directory, ['update-ref', ref, commit])
}
