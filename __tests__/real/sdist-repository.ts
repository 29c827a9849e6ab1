import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { downloadSdist, type Pinned } from './package-index.ts'

/**
 * Unpacks a pinned sdist as a repository with one tagged commit, for backends that read the version from git.
 *
 * @param settings lines of `[tool.as-installed]`
 * @returns the directory of the repository
 * @throws Error if the index fails, or if tar or git do
 */
export async function unpackAsRepository(
  project: Pinned,
  directory: string,
  settings?: string,
): Promise<string> {
  const into = join(directory, 'unpacked')
  mkdirSync(into)
  // As root, tar would keep the owners in the archive.
  run('tar', ['-xzf', await downloadSdist(project), '-C', into, '--no-same-owner'], directory)
  const source = join(into, readdirSync(into)[0] ?? '')
  // Before the commit: in a changed working tree, setuptools-scm computes another version than that of the tag.
  if (settings !== undefined)
    appendFileSync(join(source, 'pyproject.toml'), `\n[tool.as-installed]\n${settings}\n`)
  run('git', ['init', '--quiet'], source)
  run('git', ['add', '--all', '--force'], source)
  // An sdist contains files that the build writes; tracked, every build would change them.
  const written = ['**/*.egg-info/**', ...writtenVersionFile(source)]
  const paths = written.map((pattern) => `:(glob)${pattern}`)
  run('git', ['rm', '-r', '--quiet', '--cached', '--ignore-unmatch', '--', ...paths], source)
  run(
    'git',
    ['-c', 'user.name=test', '-c', 'user.email=test@example.invalid', 'commit', '--quiet', '-m', 'Release'],
    source,
  )
  run('git', ['tag', `v${project.version}`], source)
  return source
}

/** The file that setuptools-scm or hatch-vcs writes the version to; other projects write it by hand and track it. */
function writtenVersionFile(source: string): string[] {
  const file = join(source, 'pyproject.toml')
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const path = /^\s*(?:write_to|version_file|version-file)\s*=\s*["']([^"']+)["']/m.exec(text)?.[1]
  return path === undefined ? [] : [path]
}

function run(program: string, args: readonly string[], cwd: string): void {
  const { status, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`)
}
