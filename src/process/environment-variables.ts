/**
 * The environment variables of a child process: the caller's variables without a deny-list. An allow-list is not
 * possible, as builds and tests need unpredictable variables (PATH, proxies, compiler settings, the LD_LIBRARY_PATH of
 * setup-python's interpreters).
 */
export type EnvironmentVariables = Readonly<Record<string, string>>

/** Credentials and command files of the runner: with them, a build backend could poison a cache or forge an output. */
const RUNNER = [
  /^ACTIONS_/,
  /^INPUT_/,
  /^STATE_/,
  /^(GITHUB|GH)_TOKEN$/,
  /^GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY|ARTIFACTS)$/,
]

/** Variables that change which Python code is imported or how it is installed. */
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

/** Git sets these variables for its hooks; a child git would then use that repository instead of the one in its directory. */
const GIT = [
  /^GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX)$/,
]

/** Variables that change the color and the width of output: tests of output must not depend on the caller's terminal. */
const TERMINAL = [/^(NO_COLOR|FORCE_COLOR|PY_COLORS|CLICOLOR|CLICOLOR_FORCE|COLORTERM|COLUMNS|LINES)$/]

const REMOVED = [...RUNNER, ...PYTHON, ...GIT, ...TERMINAL]

/** Settings of the package index, which installers get: without them no private index works. */
const INDEX = [
  /^PIP_(INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS|NO_INDEX|TRUSTED_HOST|CERT|CLIENT_CERT|PROXY|CONFIG_FILE)$/,
  /^PIP_(CACHE_DIR|KEYRING_PROVIDER|TIMEOUT|DEFAULT_TIMEOUT|RETRIES|NO_CACHE_DIR)$/,
  /^UV_(DEFAULT_INDEX|INDEX|INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS|INDEX_\w+_(USERNAME|PASSWORD)|INDEX_STRATEGY)$/,
  /^UV_(KEYRING_PROVIDER|INSECURE_HOST|NATIVE_TLS|SYSTEM_CERTS|OFFLINE|CACHE_DIR|NO_CACHE|HTTP_TIMEOUT|HTTP_RETRIES)$/,
  /^UV_(CONCURRENT_\w+|CONFIG_FILE|LINK_MODE)$/,
]

const matches = (patterns: readonly RegExp[], name: string) =>
  // Windows ignores the case of these names.
  patterns.some((pattern) => pattern.test(name.toUpperCase()))

/**
 * The variables for the code under test: those of the caller without credentials of the runner and without settings of
 * Python and its tools.
 *
 * @param firstOnPath a directory to prepend to PATH
 * @param passEnv names on the deny-list that the user passes through (`pass-env`)
 */
export function variablesForProject(
  caller: NodeJS.ProcessEnv,
  { firstOnPath, passEnv = [] }: { firstOnPath?: string; passEnv?: readonly string[] } = {},
): EnvironmentVariables {
  const kept = keep(caller, (name) => passEnv.includes(name) || !matches(REMOVED, name))
  return firstOnPath === undefined ? kept : prependToPath(kept, firstOnPath)
}

/** The variables for pip and uv: those for the code under test, and the settings of the package index. */
export function variablesForInstaller(caller: NodeJS.ProcessEnv): EnvironmentVariables {
  return keep(caller, (name) => matches(INDEX, name) || !matches(REMOVED, name))
}

/** The variables for git: those of the caller without credentials of the runner, and without prompts for a password. */
export function variablesForGit(caller: NodeJS.ProcessEnv): EnvironmentVariables {
  const kept = keep(caller, (name) => !matches([...RUNNER, ...GIT], name))
  return { ...kept, GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C.UTF-8' }
}

function keep(caller: NodeJS.ProcessEnv, predicate: (name: string) => boolean): Record<string, string> {
  return Object.fromEntries(
    Object.entries(caller).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && predicate(entry[0]),
    ),
  )
}

function prependToPath(variables: EnvironmentVariables, directory: string): EnvironmentVariables {
  const name = Object.keys(variables).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH'
  const separator = process.platform === 'win32' ? ';' : ':'
  return { ...variables, [name]: [directory, variables[name]].filter(Boolean).join(separator) }
}
