import { expect, test } from '@jest/globals'
import { parse, type TomlTable } from 'smol-toml'
import { RULE_NAMES } from '../../src/checks/rules.ts'
import { DEFAULT_SETTINGS, readSettings } from '../../src/config/settings.ts'
import { parseToml } from '../../src/config/toml.ts'

function read(toml: string) {
  const tool = parse(toml).tool as TomlTable | undefined
  return readSettings(tool?.['as-installed'], 'pyproject.toml', parseToml(toml).lineOf, RULE_NAMES)
}

/** Each problem as `line: message`. */
const problems = (toml: string) => read(toml).problems.map(({ line, message }) => `${line}: ${message}`)

const HEAD = '[tool.as-installed]\n'
const IGNORE = '[[tool.as-installed.ignore]]\nrule = "script-failed"\n'
const RULES =
  '2: tool.as-installed.ignore[0].rule is "nonsense", but there is no such rule. docs/rules/README.md lists the rules.'

const A_POLICY =
  'one of if-shipped-changed, always, never, off, or a table of them by event: pull-request, merge-queue, branch, tag and otherwise'

test.each<[string, string, unknown[]]>([
  [
    'an unknown key',
    `${HEAD}foo = 1`,
    [
      expect.stringMatching(
        /^2: \[tool\.as-installed\] has the unknown key "foo"\. The keys there are ignore, scripts, .*\.$/,
      ),
    ],
  ],
  [
    'a misspelled key',
    `${HEAD}ignroe = []`,
    ['2: [tool.as-installed] has the unknown key "ignroe". Did you mean "ignore"?'],
  ],
  [
    'an unknown table',
    '[tool.as-installed.test]\nargs = []',
    [expect.stringMatching(/^1: \[tool\.as-installed\] has the unknown key "test"/)],
  ],
  [
    'an unknown array of tables',
    '[project]\nname = "x"\n[[tool.as-installed.ignores]]\nrule = "x"',
    [expect.stringMatching(/^3: .* unknown key "ignores"/)],
  ],
  [
    'severities of unknown rules, and an unknown severity',
    '[tool.as-installed.severity]\ntests-mising = "note"\nnonsense = "error"\ntests-missing = "off"',
    [
      '2: [tool.as-installed.severity] has the unknown rule "tests-mising". Did you mean "tests-missing"?',
      '3: [tool.as-installed.severity] has the unknown rule "nonsense". docs/rules/README.md lists the rules.',
      '4: tool.as-installed.severity.tests-missing is "off", but it must be one of "error", "warning", "note".',
    ],
  ],
  [
    'an unknown fail-on',
    `${HEAD}fail-on = "note"`,
    ['2: tool.as-installed.fail-on is "note", but it must be one of "error", "warning", "never".'],
  ],
  [
    'an unknown key of a script',
    '[tool.as-installed.scripts.demo]\nargs = []\ntimeout = 3',
    [
      '3: [tool.as-installed.scripts.demo] has the unknown key "timeout". The keys there are args, exit, extras, time-limit and skip.',
    ],
  ],
  [
    'an unclosed quote in a smoke command',
    `${HEAD}smoke = ["demo", "demo 'x"]`,
    ['2: tool.as-installed.smoke[1] is "demo \'x", but it must close its quotes.'],
  ],
  [
    'an unknown key of the tests',
    '[tool.as-installed.tests]\nargz = []',
    [expect.stringMatching(/^2: .*"argz"\. Did you mean "args"\?$/)],
  ],
  [
    'an unknown key of the contents',
    '[tool.as-installed.contents.wheel]\nrequires = []',
    [expect.stringMatching(/^2: .*"requires"\. Did you mean "require"\?$/)],
  ],
  [
    'a changelog that is no path',
    '[tool.as-installed.version]\nchangelog = 1',
    ['2: tool.as-installed.version.changelog is 1, but it must be the path of the file, or true to find it.'],
  ],
  [
    'a size without a unit',
    '[tool.as-installed]\nmax-size = "5"',
    [
      expect.stringMatching(
        /^2: tool\.as-installed\.max-size is "5", but it must be a size such as "5 MB"\.$/,
      ),
    ],
  ],
  [
    'an unknown key of an ignore',
    `${IGNORE}reason = "r"\nuntil = "x"`,
    [expect.stringMatching(/^4: .*"until"\. The keys there are rule, reason, expires and match\.$/)],
  ],
  ['an unknown rule', '[[tool.as-installed.ignore]]\nrule = "nonsense"\nreason = "r"', [RULES]],
  [
    'a misspelled choice',
    `${HEAD}fail-on = "warnings"`,
    [
      '2: tool.as-installed.fail-on is "warnings", but it must be one of "error", "warning", "never". Did you mean "warning"?',
    ],
  ],
  ['a missing reason', IGNORE, ['1: [tool.as-installed.ignore[0]] lacks the key "reason".']],
  [
    'a missing rule',
    '[[tool.as-installed.ignore]]\nreason = "r"',
    ['1: [tool.as-installed.ignore[0]] lacks the key "rule".'],
  ],
  [
    'an empty reason',
    `${IGNORE}reason = ""`,
    ['3: tool.as-installed.ignore[0].reason is "", but it must be a non-empty string.'],
  ],
  [
    'a blank reason',
    `${IGNORE}reason = "  "`,
    ['3: tool.as-installed.ignore[0].reason is "  ", but it must be a non-empty string.'],
  ],
  [
    'a date that is a word',
    `${IGNORE}reason = "r"\nexpires = "soon"`,
    ['4: tool.as-installed.ignore[0].expires is "soon", but it must be a date such as 2027-01-31.'],
  ],
  [
    'a date in another order',
    `${IGNORE}reason = "r"\nexpires = "31.01.2027"`,
    [expect.stringContaining('must be a date such as')],
  ],
  [
    'a day that does not exist',
    `${IGNORE}reason = "r"\nexpires = "2027-02-30"`,
    [expect.stringContaining('"2027-02-30", but it must be a date such as')],
  ],
  [
    'a month that does not exist',
    `${IGNORE}reason = "r"\nexpires = "2027-13-01"`,
    [expect.stringContaining('must be a date such as')],
  ],
  [
    'a date that is a number',
    `${IGNORE}reason = "r"\nexpires = 2027`,
    ['4: tool.as-installed.ignore[0].expires is 2027, but it must be a date such as 2027-01-31.'],
  ],
  [
    'a time of day',
    `${IGNORE}reason = "r"\nexpires = 07:32:00`,
    [expect.stringContaining('must be a date such as')],
  ],
  [
    'an ignore that is a string',
    `${HEAD}ignore = "tests-failed"`,
    ['2: tool.as-installed.ignore is "tests-failed", but it must be a list.'],
  ],
  [
    'an ignore that is a list of strings',
    `${HEAD}ignore = ["tests-failed"]`,
    ['2: tool.as-installed.ignore[0] is "tests-failed", but it must be a table.'],
  ],
  [
    'a string for a list',
    '[tool.as-installed.tests]\nargs = "-x"',
    ['2: tool.as-installed.tests.args is "-x", but it must be a list.'],
  ],
  [
    'a number in a list of strings',
    '[tool.as-installed.tests]\nargs = [\n  "-x",\n  3,\n]',
    ['4: tool.as-installed.tests.args[1] is 3, but it must be a string.'],
  ],
  [
    'a string for a number',
    '[tool.as-installed.tests]\ntime-limit = "10"',
    ['2: tool.as-installed.tests.time-limit is "10", but it must be a number.'],
  ],
  [
    'a timeout of 0',
    '[tool.as-installed.tests]\ntime-limit = 0',
    ['2: tool.as-installed.tests.time-limit is 0, but it must be at least 0.001.'],
  ],
  [
    'a timeout beyond the limit of timers',
    '[tool.as-installed.tests]\ntime-limit = 3000000',
    ['2: tool.as-installed.tests.time-limit is 3000000, but it must be at most 1000000.'],
  ],
  [
    'a table that is a string',
    `${HEAD}tests = "no"`,
    ['2: tool.as-installed.tests is "no", but it must be a table.'],
  ],
  [
    'scripts that are a list',
    `${HEAD}scripts = ["demo"]`,
    [expect.stringContaining('tool.as-installed.scripts.0 is "demo", but it must be a table.')],
  ],
  [
    'a script that is a string',
    `[tool.as-installed.scripts]\ndemo = "no"`,
    ['2: tool.as-installed.scripts.demo is "no", but it must be a table.'],
  ],
  [
    'true for the reason to skip',
    '[tool.as-installed.tests]\nskip = true',
    ['2: tool.as-installed.tests.skip is true, but it must be a string.'],
  ],
  [
    'a status that is a string',
    '[tool.as-installed.scripts.demo]\nexit = "1"',
    ['2: tool.as-installed.scripts.demo.exit is "1", but it must be a status, or a list of them.'],
  ],
  [
    'a status that is too high',
    '[tool.as-installed.scripts.demo]\nexit = 256',
    ['2: tool.as-installed.scripts.demo.exit is 256, but it must be at most 255.'],
  ],
  [
    'a status below 0',
    '[tool.as-installed.scripts.demo]\nexit = [0, -1]',
    ['2: tool.as-installed.scripts.demo.exit[1] is -1, but it must be at least 0.'],
  ],
  [
    'a fractional status',
    '[tool.as-installed.scripts.demo]\nexit = 1.5',
    [expect.stringContaining('must be a whole number')],
  ],
  [
    'an unknown policy',
    '[tool.as-installed.version]\npolicy = "sometimes"',
    [`2: tool.as-installed.version.policy is "sometimes", but it must be ${A_POLICY}.`],
  ],
  [
    'an unknown policy of an event',
    '[tool.as-installed.version]\npolicy = { tag = "sometimes" }',
    [`2: tool.as-installed.version.policy is another table, but it must be ${A_POLICY}.`],
  ],
  [
    'a policy of an unknown event',
    '[tool.as-installed.version]\npolicy = { deploy = "always" }',
    [`2: tool.as-installed.version.policy is another table, but it must be ${A_POLICY}.`],
  ],
  [
    'a tag without a version',
    '[tool.as-installed.version]\ntag = "v1"',
    ['2: tool.as-installed.version.tag is "v1", but it must contain {version} once, as in "pkg-v{version}".'],
  ],
  [
    'a tag with two versions',
    '[tool.as-installed.version]\ntag = "{version}-{version}"',
    [expect.stringContaining('must contain {version} once')],
  ],
  [
    'an unknown size of a bump',
    '[tool.as-installed.version]\nbump = { breaking = "huge" }',
    [
      '2: tool.as-installed.version.bump.breaking is "huge", but it must be one of "none", "patch", "minor", "major".',
    ],
  ],
  [
    'an unknown key of a bump',
    '[tool.as-installed.version.bump]\nremoved = "major"',
    [
      '2: [tool.as-installed.version.bump] has the unknown key "removed". The keys there are breaking, added and severity.',
    ],
  ],
  [
    'a note for the severity of a bump',
    '[tool.as-installed.version.bump]\nseverity = "note"',
    [
      '2: tool.as-installed.version.bump.severity is "note", but it must be one of "warning", "error", "off".',
    ],
  ],
  [
    'a bump that is a string',
    '[tool.as-installed.version]\nbump = "major"',
    ['2: tool.as-installed.version.bump is "major", but it must be a table.'],
  ],
  [
    'a string for the whole table',
    '[tool]\nas-installed = "yes"',
    ['2: tool.as-installed is "yes", but it must be a table.'],
  ],
  [
    'several problems',
    `${HEAD}x = 1\ngenerated = "a"\n[tool.as-installed.tests]\nskip = ""\n${IGNORE}`,
    [
      expect.stringMatching(/^6: .*lacks the key "reason"/),
      expect.stringMatching(/^5: .*skip/),
      expect.stringMatching(/^3: .*generated/),
      expect.stringMatching(/^2: .*"x"/),
    ],
  ],
])('%s is reported with its line', (_, toml, expected) => {
  const reported = problems(toml)
  expect(reported).toHaveLength(expected.length)
  expect(reported).toEqual(expect.arrayContaining(expected))
})

test('a problem has its file, and the settings are the defaults', () => {
  expect(read(`${HEAD}x = 1`)).toMatchObject({
    settings: DEFAULT_SETTINGS,
    problems: [{ file: 'pyproject.toml' }],
  })
})

test.each([
  ['a date', 'expires = 2027-01-31'],
  ['a string', 'expires = "2027-01-31"'],
  ['a date and time', 'expires = 2027-01-31T10:00:00'],
  ['a date and time in UTC', 'expires = 2027-01-31T10:00:00Z'],
])('an expiry date may be %s', (_, line) => {
  expect(read(`${IGNORE}reason = "r"\n${line}`)).toMatchObject({
    problems: [],
    settings: { ignore: [{ rule: 'script-failed', reason: 'r', expires: '2027-01-31' }] },
  })
})

const VERSION = {
  'release-branches': ['release-please--*', 'release-please--*/**'],
  'waive-label': 'no-version-bump',
  'waive-trailer': 'No-Version-Bump',
}

test('the defaults are used for no table and for an empty one', () => {
  for (const toml of ['', HEAD]) expect(read(toml)).toEqual({ settings: DEFAULT_SETTINGS, problems: [] })
  expect(DEFAULT_SETTINGS).toEqual({
    'fail-on': 'error',
    severity: {},
    ignore: [],
    scripts: {},
    smoke: [],
    tests: { args: [] },
    imports: {},
    version: VERSION,
    'pass-env': [],
    contents: {
      wheel: { require: [], forbid: [] },
      sdist: { require: [], forbid: [], 'all-tracked': false, except: [] },
    },
    generated: [],
  })
})

test('all settings', () => {
  const toml = `${HEAD}fail-on = "warning"
pass-env = ["A"]
generated = ["src/demo/_version.py"]
ignore = [{ rule = "tests-failed", reason = " known ", match = "test_x" }]
smoke = ["demo --version"]
max-size = "1.5 MB"
[tool.as-installed.contents.wheel]
require = ["demo/py.typed"]
[tool.as-installed.contents.sdist]
forbid = ["*.ipynb"]
all-tracked = true
except = ["website/"]
[tool.as-installed.scripts]
"my.server" = { skip = "a server" }
demo = { args = ["run"], exit = [0, 3], extras = ["cli"], time-limit = 1.5 }
[tool.as-installed.imports]
max-seconds = 2
[tool.as-installed.tests]
requirements = ["-r x.txt"]
args = ["-k", "not slow"]
time-limit = 60
[tool.as-installed.version]
policy = { pull-request = "never", otherwise = "always" }
tag = "demo-{version}"
placeholder = "0.0.0"
changelog = true
release-branches = ["releases/**"]
waive-label = "docs"
waive-trailer = "Skip-Bump"
bump = { breaking = "minor", added = "none", severity = "error" }
[tool.as-installed.severity]
tests-missing = "warning"
"not-reproducible" = "error"`
  expect(read(toml)).toEqual({
    problems: [],
    settings: {
      'fail-on': 'warning',
      severity: { 'tests-missing': 'warning', 'not-reproducible': 'error' },
      'pass-env': ['A'],
      generated: ['src/demo/_version.py'],
      ignore: [{ rule: 'tests-failed', reason: 'known', match: 'test_x' }],
      scripts: {
        'my.server': { skip: 'a server' },
        demo: { args: ['run'], exit: [0, 3], extras: ['cli'], 'time-limit': 1.5 },
      },
      smoke: ['demo --version'],
      imports: { 'max-seconds': 2 },
      'max-size': 1_500_000,
      contents: {
        wheel: { require: ['demo/py.typed'], forbid: [] },
        sdist: { require: [], forbid: ['*.ipynb'], 'all-tracked': true, except: ['website/'] },
      },
      tests: { requirements: ['-r x.txt'], args: ['-k', 'not slow'], 'time-limit': 60 },
      version: {
        policy: { 'pull-request': 'never', otherwise: 'always' },
        tag: 'demo-{version}',
        placeholder: '0.0.0',
        changelog: true,
        'release-branches': ['releases/**'],
        'waive-label': 'docs',
        'waive-trailer': 'Skip-Bump',
        bump: { breaking: 'minor', added: 'none', severity: 'error' },
      },
    },
  })
})
