import { expect, test } from '@jest/globals'
import {
  hasChangelogEntry,
  isNamedAfter,
  unreleasedHeading,
  versionsOfEntry,
} from '../../../src/checks/version/changelog-entry.ts'

const has = (text: string, version: string) => hasChangelogEntry(text, version, ['demo', 'My-Demo'])

/** The forms of public changelogs; each has an entry for the version, and none for another. */
test.each<[string, string, string]>([
  ['Keep a Changelog', '# Changelog\n\n## [Unreleased]\n\n## [0.12.4] - 2024-02-27\n', '0.12.4'],
  ['localharness', '## [0.12.6] — 2026-08-19\n', '0.12.6'],
  ['auto-changelog', '## 0.6.0 (2022-11-27)\n', '0.6.0'],
  ['httpx', '## 0.28.1 (6th December, 2024)\n', '0.28.1'],
  ['mkdocs-drawio-exporter', '## 0.10.2: fix diagram source path generation\n', '0.10.2'],
  ['typed-config', '### v0.1.1\n- a change', '0.1.1'],
  ['click', '## Version 8.5.0\n\nReleased 2026-01-01\n', '8.5.0'],
  ['configobj', 'Release 5.0.9\n"""""""""""""\n\n* drop support for Python 2\n', '5.0.9'],
  ['aboutcode-toolkit', '=====\n    Release 11.0.2\n=====\n', '11.0.2'],
  ['limits', 'v5.8.0\n------\nRelease Date: 2026-02-05\n', '5.8.0'],
  ['milc', '2.1.0 (2026-08-01)\n------------------\n', '2.1.0'],
  ['responses', '0.26.1\n------\n\n* Fixed', '0.26.1'],
  ['eth-keys', 'eth-keys v0.8.0-beta.1 (2025-12-17)\n-----------------------------------\n', '0.8.0b1'],
  ['hokku_epaper', '## 3.0 beta6\n', '3.0.0b6'],
  ['HExHTTP', '# Changelog\n\n- 2.5\n  - Fixed', '2.5'],
  ['jc', 'jc changelog\n\n20250503 v1.25.5\n- Add `net-localgroup`\n', '1.25.5'],
  ['glymur', 'Jun 12, 2025 - v0.14.3\n    Fix test suite for python 3.14\n', '0.14.3'],
  ['opentelemetry', '## Version 1.44.0/0.65b0 (2026-07-16)\n', '0.65b0'],
  ['packaging', '26.3 - 2026-08-03\n~~~~~~~~~~~~~~~~~\n', '26.3'],
  ['towncrier', 'Towncrier 24.8.0 (2024-08-23)\n=============================\n', '24.8.0'],
  [
    'python-semantic-release',
    '.. _changelog-v10.6.1:\n\nv10.6.1 (2026-07-06)\n====================\n',
    '10.6.1',
  ],
  ['calendar-view', 'Version 2.5.2, 2026-04-16\n    * Fixed\n', '2.5.2'],
  ['freezegun', 'Freezegun Changelog\n===================\n\n1.5.5\n------------------\n', '1.5.5'],
  ['pyroma', '5.0.2 (unreleased)\n------------------\n', '5.0.2'],
  [
    'release-please',
    '## [1.2.0](https://example.com/compare/v1.1.0...v1.2.0) (2026-01-01)\n\n### Features\n',
    '1.2.0',
  ],
  ['commitizen', '## v1.2.0 (2026-01-01)\n\n### Feat\n', '1.2.0'],
  ['scriv', '.. _changelog-1.2.0:\n\n1.2.0 — 2026-01-01\n==================\n', '1.2.0'],
  ['sqlalchemy', '.. changelog::\n    :version: 1.2.0\n    :released: January 1, 2026\n', '1.2.0'],
  ['releases', '* :release:`1.2.0 <2026-01-01>`\n* :bug:`1` Fixed', '1.2.0'],
  ['bold text', '**1.2.0** (2026-01-01)\n\n- Fixed', '1.2.0'],
  ['HTML', '<h2>demo 1.2.0</h2>', '1.2.0'],
  ['text', "What's new in demo 1.2.0:\n\n * Fixed", '1.2.0'],
  ['a list', '* 1.2.0 (2026-01-01)\n  - Fixed', '1.2.0'],
  ['AsciiDoc', '== 1.2.0\n', '1.2.0'],
  ['calendar versions', '## 2026.11.30\n', '2026.11.30'],
  ['major versions', '2 (2026-01-01)\n==============\n', '2.0.0'],
])('the changelog of %s has an entry', (_, text, version) => {
  expect(has(text, version)).toBe(true)
  for (const other of ['1.1.0', '1.9', '2026.1', '1.2.0.post1', '3.14']) expect(has(text, other)).toBe(false)
})

test.each<[string, string, boolean]>([
  ['## 1.2', '1.2.0', true],
  ['## v1.2.0', '1.2', true],
  ['## 1.2.0rc1', '1.2.0', false],
  ['## 1.2.0-rc.1', '1.2.0rc1', true],
  ['## 1.2.01', '1.2.1', true],
  ['## 1.2.x', '1.2.0', false],
  ['## 11.2.0', '1.2.0', false],
  ['## 1.2.0.1', '1.2.0', false],
  ['## 1.0 a new beginning', '1.0', true],
  ['## Changes since 1.2.0', '1.2.0', false],
  ['## [Unreleased] (after v1.2.0)', '1.2.0', false],
  ['## [1.3.0](https://example.com/compare/v1.2.0...v1.3.0)', '1.2.0', false],
  ['## Unreleased', '1.2.0', false],
  ['[1.2.0]: https://example.com/compare/v1.1.0...v1.2.0', '1.2.0', false],
  ['.. _1.2.0:', '1.2.0', false],
  ['- 3.13 support', '3.13', false],
  ['1.2.0 is broken for some users', '1.2.0', false],
  ['- Require click 1.2.0', '1.2.0', false],
  ['pip install demo==1.2.0', '1.2.0', false],
  ['1. Fixed', '1.0', false],
  ['<!--\n## 1.2.0\n-->', '1.2.0', false],
  ['Python 1.2.0\n', '1.2.0', false],
  ['demo 1.2.0\n', '1.2.0', true],
  ['my-demo-1.2.0:\n', '1.2.0', true],
  ['1.2.0 released 2026-01-01', '1.2.0', true],
])('%s is an entry for %s: %s', (text, version, expected) => {
  expect(has(text, version)).toBe(expected)
})

test.each<[string, string[]]>([
  ['1.2.0', ['1.2.0']],
  ['1.2.0rc1', ['1.2.0rc1', '1.2.0']],
  ['1.2.0+local', ['1.2.0']],
  ['1.2.0.post1', ['1.2.0.post1']],
])('the entries for %s are those for %j', (version, expected) => {
  expect(versionsOfEntry(version)).toEqual(expected)
})

test.each<[string, object | undefined]>([
  ['# Changelog\n\n## [Unreleased]\n', { heading: '[Unreleased]', line: 3 }],
  ['Unreleased\n==========\n', { heading: 'Unreleased', line: 1 }],
  [
    '## Unreleased changes <small>x</small>',
    { heading: expect.stringMatching(/^Unreleased changes/), line: 1 },
  ],
  ['Nothing is unreleased\n', undefined],
])('%j has the heading %j', (text, expected) => {
  expect(unreleasedHeading(text)).toEqual(expected)
})

test('a file can be named after the version', () => {
  expect(isNamedAfter('docs/releases/v1.2.rst', '1.2.0')).toBe(true)
  expect(isNamedAfter('docs/releases/1.3.md', '1.2.0')).toBe(false)
})
