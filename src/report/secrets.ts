/** Credentials of package indexes reach the installers, and must reach no log, report or annotation. */

const INDEX_VARIABLE =
  /^(PIP_(EXTRA_)?INDEX_URL|PIP_FIND_LINKS|PIP_PROXY|UV_(DEFAULT_INDEX|INDEX|INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS)|(HTTPS?|ALL)_PROXY)$/i

/** The passwords and tokens in the settings of package indexes and proxies. */
export function secretsIn(environment: NodeJS.ProcessEnv): string[] {
  const found = Object.entries(environment).flatMap(([name, value]) => {
    if (value === undefined) return []
    if (/^UV_INDEX_\w+_PASSWORD$/.test(name)) return [value]
    if (!INDEX_VARIABLE.test(name)) return []
    return [...value.matchAll(/:\/\/([^/\s@]+)@/g)].flatMap(([, userinfo = '']) => {
      const [user = '', password] = userinfo.split(':')
      // A token may stand alone, in the place of the user.
      return [password ?? user].flatMap((secret) => [secret, decodeURIComponent(secret)])
    })
  })
  // Shorter ones would mask half of every log.
  return [...new Set(found)].filter((secret) => secret.length >= 4)
}

/** A text without secrets, and without the credentials in any URL. */
export function redact(text: string, secrets: readonly string[]): string {
  const withoutKnown = secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
  return withoutKnown.replace(/(\w+:\/\/)[^/\s:@]+:[^/\s@]+@/g, '$1***@')
}
