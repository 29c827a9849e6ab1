/** Repositories whose histories are written down as steps, and what as-installed says of the version at their end. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** The backend that builds the project, from inside it. */
export const BACKEND = readFileSync(fileURLToPath(new URL('./backend.py', import.meta.url)), 'utf8')

/** Path -> content; null removes the file. */
export type Edits = Readonly<Record<string, string | null>>

/** A project `demo` in a git repository of its own. Every step is one of git. */
export class Repository {
  readonly folder: string
  /** Lines of pyproject.toml by key, besides the version. */
  #keys: Record<string, string> = {}
  #version = '1.0'
  readonly #project: string

  /** @param project the folder of the project in the repository */
  constructor(folder: string, project = '.') {
    this.folder = folder
    this.#project = project
    mkdirSync(folder, { recursive: true })
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
    return git(this.folder, ...args)
  }

  write(edits: Edits): this {
    for (const [name, content] of Object.entries(edits)) {
      const path = join(this.folder, name.startsWith('/') ? '' : this.#project, name)
      mkdirSync(dirname(path), { recursive: true })
      if (content === null) rmSync(path, { recursive: true })
      else writeFileSync(path, content)
    }
    return this
  }

  /** Writes pyproject.toml with the version as it is, and other keys; null removes one. `[table]` begins a table. */
  set(keys: Readonly<Record<string, string | null>>): this {
    for (const [key, value] of Object.entries(keys)) {
      if (value === null) delete this.#keys[key]
      else this.#keys[key] = value
    }
    const lines = Object.entries(this.#keys)
    const top = lines.filter(([key]) => !key.startsWith('['))
    const tables = lines.filter(([key]) => key.startsWith('['))
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

  /** A commit that changes what ships. */
  change(content = `a = ${Math.random()}\n`): this {
    return this.write({ 'demo/a.py': content }).commit('Change what ships')
  }

  /** A version that is written down and tagged. */
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
        readFileSync(join(this.folder, this.#project, 'pyproject.toml'), 'utf8'),
      )?.[1] ?? ''
    return this
  }

  /** Merges a branch as GitHub does: always by a merge commit. Of what both changed, that of the branch is taken. */
  merge(name: string, message = `Merge ${name}`): this {
    this.git('merge', '--quiet', '--no-ff', '--strategy-option=theirs', `--message=${message}`, name)
    return this.switch('HEAD')
  }

  head(revision = 'HEAD'): string {
    return this.git('rev-parse', revision)
  }
}

/** git as on a machine without settings. */
export function git(cwd: string, ...args: string[]): string {
  const settings = ['user.name=Ada', 'user.email=ada@example.org', 'protocol.file.allow=always']
  return execFileSync('git', [...settings.flatMap((setting) => ['-c', setting]), ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
  }).trim()
}

/** Clones a repository by its protocol, with options of `git clone`; gives the folder. */
export function clone(repository: Repository, ...options: string[]): string {
  const into = `${repository.folder} clone`
  git(dirname(repository.folder), 'clone', '--quiet', ...options, pathToFileURL(repository.folder).href, into)
  return into
}

/** What a checkout of one commit has: no branches, no tags, no history (actions/checkout with fetch-depth: 1). */
export function shallow(repository: Repository, revision = 'HEAD', depth = 1): string {
  const into = `${repository.folder} shallow`
  mkdirSync(into)
  git(into, 'init', '--quiet', '--initial-branch=main')
  git(into, 'remote', 'add', 'origin', pathToFileURL(repository.folder).href)
  git(into, 'fetch', '--quiet', '--no-tags', `--depth=${depth}`, 'origin', repository.head(revision))
  git(into, 'checkout', '--quiet', '--detach', 'FETCH_HEAD')
  return into
}
