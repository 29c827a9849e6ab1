import { expect, test } from '@jest/globals'
import { checkBuild } from '../../../src/checks/build/decide.ts'
import type { BuildDeprecation } from '../../../src/distribution/build.ts'
import { namesInMessage } from '../../../src/distribution/named-in-message.ts'
import { completedWith, factsOf, SDIST, wheelOf } from '../facts.ts'

const PYPROJECT = `[project]
name = "demo"
version = "1.0"
license = { text = "MIT" }
classifiers = [
  "Typing :: Typed",
  "License :: OSI Approved :: MIT License",
]

[tool.maturin]
sdist-include = ["x"]
`

function found(message: string, given: Partial<BuildDeprecation> = {}, backend = 'setuptools.build_meta') {
  const deprecation: BuildDeprecation = {
    message,
    paragraphs: [],
    by: undefined,
    url: undefined,
    isOfBackend: true,
    names: namesInMessage([message, ...(given.paragraphs ?? [])], []),
    configuration: undefined,
    ...given,
  }
  const built = {
    kind: 'built' as const,
    sdist: SDIST,
    wheel: wheelOf(),
    seconds: 1,
    deprecations: [deprecation],
  }
  return checkBuild(factsOf({ pyproject: PYPROJECT, backend, facts: { build: completedWith(built) } }))
}

test.each<[string, Parameters<typeof found>, number | undefined]>([
  ['a setting by its path', ['`project.license` as a TOML table is deprecated'], 4],
  [
    'a value',
    [
      'License classifiers are deprecated',
      { paragraphs: ['Please consider removing:', 'License :: OSI Approved :: MIT License'] },
    ],
    7,
  ],
  [
    'a setting of another backend',
    ['`tool.maturin.sdist-include` is deprecated', { isOfBackend: false }, 'maturin'],
    11,
  ],
])('build-deprecated: %s', (_, given, line) => {
  expect(found(...given)).toMatchObject([
    { rule: 'build-deprecated', severity: 'warning', where: { file: 'pyproject.toml', line } },
  ])
})

test('build-deprecated: in setup.cfg', () => {
  const configuration = { file: 'setup.cfg', line: 2, isRaisedThere: false }
  const [finding] = found("Invalid dash-separated key 'long-description' in 'metadata'", { configuration })
  expect(finding).toMatchObject({ where: { file: 'setup.cfg', line: 2 }, facts: { place: 'setup.cfg:2' } })
})

test('a library that warns about itself is not reported', () => {
  expect(found('The function x is deprecated', { isOfBackend: false })).toEqual([])
})
