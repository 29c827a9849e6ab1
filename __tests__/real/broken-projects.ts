import { appendFileSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { checkOut, cloneOf, git } from './clones.ts'
import { OPTIONS } from './corpus-options.ts'
import type { Pinned } from './package-index.ts'
import { unpackAsRepository } from './sdist-repository.ts'

/** A public project that is broken, and what its maintainers did about it. */
export interface BrokenProject {
  readonly name: string
  /** Of the command line. */
  readonly options: readonly string[]
  /** Creates a clean repository of it below a new directory, and returns its path. */
  readonly makeRepository: (directory: string) => Promise<string>
  /** The same of the commit that fixed it, or of the next release; undefined if it is not known. */
  readonly makeMended?: (directory: string) => Promise<string>
}

interface BrokenRelease extends Pinned {
  readonly testRequirements?: readonly string[]
  readonly pytestArgs?: readonly string[]
  readonly python?: string
  /** The release after it. */
  readonly next: Omit<Pinned, 'name'>
}

/** The broken releases of projects.json. */
export function brokenReleases(): BrokenProject[] {
  const { broken } = read(new URL('./projects.json', import.meta.url)) as { broken: BrokenRelease[] }
  return broken.map((release) => {
    const { name, version, next, testRequirements = [], pytestArgs = [], python } = release
    return {
      name: `${name} ${version}`,
      options: [
        ...testRequirements.map((requirement) => `--test-requirements=${requirement}`),
        ...pytestArgs.map((arg) => `--pytest-args=${arg}`),
        ...(python === undefined ? [] : [`--python=${python}`]),
      ],
      makeRepository: (directory) => unpackAsRepository(release, directory),
      makeMended: (directory) => unpackAsRepository({ name, ...next }, directory),
    }
  })
}

interface BrokenCommit {
  readonly name: string
  readonly repo: string
  readonly bad_commit: string
  readonly good_commit?: string
  readonly python: string
}

/**
 * The broken commits of a list as `corpus.ts` describes it.
 *
 * @param clones the directory of the clones
 */
export function brokenCommits(corpus: string | URL, clones: string): BrokenProject[] {
  const { broken } = read(corpus) as { broken: BrokenCommit[] }
  return broken.map(({ name, repo, bad_commit, good_commit, python }) => {
    const { options = [], settings } = OPTIONS[`${name} bad`] ?? {}
    const make = async (commit: string, directory: string) => {
      const source = join(directory, 'source')
      checkOut(cloneOf(repo, clones), commit, source)
      if (settings !== undefined)
        appendFileSync(join(source, 'pyproject.toml'), `\n[tool.as-installed]\n${settings}\n`)
      return source
    }
    const makeMended =
      good_commit === undefined ? {} : { makeMended: (directory: string) => make(good_commit, directory) }
    return {
      name,
      options: [`--python=${python}`, ...options],
      makeRepository: (directory) => make(bad_commit, directory),
      ...makeMended,
    }
  })
}

/** The files of a repository that may hold the settings of a build, or say what is ignored. */
export function packagingFiles(repository: string): string[] {
  const name = /(^|\/)(pyproject\.toml|setup\.(py|cfg)|MANIFEST\.in|\.gitignore|requirements[^/]*\.(txt|in))$/
  return git(['-C', repository, 'ls-files', '-z'])
    .split('\0')
    .filter((file) => name.test(file))
}

/** The text of a file; undefined without it, or if it is a directory. */
export function textOf(repository: string, file: string): string | undefined {
  const path = join(repository, file)
  return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, 'utf8') : undefined
}

/** An empty directory for one repository. */
export function newDirectory(parent: string, name: string): string {
  const directory = join(parent, name)
  mkdirSync(directory)
  return directory
}

function read(file: string | URL): unknown {
  return JSON.parse(readFileSync(file, 'utf8'))
}
