import { expect, test } from '@jest/globals'
import { describePluginFailure, pluginFailure } from '../../../src/checks/tests/plugin-failure.ts'
import type { PythonError } from '../../../src/python/traceback.ts'
import { error, SITE, testFailure, testRun, testSession } from '../facts.ts'

const ENVIRONMENT = {
  sandbox: '/scratch/sandbox',
  own: new Set(['demo']),
  inventory: {
    distributions: ['pytest==8.0.1', 'html==1.0', 'pytest-html==2.0.1', 'pluggy==1.0', 'demo==1.0'].map(
      (one) => {
        const [name = '', version = ''] = one.split('==')
        return { name, version, requires: [], direct_url: null }
      },
    ),
    providers: {
      pytest: ['pytest'],
      _pytest: ['pytest'],
      pluggy: ['pluggy'],
      pytest_html: ['pytest-html'],
      demo: ['demo'],
    },
  },
}
const PYTEST = ['_pytest/config/__init__.py:1 in main', 'pluggy/_manager.py:1 in load']
const PLUGIN = 'pytest_html/plugin.py:7'

const atStart = (one: PythonError) =>
  testRun({
    ending: { kind: 'exited', code: 1 },
    totals: {},
    session: testSession({ state: 'not-started' }),
    failures: [testFailure('pytest', { when: 'collect', error: one })],
  }).evidence

const atEnd = (one: PythonError, failures = 0) =>
  testRun({
    ending: { kind: 'exited', code: 3 },
    totals: { passed: 1, failed: failures },
    internalErrors: ['Traceback'],
    internalError: one,
  }).evidence

test.each<[string, ReturnType<typeof atStart>, string]>([
  [
    'lacks a module',
    atStart(error("ModuleNotFoundError: No module named 'pkg_resources'", [...PYTEST, PLUGIN])),
    'pytest-html',
  ],
  ['raises an error of its own', atStart(error('AttributeError: x', [...PYTEST, PLUGIN])), 'pytest-html'],
  [
    'has an unknown hook',
    atStart(
      error(
        `PluginValidationError: unknown hook 'pytest_x' in plugin <module 'pytest_html.plugin' from '${SITE}/pytest_html/plugin.py'>`,
        PYTEST,
      ),
    ),
    'pytest-html',
  ],
  [
    'has a hook with other arguments',
    atStart(error("PluginValidationError: Plugin 'html' for hook 'pytest_x'", PYTEST)),
    'pytest-html',
  ],
  [
    'has a hook with other arguments, for which pytest prints no traceback',
    testRun({
      ending: { kind: 'exited', code: 3 },
      totals: {},
      session: testSession({ state: 'not-started' }),
      stderr:
        "Error while loading plugin \"pytest11\".\npluggy._manager.PluginValidationError: Plugin 'html' for hook 'pytest_collect_file'\nhookimpl definition: pytest_collect_file(file_path, path, parent)\n",
    }).evidence,
    'pytest-html',
  ],
  ['fails while pytest ends', atEnd(error('TypeError: x', [...PYTEST, PLUGIN])), 'pytest-html'],
  [
    'is pytest itself',
    atStart(error('TypeError: required field "lineno" missing', ['_pytest/assertion/rewrite.py:3 in run'])),
    'pytest',
  ],
])('a plugin of another distribution keeps pytest from running: it %s', (_, evidence, distribution) => {
  const failure = pluginFailure(evidence, ENVIRONMENT)
  expect(failure).toMatchObject({ distribution, pytest: '8.0.1' })
})

test.each<[string, ReturnType<typeof atStart>]>([
  ['the package has the plugin', atStart(error('NameError: x', [...PYTEST, 'demo/plugin.py:3']))],
  [
    'a plugin imports the package, which fails',
    atStart(error('NameError: x', [...PYTEST, PLUGIN, 'demo/__init__.py:3'])),
  ],
  [
    'conftest.py fails in a plugin',
    atStart(error('TypeError: x', [...PYTEST, '/scratch/sandbox/conftest.py:1', PLUGIN])),
  ],
  [
    'a module of the package is missing',
    atStart(error("ModuleNotFoundError: No module named 'demo.plugin'", PYTEST)),
  ],
  [
    'an entry point of the package names a missing attribute',
    atStart(error("AttributeError: module 'demo' has no attribute 'plugin'", PYTEST)),
  ],
  [
    'a plugin of -p is not installed',
    atStart(error('ImportError: Error importing plugin "x": No module named \'x\'', PYTEST)),
  ],
  [
    'a setting is wrong, and filterwarnings raises the warning',
    atStart(error('PytestConfigWarning: No files were found in testpaths', PYTEST)),
  ],
  ['a test failed before', atEnd(error('TypeError: x', [...PYTEST, PLUGIN]), 1)],
  ['pytest ran', testRun().evidence],
])('no plugin is at fault if %s', (_, evidence) => {
  expect(pluginFailure(evidence, ENVIRONMENT)).toBeUndefined()
})

test('the reason names the plugin, its distribution and what it lacks', () => {
  const evidence = atStart(error("ModuleNotFoundError: No module named 'pkg_resources'", [...PYTEST, PLUGIN]))
  const failure = pluginFailure(evidence, ENVIRONMENT)
  expect(failure && describePluginFailure(failure, 'extra "test"')).toBe(
    'pytest 8.0.1 cannot run: its plugin pytest-html 2.0.1 raises ModuleNotFoundError: No module named \'pkg_resources\'. Require a release of pytest-html that works in this environment, or remove it from the test dependencies (extra "test").',
  )
})
