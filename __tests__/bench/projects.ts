import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'smol-toml'
import { downloadSdist, type Pinned } from '../real/package-index.ts'
import listed from './projects.json' with { type: 'json' }
import type { Package, Task } from './task.ts'
import { CHANGES, changedIn, SIZES, writeWorkspace } from './workspace.ts'

/** Names of all tasks. Some take hours and run only when they are named. */
export function taskNames(): { name: string; onlyNamed: boolean }[] {
  const single = listed.map(({ name, onlyNamed = false }) => ({ name, onlyNamed }))
  const many = SIZES.flatMap((size) =>
    CHANGES.map((changes) => ({ name: `workspace-${size}-${changes}`, onlyNamed: true })),
  )
  return [...single, ...many]
}

/** Creates the repository of a task below a directory. */
export async function makeTask(name: string, directory: string): Promise<Task> {
  const repository = join(directory, name)
  const [, size, changes] = /^workspace-(\d+)-(\w+)$/.exec(name) ?? []
  if (size !== undefined)
    return workspaceTask(name, repository, Number(size), changes as (typeof CHANGES)[number])
  const found = listed.find((one) => one.name === name)
  if (found === undefined) throw new Error(`There is no project ${name}.`)
  const { about, from, scripts, requirements, tests } = found
  if ('directory' in from && from.directory !== undefined)
    cpSync(resolve(from.directory), repository, { recursive: true })
  else await unpack(from as Pinned, repository)
  commitAll(repository, 'All')
  const buildSystem = buildSystemOf(repository)
  const one: Package = { name, path: '.', scripts, requirements, tests, buildSystem, siblings: [] }
  return { name, about, repository, packages: [one], all: [one] }
}

function workspaceTask(
  name: string,
  repository: string,
  size: number,
  changes: (typeof CHANGES)[number],
): Task {
  const all = writeWorkspace(repository, size, new Set())
  commitAll(repository, 'All')
  const changed = changedIn(all, changes)
  writeWorkspace(repository, size, changed)
  commitAll(repository, 'Change')
  const packages = all.filter((one) => changed.has(one.name))
  const about = `generated: ${size} packages of four build backends, ${packages.length} of them changed`
  return { name, about, repository, packages, all }
}

async function unpack(pinned: Pinned, into: string): Promise<void> {
  const outer = `${into}.unpacked`
  mkdirSync(outer, { recursive: true })
  // As root, tar would keep the owners in the archive, and git refuses repositories of another owner.
  execFileSync('tar', ['-xzf', await downloadSdist(pinned), '--no-same-owner', '-C', outer])
  renameSync(join(outer, readdirSync(outer)[0] ?? ''), into)
}

function commitAll(directory: string, message: string): void {
  const identity = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'commit.gpgsign=false']
  const git = (...args: string[]) =>
    execFileSync('git', [...identity, ...args], { cwd: directory, stdio: ['ignore', 'ignore', 'inherit'] })
  if (!existsSync(join(directory, '.git'))) git('init', '--quiet', '--initial-branch=main')
  git('add', '--all', '--force')
  git('commit', '--quiet', `--message=${message}`)
}

function buildSystemOf(directory: string): Package['buildSystem'] {
  const { 'build-system': system } = parse(readFileSync(join(directory, 'pyproject.toml'), 'utf8')) as {
    'build-system': { requires: string[]; 'build-backend': string }
  }
  return { requires: system.requires, backend: system['build-backend'] }
}
