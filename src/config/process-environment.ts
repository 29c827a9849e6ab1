/**
 * The environment variables of this process, for git, which needs its configuration, credentials and proxies before there
 * is a `Config`. All other code uses `Config.environment`.
 */
export function processEnvironment(): Readonly<NodeJS.ProcessEnv> {
  return process.env
}
