import { expect, test } from '@jest/globals'
import type { PackageFacts } from '../../src/checks/facts.ts'
import { DEFAULT_SETTINGS, type Ignore } from '../../src/config/settings.ts'
import { reportPackage, withoutSecrets } from '../../src/report/package-report.ts'
import {
  completedWith,
  error,
  factsOf,
  type Given,
  imported,
  metadata,
  release,
  SDIST,
  SITE,
  script,
  scriptRun,
  scriptsResult,
  tag,
  testFailure,
  testRun,
} from '../checks/facts.ts'

const TODAY = '2026-11-21'
const BROKEN = scriptsResult([script('demo = demo:main', [scriptRun({ kind: 'killed', signal: 'SIGSEGV' })])])

function reportOf(given: Given = {}, ignore: readonly Ignore[] = []) {
  const facts = factsOf(given)
  const settings = { ...DEFAULT_SETTINGS, ignore: [...ignore] }
  return reportPackage({ ...facts, project: { ...facts.project, settings } }, '/out/logs', TODAY)
}

const statuses = (given: Given, ignore?: readonly Ignore[]) =>
  Object.fromEntries(reportOf(given, ignore).checks.map(({ check, status }) => [check, status]))

test('a healthy package passes, with a summary of each check', () => {
  const facts = { version: completedWith(release({ baseline: tag('0.9') })) }
  const report = reportOf({ requires: ['a', 'b; extra == "x"'], facts })
  expect(report).toMatchObject({
    path: '.',
    name: 'demo',
    version: '1.0',
    previousVersion: '0.9',
    verdict: 'pass',
    findings: [],
    ships: ['demo'],
    logs: '/out/logs',
  })
  expect(report.artifacts.map(({ kind, file }) => [kind, file])).toEqual([
    ['wheel', '/out/demo-1.0-py3-none-any.whl'],
    ['sdist', SDIST.file],
  ])
  expect(Object.fromEntries(report.checks.map(({ check, reason }) => [check, reason]))).toEqual({
    build: 'built demo-1.0.tar.gz, then demo-1.0-py3-none-any.whl from it',
    rebuild: 'same contents as a wheel built from the source tree; reproducible',
    contents: '1 file in demo',
    metadata: 'metadata valid for PyPI (README in Markdown, 2 classifiers); compatible with Python 3.9',
    install: 'wheel + 1 dependency (pip 26.2.1, Python 3.12.1)',
    imports: '0 modules imported',
    dependencies: '1 module scanned; no third-party imports',
    scripts: '0 console scripts run',
    tests: '3 passed; 1/1 module imported; test dependencies: extra "test"',
    version: '0.9 -> 1.0 (major)',
    release: 'no release tag',
    upgrade: 'no release tag',
  })
})

test('the report has all version sources with their locations', () => {
  expect(
    reportOf({ version: '1.1', pyproject: '[project]\nname = "demo"\nversion = "1.0"\n' }),
  ).toMatchObject({
    versions: [
      { source: 'METADATA of the wheel', version: '1.1', agrees: true },
      { source: 'file name of the wheel', version: '1.1', agrees: true },
      { source: 'file name of the sdist', version: '1.0', agrees: false },
      { source: 'pyproject.toml', version: '1.0', agrees: false, file: 'pyproject.toml', line: 3 },
    ],
    findings: [{ rule: 'version-disagrees', severity: 'warning', file: 'pyproject.toml', line: 3 }],
  })
})

test('a pass lists what was tolerated and what was skipped', () => {
  const extra = { outcome: 'imported' as const, seconds: 1, error: undefined, extras: ['cli'] }
  const plugin = {
    group: 'pytest11',
    name: 'demo',
    value: 'demo',
    module: 'demo',
    attribute: undefined,
    extras: [],
  }
  const facts = {
    imports: completedWith([
      imported('demo', 'imported'),
      imported('demo.win', error("ModuleNotFoundError: No module named 'winreg'")),
      { ...imported('demo.cli', error("ModuleNotFoundError: No module named 'click'")), withExtras: extra },
    ]),
    scripts: scriptsResult(
      [
        script('a = demo:main', [scriptRun(1), scriptRun(0, { extras: ['cli'] })]),
        script('b = demo:main', [scriptRun(2, { stderr: 'usage: b FILE' })]),
        script('c = demo:main', [], { configured: { skip: 'a server' } }),
      ],
      [
        { entryPoint: plugin, outcome: 'imported', seconds: 0, error: undefined, extras: [] },
        {
          entryPoint: plugin,
          outcome: 'failed',
          seconds: 0,
          error: error("ModuleNotFoundError: No module named 'pytest'"),
          extras: [],
        },
      ],
    ),
  }
  const reasons = Object.fromEntries(reportOf({ facts }).checks.map(({ check, reason }) => [check, reason]))
  expect(reasons.imports).toBe(
    '2 modules imported (1 with an extra); 1 optional module could not be imported here: demo.win',
  )
  expect(reasons.scripts).toBe(
    '2 console scripts run; a run with the extra cli; b failed with its usage message; c skipped: a server; 1 other entry point loaded; 1 other entry point could not be loaded here',
  )
})

const SKIPPED = { kind: 'skipped', reason: 'because' } as const
const INCONCLUSIVE = { kind: 'inconclusive', reason: 'index down', seconds: 1 } as const

test.each<[string, Partial<PackageFacts>, string, Record<string, string>]>([
  ['an error', { scripts: BROKEN }, 'fail', { scripts: 'fail', tests: 'pass' }],
  [
    'a warning',
    {
      tests: completedWith(testRun({ ending: { kind: 'exited', code: 5 }, totals: {} }, { hasTests: false })),
    },
    'pass',
    { tests: 'warn' },
  ],
  ['a skipped check', { tests: SKIPPED }, 'pass', { tests: 'skip' }],
  ['an inconclusive check', { version: INCONCLUSIVE }, 'error', { version: 'error' }],
  [
    'an error and an inconclusive check',
    { scripts: BROKEN, version: INCONCLUSIVE },
    'fail',
    { scripts: 'fail', version: 'error' },
  ],
  [
    'a failed build',
    {
      build: completedWith({ kind: 'failed', failure: { step: 'sdist', output: ['no'] }, transcript: '' }),
      contents: SKIPPED,
      install: SKIPPED,
      imports: SKIPPED,
      scripts: SKIPPED,
      tests: SKIPPED,
      version: SKIPPED,
    },
    'fail',
    { build: 'fail', tests: 'skip' },
  ],
  [
    'a refused installation: the tests that could not be installed for the same reason are not a second problem',
    {
      install: completedWith({ kind: 'refused', output: ['no such dependency'] }),
      imports: SKIPPED,
      scripts: SKIPPED,
      tests: INCONCLUSIVE,
    },
    'fail',
    { install: 'fail', tests: 'skip' },
  ],
])('the verdict on %s', (_, facts, verdict, expected) => {
  expect(reportOf({ facts }).verdict).toBe(verdict)
  expect(statuses({ facts })).toMatchObject(expected)
})

test('a test that fails because of a missing module fails the check, without a finding of its own', () => {
  const gone = error("ModuleNotFoundError: No module named 'demo.gone'")
  const tests = completedWith(
    testRun({
      ending: { kind: 'exited', code: 1 },
      totals: { failed: 1 },
      failures: [testFailure('t.py::t', { error: gone })],
    }),
  )
  const given: Given = {
    missing: ['demo/gone.py'],
    facts: { tests, imports: completedWith([imported('demo', 'imported')]) },
  }
  expect(statuses(given)).toMatchObject({ contents: 'fail', tests: 'fail', imports: 'pass' })
  expect(reportOf(given).findings.map(({ rule }) => rule)).toEqual(['module-missing'])
})

const IGNORE: Ignore = { rule: 'script-failed', reason: 'it is old' }
const ONE = { facts: { scripts: BROKEN } }

test.each<[string, Given, Ignore[], string, string[]]>([
  ['nothing', ONE, [], 'fail', ['error script-failed']],
  ['the rule', ONE, [IGNORE], 'pass', ['note script-failed: it is old']],
  [
    'another rule',
    ONE,
    [{ rule: 'tests-failed', reason: 'r' }],
    'fail',
    ['error script-failed', 'warning tests-failed'],
  ],
  [
    'the rule where the message matches',
    ONE,
    [{ ...IGNORE, match: '"demo --help"' }],
    'pass',
    ['note script-failed: it is old'],
  ],
  [
    'the rule where it does not match',
    ONE,
    [{ ...IGNORE, match: 'other' }],
    'fail',
    ['error script-failed', 'warning script-failed'],
  ],
  ['until today', ONE, [{ ...IGNORE, expires: TODAY }], 'pass', ['note script-failed: it is old']],
  ['until tomorrow', ONE, [{ ...IGNORE, expires: '2026-11-22' }], 'pass', ['note script-failed: it is old']],
  [
    'until yesterday',
    ONE,
    [{ ...IGNORE, expires: '2026-11-20' }],
    'fail',
    ['error script-failed', 'warning script-failed'],
  ],
  [
    'expired, and renewed',
    ONE,
    [
      { ...IGNORE, expires: '2026-11-20' },
      { ...IGNORE, reason: 'renewed' },
    ],
    'pass',
    ['warning script-failed', 'note script-failed: renewed'],
  ],
  ['a rule without findings', {}, [IGNORE], 'pass', ['warning script-failed']],
])('ignored: %s', (_, given, ignore, verdict, expected) => {
  const report = reportOf(given, ignore)
  expect(report.verdict).toBe(verdict)
  expect(
    report.findings.map(
      ({ severity, rule, ignored }) => `${severity} ${rule}${ignored === undefined ? '' : `: ${ignored}`}`,
    ),
  ).toEqual(expected)
})

test.each<[string, Ignore, RegExp]>([
  ['matches nothing', IGNORE, /^An ignore of script-failed in \[tool\.as-installed\] matches nothing\.$/],
  ['matches no message', { ...IGNORE, match: 'x' }, /matches nothing with "x"\.$/],
  ['expired', { ...IGNORE, expires: '2026-01-31' }, /expired on 2026-01-31 \(its reason was: it is old\)\.$/],
])('an ignore that %s is reported', (_, ignore, message) => {
  expect(reportOf({}, [ignore]).findings).toMatchObject([
    { severity: 'warning', message: expect.stringMatching(message) },
  ])
})

test('errors come before warnings, and warnings before notes', () => {
  const given: Given = {
    shipped: ['demo/__init__.py', 'demo/data/y.json', 'docs/conf.py'],
    missing: ['demo/data/x.json'],
    facts: { scripts: BROKEN },
  }
  const severities = reportOf(given, [IGNORE]).findings.map(({ severity }) => severity)
  expect(severities).toEqual(['error', 'warning', 'note'])
})

test('a failed build fails even if it is ignored', () => {
  const build = completedWith({
    kind: 'failed',
    failure: { step: 'sdist', output: ['no'] },
    transcript: '',
  } as const)
  const facts = {
    build,
    contents: SKIPPED,
    install: SKIPPED,
    imports: SKIPPED,
    scripts: SKIPPED,
    tests: SKIPPED,
    version: SKIPPED,
  }
  expect(reportOf({ facts }, [{ rule: 'build-failed', reason: 'r' }]).verdict).toBe('fail')
})

test('a secret that equals a verdict is redacted only in the text of other programs', () => {
  const report = reportPackage(factsOf(), 'logs', '2026-01-01')
  const finding = {
    rule: 'build-failed',
    severity: 'error',
    message: 'pass: no',
    facts: { words: ['to pass', 1] },
  } as const
  const clean = withoutSecrets({ ...report, findings: [finding] }, ['pass'])
  expect(clean).toMatchObject({
    verdict: 'pass',
    findings: [{ rule: 'build-failed', message: '***: no', facts: { words: ['to ***', 1] } }],
  })
})

test('hundreds of failures, each of which may explain the others, are decided in seconds', () => {
  const numbers = Array.from({ length: 300 }, (_, i) => i)
  const imports = numbers.map((i) => imported(`demo.m${i}`, error('ValueError: no', [`demo/m${i}.py:1`])))
  const failures = numbers.map((i) =>
    testFailure(`tests/test_a.py::test_${i}`, { error: error('ValueError: other', [`demo/m${i}.py:9`]) }),
  )
  const facts = factsOf({
    shipped: ['demo/__init__.py', ...numbers.map((i) => `demo/m${i}.py`)],
    facts: {
      imports: completedWith(imports),
      tests: completedWith(testRun({ failures, totals: { failed: 300 } })),
    },
  })
  const started = performance.now()
  const { findings } = reportPackage(facts, '', '2026-01-01')
  expect(findings.filter(({ rule }) => rule === 'tests-failed')).toHaveLength(300)
  // When each failure was compared with all others, it took minutes.
  expect(performance.now() - started).toBeLessThan(10_000)
})

test.each<[string, string | undefined, string]>([
  ['is known', '1.0', ''],
  ['is not known', undefined, '; not compared with main: it cannot be built'],
])('the summary of the version check if the version of the base branch %s', (_, version, more) => {
  const changes = { changed: ['a.py'], method: 'files', reason: 'it cannot be built' } as const
  const value = release({ baseline: tag('1.0'), base: { branch: 'main', version, changes } })
  const { checks } = reportOf({
    version: '1.0',
    facts: { version: completedWith(value), versionPolicy: 'never' },
  })
  expect(checks.find(({ check }) => check === 'version')?.reason).toBe(
    `1.0; same wheel contents as v1.0${more}`,
  )
})

/** With 3.9 the script is killed, with 3.12 everything passes, and 3.14 is not installed. */
function reportedWithSeveral(ignore: readonly Ignore[] = [], common: Partial<PackageFacts> = {}) {
  const facts = factsOf({ facts: common })
  const settings = { ...DEFAULT_SETTINGS, ignore: [...ignore] }
  const base = { ...facts, project: { ...facts.project, settings } }
  const nothing = { kind: 'skipped', reason: 'the wheel is not installed' } as const
  const install = { kind: 'inconclusive', reason: 'Python 3.14 was not found.', seconds: 0 } as const
  const absent = { install, imports: nothing, dependencies: nothing, scripts: nothing, tests: nothing }
  return reportPackage({ ...base, scripts: BROKEN }, '/out/logs', TODAY, {
    pythons: [
      { python: '3.9', version: '3.9.18', facts: { ...base, scripts: BROKEN } },
      { python: '3.12', version: '3.12.1', facts: base },
      { python: '3.14', version: undefined, facts: { ...base, ...absent } },
    ],
    leftOut: [{ python: '3.8', reason: 'Requires-Python >=3.9 does not allow it' }],
  })
}

test('several Pythons: an error with one of them, and one that is not installed', () => {
  const { verdict, findings, pythons, checks, artifacts } = reportedWithSeveral()
  expect(verdict).toBe('fail')
  expect(findings.map(({ rule, pythons: some }) => [rule, some])).toEqual([['script-failed', ['3.9']]])
  expect(pythons).toMatchObject([
    { python: '3.9', verdict: 'fail', tests: { total: 3, passed: 3 } },
    { python: '3.12', verdict: 'pass' },
    { python: '3.14', verdict: 'error' },
    { python: '3.8', leftOut: 'Requires-Python >=3.9 does not allow it' },
  ])
  expect(artifacts).toHaveLength(2)
  const once = checks.filter((check) => check.pythons === undefined).map(({ check }) => check)
  expect(once).toEqual(['build', 'rebuild', 'contents', 'metadata', 'version', 'release', 'upgrade'])
})

test('several Pythons: an ignore may match with only one of them', () => {
  const ignore = { rule: 'script-failed', reason: 'known', match: undefined, expires: undefined } as const
  const { verdict, findings } = reportedWithSeveral([ignore])
  expect(verdict).toBe('error')
  expect(findings).toMatchObject([{ rule: 'script-failed', severity: 'note', pythons: ['3.9'] }])
})

const GONE = error("ModuleNotFoundError: No module named 'demo.gone'")
const failingTests = (...errors: (typeof GONE)[]) =>
  completedWith(
    testRun({
      ending: { kind: 'exited', code: 1 },
      totals: { failed: errors.length },
      failures: errors.map((one, i) => testFailure(`t.py::t${i}`, { error: one })),
    }),
  )
const MISSING: Given = {
  missing: ['demo/gone.py'],
  facts: {
    imports: completedWith([imported('demo', { ...GONE })]),
    scripts: scriptsResult([script('demo = demo:main', [scriptRun(1, { error: { ...GONE } })])]),
    tests: failingTests({ ...GONE }, { ...GONE }),
  },
}

/** Each finding as `severity rule`, or `ignored rule`, and what it explains. */
function causes(given: Given, settings: Partial<typeof DEFAULT_SETTINGS> = {}) {
  const facts = factsOf(given)
  const project = { ...facts.project, settings: { ...DEFAULT_SETTINGS, ...settings } }
  const { verdict, findings, checks } = reportPackage({ ...facts, project }, '/out/logs', TODAY)
  return {
    verdict,
    findings: findings.map(({ rule, severity, ignored, harm, effect }) =>
      [ignored === undefined ? severity : 'ignored', rule, harm, effect].filter(Boolean).join(' '),
    ),
    failed: checks
      .filter(({ status }) => status === 'fail')
      .map(({ check, reason }) => `${check}: ${reason}`),
  }
}

test('what fails because of one cause is listed under it, and not reported again', () => {
  expect(causes(MISSING)).toEqual({
    verdict: 'fail',
    findings: ['error module-missing import This breaks 2 tests, the script demo and "import demo".'],
    failed: [
      'contents: 1 error',
      'imports: 1 failure caused by module-missing',
      'scripts: 1 failure caused by module-missing',
      'tests: 2 failures caused by module-missing',
    ],
  })
})

test('a failed import explains the scripts and tests that fail with the same exception', () => {
  const bug = error('NameError: no', ['demo/__init__.py:3'])
  const given: Given = {
    facts: {
      imports: completedWith([imported('demo', { ...bug })]),
      scripts: scriptsResult([script('demo = demo:main', [scriptRun(1, { error: { ...bug } })])]),
      tests: failingTests({ ...bug }, error('NameError: other', ['demo/__init__.py:3'])),
    },
  }
  expect(causes(given).findings).toEqual([
    'error import-failed import This breaks 1 test and the script demo.',
    'error tests-failed tests',
  ])
})

test('whoever ignores a cause accepts failing imports and scripts, but tests must pass', () => {
  const ignore = [{ rule: 'module-missing', reason: 'on purpose' }]
  const { verdict, findings, failed } = causes(MISSING, { ignore })
  expect(verdict).toBe('fail')
  expect(findings.filter((words) => words.startsWith('error'))).toEqual(
    findings.filter((words) => words.startsWith('error tests-failed tests')),
  )
  expect(findings.at(-1)).toBe('ignored module-missing import This breaks the script demo and "import demo".')
  expect(failed).toHaveLength(1)
})

test('what fails because of a cause with a lowered severity is reported itself', () => {
  const { findings } = causes(MISSING, { severity: { 'module-missing': 'warning' } })
  expect(findings).toEqual([
    'error import-failed import This breaks 2 tests and the script demo.',
    'warning module-missing import',
  ])
  const severity = { 'module-missing': 'warning', 'import-failed': 'warning' } as const
  expect([...new Set(causes(MISSING, { severity }).findings)]).toEqual([
    'error script-failed command',
    'error tests-failed tests',
    'warning module-missing import',
    'warning import-failed import',
  ])
})

test.each<[string, Given, Partial<typeof DEFAULT_SETTINGS>, string, string[]]>([
  ['an error as a warning', ONE, { severity: { 'script-failed': 'warning' } }, 'pass', ['warning']],
  ['an error as a note', ONE, { severity: { 'script-failed': 'note' } }, 'pass', ['note']],
  [
    'a lowered error with fail-on: warning',
    ONE,
    { severity: { 'script-failed': 'warning' }, 'fail-on': 'warning' },
    'fail',
    ['warning'],
  ],
  ['fail-on: never', ONE, { 'fail-on': 'never' }, 'fail', ['error']],
  [
    'a warning as an error',
    { classifiers: ['Typing :: Typed'] },
    { severity: { 'typing-marker-missing': 'error' } },
    'fail',
    ['error'],
  ],
])('settings: %s', (_, given, settings, verdict, severities) => {
  const result = causes(given, settings)
  expect(result.verdict).toBe(verdict)
  expect(result.findings.map((words) => words.split(' ')[0])).toEqual(severities)
})

test('the severity of a finding without which nothing can be verified cannot be lowered', () => {
  const build = completedWith({
    kind: 'failed',
    failure: { step: 'sdist', output: ['no'] },
    transcript: '',
  } as const)
  const facts = {
    build,
    contents: SKIPPED,
    install: SKIPPED,
    imports: SKIPPED,
    scripts: SKIPPED,
    tests: SKIPPED,
  }
  expect(causes({ facts }, { severity: { 'build-failed': 'note' } })).toMatchObject({
    verdict: 'fail',
    findings: ['error build-failed install'],
  })
})

test('a syntax error is the same in an import and in the traceback of a script', () => {
  const given: Given = {
    facts: {
      imports: completedWith([
        imported('demo', error('SyntaxError: invalid syntax (cart.py, line 2)', ['demo/__init__.py:1'])),
      ]),
      scripts: scriptsResult([
        script('demo = demo:main', [
          scriptRun(1, {
            error: error('SyntaxError: invalid syntax', ['demo/__init__.py:1', 'demo/cart.py:2']),
          }),
        ]),
      ]),
    },
  }
  expect(causes(given).findings).toEqual(['error import-failed import This breaks the script demo.'])
})

test('newer syntax explains the module that the Python under test cannot compile', () => {
  const cannotCompile = error('SyntaxError: invalid syntax (cart.py, line 2)', [], {
    path: `${SITE}/demo/cart.py`,
  })
  const given: Given = {
    shipped: ['demo/__init__.py', 'demo/cart.py'],
    facts: {
      metadata: completedWith(
        metadata({
          minimumPython: {
            version: '3.8',
            isConfirmed: true,
            uses: [
              {
                kind: 'syntax',
                feature: 'invalid syntax',
                needs: [3, 10],
                path: 'demo/cart.py',
                line: 2,
                certain: true,
              },
            ],
          },
        }),
      ),
      imports: completedWith([imported('demo', 'imported'), imported('demo.cart', cannotCompile)]),
      tests: failingTests({ ...cannotCompile }),
    },
  }
  expect(causes(given).findings).toEqual([
    'error requires-python-false import This breaks 1 test and "import demo.cart".',
  ])
})

test('the environment, its dependencies, the tests, the bump, the policy and the files are reported', () => {
  const distribution = (name: string, version: string) => ({ name, version, requires: [] })
  const passed = {
    nodeid: 'tests/test_a.py::test_b',
    outcome: 'passed' as const,
    seconds: 0.1,
    file: 'tests/test_a.py',
    line: 3,
    message: undefined,
    text: undefined,
  }
  const failed = { ...passed, nodeid: 'tests/test_a.py::test_c', outcome: 'failed' as const, text: 'E   no' }
  const environment = {
    python: '3.12.1',
    implementation: 'cpython',
    platform: 'linux-x86_64',
    installer: { name: 'uv' as const, version: '0.13.8' },
  }
  const report = reportOf({
    facts: {
      install: completedWith({
        kind: 'installed',
        by: 'uv 0.13.8, Python 3.12.1',
        environment,
        conflicts: [],
        providers: {},
        distributions: [distribution('zope', '2'), distribution('Demo', '1.0'), distribution('Attrs', '23')],
      }),
      tests: completedWith(
        testRun({ cases: [passed, failed], totals: { passed: 1, failed: 1, xfailed: 2, deselected: 3 } }),
      ),
      version: completedWith(release({ baseline: tag('0.9') })),
    },
  })
  const place = { file: 'tests/test_a.py', line: 3, seconds: 0.1 }
  expect(report).toMatchObject({
    bump: 'major',
    policy: { version: 'if-shipped-changed', bump: { severity: 'warning' }, failOn: 'error' },
    environment,
    dependencies: [
      { name: 'Attrs', version: '23' },
      { name: 'zope', version: '2' },
    ],
    tests: {
      total: 4,
      passed: 1,
      failed: 1,
      xfailed: 2,
      deselected: 3,
      cases: [
        // Those with a text come first, in case there are too many.
        { id: 'tests/test_a.py::test_c', outcome: 'failed', ...place, text: 'E   no' },
        { id: 'tests/test_a.py::test_b', outcome: 'passed', ...place },
      ],
    },
  })
  expect(report.artifacts.map(({ name }) => name)).toEqual([
    'demo-1.0-py3-none-any.whl',
    expect.stringMatching(/\.tar\.gz$/),
  ])
  expect(report.artifacts[0]?.files).toContainEqual({ path: 'demo/__init__.py', bytes: 0 })
})

test('a secret in the text of a failing test is redacted, with each Python', () => {
  const tests = {
    total: 1,
    passed: 0,
    failed: 1,
    errors: 0,
    skipped: 0,
    xfailed: 0,
    xpassed: 0,
    deselected: 0,
    seconds: 1,
    cases: [
      { id: 't.py::a', outcome: 'failed' as const, seconds: 0, text: 'token s3cret', message: 's3cret' },
    ],
  }
  const pythons = [{ python: '3.9', verdict: 'fail' as const, tests }]
  const clean = withoutSecrets({ ...reportPackage(factsOf(), 'logs', TODAY), tests, pythons }, ['s3cret'])
  expect(JSON.stringify(clean)).not.toContain('s3cret')
  expect(clean.tests?.cases).toMatchObject([{ message: '***' }])
})
