import { expect, test } from '@jest/globals'
import { type Reach, reachOf } from '../../../src/checks/diagnosis/reach.ts'
import { completedWith, factsOf, type Given, scannedModule, scanResult } from '../facts.ts'

test.each<[string, string, Given, Reach]>([
  ['the package', 'demo', {}, 'main'],
  ['the only module of a namespace package', 'acme.demo', { shipped: ['acme/demo.py'] }, 'main'],
  ['one of several packages', 'other', { shipped: ['demo/__init__.py', 'other/__init__.py'] }, 'public'],
  [
    'one of several packages without the name of the distribution',
    'other',
    { name: 'x', shipped: ['demo/__init__.py', 'other/__init__.py'] },
    'main',
  ],
  ['a script', 'demo.a', { entryPoints: '[console_scripts]\nd = demo.a:main' }, 'script'],
  [
    'a script that needs an extra',
    'demo.a',
    { entryPoints: '[console_scripts]\nd = demo.a:main [x]' },
    'submodule',
  ],
  ['a GUI script', 'demo.a', { entryPoints: '[gui_scripts]\nd = demo.a:main' }, 'script'],
  ['python -m', 'demo.__main__', { shipped: ['demo/__init__.py', 'demo/__main__.py'] }, 'script'],
  ['a plugin', 'demo.a', { entryPoints: '[host.plugins]\nd = demo.a' }, 'plugin'],
  [
    'a module that the package imports',
    'demo.a',
    {
      facts: {
        dependencies: scanResult({ own: [scannedModule({ reached: ['import demo'], when: 'import' })] }),
      },
    },
    'main',
  ],
  [
    'a module that the imported package can do without',
    'demo.a',
    {
      facts: {
        dependencies: scanResult({ own: [scannedModule({ reached: ['import demo'], when: 'import' })] }),
        imports: completedWith([{ module: 'demo', outcome: 'imported', seconds: 0, error: undefined }]),
      },
    },
    'submodule',
  ],
  [
    'a module that a plugin imports',
    'demo.a',
    {
      entryPoints: '[host.plugins]\nd = demo.b',
      facts: {
        dependencies: scanResult({
          own: [scannedModule({ reached: ['the entry point d of host.plugins'], when: 'import' })],
        }),
      },
    },
    'plugin',
  ],
  [
    'a module that a function imports',
    'demo.a',
    {
      facts: {
        dependencies: scanResult({ own: [scannedModule({ lazy: ['import demo'], when: 'sometimes' })] }),
      },
    },
    'lazy',
  ],
  ['a module that is not imported', 'demo.a', {}, 'submodule'],
  [
    'a module of a package without imports',
    'demo.a',
    {
      facts: {
        dependencies: scanResult({
          own: [
            scannedModule({ module: 'demo', file: 'demo/__init__.py', reached: ['import demo'] }),
            scannedModule({}),
          ],
        }),
      },
    },
    'api',
  ],
  [
    'an integration of a package without imports',
    'demo.contrib.a',
    {
      shipped: ['demo/__init__.py', 'demo/contrib/__init__.py', 'demo/contrib/a.py'],
      facts: {
        dependencies: scanResult({
          own: [
            scannedModule({ module: 'demo', file: 'demo/__init__.py', reached: ['import demo'] }),
            scannedModule({}),
          ],
        }),
      },
    },
    'submodule',
  ],
  ['a private module', 'demo._a', { shipped: ['demo/__init__.py', 'demo/_a.py'] }, 'private'],
  [
    'a template',
    'demo.project_template.a',
    { shipped: ['demo/__init__.py', 'demo/project_template/__init__.py', 'demo/project_template/a.py'] },
    'private',
  ],
  [
    'a file in a directory of data',
    'demo.files.a',
    { shipped: ['demo/__init__.py', 'demo/files/a.py'] },
    'private',
  ],
  [
    'a module of a subpackage',
    'demo.sub.a',
    { shipped: ['demo/__init__.py', 'demo/sub/__init__.py', 'demo/sub/a.py'] },
    'submodule',
  ],
])('who reaches %s', (_, module, given, expected) => {
  const facts = factsOf({ shipped: ['demo/__init__.py', 'demo/a.py', 'demo/b.py'], ...given })
  expect(reachOf(module, facts)).toBe(expected)
})
