import { expect, test } from '@jest/globals'
import { checkTopLevels } from '../../../src/checks/contents/top-levels.ts'
import { checkRebuilds } from '../../../src/checks/reproducibility/decide.ts'
import { strayNames } from '../../../src/distribution/top-level-names.ts'
import { topLevelsOf } from '../../../src/distribution/wheel.ts'
import { project, runCli } from '../../support/project.ts'
import { selfBuilt } from '../../support/self-built.ts'
import { contentsOf, factsOf, seen, short, wheelOf } from '../facts.ts'

test.each<[string, readonly string[], readonly string[]]>([
  ['demo', ['demo/__init__.py', 'tests/__init__.py', 'docs/conf.py', 'setup.py'], ['docs', 'setup', 'tests']],
  ['demo', ['demo.py', 'conftest.py', 'noxfile.py'], ['conftest', 'noxfile']],
  ['demo', ['demo/__init__.py', 'scripts/run.py'], ['scripts']],
  // No module in it, so that nothing can be imported from it.
  ['demo', ['demo/__init__.py', 'docs/index.md'], []],
  ['demo', ['demo/__init__.py', 'demo/tests/test_a.py', 'demo_tests.py', 'Tests/__init__.py'], []],
  ['Tests', ['tests/__init__.py', 'tools/__init__.py'], ['tools']],
  // They are what the project is about.
  ['acme-tools', ['tools/__init__.py'], []],
  ['acme-tools', ['tools/__init__.py', 'scripts/__init__.py'], []],
  ['nothing', [], []],
])('the stray names of %s with %j: %j', (name, shipped, expected) => {
  expect(strayNames({ ...wheelOf({ name }), topLevels: topLevelsOf(shipped) })).toEqual(expected)
})

const INIT = 'demo/__init__.py'

/** `name` that ships, `(name)` that the wheel from the tree alone would. */
test.each<[string, readonly string[], readonly string[], string[], string[]]>([
  ['neither has one', [INIT], [INIT], [], []],
  ['both have one', [INIT, 'tests/a.py'], [INIT, 'tests/a.py'], ['tests'], []],
  ['the wheel from the sdist alone', [INIT, 'tests/a.py'], [INIT], ['tests'], []],
  ['the wheel from the tree alone', [INIT], [INIT, 'tests/a.py'], ['(tests)'], []],
  ['each another one', [INIT, 'docs/conf.py'], [INIT, 'tests.py'], ['docs', '(tests)'], []],
  ['the tree has more of one', [INIT, 'tests/a.py'], [INIT, 'tests/a.py', 'tests/b.json'], ['tests'], []],
  ['in a folder of the wheel', [INIT], [INIT, 'demo-1.0.data/purelib/tests/a.py'], ['(tests)'], []],
  // What the tree has besides is lost, whatever else is astray.
  ['and something is lost', [INIT], [INIT, 'demo/a.py', 'tests/a.py'], ['(tests)'], ['src/demo/a.py']],
  ['tests of the package are lost', [INIT], [INIT, 'demo/tests/a.py'], [], ['src/demo/tests/a.py']],
  ['a file of that name is lost', [INIT], [INIT, 'demo/tests.py'], [], ['src/demo/tests.py']],
  ['data of that name is lost', [INIT], [INIT, 'tests/a.json'], [], ['src/tests/a.json']],
])('stray names: %s', (_, shipped, tree, stray, lost) => {
  const installed = tree.map((path) => path.replace(/^[^/]+\.data\/purelib\//, ''))
  const wheel = { ...wheelOf({ shipped: installed }), members: wheelOf({ shipped: tree }).members }
  const sources = installed.map((path) => ({ path: `src/${path}`, sha256: '' }))
  const contents = { ...contentsOf({ shipped }), sources }
  const facts = factsOf({
    facts: {
      contents: seen(contents),
      rebuild: seen({ fromTree: { kind: 'built', wheel }, again: undefined }),
    },
  })
  const found = checkTopLevels(facts, contents).map(({ facts: told }) =>
    'inTreeAlone' in told && told.inTreeAlone ? `(${told.name})` : 'name' in told ? told.name : '',
  )
  expect(found).toEqual(stray)
  const findings = checkRebuilds(facts)
  expect(
    findings.flatMap((finding) => (finding.rule === 'sdist-incomplete' ? finding.facts.missing : [])),
  ).toEqual(lost)
})

test('a wheel that cannot be built from the tree has no names', () => {
  const fromTree = { kind: 'failed', failure: { step: 'wheel from the tree', words: ['no'] } } as const
  const rebuild = seen({ fromTree, again: undefined })
  expect(short(checkTopLevels(factsOf({ facts: { rebuild } }), contentsOf()))).toEqual([])
})

/** Its sdist, which alone has PKG-INFO, and so the wheel from that, have no tests. */
const WITHOUT_TESTS = `
everything = files


def files(top):
    is_sdist = os.path.exists("PKG-INFO")
    return [path for path in everything(top) if not (is_sdist and path.startswith("tests/"))]
`

test('tests that the sdist leaves out, and the wheel from the tree does not', async () => {
  const files = { 'tests/__init__.py': '' }
  const spec = selfBuilt({ ships: ['sample', 'tests'], files, backend: WITHOUT_TESTS })
  const { code, report } = await runCli([], { cwd: await project(spec) })
  expect(code).toBe(1)
  expect(report?.packages[0]?.findings.filter(({ severity }) => severity === 'error')).toMatchObject([
    {
      rule: 'stray-top-level',
      file: 'tests',
      message: 'The wheel that is built from the tree installs a top-level "tests".',
    },
  ])
})
