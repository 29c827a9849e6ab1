import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EnvironmentVariables } from '../process/environment-variables.ts'

/** Variables that configure an index for uv. */
const UV_INDEX_VARIABLES = [
  'UV_DEFAULT_INDEX',
  'UV_INDEX',
  'UV_INDEX_URL',
  'UV_EXTRA_INDEX_URL',
  'UV_CONFIG_FILE',
]

/** The configuration files of pip (pip documentation, "Configuration", section "Location"). */
function pipConfigFiles(caller: NodeJS.ProcessEnv): string[] {
  const { HOME = '', XDG_CONFIG_HOME = join(HOME, '.config'), APPDATA, PIP_CONFIG_FILE } = caller
  const files = ['/etc/pip.conf', join(XDG_CONFIG_HOME, 'pip', 'pip.conf'), join(HOME, '.pip', 'pip.conf')]
  const mac = join(HOME, 'Library', 'Application Support', 'pip', 'pip.conf')
  return [
    ...files,
    mac,
    ...(APPDATA ? [join(APPDATA, 'pip', 'pip.ini')] : []),
    ...(PIP_CONFIG_FILE ? [PIP_CONFIG_FILE] : []),
  ]
}

/**
 * Whether a package index is configured for pip but not for uv. As uv reads neither `PIP_*` nor `pip.conf`, it would then
 * use a different index.
 */
export async function isIndexForPipOnly(caller: NodeJS.ProcessEnv): Promise<boolean> {
  const isSet = (...names: string[]) => names.some((name) => caller[name])
  if (isSet(...UV_INDEX_VARIABLES)) return false
  if (isSet('PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'PIP_NO_INDEX')) return true
  const texts = await Promise.all(
    pipConfigFiles(caller).map((file) => readFile(file, 'utf8').catch(() => '')),
  )
  return texts.some((text) => /^\s*(extra-index-url|index-url|no-index)\s*[=:]/m.test(text))
}

/**
 * Adds the variables of uv that correspond to `PIP_*` variables, unless they are set. `unsafe-best-match` makes uv search
 * all indexes for the best version, as pip does, instead of the first index with the name (uv documentation, "Package
 * indexes").
 */
export function translateForUv(variables: EnvironmentVariables): EnvironmentVariables {
  const { PIP_INDEX_URL, PIP_EXTRA_INDEX_URL, PIP_FIND_LINKS, PIP_TRUSTED_HOST, PIP_CERT, PIP_PROXY } =
    variables
  const isForPipOnly = !UV_INDEX_VARIABLES.some((name) => variables[name])
  const translated = {
    UV_DEFAULT_INDEX: isForPipOnly && PIP_INDEX_URL,
    UV_EXTRA_INDEX_URL: isForPipOnly && PIP_EXTRA_INDEX_URL,
    UV_INDEX_STRATEGY: isForPipOnly && PIP_EXTRA_INDEX_URL && 'unsafe-best-match',
    UV_FIND_LINKS: PIP_FIND_LINKS?.trim().split(/\s+/).join(','),
    UV_INSECURE_HOST: PIP_TRUSTED_HOST,
    SSL_CERT_FILE: PIP_CERT,
    ALL_PROXY: PIP_PROXY,
  }
  const missing = Object.entries(translated).filter(
    (entry): entry is [string, string] => Boolean(entry[1]) && !variables[entry[0]],
  )
  return { ...variables, ...Object.fromEntries(missing) }
}

/** The `--find-links` locations of both installers: directories, files and URLs of HTML pages (pip documentation). */
function findLinks({ PIP_FIND_LINKS = '', UV_FIND_LINKS = '' }: NodeJS.ProcessEnv): string[] {
  return [...PIP_FIND_LINKS.split(/\s+/), ...UV_FIND_LINKS.split(',')].filter(Boolean)
}

function isRemote(location: string): boolean {
  return /^\w+:\/\//.test(location) && !location.startsWith('file:')
}

function localFindLinks(caller: NodeJS.ProcessEnv): string[] {
  return findLinks(caller)
    .filter((location) => !isRemote(location))
    .map((location) => (location.startsWith('file:') ? fileURLToPath(location) : location))
}

/** Whether a `--find-links` location is a remote page, whose changes cannot be detected. */
export function hasFindLinksPage(caller: NodeJS.ProcessEnv): boolean {
  return findLinks(caller).some(isRemote)
}

/** The names, sizes and modification times of the files in a directory, or of one file. */
async function listing(location: string): Promise<string[]> {
  const names = await readdir(location).catch(() => [''])
  return Promise.all(
    names.sort().map(async (name) => {
      const stats = await stat(join(location, name)).catch(() => undefined)
      return `${name} ${stats?.size} ${stats?.mtimeMs}`
    }),
  )
}

/**
 * All settings of the package index as one string, for cache keys: indexes differ in their packages. Without credentials,
 * as many indexes issue new ones for each job.
 */
export async function indexSettings(caller: NodeJS.ProcessEnv): Promise<string> {
  const variables = Object.entries(caller).filter(
    ([name]) =>
      /^(PIP|UV)_/.test(name) && !/_(CACHE_DIR|NO_CACHE|NO_CACHE_DIR|USERNAME|PASSWORD)$/.test(name),
  )
  const files = await Promise.all(
    pipConfigFiles(caller).map((file) => readFile(file, 'utf8').catch(() => '')),
  )
  const links = await Promise.all(localFindLinks(caller).map(listing))
  return JSON.stringify([variables.sort(), files, links]).replace(/:\/\/[^/@\s"]*@/g, '://')
}
