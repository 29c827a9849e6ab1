import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The clone of a repository, at `owner/name` or `owner+name/repo`.
 *
 * @param clones the directory of all clones
 * @throws Error if it is missing
 */
export function cloneOf(repo: string, clones: string): string {
  const places = [repo, `${repo.replace('/', '+')}/repo`].map((place) => join(clones, place))
  const clone = places.find((place) => existsSync(place))
  if (clone === undefined) throw new Error(`There is no clone of ${repo} in ${clones}.`)
  return clone
}

/** Checks out a commit in a new clone that shares the objects and the tags of an existing one. */
export function checkOut(clone: string, commit: string, into: string): void {
  git(['clone', '--quiet', '--no-checkout', '--shared', clone, into])
  git(['-C', into, 'update-ref', '--no-deref', 'HEAD', commit])
  git(['-C', into, 'reset', '--quiet'])
  // A clone may lack its largest files: without them, check out all others.
  const files = git(['-C', into, 'ls-files', '-z']).split('\0').filter(Boolean)
  const all = spawnSync('git', ['-C', into, 'checkout', '--quiet', '--', '.'])
  if (all.status !== 0)
    for (const file of files) spawnSync('git', ['-C', into, 'checkout', '--quiet', '--', file])
}

/**
 * The output of git.
 *
 * @throws Error with what git printed if it fails
 */
export function git(args: readonly string[], input = ''): string {
  const { status, stdout, stderr } = spawnSync('git', args, { encoding: 'utf8', maxBuffer: 1e9, input })
  if (status !== 0) throw new Error(`git ${args.join(' ')} failed: ${stderr}`)
  return stdout
}
