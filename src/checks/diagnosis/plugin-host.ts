import { distributionOf } from '../../python/distribution-names.ts'
import { normalizeName, parseRequirement } from '../../python/requirement.ts'

/**
 * Returns the requirement to install the program that loads the entry points of a group, if it is well known or the
 * project itself names it. The name of a group does not suffice to install a distribution: it may be an unrelated one.
 *
 * @param missing the top-level module that an entry point of the group lacks
 * @param requirements what the project requires for any purpose, such as its tests
 */
export function hostRequirement(
  group: string,
  missing: string,
  requirements: readonly string[],
): string | undefined {
  const known = knownHost(group)
  const named = isNamedAfter(group, missing)
    ? distributionOf(missing, { providers: {} }).distribution
    : undefined
  const host = known ?? named
  if (host === undefined) return undefined
  const own = requirements.find((text) => parseRequirement(text)?.name === normalizeName(host))
  if (own === undefined) return known
  return own.includes('@') ? host : withoutMarker(own)
}

/** Returns whether a distribution is the program that loads the entry points of a group. */
export function isHost(distribution: string, group: string): boolean {
  return (
    isNamedAfter(group, distribution) || normalizeName(knownHost(group) ?? '') === normalizeName(distribution)
  )
}

/** Returns whether a group of entry points has the name of a module, which then is likely to be that of its host. */
export function isNamedAfter(group: string, module: string): boolean {
  const [first = ''] = group.split(/[.:]/)
  const names = [first, first.replace(/\d+$/, ''), first.split(/[_-]/)[0] ?? '']
  return names.some((name) => normalizeName(name) === normalizeName(module))
}

/** The distribution of the well-known program that loads the entry points of a group. */
function knownHost(group: string): string | undefined {
  return HOSTS.find(([pattern]) => pattern.test(group))?.[1]
}

/** The groups of widely used programs, and their distributions. */
const HOSTS: readonly (readonly [group: RegExp, distribution: string])[] = [
  [/^pytest11$/, 'pytest'],
  [/^mkdocs\./, 'mkdocs'],
  [/^flake8\./, 'flake8'],
  [/^sphinx[._]/, 'Sphinx'],
  [/^babel\./, 'Babel'],
  [/^pygments\./, 'Pygments'],
  [/^markdown\.extensions$/, 'Markdown'],
  [/^docutils\./, 'docutils'],
  [/^mdformat\./, 'mdformat'],
  [/^pylsp$/, 'python-lsp-server'],
  [/^tox$/, 'tox'],
  [/^hatch$/, 'hatchling'],
  [/^(distutils|setuptools)\.|^egg_info\.writers$/, 'setuptools'],
  [/^twine\./, 'twine'],
  [/^keyring\.backends$/, 'keyring'],
  [/^virtualenv\./, 'virtualenv'],
  [/^towncrier\./, 'towncrier'],
  [/^nbconvert\./, 'nbconvert'],
  [/^jupyter_client\./, 'jupyter-client'],
  [/^sqlalchemy\./, 'SQLAlchemy'],
  [/^xarray\./, 'xarray'],
  [/^fsspec\./, 'fsspec'],
  [/^hypothesis$/, 'hypothesis'],
  [/^bandit\./, 'bandit'],
  [/^scrapy\./, 'Scrapy'],
  [/^gunicorn\./, 'gunicorn'],
  [/^celery\./, 'celery'],
  [/^datasette$/, 'datasette'],
  [/^llm$/, 'llm'],
  [/^lektor\./, 'Lektor'],
  [/^pelican\./, 'pelican'],
  [/^pdm$/, 'pdm'],
  [/^poetry\./, 'poetry'],
  [/^opentelemetry_instrumentor$/, 'opentelemetry-instrumentation'],
]

/** Removes the environment marker, which may hold for an extra only. */
function withoutMarker(requirement: string): string {
  return (requirement.split(';')[0] ?? '').trim()
}
