/** Credentials of package indexes reach the installers, and must reach no log, report or annotation. */

const INDEX_VARIABLE =
  /^(PIP_(EXTRA_)?INDEX_URL|PIP_FIND_LINKS|PIP_PROXY|UV_(DEFAULT_INDEX|INDEX|INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS)|(HTTPS?|ALL)_PROXY)$/i

/** The passwords and tokens in the settings of package indexes and proxies. */
export function secretsIn(environment: NodeJS.ProcessEnv): string[] {
  const found = Object.entries(environment).flatMap(([name, value]) => {
    if (value === undefined) return []
    if (/^UV_INDEX_\w+_PASSWORD$/.test(name)) return spellings(value)
    if (!INDEX_VARIABLE.test(name)) return []
    return [...value.matchAll(/:\/\/([^/\s]+)@/g)].flatMap(([, userinfo = '']) => {
      const colon = userinfo.indexOf(':')
      const [user, password] =
        colon < 0 ? [userinfo, ''] : [userinfo.slice(0, colon), userinfo.slice(colon + 1)]
      // A token may stand in the place of the user, with no password or with one that only says so.
      return [password === '' || password === 'x-oauth-basic' ? user : password].flatMap(spellings)
    })
  })
  // Shorter ones would mask half of every log.
  return [...new Set(found)].filter((secret) => secret.length >= 4)
}

/** A secret as it may be printed: as written in a URL, as meant, and as a URL or JSON has it. */
function spellings(secret: string): string[] {
  let meant = secret
  try {
    meant = decodeURIComponent(secret)
  } catch {
    // A lone % is no encoding: it is meant as it is written.
  }
  return [secret, meant, encodeURIComponent(meant), JSON.stringify(meant).slice(1, -1)]
}

/** A text without secrets, and without the credentials in any URL. */
export function redact(text: string, secrets: readonly string[]): string {
  // The longest first: what one of them begins with may be another.
  const ordered = [...secrets].sort((a, b) => b.length - a.length)
  const withoutKnown = ordered.reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
  return withoutKnown.replace(/(\w:\/\/)(?!git@)[^/\s"'<>?#]+@/g, '$1***@')
}
