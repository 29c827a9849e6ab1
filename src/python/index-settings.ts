import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { EnvironmentVariables } from '../process/environment-variables.ts'

/** What leads uv to an index. */
const UV_INDEX = ['UV_DEFAULT_INDEX', 'UV_INDEX', 'UV_INDEX_URL', 'UV_EXTRA_INDEX_URL', 'UV_CONFIG_FILE']

/** Where pip looks for its configuration (pip documentation, "Configuration", location). */
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
 * Whether a package index is set up for pip and not for uv, which reads neither PIP_* nor pip.conf: then uv would
 * ask another index than the user does.
 */
export async function isIndexForPipAlone(caller: NodeJS.ProcessEnv): Promise<boolean> {
  const isSet = (...names: string[]) => names.some((name) => caller[name])
  if (isSet(...UV_INDEX)) return false
  if (isSet('PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'PIP_NO_INDEX')) return true
  const texts = await Promise.all(
    pipConfigFiles(caller).map((file) => readFile(file, 'utf8').catch(() => '')),
  )
  return texts.some((text) => /^\s*(extra-index-url|index-url|no-index)\s*[=:]/m.test(text))
}

/**
 * The variables as uv is to read them. What is set for pip alone holds for uv, too: it would ask somebody else, or
 * nobody. pip takes the best version of all its indexes, uv the first index that has the name.
 */
export function forUv(variables: EnvironmentVariables): EnvironmentVariables {
  const { PIP_INDEX_URL, PIP_EXTRA_INDEX_URL, PIP_FIND_LINKS, PIP_TRUSTED_HOST, PIP_CERT, PIP_PROXY } =
    variables
  const isForPip = !UV_INDEX.some((name) => variables[name])
  const translated = {
    UV_DEFAULT_INDEX: isForPip && PIP_INDEX_URL,
    UV_EXTRA_INDEX_URL: isForPip && PIP_EXTRA_INDEX_URL,
    UV_INDEX_STRATEGY: isForPip && PIP_EXTRA_INDEX_URL && 'unsafe-best-match',
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

/** The places besides the index where the installers look for packages (pip documentation, "--find-links"). */
function findLinks({ PIP_FIND_LINKS = '', UV_FIND_LINKS = '' }: NodeJS.ProcessEnv): string[] {
  return [...PIP_FIND_LINKS.split(/\s+/), ...UV_FIND_LINKS.split(',')].filter(Boolean)
}

function isAddress(place: string): boolean {
  return /^\w+:\/\//.test(place) && !place.startsWith('file:')
}

function foldersOf(caller: NodeJS.ProcessEnv): string[] {
  return findLinks(caller)
    .filter((place) => !isAddress(place))
    .map((place) => (place.startsWith('file:') ? fileURLToPath(place) : place))
}

/** Whether packages may come from a page, of which nobody can tell whether it has changed. */
export function hasPageOfLinks(caller: NodeJS.ProcessEnv): boolean {
  return findLinks(caller).some(isAddress)
}

/** What is in a folder of packages, or a file: names, sizes and times. */
async function listing(place: string): Promise<string[]> {
  const names = await readdir(place).catch(() => [''])
  return Promise.all(
    names.sort().map(async (name) => {
      const seen = await stat(join(place, name)).catch(() => undefined)
      return `${name} ${seen?.size} ${seen?.mtimeMs}`
    }),
  )
}

/**
 * All that says which index is asked and how, as one text: what two indexes give for the same name may differ. Without
 * credentials, which many indexes give anew for each job.
 */
export async function indexSettings(caller: NodeJS.ProcessEnv): Promise<string> {
  const variables = Object.entries(caller).filter(
    ([name]) =>
      /^(PIP|UV)_/.test(name) && !/_(CACHE_DIR|NO_CACHE|NO_CACHE_DIR|USERNAME|PASSWORD)$/.test(name),
  )
  const files = await Promise.all(
    pipConfigFiles(caller).map((file) => readFile(file, 'utf8').catch(() => '')),
  )
  const links = await Promise.all(foldersOf(caller).map(listing))
  return JSON.stringify([variables.sort(), files, links]).replace(/:\/\/[^/@\s"]*@/g, '://')
}
