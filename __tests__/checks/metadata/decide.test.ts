import { expect, test } from '@jest/globals'
import { checkMetadata } from '../../../src/checks/metadata/decide.ts'
import type {
  MetadataProblem,
  MinimumPython,
  NativeAudit,
  NativeEvidence,
  NewerUse,
} from '../../../src/checks/metadata/facts.ts'
import { RULES } from '../../../src/checks/rules.ts'
import { completedWith, contentsOf, factsOf, type Given, metadata, SDIST, short, wheelOf } from '../facts.ts'

const problem = (given: Partial<MetadataProblem> = {}): MetadataProblem => ({
  file: 'demo-1.0-py3-none-any.whl',
  field: 'classifier',
  value: 'Topic :: Nothing',
  problem: "has the classifier 'Topic :: Nothing', which there is not",
  kind: 'classifier',
  severity: 'error',
  ...given,
})

const withProblems = (...problems: MetadataProblem[]): Given => ({
  facts: { metadata: completedWith(metadata({ problems })) },
})

const inPyproject = (
  path: readonly string[],
  suggestion: string | null = null,
  problems: readonly MetadataProblem[] = [],
): Given => ({
  facts: {
    metadata: completedWith(
      metadata({
        problems,
        pyproject: [{ path, kind: 'unknown-key', message: 'is not a key of the standard', suggestion }],
      }),
    ),
  },
})

const audited = (given: Partial<NativeAudit>): NativeEvidence => ({
  kind: 'audited',
  policy: 'manylinux_2_17_x86_64',
  symbols: ['GLIBC_2.4', 'GLIBC_2.17', 'CXXABI_1.3'],
  libraries: [],
  modules: [],
  ...given,
})

const use = (given: Partial<NewerUse> = {}): NewerUse => ({
  kind: 'module',
  feature: 'tomllib',
  needs: [3, 11],
  path: 'demo/__init__.py',
  line: 3,
  certain: true,
  ...given,
})

function withMinimumPython(
  uses: readonly NewerUse[],
  more: Partial<MinimumPython> = {},
  given: Given = {},
): Given {
  const minimumPython = { version: '3.9', isConfirmed: false, uses, ...more }
  return { ...given, facts: { metadata: completedWith(metadata({ minimumPython })), ...given.facts } }
}

test.each<[string, Given, string[]]>([
  ['no problems', {}, []],
  ['an error', withProblems(problem()), ['error metadata-invalid']],
  ['a warning', withProblems(problem({ severity: 'warning' })), ['warning metadata-invalid']],
  [
    'one problem in both wheel and sdist',
    withProblems(problem(), problem({ file: 'demo-1.0.tar.gz' })),
    ['error metadata-invalid'],
  ],
  [
    'two problems of one kind',
    withProblems(problem(), problem({ problem: 'another' })),
    ['error metadata-invalid', 'error metadata-invalid'],
  ],
  ['an unknown key', inPyproject(['project', 'packages']), ['warning metadata-invalid']],
  ['a misspelled key', inPyproject(['project', 'dependancies'], 'dependencies'), ['error metadata-invalid']],
  [
    'a misspelled key that only describes the package',
    inPyproject(['project', 'author'], 'authors'),
    ['warning metadata-invalid'],
  ],
  [
    'a misspelled key of a build',
    inPyproject(['build-system', 'require'], 'requires'),
    ['error metadata-invalid'],
  ],
  [
    'a misspelled key of the backend',
    inPyproject(['tool', 'setuptools', 'package'], 'packages'),
    ['warning metadata-invalid'],
  ],
  [
    'a key that the distributions have a problem with, too',
    inPyproject(['project', 'classifiers'], null, [problem()]),
    ['error metadata-invalid'],
  ],
  [
    'the minimum Python lacks an imported module',
    withMinimumPython([use()]),
    ['error requires-python-false'],
  ],
  [
    'the minimum Python lacks a module that may not be imported',
    withMinimumPython([use({ certain: false })]),
    ['warning requires-python-false'],
  ],
  [
    'a dependency provides the module',
    withMinimumPython([use({ feature: 'graphlib' })], {}, { requires: ['graphlib-backport'] }),
    [],
  ],
  [
    'a module with a syntax error is reported once',
    withMinimumPython([use(), use({ kind: 'syntax', feature: 'invalid syntax', needs: null })]),
    ['error requires-python-false'],
  ],
  ['no Requires-Python', { facts: { metadata: completedWith(metadata({ minimumPython: undefined })) } }, []],
  [
    'the tools are unavailable',
    { requires: ['a==1.0'], facts: { metadata: { kind: 'skipped', reason: 'r' } } },
    ['note dependency-pinned'],
  ],
  ['the index is down', { facts: { metadata: { kind: 'inconclusive', reason: 'r', seconds: 1 } } }, []],
  ['there is no wheel', { facts: { contents: { kind: 'skipped', reason: 'r' } } }, []],
])('metadata: %s', (_, given, expected) => {
  expect(short(checkMetadata(factsOf(given)))).toEqual(expected)
})

test('a problem that two files have in common names both', () => {
  const given = withProblems(problem(), problem({ file: 'demo-1.0.tar.gz' }))
  expect(checkMetadata(factsOf(given))[0]?.facts).toMatchObject({
    files: ['demo-1.0-py3-none-any.whl', 'demo-1.0.tar.gz'],
    field: 'classifier',
    kind: 'classifier',
  })
})

const PYPROJECT = `[build-system]
requires = ["setuptools==65"]

[project]
name = "demo"
classifiers = [
  "Typing :: Typed",
  "Topic :: Nothing",
]
dependencies = [
  "a>=1",
  "B_c @ https://example.org/b.zip",
]
readme = "README.rst"

[project.optional-dependencies]
more = [
  "d",
  "e @ https://example.org/e.zip",
]
`

test.each<[string, Partial<MetadataProblem>, number | undefined]>([
  ['a classifier', {}, 8],
  ['a classifier that is declared elsewhere', { value: 'Topic :: Else' }, 6],
  ['a dependency', { field: 'requires-dist', value: 'b-c @ https://example.org/b.zip' }, 12],
  [
    'a dependency of an extra',
    { field: 'requires-dist', value: 'e@ https://example.org/e.zip ; extra == "more"' },
    19,
  ],
  ['the README', { field: 'description', value: null }, 14],
  ['a file name', { field: 'filename', value: 'demo-1.0.tar.gz' }, 2],
  ['a field that is not declared there', { field: 'author-email', value: 'x' }, undefined],
])('the line of %s', (_, given, line) => {
  const [finding] = checkMetadata(factsOf({ pyproject: PYPROJECT, ...withProblems(problem(given)) }))
  expect(finding?.where).toEqual(line === undefined ? undefined : { file: 'pyproject.toml', line })
})

test('a missing feature is reported at its line in the source', () => {
  const where = { file: 'src/demo/__init__.py', line: 3 }
  const [finding] = checkMetadata(factsOf(withMinimumPython([use()])))
  expect(finding).toMatchObject({ facts: { needs: '3.11', path: where.file, line: where.line }, where })
})

test.each([
  ['[project]\nrequires-python = ">=3.8"', 'requires-python = ">=3.11" in [project]'],
  ['[tool.poetry.dependencies]\npython = "^3.8"', 'python = ">=3.11" in [tool.poetry.dependencies]'],
  ['', 'python_requires to >=3.11 in setup.py or setup.cfg'],
])('the key of Requires-Python in %j', (pyproject, text) => {
  const [finding] = checkMetadata(factsOf({ pyproject, ...withMinimumPython([use()]) }))
  if (finding?.rule !== 'requires-python-false') throw new Error('no such finding')
  expect(RULES['requires-python-false'].fix(finding.facts)).toMatch(text)
})

test.each<[string, Given, string[] | undefined]>([
  ['a pin', { requires: ['A_b==1.2', 'c (==3)', 'd>=1'] }, ['a-b==1.2', 'c==3']],
  ['a pin on some platforms', { requires: ['a==1; sys_platform == "win32"'] }, ['a==1']],
  ['a wildcard', { requires: ['a==1.*'] }, undefined],
  ['arbitrary equality', { requires: ['a===1'] }, undefined],
  ['a range', { requires: ['a>=1,!=1.5,<=2,~=1.1'] }, undefined],
  ['a version in a marker', { requires: ['a; python_version=="3.8"'] }, undefined],
  ['an extra', { requires: ['a==1; extra == "x"'], extras: ['x'] }, undefined],
  ['the same version as that of the package', { requires: ['a==1.0'] }, ['a==1.0']],
  ['a distribution of the same project', { requires: ['demo-core==1.0'] }, undefined],
  ['an application', { requires: ['a==1'], entryPoints: '[console_scripts]\nd = demo:main' }, undefined],
  ['a library with plugins', { requires: ['a==1'], entryPoints: '[plugins]\nd = demo:main' }, ['a==1']],
])('pinned: %s', (_, given, pins) => {
  const contents = completedWith({ ...contentsOf(given), wheel: wheelOf(given) })
  const findings = checkMetadata(factsOf({ ...given, facts: { contents } }))
  expect(findings.map(({ facts }) => facts)).toEqual(pins === undefined ? [] : [{ pins }])
})

test.each<[string, 'tag' | 'none', string[]]>([
  ['py3-none-any', 'tag', []],
  ['cp312-cp312-manylinux_2_17_x86_64.manylinux2014_x86_64', 'tag', []],
  ['cp312-cp312-musllinux_1_2_aarch64', 'tag', []],
  ['cp312-cp312-macosx_11_0_arm64', 'tag', []],
  ['cp312-cp312-win_amd64', 'tag', []],
  ['cp313-cp313-ios_13_0_arm64_iphoneos', 'tag', []],
  ['cp312-cp312-linux_x86_64', 'tag', ['warning wheel-tag-unpublishable']],
  ['cp312-cp312-linux_x86_64', 'none', ['note wheel-tag-unpublishable']],
  ['cp312-cp312-manylinux_2_17_x86_64.linux_x86_64', 'tag', ['warning wheel-tag-unpublishable']],
])('the tags %s on %s', (tags, kind, expected) => {
  const wheel = { ...wheelOf(), file: `/out/demo-1.0-${tags}.whl` }
  const event = kind === 'tag' ? { kind, tag: 'v1.0', defaultBranch: undefined } : { kind }
  const build = completedWith({ kind: 'built' as const, sdist: SDIST, wheel, seconds: 1 })
  expect(short(checkMetadata(factsOf({ facts: { build, event } })))).toEqual(expected)
})

const SYMBOL = { name: 'PyType_GetName', version: '3.11' }

test.each<[string, string, Partial<NativeAudit>, string[]]>([
  ['a tag that the extension modules comply with', 'cp312-cp312-manylinux_2_17_x86_64', {}, []],
  ['a tag of a newer system', 'cp312-cp312-manylinux_2_28_x86_64', {}, []],
  ['a legacy tag that the extension modules comply with', 'cp312-cp312-manylinux2014_x86_64', {}, []],
  [
    'a tag of an older system',
    'cp312-cp312-manylinux_2_12_x86_64',
    {},
    ['warning: manylinux_2_12_x86_64 needs CXXABI_1.3, GLIBC_2.17'],
  ],
  [
    'a legacy tag of an older system',
    'cp312-cp312-manylinux2010_x86_64.manylinux_2_17_x86_64',
    {},
    ['warning: manylinux2010_x86_64 needs CXXABI_1.3, GLIBC_2.17'],
  ],
  [
    'a library that is not in the wheel',
    'cp312-cp312-manylinux_2_17_x86_64',
    { policy: 'linux_x86_64', libraries: ['libz3.so.4'] },
    ['warning: manylinux_2_17_x86_64 needs libz3.so.4'],
  ],
  ['another libc', 'cp312-cp312-musllinux_1_2_x86_64', {}, []],
  ['a wheel without a policy', 'cp312-cp312-manylinux_2_5_x86_64', { policy: null }, []],
  ['a refused tag', 'cp312-cp312-linux_x86_64', {}, ['note: linux_x86_64 needs CXXABI_1.3, GLIBC_2.17']],
  [
    'symbols outside of the stable ABI',
    'cp38-abi3-manylinux_2_17_x86_64',
    {
      modules: [{ path: '_a.abi3.so', baseline: '3.8', symbols: [SYMBOL, { name: '_Py_x', version: null }] }],
    },
    ['warning: cp38 needs PyType_GetName (3.11), _Py_x'],
  ],
])('extension modules: %s', (_, tags, audit, expected) => {
  const wheel = { ...wheelOf(), file: `/out/demo-1.0-${tags}.whl` }
  const build = completedWith({ kind: 'built' as const, sdist: SDIST, wheel, seconds: 1 })
  const evidence = completedWith(metadata({ native: audited(audit) }))
  const found = checkMetadata(factsOf({ facts: { build, metadata: evidence } })).map(
    ({ severity, facts }) =>
      `${severity}: ${'tags' in facts ? `${facts.tags.join(', ')} needs ${[...facts.needs].sort().join(', ')}` : ''}`,
  )
  expect(found).toEqual(expected)
})
