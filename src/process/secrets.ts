/** Variables whose URLs may contain credentials. */
const INDEX_VARIABLE =
  /^(PIP_(EXTRA_)?INDEX_URL|PIP_FIND_LINKS|PIP_PROXY|UV_(DEFAULT_INDEX|INDEX|INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS)|(HTTPS?|ALL)_PROXY)$/i

/**
 * The passwords and tokens in the settings of package indexes and proxies: installers need them, and no log, report or
 * annotation may contain them.
 */
export function secretsIn(environment: NodeJS.ProcessEnv): string[] {
  const found = Object.entries(environment).flatMap(([name, value]) => {
    if (value === undefined) return []
    if (/^UV_INDEX_\w+_PASSWORD$/.test(name)) return spellings(value)
    if (!INDEX_VARIABLE.test(name)) return []
    return [...value.matchAll(/:\/\/([^/\s]+)@/g)].flatMap(([, userinfo = '']) => {
      const colon = userinfo.indexOf(':')
      const [user, password] =
        colon < 0 ? [userinfo, ''] : [userinfo.slice(0, colon), userinfo.slice(colon + 1)]
      // Some indexes expect a token as the user name, without a password or with the password `x-oauth-basic`.
      return [password === '' || password === 'x-oauth-basic' ? user : password].flatMap(spellings)
    })
  })
  // A shorter secret would also mask parts of ordinary words.
  return [...new Set(found)].filter((secret) => secret.length >= 4)
}

/** The forms in which a program may print a secret: as given, decoded, percent-encoded, and escaped for JSON. */
function spellings(secret: string): string[] {
  let decoded = secret
  try {
    decoded = decodeURIComponent(secret)
  } catch {
    // A secret with an invalid percent-encoding is literal.
  }
  return [secret, decoded, encodeURIComponent(decoded), JSON.stringify(decoded).slice(1, -1)]
}

/** A text with all secrets, and the credentials in any URL, replaced by `***`. */
export function redact(text: string, secrets: readonly string[]): string {
  // Longest first, as one secret may be a prefix of another.
  const ordered = [...secrets].sort((a, b) => b.length - a.length)
  const withoutKnown = ordered.reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
  return withoutKnown.replace(/(\w:\/\/)(?!git@)[^/\s"'<>?#]+@/g, '$1***@')
}
