import { delimiter } from 'node:path'
import { expect, test } from '@jest/globals'
import {
  variablesForGit,
  variablesForInstaller,
  variablesForProject,
} from '../../src/process/environment-variables.ts'

/** The programs that a variable is passed to. */
const PASSED_TO = {
  'all programs': { project: true, installer: true, git: true },
  git: { project: false, installer: false, git: true },
  'installer and git': { project: false, installer: true, git: true },
  'no program': { project: false, installer: false, git: false },
} as const

test.each<[keyof typeof PASSED_TO, string[]]>([
  ['all programs', ['HOME', 'LANG', 'LC_CTYPE', 'TMPDIR', 'LD_LIBRARY_PATH', 'CC', 'CFLAGS', 'MYAPP_TOKEN']],
  [
    'all programs',
    ['HTTPS_PROXY', 'no_proxy', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'SYSTEMROOT', 'PYENV_VERSION'],
  ],
  [
    'all programs',
    ['CI', 'GITHUB_ACTIONS', 'GITHUB_REF', 'GITHUB_WORKSPACE', 'RUNNER_OS', 'SETUPTOOLS_SCM_PRETEND_VERSION'],
  ],
  ['no program', ['GITHUB_TOKEN', 'GH_TOKEN', 'ACTIONS_RUNTIME_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_URL']],
  ['no program', ['INPUT_PATH', 'INPUT_TEST-REQUIREMENTS', 'STATE_x', 'GITHUB_ENV', 'GITHUB_PATH']],
  ['no program', ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY']],
  ['git', ['PYTHONPATH', 'PYTHONHOME', 'PYTHONSTARTUP', 'PYTHONSAFEPATH', '__PYVENV_LAUNCHER__']],
  ['git', ['VIRTUAL_ENV', 'VIRTUAL_ENV_PROMPT', 'CONDA_PREFIX', '_CONDA_EXE', 'MAMBA_ROOT_PREFIX']],
  [
    'git',
    ['PYTEST_ADDOPTS', 'PYTEST_PLUGINS', 'COVERAGE_FILE', 'COV_CORE_SOURCE', 'TOX_ENV_DIR', 'HATCH_ENV'],
  ],
  [
    'git',
    ['PIP_TARGET', 'PIP_USER', 'PIP_NO_DEPS', 'PIP_CONSTRAINT', 'PIP_REQUIRE_VIRTUALENV', 'PIP_PREFIX'],
  ],
  [
    'git',
    ['UV_PYTHON', 'UV_SYSTEM_PYTHON', 'UV_CONSTRAINT', 'UV_PROJECT', 'UV_PUBLISH_TOKEN', 'UV_RESOLUTION'],
  ],
  ['git', ['NO_COLOR', 'FORCE_COLOR', 'PY_COLORS', 'COLUMNS', 'LINES']],
  [
    'installer and git',
    ['PIP_INDEX_URL', 'PIP_EXTRA_INDEX_URL', 'PIP_FIND_LINKS', 'PIP_NO_INDEX', 'PIP_CERT'],
  ],
  ['installer and git', ['PIP_CONFIG_FILE', 'PIP_CACHE_DIR', 'PIP_RETRIES', 'PIP_KEYRING_PROVIDER']],
  [
    'installer and git',
    ['UV_DEFAULT_INDEX', 'UV_INDEX', 'UV_INDEX_PRIVATE_PASSWORD', 'UV_CACHE_DIR', 'UV_LINK_MODE'],
  ],
  ['no program', ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'GIT_COMMON_DIR']],
])('passes to %s: %j', (programs, names) => {
  for (const name of names) {
    const caller = { [name]: 'value' }
    const passed = {
      project: name in variablesForProject(caller),
      installer: name in variablesForInstaller(caller),
      git: name in variablesForGit(caller),
    }
    expect({ name, ...passed }).toEqual({ name, ...PASSED_TO[programs] })
  }
})

test.each(['PythonPath', 'pip_target', 'Github_Token', 'Actions_Runtime_Token', 'input_path'])(
  'ignores the case of names, as Windows does: %s',
  (name) => {
    expect(variablesForProject({ [name]: 'value' })).toEqual({})
  },
)

test.each([
  ['set', { PATH: 'a' }, { PATH: `first${delimiter}a` }],
  ['set as Path, as on Windows', { Path: 'a' }, { Path: `first${delimiter}a` }],
  ['not set', {}, { PATH: 'first' }],
  ['empty', { PATH: '' }, { PATH: 'first' }],
])('prepends a directory to PATH, which is %s', (_, caller, expected) => {
  expect(variablesForProject(caller, { firstOnPath: 'first' })).toEqual(expected)
})

test('passes the variables in pass-env through, by exact name', () => {
  const caller = { PYTEST_ADDOPTS: '-x', PYTEST_PLUGINS: 'p', GITHUB_TOKEN: 't', GITHUB_ENV: 'e' }
  const passEnv = ['PYTEST_ADDOPTS', 'GITHUB_TOKEN', 'NOT_SET']
  expect(variablesForProject(caller, { passEnv })).toEqual({ PYTEST_ADDOPTS: '-x', GITHUB_TOKEN: 't' })
})

test('omits undefined variables and keeps empty ones', () => {
  expect(variablesForProject({ A: undefined, B: '' })).toEqual({ B: '' })
})

test('disables the password prompt of git', () => {
  expect(variablesForGit({ GIT_TERMINAL_PROMPT: '1', GIT_SSH_COMMAND: 'ssh -i key' })).toMatchObject({
    GIT_TERMINAL_PROMPT: '0',
    GIT_SSH_COMMAND: 'ssh -i key',
  })
})
