import { expect, test } from '@jest/globals'
import { readEvents, withStartError } from '../../../src/checks/tests/pytest-events.ts'

test.each([
  [
    'a conftest',
    "ImportError while loading conftest '/w/tests/conftest.py'.\ntests/conftest.py:1: in <module>\n    import gone\nE   ModuleNotFoundError: No module named 'gone'\n",
    ['/w/tests/conftest.py', "ModuleNotFoundError: No module named 'gone'", 'tests/conftest.py:1'],
  ],
  [
    'a plugin, as pytest 9 prints it',
    'Error while loading plugin "pytest11".\n../venv/site-packages/demo/plugin.py:1: in <module>\n    X = no\nE   NameError: name \'no\' is not defined\n',
    ['pytest', "NameError: name 'no' is not defined", '../venv/site-packages/demo/plugin.py:1'],
  ],
  [
    'the object of a plugin, as pytest 9 prints it',
    "Error while loading plugin \"pytest11\".\nAttributeError: module 'demo.plugin' has no attribute 'Plugin'\n",
    ['pytest', "AttributeError: module 'demo.plugin' has no attribute 'Plugin'", undefined],
  ],
  [
    'a plugin, as older releases raise it',
    'Traceback (most recent call last):\n  File "/venv/site-packages/demo/plugin.py", line 1, in <module>\n    X = no\nNameError: name \'no\' is not defined\n',
    ['pytest', "NameError: name 'no' is not defined", '/venv/site-packages/demo/plugin.py:1'],
  ],
])('the error that keeps pytest from starting: %s', (_, stderr, expected) => {
  const { failures } = withStartError(readEvents([], undefined), stderr)
  expect(
    failures.map(({ nodeid, message, error }) => {
      const frame = error?.frames.at(-1)
      return [nodeid, message, frame && `${frame.file}:${frame.line}`]
    }),
  ).toEqual([expected])
})

test('a test and its teardown fail with exceptions of their own', () => {
  const event = (when: string, type: string) => [
    { event: 'exception', nodeid: 't.py::a', when, error: { type, message: 'm', frames: [], cause: null } },
    { event: 'failure', nodeid: 't.py::a', when, crash: null, text: '', file: 't.py', line: 1 },
  ]
  const { failures } = readEvents(
    [...event('call', 'ModuleNotFoundError'), ...event('teardown', 'AssertionError')],
    undefined,
  )
  expect(failures.map(({ when, error }) => [when, error?.type])).toEqual([
    ['call', 'ModuleNotFoundError'],
    ['teardown', 'AssertionError'],
  ])
})

test('the tests that ended, with the texts of their failures', () => {
  const place = { file: 't.py', line: 3 }
  const ended = (nodeid: string, outcome: string, reason: string | null = null) => ({
    event: 'test',
    nodeid,
    outcome,
    seconds: 0.5,
    reason,
    ...place,
  })
  const failure = { event: 'failure', when: 'call', crash: null, ...place }
  const { cases } = readEvents(
    [
      { ...failure, nodeid: 't.py::a', text: 'E   one' },
      { ...failure, nodeid: 't.py::a', when: 'teardown', text: 'E   two' },
      ended('t.py::a', 'error'),
      ended('t.py::b', 'skipped', 'not here'),
      ended('t.py::c', 'passed'),
      { event: 'collection-error', nodeid: 'u.py', crash: null, text: 'E   broken' },
    ],
    undefined,
  )
  const of = { seconds: 0.5, ...place }
  expect(cases).toEqual([
    { nodeid: 't.py::a', outcome: 'error', ...of, message: 'E   one', text: 'E   one\n\nE   two' },
    { nodeid: 't.py::b', outcome: 'skipped', ...of, message: 'not here', text: undefined },
    { nodeid: 't.py::c', outcome: 'passed', ...of, message: undefined, text: undefined },
    {
      nodeid: 'u.py',
      outcome: 'error',
      seconds: 0,
      file: 'u.py',
      line: undefined,
      message: 'E   broken',
      text: 'E   broken',
    },
  ])
})
