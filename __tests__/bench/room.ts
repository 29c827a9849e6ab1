import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Task } from './task.ts'

/** What the user of the machine has set and what would change what is measured: caches, environments, a CI. */
const REMOVED =
  /^(VIRTUAL_ENV|PYTHON|_?CONDA|MAMBA|TOX|VIRTUALENV|PYTEST|COVERAGE|GITHUB_|RUNNER_|ACTIONS_|INPUT_|XDG_|TMPDIR$|TEMP$|TMP$|CI$|NODE_OPTIONS$|npm_|UV_(?!DEFAULT_INDEX|INDEX|EXTRA_INDEX|FIND_LINKS|CONFIG_FILE|NATIVE_TLS|SYSTEM_CERTS|INSECURE_HOST|HTTP_TIMEOUT|KEYRING)|PIP_(NO_)?CACHE_DIR)/

/**
 * Where one contender does one task: a home, caches and temporary folders of its own. What it finds there is either
 * nothing, or what its own runs before left in the caches.
 */
export class Room {
  readonly root: string
  /** Environments that are there before, for what is measured without making them. */
  readonly ready: string
  /** A clone of the repository, new for each run. */
  readonly project: string
  /** Empty for each run. */
  readonly work: string
  readonly #caches: string
  readonly #temporary: string

  constructor(root: string) {
    this.root = root
    this.ready = join(root, 'ready')
    this.project = join(root, 'project')
    this.work = join(root, 'work')
    this.#caches = join(root, 'caches')
    this.#temporary = join(root, 'tmp')
  }

  /** Makes everything as it is at the start of a job: with caches restored, or without any. */
  enter(task: Task, caches: 'kept' | 'emptied'): void {
    this.leave()
    if (caches === 'emptied') remove(this.#caches)
    for (const folder of [this.work, this.#temporary, ...Object.values(this.#folders())])
      mkdirSync(folder, { recursive: true })
    execFileSync('git', ['clone', '--quiet', '--local', task.repository, this.project])
  }

  /** Frees the space. */
  leave(): void {
    for (const folder of [this.project, this.work, this.#temporary]) remove(folder)
  }

  #folders() {
    return {
      HOME: join(this.#caches, 'home'),
      XDG_CACHE_HOME: join(this.#caches, 'cache'),
      PIP_CACHE_DIR: join(this.#caches, 'cache', 'pip'),
      UV_CACHE_DIR: join(this.#caches, 'cache', 'uv'),
      RUNNER_TOOL_CACHE: join(this.#caches, 'tool-cache'),
    }
  }

  /** The caller's variables, with homes and caches of this room; the settings of the package index stay. */
  get variables(): Record<string, string> {
    const { XDG_CONFIG_HOME, HOME = '' } = process.env
    const kept = Object.entries(process.env).filter(([name]) => !REMOVED.test(name))
    return {
      ...(Object.fromEntries(kept) as Record<string, string>),
      ...this.#folders(),
      XDG_CONFIG_HOME: XDG_CONFIG_HOME ?? join(HOME, '.config'),
      TMPDIR: this.#temporary,
      RUNNER_TEMP: this.#temporary,
    }
  }

  /** The variables by which a program learns that a pull request changed what the last commit changed. */
  pullRequest(): Record<string, string> {
    const git = (...args: string[]) =>
      execFileSync('git', args, { cwd: this.project, encoding: 'utf8' }).trim()
    const base = git('rev-parse', 'HEAD~1')
    const event = join(this.root, 'event.json')
    const payload = {
      base: { sha: base, ref: 'main' },
      head: { sha: git('rev-parse', 'HEAD'), ref: 'change' },
    }
    writeFileSync(event, JSON.stringify({ pull_request: { ...payload, labels: [] } }))
    return {
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_EVENT_PATH: event,
      GITHUB_BASE_REF: 'main',
      GITHUB_HEAD_REF: 'change',
    }
  }
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}
