import { expect, test } from '@jest/globals'
import { djangoAppsIn, isDefect } from '../../../src/checks/imports/import-with-settings.ts'
import { contentsOf, error, imported } from '../facts.ts'

test.each<[string, boolean]>([
  ['imported', false],
  ["NameError: name 'UNDEFINED' is not defined", true],
  ["ModuleNotFoundError: No module named 'demo.missing'", true],
  ["ModuleNotFoundError: No module named 'rest_framework'", true],
  ["ImportError: cannot import name 'Gone' from 'demo.models' (/venv/demo/models.py)", true],
  ['SyntaxError: invalid syntax', true],
  ['ImproperlyConfigured: settings.DATABASES is improperly configured.', false],
  ["AppRegistryNotReady: Apps aren't loaded yet.", false],
  [
    "RuntimeError: Model class taggit.models.Tag doesn't declare an explicit app_label and isn't in an application in INSTALLED_APPS.",
    false,
  ],
  ["AttributeError: 'Settings' object has no attribute 'DEMO_KEY'", false],
  ["ImportError: Could not import 'demo.Parser' for API setting 'DEFAULT_PARSER_CLASSES'.", false],
  ['OperationalError: no such table: demo_item', false],
])('%s: %s', (outcome, expected) => {
  const attempt = imported('demo.models', outcome === 'imported' ? outcome : error(outcome))
  expect(isDefect(attempt, contentsOf())).toBe(expected)
})

test('Django apps are packages with an app configuration or models, but not those for tests', () => {
  const paths = [
    'demo/__init__.py',
    'demo/apps.py',
    'demo/models/__init__.py',
    'demo/contrib/news/models.py',
    'demo/tests/models.py',
    'demo/views.py',
    'models.py',
  ]
  expect(djangoAppsIn({ files: paths.map((path) => ({ path, sha256: '' })) })).toEqual([
    'demo',
    'demo.contrib.news',
  ])
})
