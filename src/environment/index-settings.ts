import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

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
  if (isSet('UV_DEFAULT_INDEX', 'UV_INDEX', 'UV_INDEX_URL', 'UV_EXTRA_INDEX_URL', 'UV_CONFIG_FILE'))
    return false
  if (isSet('PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'PIP_NO_INDEX')) return true
  const texts = await Promise.all(
    pipConfigFiles(caller).map((file) => readFile(file, 'utf8').catch(() => '')),
  )
  return texts.some((text) => /^\s*(extra-index-url|index-url|no-index)\s*[=:]/m.test(text))
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
  return JSON.stringify([variables.sort(), files]).replace(/:\/\/[^/@\s"]*@/g, '://')
}
