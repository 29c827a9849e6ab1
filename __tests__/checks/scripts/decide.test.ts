import { expect, test } from '@jest/globals'
import { extrasForScript } from '../../../src/checks/diagnosis/extras-for-failure.ts'
import { checkScripts } from '../../../src/checks/scripts/decide.ts'
import type { MainModuleEvidence, ScriptEvidence, ScriptRun } from '../../../src/checks/scripts/facts.ts'
import { packagesWithMain } from '../../../src/checks/scripts/main-modules.ts'
import { contentsOf, error, factsOf, type Given, script, scriptRun, scriptsResult, short } from '../facts.ts'

const LAUNCHER = '/venv/bin/d:3'
const ended = (text: string, frames: string[], more = {}) =>
  scriptRun(1, { error: error(text, frames), ...more })
const one = (...runs: Parameters<typeof script>[1]) => script('d = demo:main', runs)
const TIMED_OUT = scriptRun({ kind: 'timed-out', afterSeconds: 60 })
const KILLED = scriptRun({ kind: 'killed', signal: 'SIGSEGV' })

test.each<[string, ScriptEvidence, string[]]>([
  ['it prints its help', one(scriptRun(0)), []],
  ['it supports only --version', one(scriptRun(2), scriptRun(2), scriptRun(0)), []],
  ['it prints its usage and fails', one(scriptRun(1, { stderr: 'Usage: d FILE' })), []],
  ['it prints its usage on stdout', one(scriptRun(2, { stdout: 'usage: d [x]' })), []],
  ['it fails without output', one(scriptRun(1)), ['warning script-failed']],
  ['it fails with output', one(scriptRun(3, { stderr: 'no such file: --help' })), ['warning script-failed']],
  [
    'it takes --help for a file',
    one(
      ended("FileNotFoundError: [Errno 2] No such file or directory: '--help'", [
        LAUNCHER,
        'demo/__init__.py:9 in main',
      ]),
    ),
    ['warning script-failed'],
  ],
  [
    'it fails during an import',
    one(ended('ValueError: no', [LAUNCHER, 'demo/__init__.py:1'])),
    ['error script-failed'],
  ],
  [
    'it fails while it runs',
    one(ended('ValueError: no', [LAUNCHER, 'demo/__init__.py:9 in main'])),
    ['warning script-failed'],
  ],
  [
    'it raises a NameError',
    one(ended("NameError: name 'x' is not defined", [LAUNCHER, 'demo/__init__.py:9 in main'])),
    ['error script-failed'],
  ],
  [
    'it has a syntax error',
    one(ended('SyntaxError: bad', [LAUNCHER, 'demo/__init__.py:1'])),
    ['error script-failed'],
  ],
  [
    'its function needs arguments',
    one(ended('TypeError: main() missing 1 required positional argument', [LAUNCHER])),
    ['error script-failed'],
  ],
  ['it times out', one(TIMED_OUT), ['warning script-timeout']],
  [
    'it is configured and times out',
    script('d = demo:main', [TIMED_OUT], { configured: { args: ['run'] } }),
    ['error script-timeout'],
  ],
  ['it crashes', one(KILLED), ['error script-failed']],
  [
    'it is configured and fails',
    script('d = demo:main', [scriptRun(1)], { configured: { args: ['run'] } }),
    ['error script-failed'],
  ],
  ['it is configured to fail', script('d = demo:main', [scriptRun(1)], { configured: { exit: 1 } }), []],
  [
    'it is configured with several statuses',
    script('d = demo:main', [scriptRun(3)], { configured: { exit: [0, 3] } }),
    [],
  ],
  [
    'it exits with another status than configured',
    script('d = demo:main', [scriptRun(0)], { configured: { exit: 1 } }),
    ['error script-failed'],
  ],
  ['it is skipped', script('d = demo:main', [], { configured: { skip: 'a server' } }), []],
  [
    'the attribute does not exist',
    one(ended("ImportError: cannot import name 'main' from 'demo' (/x)", [LAUNCHER])),
    ['error entry-point-broken'],
  ],
  [
    'the nested attribute does not exist',
    script('d = demo:C.run', [ended("AttributeError: type object 'C' has no attribute 'run'", [LAUNCHER])]),
    ['error entry-point-broken'],
  ],
  [
    'the module does not exist',
    script('d = demo.nowhere:main', [
      ended("ModuleNotFoundError: No module named 'demo.nowhere'", [LAUNCHER]),
    ]),
    ['error entry-point-broken'],
  ],
  [
    'the installer created no command',
    script('d = demo:main', [], { installed: false }),
    ['error entry-point-broken'],
  ],
  [
    'it lacks another distribution, which another rule reports',
    one(ended("ModuleNotFoundError: No module named 'click'", [LAUNCHER, 'demo/__init__.py:1'])),
    [],
  ],
  [
    'another distribution lacks a name',
    one(ended("ImportError: cannot import name 'x' from 'click' (/x)", [LAUNCHER, 'demo/__init__.py:1'])),
    ['error script-failed'],
  ],
  [
    'it works with its extra',
    one(ended("ModuleNotFoundError: No module named 'click'", [LAUNCHER]), scriptRun(0, { extras: ['cli'] })),
    [],
  ],
  ['its module is in a namespace package', script('d = demo.sub.cli:main', [scriptRun(0)]), []],
])('a script: %s', (_, evidence, expected) => {
  const { name, value } = evidence.entryPoint
  const given: Given = {
    shipped: ['demo/__init__.py', 'demo/sub/cli.py'],
    entryPoints: `[console_scripts]\n${name} = ${value}`,
    facts: { scripts: scriptsResult([evidence]) },
  }
  expect(short(checkScripts(factsOf(given)))).toEqual(expected)
})

test('a script whose module is missing from the wheel is not reported again', () => {
  const evidence = script('d = demo.cli:main', [
    ended("ModuleNotFoundError: No module named 'demo.cli'", [LAUNCHER]),
  ])
  expect(
    checkScripts(factsOf({ missing: ['demo/cli.py'], facts: { scripts: scriptsResult([evidence]) } })),
  ).toEqual([])
})

test('a script whose module is not part of the package', () => {
  const evidence = script('d = tests.run:main', [
    ended("ModuleNotFoundError: No module named 'tests'", [LAUNCHER]),
  ])
  const given: Given = {
    missingModules: { 'tests.run': 'tests/run.py' },
    entryPoints: '[console_scripts]\nd = tests.run:main',
    facts: { scripts: scriptsResult([evidence]) },
  }
  expect(short(checkScripts(factsOf(given)))).toEqual(['error entry-point-broken'])
})

test.each([
  ['is in the wheel', '[console_scripts]\nd = demo:main', []],
  ['is not in the wheel', '', ['error entry-point-broken']],
  ['is in another group', '[gui_scripts]\nd = demo:main', ['error entry-point-broken']],
])('a script that is declared and %s', (_, entryPoints, expected) => {
  const facts = factsOf({ entryPoints })
  const declaredEntryPoints = [
    { group: 'console_scripts', name: 'd', value: 'demo:main', file: 'pyproject.toml', line: 5 },
  ]
  const findings = checkScripts({ ...facts, project: { ...facts.project, declaredEntryPoints } })
  expect(short(findings)).toEqual(expected)
  for (const { where } of findings) expect(where).toEqual({ file: 'pyproject.toml', line: 5 })
})

const WITH_EXTRA = contentsOf({
  extras: ['all', 'cli', 'docs', 'ports'],
  requires: [
    'click>=8; extra == "all"',
    'sphinx; extra == "all"',
    'click>=8; extra == "cli"',
    'sphinx; extra == "docs"',
    'python-rtmidi; extra == "ports"',
  ],
})
const lacks = (module: string) => ended(`ModuleNotFoundError: No module named '${module}'`, [LAUNCHER])

test.each<[string, ScriptEvidence, string[]]>([
  ['works', one(scriptRun(0)), []],
  ['was not run', one(), []],
  ['lacks a module that an extra provides', one(lacks('click')), ['cli']],
  ['lacks a module of a distribution with another name in an extra', one(lacks('rtmidi')), ['ports']],
  ['lacks a module that no extra provides', one(lacks('yaml')), []],
  ['lacks a module of its own package', one(lacks('demo.x')), []],
  ['has the extra in its entry point', script('d = demo:main [docs]', [lacks('yaml')]), ['docs']],
  ['names the extra in its output', one(scriptRun(1, { stderr: "Run: pip install 'demo[cli]'" })), ['cli']],
  ['has other text in brackets in its output', one(scriptRun(1, { stderr: '[clique] [error]' })), []],
  [
    'has the extra in its settings',
    script('d = demo:main', [scriptRun(0)], { configured: { extras: ['docs'] } }),
    ['docs'],
  ],
])('extras to try for a script that %s', (_, evidence, expected) => {
  expect(extrasForScript(evidence, WITH_EXTRA)).toEqual(expected)
})

const MAIN = 'demo/__main__.py:3'
const mainModule = (runs: readonly ScriptRun[], given: Partial<MainModuleEvidence> = {}) => ({
  module: 'demo',
  configured: {},
  runs,
  ...given,
})

test.each<[string, MainModuleEvidence, string[]]>([
  ['prints its help', mainModule([scriptRun(0)]), []],
  ['has no options and fails', mainModule([scriptRun(1, { stderr: 'no file: --help' })]), []],
  ['times out', mainModule([TIMED_OUT]), []],
  [
    'is configured and times out',
    mainModule([TIMED_OUT], { configured: { args: ['run'] } }),
    ['error script-timeout'],
  ],
  [
    'is configured and fails',
    mainModule([scriptRun(1)], { configured: { args: ['x'] } }),
    ['error script-failed'],
  ],
  ['crashes', mainModule([KILLED]), ['error script-failed']],
  ['is skipped', mainModule([], { configured: { skip: 'a game' } }), []],
  [
    'raises an exception while it runs',
    mainModule([ended('IndexError: list index out of range', [MAIN, 'demo/__init__.py:9 in main'])]),
    [],
  ],
  [
    'parses --help as a number',
    mainModule([ended("ValueError: invalid literal for int() with base 10: '--help'", [MAIN])]),
    [],
  ],
  [
    'imports a name that does not exist',
    mainModule([ended("ImportError: cannot import name 'run' from 'demo' (/x)", [MAIN])]),
    ['error script-failed'],
  ],
  [
    'uses an attribute that its module does not have',
    mainModule([ended("AttributeError: module 'demo' has no attribute 'run'", [MAIN])]),
    ['error script-failed'],
  ],
  [
    'uses an attribute of another platform',
    mainModule([ended("AttributeError: module 'os' has no attribute 'geteuid'", [MAIN, 'demo/a.py:2 in f'])]),
    [],
  ],
  [
    'raises a NameError',
    mainModule([ended("NameError: name 'x' is not defined", [MAIN])]),
    ['error script-failed'],
  ],
  [
    'calls a function without its argument',
    mainModule([ended('TypeError: main() missing 1 required positional argument', [MAIN])]),
    ['error script-failed'],
  ],
  [
    'fails during an import',
    mainModule([ended('ValueError: no', [MAIN, 'demo/core.py:1'])]),
    ['error script-failed'],
  ],
  [
    'lacks another distribution, which another rule reports',
    mainModule([ended("ModuleNotFoundError: No module named 'click'", [MAIN])]),
    [],
  ],
])('a package that, run by python -m, %s', (_, evidence, expected) => {
  const given: Given = {
    shipped: ['demo/__init__.py', 'demo/__main__.py'],
    facts: { scripts: scriptsResult([], [], { mainModules: [evidence] }) },
  }
  expect(short(checkScripts(factsOf(given)))).toEqual(expected)
})

test('a script and python -m that fail for the same cause are one finding', () => {
  const text = "NameError: name 'x' is not defined"
  const evidence = one(ended(text, [LAUNCHER, 'demo/__init__.py:9 in main']))
  const mainModules = [mainModule([ended(text, [MAIN, 'demo/__init__.py:9 in main'])])]
  const smoke = [{ command: 'd Ada', run: ended(text, [LAUNCHER, 'demo/__init__.py:9 in main']) }]
  const facts = { scripts: scriptsResult([evidence], [], { mainModules, smoke }) }
  expect(short(checkScripts(factsOf({ facts })))).toEqual(['error script-failed'])
})

test.each<[string, ScriptRun | undefined, string[]]>([
  ['succeeds', scriptRun(0), []],
  ['fails', scriptRun(2, { stdout: 'usage: d [x]' }), ['error script-failed']],
  ['times out', TIMED_OUT, ['error script-failed']],
  ['crashes', KILLED, ['error script-failed']],
  [
    'prints a traceback and succeeds',
    scriptRun(0, { error: error('ValueError: no') }),
    ['error script-failed'],
  ],
  ['does not exist', undefined, ['error script-failed']],
])('a smoke command that %s', (_, run, expected) => {
  const facts = { scripts: scriptsResult([], [], { smoke: [{ command: 'd x', run }] }) }
  expect(short(checkScripts(factsOf({ facts })))).toEqual(expected)
})

test('a smoke command is reported at its line', () => {
  const pyproject =
    '[project]\nname = "demo"\nversion = "1.0"\n[tool.as-installed]\nsmoke = [\n  "a",\n  "b",\n]\n'
  const smoke = ['a', 'b'].map((command) => ({ command, run: scriptRun(command === 'a' ? 0 : 1) }))
  const [finding] = checkScripts(factsOf({ pyproject, facts: { scripts: scriptsResult([], [], { smoke }) } }))
  expect(finding?.where).toEqual({ file: 'pyproject.toml', line: 7 })
})

test('the packages that can be run by python -m', () => {
  const files = [
    'demo/__main__.py',
    'demo/sub/__main__.py',
    'demo/_private/__main__.py',
    'demo/tests/__main__.py',
    'demo/_vendor/other/__main__.py',
    'demo/__main__/data.txt',
    'ns/part/__main__.cpython-312-x86_64-linux-gnu.so',
    '__main__.py',
  ].map((path) => ({ path, sha256: '' }))
  expect(packagesWithMain({ files })).toEqual(['demo', 'demo.sub', 'ns.part'])
})

test('a script whose module fails to import and lacks its function is a broken entry point, too', () => {
  const broken = one(ended("ModuleNotFoundError: No module named 'gone'", [LAUNCHER, 'demo/__init__.py:1']))
  const facts = factsOf({
    entryPoints: '[console_scripts]\nd = demo:main',
    facts: { scripts: scriptsResult([broken], [], { absentObjects: [broken.entryPoint] }) },
  })
  const findings = checkScripts(facts)
  expect(findings).toMatchObject([
    {
      rule: 'entry-point-broken',
      severity: 'error',
      facts: { problem: 'points to main, which does not exist in demo' },
    },
  ])
})
