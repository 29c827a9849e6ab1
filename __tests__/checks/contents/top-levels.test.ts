import { expect, test } from '@jest/globals'
import { checkTopLevels } from '../../../src/checks/contents/top-levels.ts'
import { checkRebuilds } from '../../../src/checks/reproducibility/decide.ts'
import { strayTopLevels } from '../../../src/distribution/top-level-names.ts'
import { topLevelsOf } from '../../../src/distribution/wheel.ts'
import { project, runCli } from '../../support/project.ts'
import { samplePackage } from '../../support/sample-package.ts'
import { completedWith, contentsOf, factsOf, short, wheelOf } from '../facts.ts'

test.each<[string, readonly string[], readonly string[]]>([
  ['demo', ['demo/__init__.py', 'tests/__init__.py', 'docs/conf.py', 'setup.py'], ['docs', 'setup', 'tests']],
  ['demo', ['demo.py', 'conftest.py', 'noxfile.py'], ['conftest', 'noxfile']],
  ['demo', ['demo/__init__.py', 'scripts/run.py'], ['scripts']],
  // No module in it, so that nothing can be imported from it.
  ['demo', ['demo/__init__.py', 'docs/index.md'], []],
  ['demo', ['demo/__init__.py', 'demo/tests/test_a.py', 'demo_tests.py', 'Tests/__init__.py'], []],
  ['Tests', ['tests/__init__.py', 'tools/__init__.py'], ['tools']],
  // They belong to the project.
  ['acme-tools', ['tools/__init__.py'], []],
  ['acme-tools', ['tools/__init__.py', 'scripts/__init__.py'], []],
  ['nothing', [], []],
])('the unrelated top-level modules of %s with %j: %j', (name, shipped, expected) => {
  expect(strayTopLevels({ ...wheelOf({ name }), topLevels: topLevelsOf(shipped) })).toEqual(expected)
})

const INIT = 'demo/__init__.py'

/** `name` is in the wheel, `(name)` only in the wheel built directly from the source tree. */
test.each<[string, readonly string[], readonly string[], string[], string[]]>([
  ['neither has one', [INIT], [INIT], [], []],
  ['both have one', [INIT, 'tests/a.py'], [INIT, 'tests/a.py'], ['tests'], []],
  ['only the wheel from the sdist has one', [INIT, 'tests/a.py'], [INIT], ['tests'], []],
  ['only the wheel from the source tree has one', [INIT], [INIT, 'tests/a.py'], ['(tests)'], []],
  ['each has a different one', [INIT, 'docs/conf.py'], [INIT, 'tests.py'], ['docs', '(tests)'], []],
  [
    'the wheel from the source tree has more files of one',
    [INIT, 'tests/a.py'],
    [INIT, 'tests/a.py', 'tests/b.json'],
    ['tests'],
    [],
  ],
  ['in a .data directory', [INIT], [INIT, 'demo-1.0.data/purelib/tests/a.py'], ['(tests)'], []],
  ['and the sdist lacks a module', [INIT], [INIT, 'demo/a.py', 'tests/a.py'], ['(tests)'], ['src/demo/a.py']],
  ['the sdist lacks tests of the package', [INIT], [INIT, 'demo/tests/a.py'], [], ['src/demo/tests/a.py']],
  ['the sdist lacks a module of that name', [INIT], [INIT, 'demo/tests.py'], [], ['src/demo/tests.py']],
  [
    'the sdist lacks data in a directory of that name',
    [INIT],
    [INIT, 'tests/a.json'],
    [],
    ['src/tests/a.json'],
  ],
])('unrelated top-level modules: %s', (_, shipped, tree, stray, lost) => {
  const installed = tree.map((path) => path.replace(/^[^/]+\.data\/purelib\//, ''))
  const wheel = { ...wheelOf({ shipped: installed }), members: wheelOf({ shipped: tree }).members }
  const sources = installed.map((path) => ({ path: `src/${path}`, sha256: '' }))
  const contents = { ...contentsOf({ shipped }), sources }
  const facts = factsOf({
    facts: {
      contents: completedWith(contents),
      rebuild: completedWith({ fromSourceTree: { kind: 'built', wheel }, second: undefined }),
    },
  })
  const found = checkTopLevels(facts, contents).map(({ facts: ruleFacts }) =>
    'inTreeAlone' in ruleFacts && ruleFacts.inTreeAlone
      ? `(${ruleFacts.name})`
      : 'name' in ruleFacts
        ? ruleFacts.name
        : '',
  )
  expect(found).toEqual(stray)
  const findings = checkRebuilds(facts)
  expect(
    findings.flatMap((finding) => (finding.rule === 'sdist-incomplete' ? finding.facts.missing : [])),
  ).toEqual(lost)
})

test('there are no findings if the wheel cannot be built from the source tree', () => {
  const fromSourceTree = {
    kind: 'failed',
    failure: { step: 'wheel from the tree', output: ['no'] },
  } as const
  const rebuild = completedWith({ fromSourceTree, second: undefined })
  expect(short(checkTopLevels(factsOf({ facts: { rebuild } }), contentsOf()))).toEqual([])
})

/** The sdist, the only tree with PKG-INFO, and the wheel built from it have no tests. */
const WITHOUT_TESTS = `
everything = files


def files(top):
    is_sdist = os.path.exists("PKG-INFO")
    return [path for path in everything(top) if not (is_sdist and path.startswith("tests/"))]
`

test('reports tests in the wheel from the source tree that the sdist excludes', async () => {
  const files = { 'tests/__init__.py': '' }
  const spec = samplePackage({ includes: ['sample', 'tests'], files, backend: WITHOUT_TESTS })
  const { code, report } = await runCli([], { cwd: await project(spec) })
  expect(code).toBe(1)
  expect(report?.packages[0]?.findings.filter(({ severity }) => severity === 'error')).toMatchObject([
    {
      rule: 'stray-top-level',
      file: 'tests',
      message:
        'The wheel built directly from the source tree installs "tests" at the top level of site-packages.',
    },
  ])
})
