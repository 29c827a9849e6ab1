/** Git repositories with a history that is built step by step. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The source of the in-tree build backend of the projects. */
export const BACKEND = readFileSync(fileURLToPath(new URL('./backend.py', import.meta.url)), 'utf8')

/** Path -> content; null removes the file. */
export type Edits = Readonly<Record<string, string | null>>

/** A project `demo` in its own git repository. */
export class Repository {
  readonly directory: string
  /** Lines of pyproject.toml by key, besides the version. */
  #keys: Record<string, string> = {}
  #version = '1.0'
  readonly #project: string

  /** @param project the directory of the project in the repository */
  constructor(directory: string, project = '.') {
    this.directory = directory
    this.#project = project
    mkdirSync(directory, { recursive: true })
    this.git('init', '--quiet', '--initial-branch=main')
    this.write({
      'backend.py': BACKEND,
      'demo/__init__.py': '',
      'demo/a.py': 'a = 1\n',
      'README.md': 'Demo\n',
    })
    this.set({})
  }

  git(...args: string[]): string {
    return git(this.directory, ...args)
  }

  write(edits: Edits): this {
    for (const [name, content] of Object.entries(edits)) {
      const path = join(this.directory, name.startsWith('/') ? '' : this.#project, name)
      mkdirSync(dirname(path), { recursive: true })
      if (content === null) rmSync(path, { recursive: true })
      else writeFileSync(path, content)
    }
    return this
  }

  /** Adds keys to pyproject.toml; null removes one. A key `[table]` has the content of a table. */
  set(keys: Readonly<Record<string, string | null>>): this {
    for (const [key, value] of Object.entries(keys)) {
      if (value === null) delete this.#keys[key]
      else this.#keys[key] = value
    }
    const entries = Object.entries(this.#keys)
    const top = entries.filter(([key]) => !key.startsWith('['))
    const tables = entries.filter(([key]) => key.startsWith('['))
    return this.write({
      'pyproject.toml': `[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "demo"
version = "${this.#version}"
${top.map(([key, value]) => `${key} = ${value}\n`).join('')}
${tables.map(([key, value]) => `${key}\n${value}\n`).join('\n')}`,
    })
  }

  version(version: string): this {
    this.#version = version
    return this.set({})
  }

  commit(message = 'Change', ...tags: string[]): this {
    this.git('add', '--all', '--force')
    this.git('commit', '--quiet', '--allow-empty', `--message=${message}`)
    return this.tag(...tags)
  }

  tag(...tags: string[]): this {
    for (const tag of tags) this.git('tag', tag)
    return this
  }

  /** Commits a change of a shipped file. */
  change(content = `a = ${Math.random()}\n`): this {
    return this.write({ 'demo/a.py': content }).commit('Change a shipped file')
  }

  /** Commits and tags a version. */
  release(version: string, tag = `v${version}`): this {
    return this.version(version).commit(`Release ${version}`, tag)
  }

  branch(name: string): this {
    this.git('checkout', '--quiet', '-b', name)
    return this
  }

  switch(name: string): this {
    this.git('checkout', '--quiet', name)
    this.#version =
      /^version = "(.*)"$/m.exec(
        readFileSync(join(this.directory, this.#project, 'pyproject.toml'), 'utf8'),
      )?.[1] ?? ''
    return this
  }

  /** Merges a branch with a merge commit, as GitHub does; in conflicts the branch wins. */
  merge(name: string, message = `Merge ${name}`): this {
    this.git('merge', '--quiet', '--no-ff', '--strategy-option=theirs', `--message=${message}`, name)
    return this.switch('HEAD')
  }

  head(revision = 'HEAD'): string {
    return this.git('rev-parse', revision)
  }
}

/** Runs git without the configuration of the machine. */
export function git(cwd: string, ...args: string[]): string {
  // Each commit would start the maintenance of the repository.
  const settings = [
    'user.name=Ada',
    'user.email=ada@example.org',
    'protocol.file.allow=always',
    'maintenance.auto=false',
    'gc.auto=0',
  ]
  return execFileSync('git', [...settings.flatMap((setting) => ['-c', setting]), ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  }).trim()
}

/** Clones a repository over a file URL; returns the directory. */
export function clone(repository: Repository, ...options: string[]): string {
  const target = `${repository.directory} clone`
  git(
    dirname(repository.directory),
    'clone',
    '--quiet',
    ...options,
    pathToFileURL(repository.directory).href,
    target,
  )
  return target
}

/** Makes a shallow checkout without branches and tags, like actions/checkout with `fetch-depth: 1`. */
export function shallow(repository: Repository, revision = 'HEAD', depth = 1): string {
  const target = `${repository.directory} shallow`
  mkdirSync(target)
  git(target, 'init', '--quiet', '--initial-branch=main')
  git(target, 'remote', 'add', 'origin', pathToFileURL(repository.directory).href)
  git(target, 'fetch', '--quiet', '--no-tags', `--depth=${depth}`, 'origin', repository.head(revision))
  git(target, 'checkout', '--quiet', '--detach', 'FETCH_HEAD')
  return target
}
