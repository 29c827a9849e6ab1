import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { outputDirectories } from '../../src/pipeline/output-directories.ts'
import { projectOf } from '../project/project.ts'

type Package = readonly [path: string, name: string]

const packagesOf = (root: string, packages: readonly Package[]) => {
  const sources = packages.map(([path, name]) => ({
    project: {
      ...projectOf(`[project]\nname = "${name}"\nversion = "1.0"\n`),
      path,
      directory: path === '.' ? root : `${root}/${path}`,
    },
  }))
  return { sources, requested: packages.map(([path]) => path) }
}

test.each<[string, readonly (readonly Package[])[], string[]]>([
  ['one package', [[['packages/a', 'a']]], ['']],
  [
    'the packages of one repository',
    [
      [
        ['.', 'demo'],
        ['packages/a', 'a'],
      ],
    ],
    ['demo', 'packages/a'],
  ],
  [
    'repositories with packages of one name',
    [[['.', 'demo']], [['.', 'demo']], [['.', 'demo']]],
    ['demo', 'demo-2', 'demo-3'],
  ],
  ['repositories with the same paths', [[['a', 'one']], [['a', 'two']]], ['a', 'a-2']],
  [
    'a path that is the name of the package in the root',
    [
      [
        ['.', 'demo'],
        ['demo', 'demo-core'],
      ],
    ],
    ['demo-2', 'demo'],
  ],
])('%s', (_name, repositories, expected) => {
  const chosen = repositories.map((packages, at) => packagesOf(`/repository-${at}`, packages))
  const outputOf = outputDirectories(chosen as unknown as Parameters<typeof outputDirectories>[0], '/out')
  const projects = chosen.flatMap(({ sources }) => sources.map(({ project }) => project))
  expect(projects.map(outputOf)).toEqual(expected.map((name) => join('/out', name)))
})
