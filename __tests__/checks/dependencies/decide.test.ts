import { expect, test } from '@jest/globals'
import { checkDependencies } from '../../../src/checks/dependencies/decide.ts'
import type { Scan, ScannedImport, ScannedModule } from '../../../src/checks/dependencies/facts.ts'
import { checkImports } from '../../../src/checks/imports/decide.ts'
import { RULES } from '../../../src/checks/rules.ts'
import {
  completedWith,
  error,
  factsOf,
  type Given,
  imported,
  scanResult,
  script,
  scriptRun,
  scriptsResult,
  short,
  testFailure,
  testRun,
} from '../facts.ts'

const noModule = (name: string, at = 'demo/__init__.py:7') =>
  error(`ModuleNotFoundError: No module named '${name}'`, [at])
const importing = (...all: Parameters<typeof imported>[]) => ({
  imports: completedWith(all.map((one) => imported(...one))),
})
const calling = (name: string) => ({
  scripts: scriptsResult([script('d = demo:main', [scriptRun(1, { error: noModule(name) })])]),
})

/** An import at `file:line` of the demo package; by default, `import demo` always executes it. */
function at(module: string, place: string, given: Partial<ScannedImport> = {}): ScannedImport {
  const [file = '', line] = place.split(':')
  const when = given.when ?? 'import'
  return {
    module,
    file,
    source: `src/${file}`,
    line: Number(line),
    when,
    names: [module.split('.')[0] ?? ''],
    providers: [],
    reached: when === 'import' ? ['import demo'] : [],
    ...given,
  }
}
const scanning = (scan: Partial<Scan>) => ({ dependencies: scanResult(scan) })
const reading = (...imports: ScannedImport[]) => scanning({ imports })
const inFunction = (module: string, file = 'demo/cli.py') =>
  at(module, `${file}:3`, { when: 'sometimes', reached: ['import demo'] })

/** A scanned module of the package; by default, `import demo` always imports it. */
const own = (module: string, given: Partial<ScannedModule> = {}): ScannedModule => ({
  module,
  file: `${module.replaceAll('.', '/')}${module === 'demo' ? '/__init__' : ''}.py`,
  reached: ['import demo'],
  lazy: [],
  conditional: [],
  when: 'import',
  ...given,
})

/** Installed distributions besides the wheel, each as `name version:requirement,...`. */
const installed = (...distributions: string[]) => ({
  install: completedWith({
    kind: 'installed' as const,
    by: 'pip',
    conflicts: [],
    providers: Object.fromEntries(
      distributions.map((one) => [one.split(' ')[0] ?? '', [one.split(' ')[0] ?? '']]),
    ),
    distributions: distributions.map((one) => {
      const [, name = '', version = '', requires = ''] = /^(\S+) ([^:]+):?(.*)$/.exec(one) ?? []
      return { name, version, requires: requires.split(',').filter(Boolean) }
    }),
  }),
})

/** A package `demo` whose `__init__` imports nothing: modules that lack yaml, and modules and packages that do not. */
const usedByItsModules = (lacking: string, working: string): Given => {
  const named = (names: string) => names.split(', ').filter(Boolean)
  const all = [...named(lacking), ...named(working)]
  return {
    shipped: [
      'demo/__init__.py',
      ...all.map((name) => (name.startsWith('sub') ? `demo/${name}/__init__.py` : `demo/${name}.py`)),
    ],
    facts: {
      ...importing(
        ['demo', 'imported'],
        ...named(lacking).map((name): [string, ReturnType<typeof error>] => [
          `demo.${name}`,
          noModule('yaml', `demo/${name}.py:1`),
        ]),
        ...named(working).map((name): [string, 'imported'] => [`demo.${name}`, 'imported']),
      ),
      ...scanning({
        own: [own('demo'), ...all.map((name) => own(`demo.${name}`, { reached: [], when: null }))],
      }),
    },
  }
}

/**
 * A test that fails because code of the package imports yaml, which is not installed.
 *
 * @param frames the traceback; the last one in the package is the import
 */
const testing = (
  frames: readonly string[],
  { optional = [], ...statement }: Partial<ScannedImport> & Pick<Partial<Scan>, 'optional'> = {},
  modules: readonly ScannedModule[] = [],
) => {
  const [, file = '', line = '', inFunction] = /^(.+):(\d+)( in .+)?$/.exec(frames.at(-1) ?? '') ?? []
  const when = inFunction === undefined ? 'import' : 'sometimes'
  return {
    ...importing(['demo', 'imported']),
    ...scanning({
      imports: [at('yaml', `${file}:${line}`, { when, reached: [], ...statement })],
      own: modules,
      optional,
    }),
    tests: completedWith(
      testRun({
        failures: [
          testFailure('tests/test_a.py::t', {
            error: error("ModuleNotFoundError: No module named 'yaml'", ['/w/tests/test_a.py:1', ...frames]),
          }),
        ],
      }),
    ),
  }
}
/** A function of a module that is not imported needs what is installed for the tests only. */
const importingTestDependency = (file: string, module = 'pandas'): Given => ({
  shipped: ['demo/__init__.py', 'demo/contrib/__init__.py', file],
  facts: {
    ...reading(at(module, `${file}:3`, { when: 'sometimes' })),
    tests: completedWith(testRun({}, { providers: { [module]: [module] } })),
  },
})
const PARSER = ['demo/__init__.py', 'demo/parser.py', 'demo/_core.py']

const unmentioned = (...names: string[]) => scanning({ unmentioned: names })

const UNUSED = ['note dependency-unused']
const ERROR = ['error dependency-undeclared']
const WARNING = ['warning dependency-undeclared']
const NOTE = ['note dependency-undeclared']

test.each<[string, Given, string[]]>([
  ['nothing is imported', {}, []],
  ['a public import lacks a distribution', { facts: importing(['demo', noModule('yaml')]) }, ERROR],
  [
    'two imports lack the same',
    {
      shipped: ['demo/__init__.py', 'other.py'],
      facts: importing(['demo', noModule('yaml')], ['other', noModule('yaml.loader')]),
    },
    ERROR,
  ],
  [
    'two imports lack two',
    {
      shipped: ['demo/__init__.py', 'other.py'],
      facts: importing(['demo', noModule('yaml')], ['other', noModule('click')]),
    },
    [...ERROR, ...ERROR],
  ],
  [
    'two modules of one distribution',
    {
      shipped: ['demo/__init__.py', 'other.py'],
      facts: importing(['demo', noModule('win32api')], ['other', noModule('pythoncom')]),
    },
    ERROR,
  ],
  [
    'a package in a namespace package lacks one',
    {
      shipped: ['acme/core/__init__.py'],
      facts: importing(['acme', 'imported'], ['acme.core', noModule('yaml')]),
    },
    ERROR,
  ],
  [
    'a submodule lacks one',
    { facts: importing(['demo', 'imported'], ['demo.sphinxext', noModule('sphinx')]) },
    [],
  ],
  [
    'a private module lacks one',
    { shipped: ['_demo.py'], facts: importing(['_demo', noModule('yaml')]) },
    [],
  ],
  ['a script lacks one', { facts: calling('click') }, ERROR],
  [
    'a test lacks one',
    {
      facts: {
        tests: completedWith(testRun({ failures: [testFailure('t.py::t', { error: noModule('numpy') })] })),
      },
    },
    [],
  ],
  [
    'one that an extra requires',
    { requires: ['PyYAML; extra == "yaml"'], extras: ['yaml'], facts: importing(['demo', noModule('yaml')]) },
    ERROR,
  ],
  [
    'one that only another public module needs, and an extra requires',
    {
      shipped: ['demo/__init__.py', 'demo_yaml.py'],
      requires: ['PyYAML; extra == "yaml"'],
      extras: ['yaml'],
      facts: importing(['demo', 'imported'], ['demo_yaml', noModule('yaml', 'demo_yaml.py:1')]),
    },
    WARNING,
  ],
  [
    'one that only an extra for developers requires',
    {
      shipped: ['demo/__init__.py', 'demo_yaml.py'],
      requires: ['PyYAML; extra == "dev"'],
      extras: ['dev'],
      facts: importing(['demo', 'imported'], ['demo_yaml', noModule('yaml', 'demo_yaml.py:1')]),
    },
    ERROR,
  ],
  [
    'one that an entry point needs',
    {
      shipped: ['demo/__init__.py', 'demo/plugin.py'],
      entryPoints: '[host.plugins]\nd = demo.plugin:load',
      facts: importing(['demo', 'imported'], ['demo.plugin', noModule('yaml', 'demo/plugin.py:1')]),
    },
    ERROR,
  ],
  [
    'one that an entry point needs, and an extra requires',
    {
      shipped: ['demo/__init__.py', 'demo/plugin.py'],
      entryPoints: '[host.plugins]\nd = demo.plugin:load',
      requires: ['PyYAML; extra == "yaml"'],
      extras: ['yaml'],
      facts: importing(['demo', 'imported'], ['demo.plugin', noModule('yaml', 'demo/plugin.py:1')]),
    },
    WARNING,
  ],
  [
    'the program that loads the entry point',
    {
      shipped: ['demo/__init__.py', 'demo/plugin.py'],
      entryPoints: '[pytest11]\nd = demo.plugin',
      facts: importing(['demo', 'imported'], ['demo.plugin', noModule('pytest', 'demo/plugin.py:1')]),
    },
    [],
  ],
  [
    'the framework by which the program loads the entry point',
    {
      shipped: ['demo/__init__.py', 'demo/plugin.py'],
      entryPoints: '[devpi_client]\nd = demo.plugin',
      facts: importing(['demo', 'imported'], ['demo.plugin', noModule('pluggy', 'demo/plugin.py:1')]),
    },
    [],
  ],
  [
    'such a framework for the package itself',
    { entryPoints: '[devpi_client]\nd = demo', facts: importing(['demo', noModule('pluggy')]) },
    ERROR,
  ],
  [
    'one that a module reached by the public import needs',
    {
      shipped: ['demo/__init__.py', 'demo/a.py'],
      facts: {
        ...importing(['demo', noModule('yaml', 'demo/a.py:1')], ['demo.a', noModule('yaml', 'demo/a.py:1')]),
        ...scanning({ own: [own('demo'), own('demo.a')] }),
      },
    },
    ERROR,
  ],
  ['one that one of two modules of a package without imports needs', usedByItsModules('a', 'b'), WARNING],
  ['one that most modules of a package without imports need', usedByItsModules('a, b', 'c'), ERROR],
  ['one that half of them need, beside an empty package', usedByItsModules('a, b', 'c, d, sub'), WARNING],
  ['one that most of them need, beside empty packages', usedByItsModules('a, b', 'c, sub, sub2'), ERROR],
  ['one that the only module of a package without imports needs', usedByItsModules('a', ''), ERROR],
  [
    'one that the only module of a plugin without imports needs',
    { ...usedByItsModules('a', ''), entryPoints: '[host.themes]\ndemo = demo' },
    WARNING,
  ],
  [
    'one after which a module is named, in a package used by its modules',
    {
      shipped: ['demo/__init__.py', 'demo/django.py'],
      facts: {
        ...importing(['demo', 'imported'], ['demo.django', noModule('django', 'demo/django.py:1')]),
        ...scanning({ own: [own('demo'), own('demo.django', { reached: [], when: null })] }),
      },
    },
    [],
  ],
  [
    'an error that names the extra to install',
    {
      facts: importing([
        'demo',
        error("ModuleNotFoundError: No module named 'aiohttp'. Run: pip install demo[d]", [], {
          name: 'aiohttp',
        }),
      ]),
    },
    ERROR,
  ],
  [
    'one whose ImportError the code replaces by its own error',
    {
      facts: {
        ...importing([
          'demo',
          error('RuntimeError: choose a GUI library', ['demo/__init__.py:9'], { cause: noModule('PyQt6') }),
        ]),
        ...reading(at('PyQt6', 'demo/__init__.py:7', { when: 'guarded', reached: ['import demo'] })),
      },
    },
    ERROR,
  ],
  [
    'one of several, whose ImportErrors the code replaces by its own error',
    {
      facts: {
        ...importing([
          'demo',
          error('RuntimeError: choose a GUI library', ['demo/__init__.py:9'], { cause: noModule('PyQt6') }),
        ]),
        ...reading(
          at('PyQt6', 'demo/__init__.py:7', { when: 'guarded', reached: ['import demo'] }),
          at('PySide6', 'demo/__init__.py:4', { when: 'guarded', reached: ['import demo'] }),
        ),
      },
    },
    WARNING,
  ],
  ['a module of the package itself', { facts: importing(['demo', noModule('demo.nowhere')]) }, []],
  [
    'a declared distribution that has dropped the module',
    {
      requires: ['setuptools'],
      facts: { ...importing(['demo', noModule('pkg_resources')]), ...installed('setuptools 82.0.1') },
    },
    ['error dependency-incompatible'],
  ],
  [
    'a scanned import that fails: one finding',
    { facts: { ...importing(['demo', noModule('yaml')]), ...reading(at('yaml', 'demo/__init__.py:7')) } },
    ERROR,
  ],
  [
    'a scanned import that succeeds',
    { facts: { ...importing(['demo', 'imported']), ...reading(at('yaml', 'demo/__init__.py:7')) } },
    [],
  ],
  [
    'an import after one that fails',
    {
      facts: {
        ...importing(['demo', noModule('yaml')]),
        ...reading(at('yaml', 'demo/__init__.py:7'), at('click', 'demo/__init__.py:8')),
      },
    },
    [...ERROR, ...WARNING],
  ],
  [
    'an import after one that fails, required by an extra',
    {
      requires: ['click; extra == "cli"'],
      extras: ['cli'],
      facts: {
        ...importing(['demo', noModule('yaml')]),
        ...reading(at('yaml', 'demo/__init__.py:7'), at('click', 'demo/__init__.py:8')),
      },
    },
    ERROR,
  ],
  [
    'a script file, which is not run',
    { facts: reading(at('click', 'scripts/run-demo:3', { reached: ['the script run-demo'] })) },
    WARNING,
  ],
  ['a function imports it', { facts: reading(at('click', 'demo/cli.py:3', { when: 'sometimes' })) }, NOTE],
  [
    'a function of a public module imports a test dependency',
    importingTestDependency('demo/report.py'),
    WARNING,
  ],
  [
    'a function of a private module imports a test dependency',
    importingTestDependency('demo/_report.py'),
    NOTE,
  ],
  [
    'a function for another program imports a test dependency',
    importingTestDependency('demo/contrib/a.py'),
    NOTE,
  ],
  [
    'a function of a module with its name imports a test dependency',
    importingTestDependency('demo/pandas_io.py'),
    NOTE,
  ],
  [
    'a function of helpers for tests imports a test dependency',
    importingTestDependency('demo/testing.py'),
    [],
  ],
  ['a function of a public module imports a tool', importingTestDependency('demo/report.py', 'pytest'), NOTE],
  ['a function of a reached module imports it', { facts: reading(inFunction('click')) }, WARNING],
  [
    'a function imports it, and an extra for users requires it',
    { requires: ['click; extra == "cli"'], facts: reading(inFunction('click')) },
    [],
  ],
  [
    'a function imports it, and an extra for developers requires it',
    { requires: ['click; extra == "dev"'], facts: reading(inFunction('click')) },
    WARNING,
  ],
  [
    'a function imports it, and its ImportError is caught elsewhere',
    { facts: reading(inFunction('click'), at('click', 'demo/b.py:3', { when: 'guarded' })) },
    [],
  ],
  [
    'a function imports it, and another one checks for it',
    { facts: scanning({ imports: [inFunction('click')], optional: ['click'] }) },
    [],
  ],
  ['a function imports the module of an application', { facts: reading(inFunction('bpy')) }, []],
  ['a function imports a module of another platform', { facts: reading(inFunction('win32api')) }, []],
  [
    'a function that helps to test the package imports it',
    { facts: reading(inFunction('pytest', 'demo/_pytesttester.py')) },
    NOTE,
  ],
  [
    'a module that a function imports imports it',
    {
      shipped: ['demo/__init__.py', 'demo/a.py'],
      facts: scanning({
        imports: [at('click', 'demo/a.py:3', { reached: [] })],
        own: [own('demo'), own('demo.a', { reached: [], lazy: ['import demo'], when: 'sometimes' })],
      }),
    },
    WARNING,
  ],
  ['a module that nothing reaches', { facts: reading(at('sphinx', 'demo/ext.py:3', { reached: [] })) }, NOTE],
  [
    'several of them',
    {
      facts: reading(
        at('sphinx', 'demo/ext.py:3', { reached: [] }),
        at('sphinx.util', 'demo/ext.py:4', { reached: [] }),
        at('click', 'demo/cli.py:3', { when: 'sometimes' }),
      ),
    },
    NOTE,
  ],
  [
    'an ImportError for it is caught elsewhere',
    {
      facts: reading(
        at('click', 'demo/a.py:3', { when: 'guarded' }),
        at('click', 'demo/b.py:3', { when: 'sometimes' }),
      ),
    },
    [],
  ],
  [
    'an ImportError for it is caught',
    { facts: reading(at('click', 'demo/cli.py:3', { when: 'guarded' })) },
    [],
  ],
  [
    'a function imports a dependency of an extra',
    {
      requires: ['PyYAML; extra == "yaml"'],
      facts: reading(at('yaml', 'demo/cli.py:3', { when: 'sometimes' })),
    },
    [],
  ],
  [
    'a function imports a module of a similarly named dependency',
    {
      requires: ['opentelemetry-sdk', 'python-foo; extra == "foo"'],
      facts: reading(
        at('opentelemetry.exporter', 'demo/cli.py:3', { when: 'sometimes' }),
        at('foo', 'demo/cli.py:4', { when: 'sometimes' }),
      ),
    },
    [],
  ],
  [
    'vendored code, examples and templates import it',
    {
      facts: reading(
        at('click', 'demo/_vendor/x.py:3', { reached: [] }),
        at('click', 'demo/examples/x.py:3', { reached: [] }),
        at('alembic', 'demo/templates/env.py:3', { reached: [] }),
      ),
    },
    [],
  ],
  [
    'it is bundled in the package',
    {
      shipped: ['demo/__init__.py', 'demo/bundled/pydevd/__init__.py'],
      facts: reading(at('pydevd', 'demo/server.py:3', { when: 'sometimes' })),
    },
    [],
  ],
  [
    'it is in the checkout and not in the wheel',
    {
      missingModules: { helpers: 'helpers.py' },
      facts: reading(at('helpers', 'demo/cli.py:3', { when: 'sometimes' })),
    },
    [],
  ],
  [
    'it is in the standard library of a newer Python',
    { facts: reading(at('annotationlib', 'demo/x.py:3', { when: 'sometimes' })) },
    [],
  ],
  [
    'the wheel is not installed',
    {
      facts: {
        install: completedWith({ kind: 'refused', output: ['no'] }),
        ...reading(at('click', 'demo/cli.py:3', { when: 'sometimes' })),
      },
    },
    [],
  ],
])('dependencies: %s', (_, given, expected) => {
  expect(short(checkDependencies(factsOf(given)))).toEqual(expected)
})

test.each<[string, Given, string[]]>([
  ['a public module', { shipped: PARSER, facts: testing(['demo/parser.py:1']) }, ERROR],
  [
    'a private module that a public one imports',
    { shipped: PARSER, facts: testing(['demo/parser.py:1', 'demo/_core.py:3']) },
    ERROR,
  ],
  ['a private module', { shipped: PARSER, facts: testing(['demo/_core.py:3']) }, NOTE],
  ['a function', { shipped: PARSER, facts: testing(['demo/parser.py:4 in parse']) }, ERROR],
  [
    // canonical/testflinger#925: the function for a device imports its package by name, which CI does not execute.
    'a package that a function of a script imports by its name',
    {
      shipped: [
        'demo/__init__.py',
        'demo/cmd.py',
        'demo/devices/__init__.py',
        'demo/devices/kvm/__init__.py',
      ],
      entryPoints: '[console_scripts]\nd = demo.cmd:main',
      facts: testing([
        'demo/cmd.py:9 in main',
        'demo/devices/__init__.py:4 in get_stage',
        '/usr/lib/python3.12/importlib/__init__.py:90 in import_module',
        'demo/devices/kvm/__init__.py:2',
      ]),
    },
    ERROR,
  ],
  [
    // aws/bedrock-agentcore-sdk-python#508: the error comes with the first use of a class of the subpackage.
    'a module of a subpackage',
    {
      shipped: ['demo/__init__.py', 'demo/evaluation/__init__.py', 'demo/evaluation/dataset.py'],
      facts: testing(['demo/evaluation/__init__.py:1', 'demo/evaluation/dataset.py:5']),
    },
    ERROR,
  ],
  [
    // wemake-services/django-test-migrations#288: what works with pytest needs what pytest once brought.
    'a module that a module for another program imports',
    {
      shipped: ['demo/__init__.py', 'demo/constants.py', 'demo/contrib/pytest_plugin.py'],
      facts: testing(['demo/contrib/pytest_plugin.py:6', 'demo/constants.py:1']),
    },
    NOTE,
  ],
  [
    'a module with the name of the distribution',
    { shipped: ['demo/__init__.py', 'demo/yaml_loader.py'], facts: testing(['demo/yaml_loader.py:1']) },
    NOTE,
  ],
  [
    'a backend that a function chooses',
    {
      shipped: ['demo/__init__.py', 'demo/api.py', 'demo/backends/fast.py'],
      facts: testing(['demo/api.py:4 in load', 'demo/backends/fast.py:1']),
    },
    NOTE,
  ],
  [
    'an import on a condition',
    { shipped: PARSER, facts: testing(['demo/parser.py:4 in parse'], { when: 'conditional' }) },
    NOTE,
  ],
  [
    'an import whose ImportError is caught',
    { shipped: PARSER, facts: testing(['demo/parser.py:4'], { when: 'guarded' }) },
    [],
  ],
  [
    'a module whose import is guarded elsewhere',
    {
      shipped: PARSER,
      facts: testing(['demo/parser.py:1'], {}, [own('demo.parser', { reached: [], when: 'guarded' })]),
    },
    NOTE,
  ],
  [
    'what the package checks for elsewhere',
    { shipped: PARSER, facts: testing(['demo/parser.py:1'], { optional: ['yaml'] }) },
    [],
  ],
  [
    'what an extra for users declares',
    {
      shipped: PARSER,
      requires: ['PyYAML; extra == "files"'],
      extras: ['files'],
      facts: testing(['demo/parser.py:1']),
    },
    [],
  ],
  [
    'what an extra for users declares under another name',
    {
      shipped: PARSER,
      requires: ['yaml-ng; extra == "files"'],
      extras: ['files'],
      facts: testing(['demo/parser.py:1']),
    },
    [],
  ],
  [
    'what an extra for developers declares',
    {
      shipped: PARSER,
      requires: ['PyYAML; extra == "dev"'],
      extras: ['dev'],
      facts: testing(['demo/parser.py:1']),
    },
    ERROR,
  ],
  [
    'helpers for tests of users',
    { shipped: ['demo/__init__.py', 'demo/testing.py'], facts: testing(['demo/testing.py:1']) },
    [],
  ],
  ['vendored code', { shipped: ['demo/_vendor/x.py'], facts: testing(['demo/_vendor/x.py:1']) }, []],
  [
    'a module that is loaded by a name that the test gives',
    { shipped: PARSER, facts: { ...testing(['demo/parser.py:4 in load']), ...scanning({}) } },
    [],
  ],
])('a test lacks a distribution because of %s', (_, given, expected) => {
  expect(short(checkDependencies(factsOf(given)))).toEqual(expected)
})

test.each([
  ['demo/parser.py:1', 'import demo.parser'],
  ['demo/parser.py:4 in parse', 'parse() of demo.parser'],
])('what needs an undeclared distribution in a test: %s', (frame, neededBy) => {
  const [finding] = checkDependencies(factsOf({ shipped: PARSER, facts: testing([frame]) }))
  if (finding?.rule !== 'dependency-undeclared') throw new Error('no finding')
  expect(finding.where).toEqual({ file: 'src/demo/parser.py', line: frame.includes(':1') ? 1 : 4 })
  expect(RULES[finding.rule].message(finding.facts)).toBe(
    `yaml (provided by PyYAML) is not declared as a dependency, but ${neededBy.startsWith('import ') ? `"${neededBy}"` : neededBy} needs it.`,
  )
})

test.each([
  ['provided in the test environment', 'yaml', { yaml: ['ruamel-yaml'] }, 'ruamel-yaml', true],
  ['commonly known', 'yaml', {}, 'PyYAML', true],
  ['unknown', 'nonesuch', {}, 'nonesuch', false],
  ['in a namespace package', 'google.protobuf.message', {}, 'protobuf', true],
  ['in a namespace package, unknown', 'google.cloud.quasar.blob', {}, 'google-cloud-quasar', false],
])('the distribution of a module, %s', (_, module, providers, distribution, known) => {
  const tests = completedWith(testRun({}, { providers }))
  const facts = factsOf({ facts: { ...importing(['demo', noModule(module)]), tests } })
  const [finding] = checkDependencies(facts)
  expect(finding?.facts).toMatchObject({
    module: module.split('.')[0],
    distribution,
    known,
    neededBy: ['import demo'],
  })
  expect(finding?.where).toEqual({ file: 'src/demo/__init__.py', line: 7 })
})

test('the import statement has the full module name', () => {
  const facts = factsOf({
    facts: {
      ...importing(['demo', noModule('google')]),
      ...reading(at('google.cloud.storage', 'demo/__init__.py:7')),
    },
  })
  expect(checkDependencies(facts)[0]?.facts).toMatchObject({
    module: 'google',
    distribution: 'google-cloud-storage',
  })
})

test('the import statement has the location if the error has none', () => {
  const lost = { ...noModule('yaml'), frames: [] }
  const facts = factsOf({ facts: { ...importing(['demo', lost]), ...reading(at('yaml', 'demo/io.py:3')) } })
  expect(checkDependencies(facts)[0]?.where).toEqual({ file: 'src/demo/io.py', line: 3 })
})

test.each<[string, string, Given, string, RegExp]>([
  [
    'it is not declared',
    'yaml',
    {},
    'yaml (provided by PyYAML) is not declared as a dependency, but "import demo" needs it.',
    /^Add to dependencies of \[project\] in pyproject\.toml: "PyYAML"$/,
  ],
  [
    'a distribution that another one brings has dropped it',
    'pkg_resources',
    { facts: installed('setuptools 82.0.1') },
    'setuptools 82.0.1 has no module pkg_resources, but "import demo" needs it.',
    /^Import the replacement of pkg_resources, or restrict setuptools in /,
  ],
  [
    'an extra for users requires it',
    'yaml',
    { requires: ['PyYAML; extra == "yaml"'], extras: ['yaml'] },
    'yaml (provided by PyYAML) is declared only in the extra yaml, but "import demo" needs it.',
    /: "PyYAML"\. Or import it only in modules for users of the extra yaml, so that "import demo" works without it$/,
  ],
  [
    'an extra for developers requires it',
    'yaml',
    { requires: ['PyYAML; extra == "dev"'], extras: ['dev'] },
    'yaml (provided by PyYAML) is declared only in the extra dev for developers, but "import demo" needs it.',
    /: "PyYAML"$/,
  ],
  [
    'it is declared for another platform',
    'win32api',
    { requires: ['pywin32; sys_platform == "win32"'] },
    'The environment marker of the dependency pywin32 excludes this environment, but "import demo" needs its module win32api.',
    /^Remove the environment marker/,
  ],
  [
    'it was removed from the standard library, and setuptools has it',
    'distutils.util',
    {},
    'The module distutils exists only in the standard library of Python <3.12, but "import demo" needs it.',
    /: "setuptools; python_version >= '3\.12'"$/,
  ],
  [
    'it was removed from the standard library',
    'imp',
    {},
    'The module imp exists only in the standard library of Python <3.12, but "import demo" needs it.',
    /^Import the replacement of imp, or set requires-python to "<3\.12"\.$/,
  ],
  [
    'it is in the standard library of Python 2',
    'UserDict',
    {},
    'The module UserDict exists only in the standard library of Python 2, but "import demo" needs it.',
    /^Replace UserDict by its equivalent in Python 3\.$/,
  ],
  [
    'it was added to the standard library',
    'tomllib',
    {},
    'The module tomllib exists only in the standard library of Python >=3.11, but "import demo" needs it.',
    /: "tomli; python_version < '3\.11'"$/,
  ],
  [
    'it is another workspace member',
    'acme_core',
    { workspaceMembers: [{ name: 'acme-core', path: 'libs/core', modules: ['acme_core'] }] },
    'acme_core (workspace member libs/core) is not declared as a dependency, but "import demo" needs it.',
    /^Add to dependencies of \[project\] in pyproject\.toml: "acme-core"$/,
  ],
  [
    'it is another workspace member in the same namespace package',
    'demo.core',
    { workspaceMembers: [{ name: 'demo-core', path: 'libs/core', modules: ['demo.core'] }] },
    'demo.core (workspace member libs/core) is not declared as a dependency, but "import demo" needs it.',
    /^Add to dependencies of \[project\] in pyproject\.toml: "demo-core"$/,
  ],
])('message and fix: %s', (_, module, { facts, ...given }, message, fix) => {
  const [finding] = checkDependencies(
    factsOf({ ...given, facts: { ...importing(['demo', noModule(module)]), ...facts } }),
  )
  if (finding?.rule !== 'dependency-undeclared') throw new Error(`no finding: ${finding?.rule}`)
  expect(RULES[finding.rule].message(finding.facts)).toBe(message)
  expect(RULES[finding.rule].fix(finding.facts)).toMatch(fix)
})

test('one note lists all places', () => {
  const [finding] = checkDependencies(
    factsOf({
      facts: reading(
        at('sphinx', 'demo/ext.py:3', { reached: [] }),
        at('IPython', 'demo/cli.py:9', { when: 'sometimes' }),
      ),
    }),
  )
  if (finding?.rule !== 'dependency-undeclared') throw new Error('no finding')
  expect(finding.where).toEqual({ file: 'src/demo/ext.py', line: 3 })
  expect(RULES[finding.rule].message(finding.facts)).toBe(
    'sphinx and IPython (src/demo/cli.py:9) are imported, but not declared as dependencies or in an extra. No import or script executed these lines.',
  )
})

const urllib3 = (given: Partial<ScannedImport> = {}) =>
  reading(at('urllib3', 'demo/net.py:3', { providers: ['urllib3'], ...given }))
const REQUESTS = installed('demo 1.0:requests', 'requests 2.32.0:urllib3<3,>=1.26,idna', 'urllib3 2.5.0')

test.each<[string, Given, string[]]>([
  [
    'required by another',
    { requires: ['requests'], facts: { ...REQUESTS, ...urllib3() } },
    ['warning dependency-transitive'],
  ],
  ['declared', { requires: ['requests', 'urllib3'], facts: { ...REQUESTS, ...urllib3() } }, []],
  [
    'declared with an environment marker',
    { requires: ['requests', 'Urllib3; python_version > "3"'], facts: { ...REQUESTS, ...urllib3() } },
    [],
  ],
  [
    'declared by an extra only',
    { requires: ['requests', 'urllib3; extra == "x"'], facts: { ...REQUESTS, ...urllib3() } },
    ['warning dependency-transitive'],
  ],
  [
    'its ImportError is caught',
    { requires: ['requests'], facts: { ...REQUESTS, ...urllib3({ when: 'guarded' }) } },
    [],
  ],
  [
    'in a function',
    { requires: ['requests'], facts: { ...REQUESTS, ...urllib3({ when: 'sometimes' }) } },
    [],
  ],
  ['never executed', { requires: ['requests'], facts: { ...REQUESTS, ...urllib3({ reached: [] }) } }, []],
  [
    'in vendored code',
    { requires: ['requests'], facts: { ...REQUESTS, ...urllib3({ file: 'demo/_vendor/x.py' }) } },
    [],
  ],
  [
    'one of its providers is declared',
    { requires: ['requests'], facts: { ...REQUESTS, ...urllib3({ providers: ['urllib3', 'requests'] }) } },
    [],
  ],
  [
    'pinned by a direct dependency',
    {
      requires: ['pydantic'],
      facts: {
        ...installed('pydantic 2.12:pydantic-core==2.41.5', 'pydantic_core 2.41.5'),
        ...urllib3({ providers: ['pydantic_core'] }),
      },
    },
    [],
  ],
  [
    'pinned to a series',
    {
      requires: ['pydantic'],
      facts: {
        ...installed('pydantic 2.12:pydantic-core==2.*; python_version == "3.12"', 'pydantic_core 2.41.5'),
        ...urllib3({ providers: ['pydantic_core'] }),
      },
    },
    ['warning dependency-transitive'],
  ],
])('transitive: %s', (_, given, expected) => {
  expect(short(checkDependencies(factsOf(given)))).toEqual(expected)
})

test.each<[string, Given, string[]]>([
  ['a dependency that no file mentions', { requires: ['requests'], facts: unmentioned('requests') }, UNUSED],
  ['a tool for developers', { requires: ['pytest>=8'], facts: unmentioned('pytest') }, UNUSED],
  ['in an extra', { requires: ['requests; extra == "x"'], facts: unmentioned('requests') }, []],
  [
    'for other environments',
    { requires: ['requests; python_version < "4"'], facts: unmentioned('requests') },
    [],
  ],
  ['type stubs', { requires: ['types-requests'], facts: unmentioned('types-requests') }, []],
  [
    'a plugin of another dependency',
    { requires: ['mkdocs', 'mkdocs-material'], facts: unmentioned('mkdocs-material') },
    [],
  ],
  [
    'the host of a plugin',
    { requires: ['pytest'], entryPoints: '[pytest11]\nd = demo', facts: unmentioned('pytest') },
    [],
  ],
  [
    'a dependency beside the host of a plugin',
    { requires: ['pytest'], entryPoints: '[mkdocs.plugins]\nd = demo', facts: unmentioned('pytest') },
    UNUSED,
  ],
  [
    'what enables an extra of another dependency',
    {
      requires: ['fastapi', 'python-multipart'],
      facts: {
        ...unmentioned('python-multipart'),
        ...installed('fastapi 1:python-multipart; extra == "all"', 'python-multipart 1'),
      },
    },
    [],
  ],
  [
    'a wheel with extension modules',
    {
      shipped: ['demo/__init__.py', 'demo/_fast.cpython-312-x86_64-linux-gnu.so'],
      requires: ['numpy'],
      facts: unmentioned('numpy'),
    },
    [],
  ],
])('unused: %s', (_, given, expected) => {
  expect(short(checkDependencies(factsOf(given)))).toEqual(expected)
})

test.each([
  ['directly', ['requests'], ['requests 2:urllib3'], 'requests'],
  ['at the end of a chain', ['a', 'b'], ['a 1', 'b 1:c', 'c 1:urllib3'], 'b'],
  [
    'by a requested extra',
    ['a', 'b[net]'],
    ['a 1:urllib3; extra == "x"', 'b 1:urllib3; extra == "net"'],
    'b',
  ],
  ['in a dependency cycle', ['a'], ['a 1:b', 'b 1:a'], null],
])('the direct dependency that requires it: %s', (_, requires, distributions, broughtBy) => {
  const facts = { ...installed(...distributions, 'urllib3 2.5.0'), ...urllib3() }
  expect(checkDependencies(factsOf({ requires, facts }))[0]?.facts).toMatchObject({
    broughtBy,
    line: '"urllib3"',
  })
})

test('only dependency-undeclared reports a failed import of a missing distribution', () => {
  const facts = factsOf({ facts: importing(['demo', noModule('yaml')]) })
  expect(short([...checkImports(facts), ...checkDependencies(facts)])).toEqual(ERROR)
})

/** The exception for a name that the installed version does not have. */
const LACKING = error("ImportError: cannot import name 'Old' from 'click' (/x)", ['demo/__init__.py:7'])
const CLICK = { requires: ['click>=7'] }

test.each<[string, Given, string, string]>([
  [
    'a public import',
    { ...CLICK, facts: importing(['demo', LACKING]) },
    'click 8.3 has no Old in click. "import demo" needs it, and "click>=7" allows this version.',
    'Replace click.Old, or exclude click 8.3 in dependencies of [project] in pyproject.toml.',
  ],
  [
    'with a version that has it',
    {
      ...CLICK,
      facts: {
        imports: completedWith([
          {
            ...imported('demo', LACKING),
            availability: {
              distribution: 'click',
              module: 'click',
              name: 'Old',
              newestWith: '7.1.2',
              below: '8',
            },
          },
        ]),
      },
    },
    'click 8.3 has no Old in click. "import demo" needs it, and "click>=7" allows this version.',
    'Replace click.Old, or declare the upper bound in dependencies of [project] in pyproject.toml: "click>=7,<8"',
  ],
  [
    'a submodule that is not reached',
    { ...CLICK, facts: importing(['demo', 'imported'], ['demo.a', { ...LACKING }]) },
    'click 8.3 has no Old in click. "import demo.a" needs it, and "click>=7" allows this version.',
    'Replace click.Old, or exclude click 8.3 in dependencies of [project] in pyproject.toml.',
  ],
  [
    'a script',
    {
      ...CLICK,
      facts: {
        ...importing(['demo', 'imported']),
        scripts: scriptsResult([script('d = demo:main', [scriptRun(1, { error: LACKING })])]),
      },
    },
    'click 8.3 has no Old in click. The script d needs it, and "click>=7" allows this version.',
    'Replace click.Old, or exclude click 8.3 in dependencies of [project] in pyproject.toml.',
  ],
  [
    'a function',
    {
      requires: ['click>=7; python_version > "3"'],
      facts: scanning({
        lacking: [
          {
            file: 'demo/a.py',
            source: 'src/demo/a.py',
            line: 4,
            when: 'sometimes',
            reached: ['import demo'],
            module: 'click',
            name: 'Old',
            providers: ['click'],
          },
        ],
        availability: [
          { distribution: 'click', module: 'click', name: 'Old', newestWith: '7.1.2', below: '8' },
        ],
      }),
    },
    'click 8.3 has no Old in click. A function reachable from "import demo" imports it, and "click>=7; python_version > "3"" allows this version.',
    'Replace click.Old, or declare the upper bound in dependencies of [project] in pyproject.toml: "click>=7,<8; python_version > \'3\'"',
  ],
  [
    'another dependency',
    {
      requires: ['jinja2<3'],
      facts: {
        ...importing([
          'demo',
          error("ImportError: cannot import name 'Old' from 'click' (/x)", [
            'demo/__init__.py:7',
            'jinja2/__init__.py:1',
          ]),
        ]),
        ...installed('click 8.3', 'jinja2 2.10'),
      },
    },
    'click 8.3 has no Old in click, which jinja2 imports. "import demo" needs it, and no requirement of the package excludes this version.',
    'In dependencies of [project] in pyproject.toml, require a version of jinja2 that works with the other dependencies.',
  ],
  [
    'a dependency that cannot be imported',
    {
      ...CLICK,
      facts: importing(['demo', error('TypeError: no', ['demo/__init__.py:7', 'click/__init__.py:1'])]),
    },
    'click 8.3 cannot be imported (TypeError: no). "import demo" needs it, and "click>=7" allows this version.',
    'In dependencies of [project] in pyproject.toml, require a version of click that works with the other dependencies.',
  ],
])('incompatible: %s', (what, { facts, ...given }, message, fix) => {
  const all = factsOf({
    shipped: ['demo/__init__.py', 'demo/a.py'],
    ...given,
    facts: { ...installed('click 8.3'), ...facts },
  })
  const [finding, ...others] = checkDependencies(all)
  if (finding?.rule !== 'dependency-incompatible') throw new Error(`no finding: ${finding?.rule}`)
  expect(others).toEqual([])
  expect(RULES[finding.rule].message(finding.facts)).toBe(message)
  expect(RULES[finding.rule].fix(finding.facts)).toBe(fix)
  const isWarning = what.startsWith('a submodule') || what === 'a function'
  expect(finding.severity).toBe(isWarning ? 'warning' : 'error')
})
