import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Task } from './task.ts'

/** Environment variables of the user that would change the measurements: caches, environments, CI. */
const REMOVED =
  /^(VIRTUAL_ENV|PYTHON|_?CONDA|MAMBA|TOX|VIRTUALENV|PYTEST|COVERAGE|GITHUB_|RUNNER_|ACTIONS_|INPUT_|XDG_|TMPDIR$|TEMP$|TMP$|CI$|NODE_OPTIONS$|npm_|UV_(?!DEFAULT_INDEX|INDEX|EXTRA_INDEX|FIND_LINKS|CONFIG_FILE|NATIVE_TLS|SYSTEM_CERTS|INSECURE_HOST|HTTP_TIMEOUT|KEYRING)|PIP_(NO_)?CACHE_DIR)/

/**
 * The directory in which one contender runs one task, with its own home, caches and temporary directories. The caches
 * are empty, or have the content of the contender's earlier runs.
 */
export class RunDirectory {
  readonly root: string
  /** For environments that are created before the measurement. */
  readonly ready: string
  /** A new clone of the repository for each run. */
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

  /** Creates the state at the start of a job: with restored caches, or with empty ones. */
  prepare(task: Task, caches: 'kept' | 'emptied'): void {
    this.clean()
    if (caches === 'emptied') remove(this.#caches)
    for (const directory of [this.work, this.#temporary, ...Object.values(this.#homeAndCaches())])
      mkdirSync(directory, { recursive: true })
    execFileSync('git', ['clone', '--quiet', '--local', task.repository, this.project])
  }

  /** Removes everything but the caches and the environments. */
  clean(): void {
    for (const directory of [this.project, this.work, this.#temporary]) remove(directory)
  }

  #homeAndCaches() {
    return {
      HOME: join(this.#caches, 'home'),
      XDG_CACHE_HOME: join(this.#caches, 'cache'),
      PIP_CACHE_DIR: join(this.#caches, 'cache', 'pip'),
      UV_CACHE_DIR: join(this.#caches, 'cache', 'uv'),
      RUNNER_TOOL_CACHE: join(this.#caches, 'tool-cache'),
    }
  }

  /** The environment variables of a run: those of this process, with the home and caches of the run. */
  get variables(): Record<string, string> {
    const { XDG_CONFIG_HOME, HOME = '' } = process.env
    const kept = Object.entries(process.env).filter(([name]) => !REMOVED.test(name))
    return {
      ...(Object.fromEntries(kept) as Record<string, string>),
      ...this.#homeAndCaches(),
      XDG_CONFIG_HOME: XDG_CONFIG_HOME ?? join(HOME, '.config'),
      TMPDIR: this.#temporary,
      RUNNER_TEMP: this.#temporary,
    }
  }

  /** The environment variables of a pull request with the last commit. */
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

function remove(directory: string): void {
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
}
