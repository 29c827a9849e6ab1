import { expect, test } from '@jest/globals'
import { checkMetadata } from '../../../src/checks/metadata/decide.ts'
import type { Floor, MetadataProblem, NewerUse } from '../../../src/checks/metadata/facts.ts'
import { RULES } from '../../../src/checks/rules.ts'
import { contentsOf, factsOf, type Given, metadata, seen, short, wheelOf } from '../facts.ts'

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
  facts: { metadata: seen(metadata({ problems })) },
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

function withFloor(uses: readonly NewerUse[], more: Partial<Floor> = {}, given: Given = {}): Given {
  const floor = { version: '3.9', asked: false, uses, ...more }
  return { ...given, facts: { metadata: seen(metadata({ floor })), ...given.facts } }
}

test.each<[string, Given, string[]]>([
  ['all is well', {}, []],
  ['a problem', withProblems(problem()), ['error metadata-invalid']],
  ['an odd thing', withProblems(problem({ severity: 'warning' })), ['warning metadata-invalid']],
  [
    'the same of wheel and sdist is one',
    withProblems(problem(), problem({ file: 'demo-1.0.tar.gz' })),
    ['error metadata-invalid'],
  ],
  [
    'two problems of one kind',
    withProblems(problem(), problem({ problem: 'another' })),
    ['error metadata-invalid', 'error metadata-invalid'],
  ],
  ['the oldest Python lacks what it imports', withFloor([use()]), ['error requires-python-false']],
  [
    'it may lack what a function uses',
    withFloor([use({ certain: false })]),
    ['warning requires-python-false'],
  ],
  [
    'a dependency brings it',
    withFloor([use({ feature: 'graphlib' })], {}, { requires: ['graphlib-backport'] }),
    [],
  ],
  [
    'a module that does not compile imports nothing',
    withFloor([use(), use({ kind: 'syntax', feature: 'invalid syntax', needs: null })]),
    ['error requires-python-false'],
  ],
  ['no Requires-Python', { facts: { metadata: seen(metadata({ floor: undefined })) } }, []],
  [
    'the tools cannot be had',
    { requires: ['a==1.0'], facts: { metadata: { kind: 'skipped', reason: 'r' } } },
    ['note dependency-pinned'],
  ],
  ['the index is down', { facts: { metadata: { kind: 'inconclusive', reason: 'r', seconds: 1 } } }, []],
  ['there is no wheel', { facts: { contents: { kind: 'skipped', reason: 'r' } } }, []],
])('metadata: %s', (_, given, expected) => {
  expect(short(checkMetadata(factsOf(given)))).toEqual(expected)
})

test('the files of a problem are named together', () => {
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
  ['a classifier that another file holds', { value: 'Topic :: Else' }, 6],
  ['a dependency', { field: 'requires-dist', value: 'b-c @ https://example.org/b.zip' }, 12],
  [
    'one of an extra',
    { field: 'requires-dist', value: 'e@ https://example.org/e.zip ; extra == "more"' },
    19,
  ],
  ['the README', { field: 'description', value: null }, 14],
  ['the name of a file', { field: 'filename', value: 'demo-1.0.tar.gz' }, 2],
  ['what is not declared there', { field: 'author-email', value: 'x' }, undefined],
])('the line of %s', (_, given, line) => {
  const [finding] = checkMetadata(factsOf({ pyproject: PYPROJECT, ...withProblems(problem(given)) }))
  expect(finding?.where).toEqual(line === undefined ? undefined : { file: 'pyproject.toml', line })
})

test('what the oldest Python lacks is told of the source', () => {
  const where = { file: 'src/demo/__init__.py', line: 3 }
  const [finding] = checkMetadata(factsOf(withFloor([use()])))
  expect(finding).toMatchObject({ facts: { needs: '3.11', path: where.file, line: where.line }, where })
})

test.each([
  ['[project]\nrequires-python = ">=3.8"', 'requires-python = ">=3.11" in [project]'],
  ['[tool.poetry.dependencies]\npython = "^3.8"', 'python = ">=3.11" in [tool.poetry.dependencies]'],
  ['', 'python_requires of setup.py or setup.cfg as >=3.11'],
])('where %j declares Requires-Python', (pyproject, text) => {
  const [finding] = checkMetadata(factsOf({ pyproject, ...withFloor([use()]) }))
  if (finding?.rule !== 'requires-python-false') throw new Error('no such finding')
  expect(RULES['requires-python-false'].fix(finding.facts)).toMatch(text)
})

test.each<[string, Given, string[] | undefined]>([
  ['a pin', { requires: ['A_b==1.2', 'c (==3)', 'd>=1'] }, ['a-b==1.2', 'c==3']],
  ['a pin on some platforms', { requires: ['a==1; sys_platform == "win32"'] }, ['a==1']],
  ['a wildcard', { requires: ['a==1.*'] }, undefined],
  ['what is meant', { requires: ['a===1'] }, undefined],
  ['a range', { requires: ['a>=1,!=1.5,<=2,~=1.1'] }, undefined],
  ['a marker', { requires: ['a; python_version=="3.8"'] }, undefined],
  ['an extra', { requires: ['a==1; extra == "x"'], extras: ['x'] }, undefined],
  ['the same version by chance', { requires: ['a==1.0'] }, ['a==1.0']],
  ['a part of the whole', { requires: ['demo-core==1.0'] }, undefined],
  ['a program', { requires: ['a==1'], entryPoints: '[console_scripts]\nd = demo:main' }, undefined],
  ['plugins are no program', { requires: ['a==1'], entryPoints: '[plugins]\nd = demo:main' }, ['a==1']],
])('pinned: %s', (_, given, pins) => {
  const contents = seen({ ...contentsOf(given), wheel: wheelOf(given) })
  const findings = checkMetadata(factsOf({ ...given, facts: { contents } }))
  expect(findings.map(({ facts }) => facts)).toEqual(pins === undefined ? [] : [{ pins }])
})
