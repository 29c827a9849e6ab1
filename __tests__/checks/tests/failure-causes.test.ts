import { expect, test } from '@jest/globals'
import { RULES } from '../../../src/checks/rules.ts'
import { tests as testsCheck } from '../../../src/checks/tests/check.ts'
import { checkTests } from '../../../src/checks/tests/decide.ts'
import type { RepeatedFailures, TestFailure } from '../../../src/checks/tests/facts.ts'
import type { FailureFacts } from '../../../src/checks/tests/failure-facts.ts'
import { missingInUsageError } from '../../../src/checks/tests/missing-dependency.ts'
import { testDeclarationFor } from '../../../src/checks/tests/test-declaration.ts'
import type { DeclarationSite } from '../../../src/project/test-sources.ts'
import type { PythonError } from '../../../src/python/traceback.ts'
import { completedWith, error, factsOf, type Given, testFailure, testRun } from '../facts.ts'

const SUBPROCESS = '/usr/lib/python3.12/subprocess.py:1955 in _execute_child'
const caused = (outer: PythonError, cause: PythonError): PythonError => ({ ...outer, cause })

/** The findings for failing tests with these exceptions. */
function findingsOf(
  errors: readonly PythonError[],
  { repeated, ...given }: Given & { readonly repeated?: RepeatedFailures } = {},
) {
  const failures = errors.map((one, i) => testFailure(`tests/t.py::test_${i}`, { error: one }))
  const run = testRun(
    { ending: { kind: 'exited', code: 1 }, totals: { failed: failures.length }, failures },
    repeated === undefined ? {} : { repeated },
  )
  const facts = factsOf({ ...given, facts: { tests: completedWith(run), ...given.facts } })
  return { findings: checkTests(facts), result: testsCheck.reportedResult?.(facts) }
}

test.each<[string, PythonError, string]>([
  [
    'a refused connection',
    error("ConnectionRefusedError: [Errno 111] Connect call failed ('127.0.0.1', 6379)"),
    'Redis at 127.0.0.1:6379',
  ],
  [
    'PostgreSQL',
    error(
      'OperationalError: connection to server at "localhost" (::1), port 5432 failed: Connection refused',
      ['psycopg/connection.py:117 in connect'],
    ),
    'PostgreSQL at localhost:5432',
  ],
  [
    'Redis',
    error('ConnectionError: Error 111 connecting to localhost:6380. Connection refused.', [
      'redis/connection.py:3',
    ]),
    'Redis at localhost:6380',
  ],
  [
    'MySQL',
    error(
      "OperationalError: (2003, \"Can't connect to MySQL server on 'localhost' ([Errno 111] Connection refused)\")",
      ['pymysql/connections.py:3'],
    ),
    'MySQL',
  ],
  [
    'MongoDB',
    error('ServerSelectionTimeoutError: localhost:27017: [Errno 111] Connection refused'),
    'MongoDB at localhost:27017',
  ],
  ['Kafka', error('NoBrokersAvailable: NoBrokersAvailable'), 'Kafka'],
  [
    'Docker',
    caused(
      error(
        "DockerException: Error while fetching server API version: ('Connection aborted.', FileNotFoundError(2, 'No such file or directory'))",
        ['docker/api/client.py:3'],
      ),
      error('FileNotFoundError: [Errno 2] No such file or directory', [
        '/usr/lib/python3.12/http/client.py:1',
      ]),
    ),
    'Docker',
  ],
  [
    'a server, behind other exceptions',
    caused(
      error(
        "ConnectionError: HTTPConnectionPool(host='localhost', port=8123): Max retries exceeded with url: / (Caused by NewConnectionError('Failed to establish a new connection: [Errno 111] Connection refused'))",
      ),
      error('ConnectionRefusedError: [Errno 111] Connection refused'),
    ),
    'a server at localhost:8123',
  ],
  ['a host name', error('gaierror: [Errno -2] Name or service not known'), 'the network'],
  [
    'a host name, in requests',
    error(
      "ConnectionError: HTTPSConnectionPool(host='example.org', port=443): Max retries exceeded with url: / (Caused by NameResolutionError(\"Failed to resolve 'example.org' ([Errno -3] Temporary failure in name resolution)\"))",
    ),
    'the network (example.org)',
  ],
  [
    'a proxy',
    error("ProxyError: HTTPSConnectionPool(host='index.example.org', port=443): Unable to connect to proxy"),
    'the network (index.example.org)',
  ],
  ['credentials of AWS', error('NoCredentialsError: Unable to locate credentials'), 'cloud credentials'],
  ['a locale', error('Error: unsupported locale setting'), 'a locale'],
  ['a display', error('TclError: couldn\'t connect to display ":0"'), 'a display'],
])('tests that need a service are inconclusive: %s', (_, one, name) => {
  const { findings, result } = findingsOf([one, one])
  expect(findings).toMatchObject([
    { rule: 'tests-failed', severity: 'warning', facts: { count: 2, cause: { kind: 'service', name } } },
  ])
  expect(result).toMatchObject({ kind: 'inconclusive', reason: expect.stringContaining(name) })
})

test('a missing program is inconclusive', () => {
  const { findings, result } = findingsOf([
    error("FileNotFoundError: [Errno 2] No such file or directory: 'ffmpeg'", [SUBPROCESS]),
  ])
  expect(findings).toMatchObject([
    { severity: 'warning', facts: { cause: { kind: 'program', name: 'ffmpeg' } } },
  ])
  expect(result).toMatchObject({
    kind: 'inconclusive',
    reason: '1 test needs the program ffmpeg, which is not on PATH',
  })
})

test.each<[string, PythonError, Given]>([
  [
    'a script of the package that is missing',
    error("FileNotFoundError: [Errno 2] No such file or directory: 'greet'", [SUBPROCESS]),
    { entryPoints: '[console_scripts]\ngreet = demo:main' },
  ],
  ['a missing file', error("FileNotFoundError: [Errno 2] No such file or directory: 'ffmpeg'"), {}],
  [
    'a missing working directory',
    error("FileNotFoundError: [Errno 2] No such file or directory: '/x/y'", [SUBPROCESS]),
    {},
  ],
  ['an assertion', error('AssertionError: assert 1 == 2'), {}],
  [
    'an assertion about the text of an error',
    error("AssertionError: assert 'a' in 'Connection refused by Responses'"),
    {},
  ],
  ['a module of the tests', error("ModuleNotFoundError: No module named 'tests.common'"), {}],
])('other failures are errors: %s', (_, one, given) => {
  const { findings, result } = findingsOf([one], given)
  expect(findings).toMatchObject([{ rule: 'tests-failed', severity: 'error' }])
  expect(result).toMatchObject({ kind: 'completed' })
})

test('a server of the package that does not start as installed is an error', () => {
  const id = 'tests/t.py::test_0'
  const repeated: RepeatedFailures = { inCheckout: { [id]: 'passed' }, asInstalled: { [id]: 'failed' } }
  const { findings, result } = findingsOf([error('ConnectionRefusedError: [Errno 111] Connection refused')], {
    repeated,
  })
  expect(findings).toMatchObject([{ severity: 'error', facts: { repeated: 'passes-in-checkout' } }])
  expect(result).toMatchObject({ kind: 'completed' })
})

const at = (file: string, line: number) => ({ at: { file, line } })
const same = (id: string, given: Partial<TestFailure> = {}) =>
  testFailure(`tests/t.py::${id}`, {
    error: error('ValueError: bad 1'),
    ...at('src/demo/core.py', 3),
    ...given,
  })

test.each<[string, readonly TestFailure[], number[]]>([
  [
    'the same line of the package',
    [same('a'), same('b'), same('c', { error: error('ValueError: bad 2') })],
    [3],
  ],
  ['other lines', [same('a'), same('b', at('src/demo/core.py', 9))], [1, 1]],
  [
    'the same missing attribute on several lines',
    [1, 2].map((line) =>
      same(`a${line}`, {
        error: error("AttributeError: 'T' object has no attribute 'parse'"),
        ...at('tests/t.py', line),
      }),
    ),
    [2],
  ],
  [
    'other missing attributes of a file',
    ['a', 'b'].map((name) =>
      same(name, { error: error(`AttributeError: 'T' object has no attribute '${name}'`) }),
    ),
    [1, 1],
  ],
  ['other exceptions at the same line', [same('a'), same('b', { error: error('KeyError: 1') })], [1, 1]],
  [
    'cases of a parametrized test',
    [1, 2, 3].map((n) =>
      testFailure(`tests/t.py::a[${n}]`, {
        error: error(`AssertionError: assert ${n} == 9`),
        ...at('tests/t.py', 4),
      }),
    ),
    [3],
  ],
  ['setup and call of one test', [same('a', { when: 'setup' }), same('a', { when: 'teardown' })], [1]],
  [
    'the same missing module',
    ['a', 'b'].map((id) =>
      testFailure(`tests/${id}.py`, {
        when: 'collect',
        error: error("ModuleNotFoundError: No module named 'freezegun'"),
      }),
    ),
    [2],
  ],
  [
    'no settings of Django',
    ['INSTALLED_APPS', 'REST_FRAMEWORK'].map((name) =>
      testFailure(`tests/${name}.py`, {
        when: 'collect',
        error: error(`ImproperlyConfigured: Requested setting ${name}, but settings are not configured.`),
        ...at(`tests/${name}.py`, 3),
      }),
    ),
    [2],
  ],
  ['without exceptions', [testFailure('tests/t.py::a'), testFailure('tests/t.py::b')], [1, 1]],
])('failures of one cause are one finding: %s', (_, failures, counts) => {
  const run = testRun({ ending: { kind: 'exited', code: 1 }, totals: { failed: failures.length }, failures })
  const findings = checkTests(factsOf({ facts: { tests: completedWith(run) } }))
  expect(findings.map(({ facts }) => (facts as FailureFacts).count)).toEqual(counts)
})

const asserted = (i: number, given: Partial<TestFailure> = {}) =>
  testFailure(`tests/t${i % 2}.py::test_${i}`, {
    error: error(`AssertionError: assert ${i} == 0`),
    ...at(`tests/t${i % 2}.py`, i),
    ...given,
  })
const assertions = (n: number) => Array.from({ length: n }, (_, i) => asserted(i))

test.each<[string, readonly TestFailure[], { repeated?: RepeatedFailures; ignore?: string }, number[]]>([
  ['three', assertions(3), {}, [1, 1, 1]],
  ['many, in two files', assertions(20), {}, [20]],
  [
    'raised by the package',
    [...assertions(4), ...Array.from({ length: 4 }, (_, i) => asserted(i + 4, at('src/demo/core.py', i)))],
    {},
    [4, 1, 1, 1, 1],
  ],
  ['with another exception', [...assertions(4), asserted(4, { error: error('TypeError: no') })], {}, [4, 1]],
  [
    'while a fixture is set up',
    Array.from({ length: 4 }, (_, i) => asserted(i, { when: 'setup' })),
    {},
    [1, 1, 1, 1],
  ],
  [
    'with another result in the checkout',
    assertions(9),
    {
      repeated: {
        inCheckout: Object.fromEntries([0, 1, 2, 3].map((i) => [`tests/t${i % 2}.py::test_${i}`, 'failed'])),
        asInstalled: {},
      },
    },
    [4, 5],
  ],
  ['one of which is ignored', assertions(6), { ignore: 'test_2' }, [5, 1]],
])('errors on many lines of the tests: %s', (_, failures, { repeated, ignore }, counts) => {
  const run = testRun(
    { ending: { kind: 'exited', code: 1 }, totals: { failed: failures.length }, failures },
    repeated === undefined ? {} : { repeated },
  )
  const facts = factsOf({ facts: { tests: completedWith(run) } })
  const entry = { rule: 'tests-failed', reason: 'flaky', ...(ignore === undefined ? {} : { match: ignore }) }
  const settings = { ...facts.project.settings, ignore: ignore === undefined ? [] : [entry] }
  const findings = checkTests({ ...facts, project: { ...facts.project, settings } })
  expect(findings.map(({ facts }) => (facts as FailureFacts).count)).toEqual(counts)
})

test('a finding about errors on many lines shows the first one', () => {
  const run = testRun({ ending: { kind: 'exited', code: 1 }, failures: assertions(20) })
  const [finding] = checkTests(factsOf({ facts: { tests: completedWith(run) } }))
  expect(RULES['tests-failed'].message(finding?.facts as FailureFacts)).toBe(
    'tests/t0.py::test_0, tests/t1.py::test_1, tests/t0.py::test_2 and 17 more fail on 20 lines of the tests, the first with: AssertionError: assert 0 == 0 (tests/t0.py:0)',
  )
})

test('a finding names the first three tests and counts the others', () => {
  const failures = Array.from({ length: 20 }, (_, i) => same(`test_${i}`))
  const run = testRun({ ending: { kind: 'exited', code: 1 }, totals: { failed: 20 }, failures })
  const [finding] = checkTests(factsOf({ facts: { tests: completedWith(run) } }))
  expect(finding?.facts).toMatchObject({
    nodeid: 'tests/t.py::test_0',
    tests: ['tests/t.py::test_0', 'tests/t.py::test_1', 'tests/t.py::test_2'],
    count: 20,
    at: 'src/demo/core.py:3',
  })
  expect(RULES['tests-failed'].message(finding?.facts as FailureFacts)).toBe(
    'tests/t.py::test_0, tests/t.py::test_1, tests/t.py::test_2 and 17 more fail: ValueError: bad 1 (src/demo/core.py:3)',
  )
})

test.each<[string, RepeatedFailures, FailureFacts['repeated'], RegExp, RegExp]>([
  [
    'only as installed',
    { inCheckout: { 'tests/t.py::a': 'passed' }, asInstalled: { 'tests/t.py::a': 'failed' } },
    'passes-in-checkout',
    /It passes with the package imported from the checkout/,
    /wheel lacks or changes/,
  ],
  [
    'in the checkout too',
    { inCheckout: { 'tests/t.py::a': 'failed' }, asInstalled: {} },
    'fails-in-checkout',
    /It also fails in the checkout\./,
    /the wheel is not the cause/,
  ],
  [
    'once',
    { inCheckout: { 'tests/t.py::a': 'passed' }, asInstalled: { 'tests/t.py::a': 'passed' } },
    'passes-again',
    /It passes on a rerun\./,
    /flaky/,
  ],
  [
    'in an unknown way',
    { inCheckout: {}, asInstalled: {} },
    null,
    /bad 1 \(src\/demo\/core\.py:3\)$/,
    /outside of the checkout/,
  ],
])('a test that fails %s', (_, repeated, expected, message, fix) => {
  const run = testRun({ ending: { kind: 'exited', code: 1 }, failures: [same('a')] }, { repeated })
  const [finding] = checkTests(factsOf({ facts: { tests: completedWith(run) } }))
  const facts = finding?.facts as FailureFacts
  expect(finding?.severity).toBe('error')
  expect(facts.repeated).toBe(expected)
  expect(facts.alsoInCheckout).toBe(expected === null ? null : expected === 'fails-in-checkout')
  expect(RULES['tests-failed'].message(facts)).toMatch(message)
  expect(RULES['tests-failed'].fix(facts)).toMatch(fix)
})

const GROUP = '[project]\nname = "demo"\nversion = "1.0"\n[dependency-groups]\ntest = ["pytest"]\n'
const IN_GROUP = '"test" of [dependency-groups] in pyproject.toml'

test.each<[string, Partial<TestFailure>, string, DeclarationSite | undefined, string, string]>([
  [
    'a fixture',
    { when: 'setup', message: "fixture 'mocker' not found" },
    GROUP,
    { kind: 'dependency-group', name: 'test' },
    `"pytest-mock"`,
    IN_GROUP,
  ],
  [
    'a fixture, by its exception',
    {
      when: 'setup',
      error: error("FixtureLookupError: ('freezer', <FixtureRequest for <Function test_a>>)"),
    },
    GROUP,
    { kind: 'dependency-group', name: 'test' },
    '"pytest-freezer"',
    IN_GROUP,
  ],
  [
    'a module',
    { when: 'collect', error: error("ModuleNotFoundError: No module named 'yaml'") },
    '[project]\nname = "demo"\n[project.optional-dependencies]\ntest = ["pytest"]\n',
    { kind: 'extra', name: 'test' },
    '"PyYAML"',
    '"test" of [project.optional-dependencies] in pyproject.toml',
  ],
  [
    'a marker',
    { when: 'collect', message: "'asyncio' not found in `markers` configuration option" },
    '[tool.poetry.group.test.dependencies]\npytest = "*"\n',
    { kind: 'poetry-group', name: 'test' },
    'pytest-asyncio = "*"',
    '[tool.poetry.group.test.dependencies] in pyproject.toml',
  ],
  [
    'a module, and a requirements file',
    { error: error("ModuleNotFoundError: No module named 'freezegun'") },
    '',
    { kind: 'requirements-file', file: 'requirements/test.txt' },
    'freezegun',
    'requirements/test.txt',
  ],
  [
    'a module, and tox',
    { error: error("ModuleNotFoundError: No module named 'freezegun'") },
    '',
    { kind: 'tox', section: '[testenv]', file: 'tox.ini' },
    'freezegun',
    'deps of [testenv] in tox.ini',
  ],
  [
    'a module, and no source',
    { error: error("ModuleNotFoundError: No module named 'freezegun'") },
    '',
    undefined,
    'test = ["pytest", "freezegun"]',
    '[dependency-groups] in pyproject.toml',
  ],
])(
  'a missing test dependency is named with the line to add: %s',
  (_, failure, pyproject, declaredIn, line, place) => {
    const run = testRun(
      { ending: { kind: 'exited', code: 1 }, failures: [testFailure('tests/t.py::a', failure)] },
      { requirements: { source: 'the source', lines: [], extras: [], alternatives: [], declaredIn } },
    )
    const [finding] = checkTests(factsOf({ pyproject, facts: { tests: completedWith(run) } }))
    expect(finding?.facts).toMatchObject({ cause: { kind: 'dependency' }, declaration: { line, place } })
    expect(RULES['tests-failed'].fix(finding?.facts as FailureFacts)).toBe(`Add ${line} to ${place}.`)
  },
)

test('a requirements file in the repository root is located there', () => {
  const project = { ...factsOf().project, path: 'packages/demo' }
  const file = 'requirements-dev.txt'
  const site = (isInRoot: boolean) => ({ kind: 'requirements-file', file, isInRoot }) as const
  expect(testDeclarationFor('six', site(true), project).where).toEqual({ file })
  expect(testDeclarationFor('six', site(false), project).where).toEqual({ file: `packages/demo/${file}` })
})

test.each<[string, string, string[]]>([
  [
    'options',
    'pytest: error: unrecognized arguments: --cov=demo --cov-report=xml -n auto --timeout=9',
    ['pytest-cov', 'pytest-cov', 'pytest-xdist', 'pytest-timeout'],
  ],
  ['an unknown option', '__main__.py: error: unrecognized arguments: --no-such', ['null']],
  [
    'required plugins',
    'ERROR: Missing required plugins: pytest-django, pytest-env>=1',
    ['pytest-django', 'pytest-env>=1'],
  ],
  [
    'a plugin of -p',
    'ImportError: Error importing plugin "pytest_trio": No module named \'pytest_trio\'',
    ['pytest-trio'],
  ],
  [
    'a plugin that lacks a module',
    'ImportError: Error importing plugin "pytest_trio": No module named \'trio\'',
    [],
  ],
  ['another error', 'ERROR: file or directory not found: x', []],
])('what the settings of pytest lack: %s', (_, stderr, expected) => {
  expect(missingInUsageError(stderr).map(({ distribution }) => String(distribution))).toEqual(expected)
})
