import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from '@jest/globals'

/** Creates a directory that is removed after the tests of the file. */
export function temporaryDirectory(): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'as-installed-test-')))
  afterAll(() => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }))
  return directory
}

/** Runs git without the settings of the machine. */
export function git(cwd: string, ...args: string[]): string {
  const settings = [
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.com',
    '-c',
    'protocol.file.allow=always',
  ]
  return execFileSync('git', [...settings, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_SYSTEM: '/dev/null',
      GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
      GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
    },
  }).trim()
}

export function write(directory: string, files: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true })
    writeFileSync(join(directory, name), content)
  }
}

/** Creates a repository with the branch main. */
export function repository(directory: string, files: Readonly<Record<string, string>> = {}): string {
  mkdirSync(directory, { recursive: true })
  git(directory, 'init', '--quiet', '--initial-branch=main')
  if (Object.keys(files).length > 0) commit(directory, files)
  return directory
}

/** Writes files, deletes those that are null, commits and tags. */
export function commit(
  directory: string,
  files: Readonly<Record<string, string | null>>,
  ...tags: string[]
): void {
  for (const [name, content] of Object.entries(files)) {
    if (content === null) rmSync(join(directory, name), { recursive: true })
    else write(directory, { [name]: content })
  }
  git(directory, 'add', '--all')
  git(directory, 'commit', '--quiet', '--allow-empty', '--message=change')
  for (const tag of tags) git(directory, 'tag', tag)
}
