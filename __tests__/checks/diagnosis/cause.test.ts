import { describe, expect, test } from '@jest/globals'
import { causeOf } from '../../../src/checks/diagnosis/cause.ts'
import { contentsOf, error, SITE } from '../facts.ts'

const CONTENTS = contentsOf({
  shipped: ['demo/__init__.py', 'demo/a.py'],
  missing: [
    'demo/gone.py',
    'demo/sub/deep.py',
    'demo/data/x.json',
    'demo/templates/page.html',
    'demo/schema/v1/a.xsd',
  ],
  missingModules: { helpers: 'helpers.py' },
})

const missingFile = (path: string) =>
  error(`FileNotFoundError: [Errno 2] No such file or directory: '${path}'`)

test.each([
  [
    'a module that is not shipped',
    error("ModuleNotFoundError: No module named 'demo.gone'"),
    { kind: 'module', module: 'demo.gone' },
  ],
  [
    'a namespace package that is not shipped',
    error("ModuleNotFoundError: No module named 'demo.sub'"),
    { kind: 'module', module: 'demo.sub' },
  ],
  [
    'a module imported with from',
    error("ImportError: cannot import name 'gone' from 'demo' (/x/demo/__init__.py)"),
    { kind: 'module', module: 'demo.gone' },
  ],
  [
    'a module imported with from, in a circular import',
    error(
      "ImportError: cannot import name 'gone' from partially initialized module 'demo' (most likely due to a circular import) (/x)",
    ),
    { kind: 'module', module: 'demo.gone' },
  ],
  [
    'a module next to the package',
    error("ModuleNotFoundError: No module named 'helpers'"),
    { kind: 'module', module: 'helpers' },
  ],
  [
    'another distribution',
    error("ModuleNotFoundError: No module named 'yaml'"),
    { kind: 'distribution', module: 'yaml' },
  ],
  [
    'a module of another distribution',
    error("ModuleNotFoundError: No module named 'yaml.loader'"),
    { kind: 'distribution', module: 'yaml.loader' },
  ],
  [
    'a module of the package that does not exist',
    error("ModuleNotFoundError: No module named 'demo.nowhere'"),
    { kind: 'other' },
  ],
  [
    'a name that does not exist',
    error("ImportError: cannot import name 'x' from 'demo' (/x/demo/__init__.py)"),
    { kind: 'other' },
  ],
  [
    'a name of another distribution',
    error("ImportError: cannot import name 'x' from 'yaml' (/x/yaml/__init__.py)"),
    { kind: 'other' },
  ],
  [
    'a module with the same prefix',
    error("ModuleNotFoundError: No module named 'demo_extra'"),
    { kind: 'distribution', module: 'demo_extra' },
  ],
  [
    'a missing system library',
    error('ImportError: libgl.so.1: cannot open shared object file'),
    { kind: 'other' },
  ],

  ['a data file', missingFile(`${SITE}/demo/data/x.json`), { kind: 'data', path: 'demo/data/x.json' }],
  [
    'a data file of the checkout',
    missingFile('/checkout/src/demo/data/x.json'),
    { kind: 'data', path: 'demo/data/x.json' },
  ],
  [
    'a data file on Windows',
    missingFile('C:\\\\venv\\\\Lib\\\\site-packages\\\\demo\\\\data\\\\x.json'),
    { kind: 'data', path: 'demo/data/x.json' },
  ],
  ['a data directory', missingFile(`${SITE}/demo/schema`), { kind: 'data', path: 'demo/schema/v1/a.xsd' }],
  [
    'a template that is loaded by name',
    error('TemplateNotFound: page.html'),
    { kind: 'data', path: 'demo/templates/page.html' },
  ],
  ['a file of the user', missingFile('/home/user/notes.txt'), { kind: 'other' }],
  [
    'a file of the user with the name of a data file',
    missingFile('/home/user/.config/x.json'),
    { kind: 'other' },
  ],
  ['a template with the same suffix', error('TemplateNotFound: homepage.html'), { kind: 'other' }],
  ['another error', error('ValueError: no'), { kind: 'other' }],
  [
    'an assertion about a directory that lacks a file',
    error("AssertionError: assert 'page.html' in ['a.html']"),
    { kind: 'data', path: 'demo/templates/page.html' },
  ],
  [
    'an assertion about output with an error',
    error('AssertionError: Traceback\njinja2.exceptions.TemplateNotFound: page.html\nassert 1 == 0'),
    { kind: 'data', path: 'demo/templates/page.html' },
  ],
  [
    'an assertion about the path of a file that does not exist',
    error(
      `AssertionError: assert False\n + where False = exists()\n + where exists = PosixPath('${SITE}/demo/data/x.json').exists`,
    ),
    { kind: 'data', path: 'demo/data/x.json' },
  ],
  [
    'an assertion about the result of a call with the name of a file',
    error("AssertionError: assert 7 == '1'\n + where 7 = <function page at 0x1>('templates/page.html')"),
    { kind: 'other' },
  ],
])('the cause of %s', (_, of, expected) => {
  expect(causeOf(of, CONTENTS)).toEqual(expected)
})

test.each([
  ['a module', "ModuleNotFoundError: No module named 'demo.gone'", { kind: 'module', module: 'demo.gone' }],
  ['a distribution', "ModuleNotFoundError: No module named 'yaml'", { kind: 'distribution', module: 'yaml' }],
  ['neither', 'KeyError: x', { kind: 'other' }],
])('the cause of an error caused by %s', (_, from, expected) => {
  const outer = error('RuntimeError: cannot start', [], { cause: error(from) })
  expect(causeOf(outer, CONTENTS)).toEqual(expected)
})

test('a module missing from the wheel takes precedence over a missing distribution', () => {
  const outer = error("ModuleNotFoundError: No module named 'yaml'", [], {
    cause: error("ModuleNotFoundError: No module named 'demo.gone'"),
  })
  expect(causeOf(outer, CONTENTS)).toEqual({ kind: 'module', module: 'demo.gone' })
})

describe('with a workspace member that contains shared and area.maps', () => {
  const contents = contentsOf({
    shipped: ['demo/__init__.py'],
    workspaceMembers: [{ name: 'sibling', path: 'libs/sibling', modules: ['shared', 'area.maps'] }],
  })
  const missing = (name: string, from: string) =>
    error(`ImportError: cannot import name '${name}' from '${from}' (/x/${from}/__init__.py)`)
  test.each([
    ['it is not installed', error("ModuleNotFoundError: No module named 'shared'"), 'shared'],
    ['its part of a namespace package is not installed', missing('maps', 'area'), 'area.maps'],
    ['it is installed, and lacks a name', missing('core', 'shared'), undefined],
    ['its module is installed, and lacks a name', missing('draw', 'area.maps'), undefined],
  ])('%s', (_, of, module) => {
    expect(causeOf(of, contents)).toEqual(
      module === undefined ? { kind: 'other' } : { kind: 'distribution', module },
    )
  })
})
