/**
 * The environment variables of this process, for git: it finds its configuration, credentials and proxies by them, and is
 * run before there is a configuration. Everything else gets `Config.environment`.
 */
export function processEnvironment(): Readonly<NodeJS.ProcessEnv> {
  return process.env
}
