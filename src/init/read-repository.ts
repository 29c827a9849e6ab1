import { readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { dirname } from 'node:path/posix'
import { type Paths, readPaths } from '../config/paths.ts'
import { choosePythons } from '../matrix/choose-pythons.ts'
import { requiresPythonOf } from '../matrix/jobs.ts'
import { ConfigurationError } from '../program/errors.ts'
import { type Checkout, readCheckout } from '../repository/checkout.ts'
import { findPackages, type RepositoryPackages } from '../repository/find-packages.ts'
import { tryGit } from '../repository/git.ts'
import { History } from '../repository/history.ts'
import { findPackageTags } from '../repository/package-tags.ts'
import { highestRelease } from '../repository/tags.ts'
import { pathPatternsOf, type RepositoryFacts, tagPatternsOf } from './repository-facts.ts'

/** A repository for which a CI configuration is written. */
export interface InitRepository {
  readonly checkout: Checkout
  readonly facts: RepositoryFacts
}

/**
 * Reads what the CI configuration of a repository depends on.
 *
 * @param directory where the search for packages begins
 * @param publishes whether a job that publishes is requested
 * @param scratch a temporary directory
 * @throws ConfigurationError if there are no packages, several repositories, or no repository
 */
export async function readRepository(
  paths: Paths,
  directory: string,
  publishes: boolean,
  scratch: string,
): Promise<InitRepository> {
  const { found, lines } = await findAny(paths, directory)
  const [first, ...others] = found
  if (first === undefined || others.length > 0)
    throw refused(`path selects several repositories: ${found.map((one) => one.checkout.root).join(', ')}.`)
  const { checkout } = first
  if (!checkout.isRepository)
    throw refused(`${checkout.root} is not in a git repository. Run "git init" and commit the package.`)
  const projects = first.requested.flatMap(
    (path) => first.sources.find(({ project }) => project.path === path)?.project ?? [],
  )
  const packages = projects.map((project) => {
    const requires = requiresPythonOf(project)
    const [lowest, ...more] = choosePythons(undefined, requires).chosen
    if (lowest === undefined)
      throw refused(`${project.path}: Requires-Python ${requires} allows no Python from 3.8 to 3.14.`)
    return { name: project.name, pythons: [lowest, ...more] as const }
  })
  const tags: string[] = []
  if (checkout.head !== undefined) {
    const history = await History.open(checkout, checkout.head, scratch)
    for (const project of projects)
      tags.push(
        ...[highestRelease((await findPackageTags(history, project)).releases) ?? []]
          .flat()
          .map(({ name }) => name),
      )
  }
  return {
    checkout,
    facts: {
      packages: packages as unknown as RepositoryFacts['packages'],
      paths: (lines ?? linesOf(paths, checkout.root)) as unknown as RepositoryFacts['paths'],
      defaultBranch: await defaultBranchOf(checkout.root),
      tagPatterns: tagPatternsOf(tags),
      publishedBy: await publishingWorkflow(checkout),
      publishes,
    },
  }
}

/** Finds the packages that are given; if the directory is not a package, all packages below it. */
async function findAny(
  paths: Paths,
  directory: string,
): Promise<{ readonly found: readonly RepositoryPackages[]; readonly lines?: readonly string[] }> {
  try {
    return { found: await findPackages(paths) }
  } catch (error) {
    const [only, ...others] = paths.requested
    if (!(error instanceof ConfigurationError) || others.length > 0) throw error
    if (only === undefined || !('directory' in only) || only.directory !== directory) throw error
    const { files, root } = await readCheckout(directory)
    const directories = files
      .filter((file) => /\/(pyproject\.toml|setup\.py|setup\.cfg)$/.test(file))
      .map((file) => dirname(file))
    const lines = pathPatternsOf([...new Set(directories)])
    if (lines.length === 0) throw error
    return { found: await findPackages(readPaths(lines, root, [])), lines }
  }
}

/** The lines of `path`, relative to the root of the repository. */
function linesOf({ requested, excluded }: Paths, root: string): string[] {
  const fromRoot = (directory: string) => relative(root, directory).split(sep).join('/') || '.'
  const pattern = ({ base, glob }: { readonly base: string; readonly glob: string }) =>
    glob === '' ? fromRoot(base) : `${fromRoot(base)}/${glob}`.replace(/^\.\//, '')
  return [
    ...requested.map((one) => ('directory' in one ? fromRoot(one.directory) : pattern(one))),
    ...excluded.map((one) => `!${pattern(one)}`),
  ]
}

/** The default branch of the remote, else main or master, else the branch that is checked out. */
async function defaultBranchOf(root: string): Promise<string> {
  const remote = await tryGit(root, ['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD'])
  if (remote.stdout.trim() !== '') return remote.stdout.trim().replace(/^origin\//, '')
  const local = await tryGit(root, ['for-each-ref', '--format=%(refname:strip=2)', 'refs/heads'])
  const usual = ['main', 'master'].find((name) => local.stdout.split('\n').includes(name))
  return usual ?? ((await tryGit(root, ['branch', '--show-current'])).stdout.trim() || 'main')
}

/** The workflow that publishes to a package index; undefined without one. */
async function publishingWorkflow({ root, files }: Checkout): Promise<string | undefined> {
  for (const file of files.filter((one) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(one))) {
    const text = await readFile(join(root, file), 'utf8').catch(() => '')
    if (/gh-action-pypi-publish|\btwine upload\b|\b(uv|poetry|hatch|flit|pdm) publish\b/.test(text))
      return file
  }
  return undefined
}

function refused(message: string): ConfigurationError {
  return new ConfigurationError([{ message }])
}
