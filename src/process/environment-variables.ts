/**
 * What the environment variables of a child are. A deny-list, because what a build or a test needs (PATH, proxies,
 * compilers' settings, LD_LIBRARY_PATH of setup-python's interpreters) cannot be listed; what must not reach it can.
 */
export type EnvironmentVariables = Readonly<Record<string, string>>

/** The runner's credentials and command files. A build backend that has them can poison a cache or fake a result. */
const RUNNER = [
  /^ACTIONS_/,
  /^INPUT_/,
  /^STATE_/,
  /^(GITHUB|GH)_TOKEN$/,
  /^GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY|ARTIFACTS)$/,
]

/** What changes which Python code is found or how it is installed: the caller's environment would leak in. */
const PYTHON = [
  /^PYTHON/,
  /^__PYVENV_LAUNCHER__$/,
  /^VIRTUAL_ENV/,
  /^(_?CONDA|MAMBA)_/,
  /^PIP_/,
  /^UV_/,
  /^PYTEST_/,
  /^(COVERAGE|COV_CORE)_/,
  /^(TOX|NOX|HATCH|POETRY|PDM|PIPENV)_/,
]

/** Set where git itself started us, as a hook: git would answer for the original, not for the folder it is asked in. */
const GIT = [
  /^GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX)$/,
]

/** What tests and scripts read to colour their output: a test of that output must not depend on who runs it. */
const TERMINAL = [/^(NO_COLOR|FORCE_COLOR|PY_COLORS|CLICOLOR|CLICOLOR_FORCE|COLORTERM|COLUMNS|LINES)$/]

const REMOVED = [...RUNNER, ...PYTHON, ...GIT, ...TERMINAL]

/** Settings of the package index that are kept for the installers; without them no private index works. */
const INDEX = [
  /^PIP_(INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS|NO_INDEX|TRUSTED_HOST|CERT|CLIENT_CERT|PROXY|CONFIG_FILE)$/,
  /^PIP_(CACHE_DIR|KEYRING_PROVIDER|TIMEOUT|DEFAULT_TIMEOUT|RETRIES|NO_CACHE_DIR)$/,
  /^UV_(DEFAULT_INDEX|INDEX|INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS|INDEX_\w+_(USERNAME|PASSWORD)|INDEX_STRATEGY)$/,
  /^UV_(KEYRING_PROVIDER|INSECURE_HOST|NATIVE_TLS|SYSTEM_CERTS|OFFLINE|CACHE_DIR|NO_CACHE|HTTP_TIMEOUT|HTTP_RETRIES)$/,
  /^UV_(CONCURRENT_\w+|CONFIG_FILE|LINK_MODE)$/,
]

const matches = (patterns: readonly RegExp[], name: string) =>
  // Windows does not tell upper from lower case in these names.
  patterns.some((pattern) => pattern.test(name.toUpperCase()))

/**
 * The variables for code under test: the caller's without the runner's credentials, without what steers Python, and
 * with `first` at the beginning of PATH.
 *
 * @param passed names that the user asked to keep although they would be removed (`pass-env`)
 */
export function variablesForProject(
  caller: NodeJS.ProcessEnv,
  { first, passed = [] }: { first?: string; passed?: readonly string[] } = {},
): EnvironmentVariables {
  const kept = keep(caller, (name) => passed.includes(name) || !matches(REMOVED, name))
  return first === undefined ? kept : withFirstOnPath(kept, first)
}

/** The variables for pip and uv: as for the project, and the settings of the package index. */
export function variablesForInstaller(caller: NodeJS.ProcessEnv): EnvironmentVariables {
  return keep(caller, (name) => matches(INDEX, name) || !matches(REMOVED, name))
}

/** The variables for git: the caller's, but it must never wait for a password. */
export function variablesForGit(caller: NodeJS.ProcessEnv): EnvironmentVariables {
  const kept = keep(caller, (name) => !matches([...RUNNER, ...GIT], name))
  return { ...kept, GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C.UTF-8' }
}

function keep(caller: NodeJS.ProcessEnv, wanted: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(
    Object.entries(caller).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && wanted(entry[0]),
    ),
  )
}

function withFirstOnPath(variables: EnvironmentVariables, first: string): EnvironmentVariables {
  const name = Object.keys(variables).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  const separator = process.platform === 'win32' ? ';' : ':'
  return { ...variables, [name]: [first, variables[name]].filter(Boolean).join(separator) }
}
