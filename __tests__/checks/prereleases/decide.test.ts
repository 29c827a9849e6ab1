import { expect, test } from '@jest/globals'
import { checkPrereleases } from '../../../src/checks/prereleases/decide.ts'
import type { Prerelease, PrereleaseRun } from '../../../src/checks/prereleases/facts.ts'
import { RULES } from '../../../src/checks/rules.ts'
import {
  completedWith,
  error,
  factsOf,
  imported,
  script,
  scriptRun,
  scriptsResult,
  testFailure,
  testRun,
} from '../facts.ts'

const CLICK: Prerelease = { name: 'click', version: '9.0b1', final: '8.1', isDirect: true }
const RICH: Prerelease = { name: 'rich', version: '20.0rc1', final: '19.0', isDirect: false }
const OTHER: Prerelease = { name: 'Attrs', version: '30.0a1', final: undefined, isDirect: true }
const NO_NAME = error("ImportError: cannot import name 'old' from 'click' (/x)", ['demo/__init__.py:2'])
const WORKS = script('d = demo:main', [scriptRun(0)])
const failed = (...ids: string[]) => testRun({ failures: ids.map((id) => testFailure(id)) })

function check(given: Partial<PrereleaseRun>, known: string[] = []) {
  const prerelease: PrereleaseRun = {
    prereleases: [CLICK],
    installed: {
      providers: { click: ['click'], rich: ['rich'] },
      distributions: [CLICK, RICH, OTHER].map((one) => ({ ...one, requires: [] })),
    },
    imports: [],
    scripts: [],
    tests: testRun(),
    ...given,
  }
  const facts = factsOf({
    requires: ['click>=8; python_version > "3"'],
    facts: {
      prerelease: completedWith(prerelease),
      scripts: scriptsResult([WORKS]),
      tests: completedWith(failed(...known)),
    },
  })
  return checkPrereleases(facts).map((finding) => {
    if (finding.rule !== 'dependency-incompatible') throw new Error(finding.rule)
    const { message, fix } = RULES['dependency-incompatible']
    return [finding.severity, message(finding.facts), fix(finding.facts)]
  })
}

test.each<[string, Partial<PrereleaseRun>]>([
  ['all works', { imports: [imported('demo', 'imported')], scripts: [WORKS] }],
  ['a test fails that fails without them', { tests: failed('test_known.py::test') }],
  ['the tests cannot be run', { tests: 'they conflict' }],
])('no finding if %s', (_, given) => {
  expect(check(given, ['test_known.py::test'])).toEqual([])
})

test('without a request there is no finding', () => {
  expect(checkPrereleases(factsOf())).toEqual([])
})

test.each<[string, Partial<PrereleaseRun>, [message: string, fix: string][]]>([
  [
    'a name that the pre-release lacks, for all that needs it',
    {
      imports: [imported('demo', NO_NAME), imported('demo.a', NO_NAME)],
      scripts: [script('d = demo:main', [scriptRun(1, { error: NO_NAME })])],
    },
    [
      [
        'The pre-release click 9.0b1 has no old in click. "import demo", "import demo.a" and the script d fail with it, but work with click 8.1.',
        'Replace click.old before the release of click 9.0, or exclude it in dependencies of [project] in pyproject.toml: "click>=8,<9.0; python_version > \'3\'"',
      ],
    ],
  ],
  [
    'a test that fails for another cause, with the direct dependencies',
    { prereleases: [CLICK, OTHER, RICH], tests: failed('test_a.py::test') },
    [
      [
        expect.stringMatching(
          /^test_a\.py::test fails with the pre-releases click 9\.0b1 and Attrs 30\.0a1, but works with click 8\.1: /,
        ) as unknown as string,
        expect.stringMatching(
          /^Support click 9\.0 before its release, or exclude it in /,
        ) as unknown as string,
      ],
    ],
  ],
  [
    'a transitive dependency',
    { prereleases: [RICH], imports: [imported('demo', error('ValueError: no'))] },
    [
      [
        '"import demo" fails with the pre-release rich 20.0rc1, but works with rich 19.0: ValueError: no.',
        'Support rich 20.0 before its release, or exclude it in dependencies of [project] in pyproject.toml: "rich<20.0"',
      ],
    ],
  ],
])('a warning for %s', (_, given, expected) => {
  expect(check(given)).toEqual(expected.map((words) => ['warning', ...words]))
})
