import { expect, test } from '@jest/globals'
import type { ScannedImport } from '../../../src/checks/dependencies/facts.ts'
import { importFailureCause } from '../../../src/checks/diagnosis/import-failure-cause.ts'
import type { ImportAttempt } from '../../../src/python/import-modules.ts'
import type { PythonError } from '../../../src/python/traceback.ts'
import {
  completedWith,
  error,
  factsOf,
  type Given,
  imported,
  SITE,
  scannedModule,
  scanResult,
} from '../facts.ts'

const A = 'demo/a.py:3'

/** What is installed besides the wheel: `name version provides module,...`; the module of the same name by default. */
const installed = (...distributions: string[]) => {
  const all = distributions.map((one) => {
    const [, name = '', version = '', modules = ''] = /^(\S+) (\S+)(?: provides (.*))?$/.exec(one) ?? []
    return { name, version, requires: [], modules: (modules || name).split(',') }
  })
  return {
    install: completedWith({
      kind: 'installed' as const,
      by: 'pip',
      conflicts: [],
      providers: Object.fromEntries(
        all.flatMap(({ name, modules }) => modules.map((module) => [module, [name]])),
      ),
      distributions: all,
    }),
  }
}

const statement = (module: string, given: Partial<ScannedImport> = {}): ScannedImport => ({
  module,
  file: 'demo/a.py',
  source: 'src/demo/a.py',
  line: 3,
  when: 'import',
  names: [module],
  providers: [],
  reached: [],
  ...given,
})

const noModule = (name: string, frames = [A]) =>
  error(`ModuleNotFoundError: No module named '${name}'`, frames)
const noName = (name: string, module: string, frames = [A]) =>
  error(`ImportError: cannot import name '${name}' from '${module}' (${SITE}/${module}.py)`, frames)
const syntaxError = (file: string, frames: string[] = []) =>
  error(`SyntaxError: invalid syntax (${file.split('/').at(-1)}, line 7)`, frames, {
    path: `${SITE}/${file}`,
  })
const of = (qualname: string, message: string, frames = ['other/x.py:1', A]) =>
  error(`${qualname.split('.').at(-1)}: ${message}`, frames, { qualname })

type Row = [
  what: string,
  failure: PythonError | ImportAttempt['outcome'],
  expected: object,
  given?: Given & { attempt?: Partial<ImportAttempt> },
]

test.each<Row>([
  // Faults of the distribution.
  [
    'a module that is not shipped',
    noModule('demo.gone'),
    { kind: 'own-module', module: 'demo.gone', isInCheckout: true },
  ],
  [
    'a module that does not exist',
    noModule('demo.nowhere'),
    { kind: 'own-module', module: 'demo.nowhere', isInCheckout: false },
  ],
  [
    'a data file that is not shipped',
    error(`FileNotFoundError: [Errno 2] No such file or directory: '${SITE}/demo/data.json'`, [A]),
    { kind: 'own-data', path: 'demo/data.json' },
  ],
  [
    'a name that does not exist',
    noName('x', 'demo.b'),
    { kind: 'own-name' },
    { attempt: { isNameAbsent: true } },
  ],
  [
    'a name that is defined on a condition',
    noName('x', 'demo.b'),
    { kind: 'conditional-name', module: 'demo.b', name: 'x' },
  ],
  [
    'it works from the sources',
    error('ValueError: no', [A]),
    { kind: 'checkout' },
    { attempt: { importsFromSources: true } },
  ],
  [
    'an import cycle',
    error(
      "ImportError: cannot import name 'x' from partially initialized module 'demo.b' (most likely due to a circular import)",
      [A],
    ),
    { kind: 'circular' },
  ],
  [
    'an import cycle, by attribute',
    error(
      "AttributeError: partially initialized module 'demo' has no attribute 'x' (most likely due to a circular import)",
      [A],
    ),
    { kind: 'circular' },
  ],
  [
    'a submodule that is not imported yet',
    error("AttributeError: module 'demo' has no attribute 'b'", ['demo/a.py:9']),
    { kind: 'circular' },
  ],
  ['an extension that is not compiled', noModule('demo._fast'), { kind: 'extension', module: 'demo._fast' }],

  // The package's own exceptions.
  [
    'NameError',
    error("NameError: name 'undefined' is not defined", [A]),
    { kind: 'own-exception', isDefect: true },
  ],
  ['SyntaxError', syntaxError('demo/a.py'), { kind: 'own-exception', isDefect: true }],
  [
    'AttributeError of the standard library',
    error("AttributeError: module 'collections' has no attribute 'Mapping'", [A]),
    { kind: 'own-exception', isDefect: true },
  ],
  [
    'TypeError in a call of another distribution',
    error('TypeError: unexpected keyword argument', [A, 'other/x.py:9 in f']),
    { kind: 'own-exception', isDefect: true },
    { facts: installed('other 2.0') },
  ],
  [
    'an error with a bracketed word',
    error('ValueError: unknown key options[color]', [A]),
    { kind: 'own-exception', isDefect: true },
  ],
  [
    'a bracketed word that is an extra',
    error('ValueError: unknown key options[color]', [A]),
    { kind: 'own-exception', isDefect: true },
    { extras: ['color'], requires: ['rich; extra == "color"'] },
  ],
  [
    'an environment variable',
    error("KeyError: 'API_KEY'", [A, '/usr/lib/python3.12/os.py:685 in __getitem__']),
    { kind: 'own-exception', isDefect: false },
  ],
  [
    'an environment variable, frozen os',
    error("KeyError: 'API_KEY'", [A, '<frozen os>:685 in __getitem__'.replace('<', '/<')]),
    { kind: 'own-exception', isDefect: false },
  ],
  [
    'an error that is raised on purpose',
    error('TypeError: use demo.b', [A]),
    { kind: 'own-exception', isDefect: false, isDeliberate: true },
    { attempt: { isDeliberate: true } },
  ],
  [
    'a defect in the handler of an ImportError',
    error("NameError: name 'log' is not defined", [A], { cause: noModule('torch') }),
    { kind: 'own-exception' },
  ],
  ['exit', 'exited', { kind: 'ended', outcome: 'exited' }],
  [
    'SystemExit',
    error('SystemExit: 1', [A]),
    { kind: 'ended', outcome: 'exited' },
    { attempt: { outcome: 'exited' } },
  ],
  ['a crash', 'killed', { kind: 'ended', outcome: 'killed' }],
  ['a timeout', 'timed-out', { kind: 'ended', outcome: 'timed-out' }],

  // Distributions that are not installed.
  ['undeclared', noModule('yaml'), { kind: 'undeclared', module: 'yaml', distribution: 'PyYAML' }],
  [
    'undeclared, with the module of the statement',
    noModule('google'),
    { kind: 'undeclared', module: 'google.cloud.storage', distribution: 'google-cloud-storage' },
    { facts: { dependencies: scanResult({ imports: [statement('google.cloud.storage')] }) } },
  ],
  [
    'undeclared, imported by a dependency',
    noModule('greenlet', [A, 'other/x.py:1']),
    { kind: 'undeclared', module: 'greenlet' },
    { facts: installed('other 2.0') },
  ],
  [
    'in an extra',
    noModule('yaml'),
    { kind: 'extra', extras: ['files'] },
    { requires: ['PyYAML; extra == "files"'], extras: ['files'] },
  ],
  [
    'in an extra for developers, by its name',
    noModule('yaml'),
    { kind: 'undeclared' },
    { requires: ['PyYAML; extra == "dev"'], extras: ['dev'] },
  ],
  [
    'in an extra for developers, by its tools',
    noModule('yaml'),
    { kind: 'undeclared' },
    { requires: ['PyYAML; extra == "all"', 'pytest; extra == "all"'], extras: ['all'] },
  ],
  [
    'in both',
    noModule('yaml'),
    { kind: 'extra', extras: ['files'] },
    { requires: ['PyYAML; extra == "test"', 'PyYAML; extra == "files"'], extras: ['files', 'test'] },
  ],
  [
    'caught, and raised as another error',
    error('RuntimeError: install torch', [A], { cause: noModule('torch') }),
    { kind: 'optional', distribution: 'torch', isChoice: false },
    { facts: { dependencies: scanResult({ imports: [statement('torch', { when: 'guarded' })] }) } },
  ],
  [
    'a name of an import that is caught',
    error("NameError: name 'KafkaException' is not defined", ['demo/a.py:9']),
    { kind: 'optional', distribution: 'confluent-kafka', extras: ['kafka'] },
    {
      requires: ['confluent-kafka; extra == "kafka"'],
      extras: ['kafka'],
      facts: {
        dependencies: scanResult({
          imports: [statement('confluent_kafka', { when: 'guarded', names: ['KafkaException'] })],
        }),
      },
    },
  ],
  [
    'the None in place of a module that is caught',
    error("AttributeError: 'NoneType' object has no attribute 'Model'", ['demo/a.py:9']),
    { kind: 'optional', distribution: 'torch' },
    { facts: { dependencies: scanResult({ imports: [statement('torch', { when: 'guarded' })] }) } },
  ],
  [
    'another name than that of an import that is caught',
    error("NameError: name 'log' is not defined", ['demo/a.py:9']),
    { kind: 'own-exception' },
    { facts: { dependencies: scanResult({ imports: [statement('torch', { when: 'guarded' })] }) } },
  ],
  [
    'with a hint',
    error("ImportError: No torch. Run 'pip install torch'", [A], { cause: noModule('torch') }),
    { kind: 'optional', distribution: 'torch' },
  ],
  [
    'with a hint in the error',
    error("ModuleNotFoundError: No torch. Run 'pip install torch'", [A], { name: 'torch' }),
    { kind: 'optional', distribution: 'torch' },
  ],
  [
    'in a namespace package that the wheel shares',
    noModule('acme.other'),
    { kind: 'undeclared', module: 'acme.other', distribution: 'acme-other' },
    { shipped: ['acme/core/__init__.py', 'acme/core/a.py'] },
  ],
  [
    'a name of a namespace package',
    error("ImportError: cannot import name 'storage' from 'google.cloud' (unknown location)", [A]),
    { kind: 'undeclared', module: 'google.cloud.storage', distribution: 'google-cloud-storage' },
    { facts: installed('google-cloud-core 2.4 provides google.cloud.client') },
  ],
  [
    'a name of the namespace package of an application',
    error("ImportError: cannot import name 'models' from 'odoo' (unknown location)", [
      'odoo/addons/x/a.py:3',
    ]),
    { kind: 'host', of: 'Odoo' },
    { shipped: ['odoo/addons/x/__init__.py', 'odoo/addons/x/a.py'] },
  ],
  [
    'a module of the standard library of other Pythons',
    noModule('imp'),
    { kind: 'undeclared', module: 'imp' },
  ],

  // Dependencies that lack something.
  [
    'a name',
    noName('LegacyVersion', 'packaging.version'),
    {
      kind: 'incompatible',
      distribution: 'packaging',
      version: '26.4',
      module: 'packaging.version',
      name: 'LegacyVersion',
      importedBy: null,
    },
    { requires: ['packaging>=20'], facts: installed('packaging 26.4') },
  ],
  [
    'a submodule',
    noModule('other.gone'),
    { kind: 'incompatible', distribution: 'other', module: 'other.gone', name: null },
    { requires: ['other'], facts: installed('other 2.0') },
  ],
  [
    'an attribute',
    error("AttributeError: module 'numpy' has no attribute 'float'.\n`np.float` was deprecated", [A]),
    { kind: 'incompatible', distribution: 'numpy', module: 'numpy', name: 'float' },
    { requires: ['numpy'], facts: installed('numpy 2.0') },
  ],
  [
    'its only module, whose distribution is known and declared',
    noModule('pkg_resources'),
    { kind: 'incompatible', distribution: 'setuptools', module: 'pkg_resources' },
    { requires: ['setuptools'], facts: installed('setuptools 82.0') },
  ],
  [
    'its only module, and it is not declared',
    noModule('pkg_resources'),
    { kind: 'undeclared', distribution: 'setuptools' },
    { facts: installed('setuptools 82.0') },
  ],
  [
    'a module of a namespace package that another distribution has',
    noModule('google.cloud.storage'),
    { kind: 'undeclared' },
    { requires: ['protobuf'], facts: installed('protobuf 6.0 provides google.protobuf') },
  ],
  [
    'a name, imported by another dependency',
    noName('soft_unicode', 'markupsafe', [A, 'jinja2/filters.py:1']),
    { kind: 'incompatible', distribution: 'markupsafe', name: 'soft_unicode', importedBy: 'jinja2' },
    { requires: ['jinja2<3'], facts: installed('jinja2 2.10', 'markupsafe 3.0') },
  ],
  [
    'a name of its own',
    noName('x', 'other.y', [A, 'other/__init__.py:1']),
    { kind: 'dependency-broken', distribution: 'other', version: '2.0' },
    { requires: ['other'], facts: installed('other 2.0') },
  ],
  [
    'an exception while it is imported',
    error("AttributeError: module 'collections' has no attribute 'Mapping'", [A, 'other/__init__.py:1']),
    { kind: 'dependency-broken', distribution: 'other', version: '1.0' },
    { requires: ['other'], facts: installed('other 1.0') },
  ],
  [
    'an optional dependency of its own that it does not have',
    error('RuntimeError: other.client requires the httpx package to be installed.', [A, 'other/client.py:1']),
    { kind: 'dependency-broken', distribution: 'other', isOptional: true },
    { requires: ['other'], facts: installed('other 1.0') },
  ],
  [
    'an exception of a compiled module',
    error('RuntimeError: wrong ABI', [A]),
    { kind: 'dependency-broken', distribution: 'other', module: 'other.fast' },
    {
      facts: {
        ...installed('other 1.0'),
        dependencies: scanResult({ imports: [statement('other.fast', { providers: ['other'] })] }),
      },
    },
  ],
  [
    'a removed name that is caught first',
    error("ModuleNotFoundError: No module named 'other.old'", [A], { cause: noName('new', 'other') }),
    { kind: 'incompatible', module: 'other.old' },
    { facts: installed('other 2.0') },
  ],
  [
    'a name that was moved, by an error class of the dependency',
    of(
      'pydantic.errors.PydanticImportError',
      '`BaseSettings` has been moved to the `pydantic-settings` package',
      [A, 'pydantic/_migration.py:5 in wrapper'],
    ),
    { kind: 'incompatible', distribution: 'pydantic', module: 'pydantic', name: 'BaseSettings' },
    {
      requires: ['pydantic'],
      facts: {
        ...installed('pydantic 2.12'),
        dependencies: scanResult({ imports: [statement('pydantic', { providers: ['pydantic'] })] }),
      },
    },
  ],

  // What the environment lacks.
  [
    'settings of Django',
    of('django.core.exceptions.ImproperlyConfigured', 'Requested setting INSTALLED_APPS'),
    { kind: 'settings', of: 'Django' },
  ],
  [
    'apps of Django',
    of('django.core.exceptions.AppRegistryNotReady', "Apps aren't loaded yet."),
    { kind: 'settings', of: 'Django' },
  ],
  [
    'a model without its app',
    error(
      "RuntimeError: Model class demo.a.M doesn't declare an explicit app_label and isn't in an application in INSTALLED_APPS.",
      [A],
    ),
    { kind: 'settings', of: 'Django' },
  ],
  [
    'credentials',
    of('google.auth.exceptions.DefaultCredentialsError', 'Your default credentials were not found'),
    { kind: 'settings' },
  ],
  ['a database', of('psycopg2.OperationalError', 'connection to server failed'), { kind: 'settings' }],
  [
    'settings of pydantic',
    of('pydantic_core._pydantic_core.ValidationError', '1 validation error for Settings\ndatabase_url'),
    { kind: 'settings' },
  ],
  [
    'an invalid model of pydantic',
    of('pydantic_core._pydantic_core.ValidationError', '1 validation error for Point'),
    { kind: 'own-exception' },
  ],
  [
    'an application context',
    error('RuntimeError: Working outside of application context.', ['flask/globals.py:1 in f', A]),
    { kind: 'settings' },
  ],
  ['Blender', noModule('bpy'), { kind: 'host', of: 'Blender' }],
  [
    'pytest, for its plugin',
    noModule('pytest'),
    { kind: 'host', of: 'pytest', missing: { module: 'pytest', distribution: 'pytest' } },
    { entryPoints: '[pytest11]\nd = demo.a' },
  ],
  [
    'Airflow, for its provider',
    noModule('airflow.models'),
    { kind: 'host', of: 'apache-airflow' },
    { entryPoints: '[apache_airflow_provider]\nprovider_info = demo.a:info' },
  ],
  [
    'pytest, without a plugin for it',
    noModule('pytest'),
    { kind: 'undeclared' },
    { entryPoints: '[mkdocs.plugins]\nd = demo.a' },
  ],
  [
    'another distribution, for a plugin of pytest',
    noModule('requests'),
    { kind: 'undeclared' },
    { entryPoints: '[pytest11]\nd = demo.a' },
  ],
  [
    'what an instrumentation is for',
    noModule('requests'),
    { kind: 'host', of: 'requests' },
    {
      name: 'demo-instrumentation-requests',
      requires: ['requests; extra == "instruments"'],
      extras: ['instruments'],
    },
  ],
  [
    'a choice of Qt',
    of('qtpy.QtBindingsNotFoundError', 'No Qt bindings could be found'),
    { kind: 'library', of: 'a Qt binding' },
  ],
  ['a notebook', error("NameError: name 'get_ipython' is not defined", [A]), { kind: 'host', of: 'IPython' }],
  [
    'a template',
    error("NameError: name '__BIN_NAME__' is not defined", [A]),
    { kind: 'host', of: 'a program that replaces __BIN_NAME__' },
  ],
  [
    'a hook of PyInstaller',
    error("AttributeError: module 'sys' has no attribute '_MEIPASS'", [A]),
    { kind: 'host', of: 'a PyInstaller application' },
  ],
  [
    'a library',
    error('ImportError: libGL.so.1: cannot open shared object file: No such file or directory', [A]),
    { kind: 'library', of: 'the library libGL.so.1' },
  ],
  [
    'a display',
    error('TclError: no display name and no $DISPLAY environment variable', [A]),
    { kind: 'library', of: 'a display' },
  ],
  ['a display, by its variable', error("KeyError: 'DISPLAY'", [A]), { kind: 'library', of: 'a display' }],
  ['Windows, by a module', noModule('winreg'), { kind: 'platform', of: 'Windows', isAnnounced: false }],
  [
    'Windows, by an attribute',
    error("AttributeError: module 'ctypes' has no attribute 'windll'", [A]),
    { kind: 'platform', of: 'Windows' },
  ],
  ['Windows, by a name', noName('WinDLL', 'ctypes'), { kind: 'platform', of: 'Windows' }],
  [
    'Windows, by the message',
    error('RuntimeError: only works on Windows', [A]),
    { kind: 'platform', of: 'Windows' },
  ],
  [
    'Windows, by the classifiers',
    noModule('winreg'),
    { kind: 'platform', isAnnounced: true },
    { classifiers: ['Operating System :: Microsoft :: Windows'] },
  ],
  [
    'Windows, although any system will do',
    noModule('winreg'),
    { kind: 'platform', isAnnounced: false },
    { classifiers: ['Operating System :: Microsoft :: Windows', 'Operating System :: OS Independent'] },
  ],
  [
    'another platform, by the marker of a dependency',
    noModule('gpio'),
    { kind: 'platform', missing: { module: 'gpio', distribution: 'gpio' } },
    { requires: ['gpio; platform_machine == "armv7l"'] },
  ],
  [
    'another platform, by the conditions of its imports',
    error('OSError: no', [A]),
    { kind: 'platform' },
    { facts: { dependencies: scanResult({ own: [scannedModule({ when: 'never' })] }) } },
  ],
  [
    'another Python, by the conditions of its imports',
    syntaxError('demo/a.py'),
    { kind: 'platform', of: 'another version of Python' },
    { facts: { dependencies: scanResult({ own: [scannedModule({ when: 'never' })] }) } },
  ],
  [
    'imports that catch the ImportError',
    error('ImportError: not compiled', [A]),
    { kind: 'guarded' },
    { facts: { dependencies: scanResult({ own: [scannedModule({ when: 'guarded' })] }) } },
  ],
  [
    'imports that catch it, of a module that another one needs',
    error('ImportError: not compiled', [A]),
    { kind: 'own-exception' },
    {
      facts: {
        dependencies: scanResult({ own: [scannedModule({ when: 'import', reached: ['import demo'] })] }),
      },
    },
  ],
])('the cause is %s', (_, failure, expected, { attempt, facts, ...given } = {}) => {
  const all = factsOf({
    shipped: ['demo/__init__.py', 'demo/a.py', 'demo/b.py'],
    missing: ['demo/gone.py', 'demo/data.json', 'demo/_fast.pyx'],
    ...given,
    ...(facts && { facts }),
  })
  const { module, ...failed } = {
    ...imported(given.shipped === undefined ? 'demo.a' : 'acme.core.a', failure),
    ...attempt,
  }
  expect(importFailureCause(module, failed, all)).toMatchObject(expected)
})
