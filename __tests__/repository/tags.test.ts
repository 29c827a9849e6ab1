import { expect, test } from '@jest/globals'
import { DEFAULT_SETTINGS } from '../../src/config/settings.ts'
import {
  finalReleases,
  highestRelease,
  isNamed,
  isUnprefixed,
  releaseSeriesOf,
  releasesOf,
  seriesOf,
  splitTag,
  tagNameLike,
} from '../../src/repository/tags.ts'

interface Package {
  readonly name?: string
  readonly path?: string
  readonly tag?: string
}

function versions(tags: readonly string[], { name = 'demo', path = '.', tag }: Package = {}): string[] {
  const pattern = tag === undefined ? {} : { tag }
  const settings = { ...DEFAULT_SETTINGS, version: { ...DEFAULT_SETTINGS.version, ...pattern } }
  const project = { name, path, settings }
  const series = seriesOf(
    tags.map((one) => ({ name: one, commit: `of ${one}` })),
    project,
  )
  const choices =
    tag === undefined
      ? [series.filter((one) => isNamed(one, project)), series.filter(isUnprefixed)]
      : [series]
  return releasesOf(...choices).map(({ version }) => version)
}

test.each<[string, string[], string[], Package?]>([
  ['v and without a prefix', ['v1.0', '1.1', 'V1.2'], ['1.0', '1.1', '1.2']],
  ['release tags', ['release-1.0', 'release/1.1', 'release_v1.2'], ['1.0', '1.1', '1.2']],
  ['pre- and post-releases', ['v1.0rc1', 'v1.0.post1', '1.0-beta.2'], ['1.0rc1', '1.0.post1', '1.0-beta.2']],
  ['an epoch', ['1!2.0'], ['1!2.0']],
  ['calendar versions', ['2026.11', 'v2026.11.22'], ['2026.11', '2026.11.22']],
  ['moving tags', ['v1', 'v10', '3', 'v1.2.3'], ['1.2.3']],
  ['development versions', ['v1.0.dev1', 'v1.0'], ['1.0']],
  ['local versions', ['v1.0+build.1', 'v1.0'], ['1.0']],
  ['other names', ['nightly', 'stable', '2.1.x', 'for_TypeEvalPy', 'v', 'vs-1', '1.0-final!'], []],
  ['tags of another package', ['core-v2.48.0', 'v2.1.0'], ['2.1.0']],
  // SQLAlchemy, psycopg, JBoss, Home Assistant, Pantsbuild, and others.
  ['underscores', ['rel_2_0_23', 'rel_2_1_0b1', 'REL_1_2'], ['2.0.23', '2.1.0b1', '1.2']],
  ['a word', ['version-1.0', 'ver_1.1', 'releases/v1.2', 'r1.3'], ['1.0', '1.1', '1.2', '1.3']],
  ['a word after the version', ['1.2.3.Final', 'v1.2.4-RELEASE', '1.2.5.GA'], ['1.2.3', '1.2.4', '1.2.5']],
  ['another word after the version', ['1.2.3-stable', '1.2.4-docs'], []],
  ['a date', ['2024-06-01', 'nightly-2024.06.01', 'nightly-20240601'], []],
  ['numbers in words', ['sha256', 'py312', 'docs-1.0'], []],
  ['no tag', [], []],
  ['single numbers only', ['v1', 'v2', '3'], ['1', '2', '3']],
  ['the name, and single numbers only', ['demo-1', 'demo-2', 'nightly'], ['1', '2']],

  ['the name', ['demo-1.0'], ['1.0']],
  ['the name and v', ['demo-v1.0', 'demo_V1.1'], ['1.0', '1.1']],
  [
    'every separator',
    ['demo-1.0', 'demo_1.1', 'demo/1.2', 'demo@1.3', 'demo==1.4'],
    ['1.0', '1.1', '1.2', '1.3', '1.4'],
  ],
  ['the name, not normalized', ['My.Demo-1.0', 'my_demo-1.1'], ['1.0', '1.1'], { name: 'my-demo' }],
  ['the name, and without a prefix', ['demo-1.0', 'v2.0', '3.0'], ['1.0']],
  ['the name with an invalid version, and without a prefix', ['demo-next', 'v2.0'], ['2.0']],
  ['a longer name with the same prefix', ['demo-plugin-1.0', 'v2.0'], ['2.0']],
  ['a longer name of the package', ['demo-plugin-1.0', 'demo-2.0'], ['1.0'], { name: 'demo-plugin' }],
  ['a name with a number', ['demo-2d-1.0'], ['1.0'], { name: 'demo-2d' }],
  ['a name that ends in a number', ['demo-3-1.0'], ['1.0'], { name: 'demo-3' }],
  ['the directory', ['lib/v1.0', 'v9.0'], ['1.0'], { name: 'company-lib', path: 'packages/lib' }],
  ['the whole path', ['packages/lib/v1.0'], ['1.0'], { name: 'company-lib', path: 'packages/lib' }],
  ['the name, as a moving tag', ['demo-v1', 'v2.0'], ['2.0']],

  ['a pattern', ['py-1.0-final', 'v2.0', 'py--final'], ['1.0'], { tag: 'py-{version}-final' }],
  ['a pattern with overlapping ends', ['a-b', 'a-1.0-b'], ['1.0'], { tag: 'a-{version}-b' }],
  ['a pattern, and the name', ['demo-9.0', 'x1.0'], ['1.0'], { tag: 'x{version}' }],
  ['a pattern of only the version', ['1.0', 'v2.0', 'x3.0'], ['1.0', 'v2.0'], { tag: '{version}' }],
  ['a pattern and a development version', ['x1.0.dev1'], [], { tag: 'x{version}' }],
])('tags with %s', (_, tags, expected, project = {}) => {
  expect(versions(tags, project)).toEqual(expected)
})

test.each<[string, [string, string, string] | undefined]>([
  ['v1.2.3', ['v', '1.2.3', '']],
  ['1!2.0', ['', '1!2.0', '']],
  ['sdk==0.4.3', ['sdk==', '0.4.3', '']],
  ['langgraph-checkpoint==2.0.0', ['langgraph-checkpoint==', '2.0.0', '']],
  ['azure-storage-blob_12.19.0b1', ['azure-storage-blob_', '12.19.0b1', '']],
  ['google-cloud-vision-v3.7.0', ['google-cloud-vision-v', '3.7.0', '']],
  ['@jupyterlab/application@4.1.0-alpha.1', ['@jupyterlab/application@', '4.1.0-alpha.1', '']],
  ['api/v1.2', ['api/v', '1.2', '']],
  ['demo-2d-1.0', ['demo-2d-', '1.0', '']],
  ['py3-demo-1.0', ['py3-demo-', '1.0', '']],
  ['release1.2.3', ['release', '1.2.3', '']],
  ['REL_1_2_0rc1', ['REL_', '1.2.0rc1', '']],
  ['1.2.3.Final', ['', '1.2.3', '.Final']],
  ['v1.0+cpu', ['v', '1.0+cpu', '']],
  ['v0.6.0.dev0', ['v', '0.6.0.dev0', '']],
  ['2024.01.15', ['', '2024.01.15', '']],
  ['v1', ['v', '1', '']],
  ['2.1.x', undefined],
  ['sha256', undefined],
  ['nightly', undefined],
  ['', undefined],
])('the version in the tag %j', (name, expected) => {
  const split = splitTag(name)
  expect(split && [split.before, split.version, split.after]).toEqual(expected)
})

test.each([
  ['v1.0', '1.0', '1.1', 'v1.1'],
  ['sdk==0.4.2', '0.4.2', '0.4.3', 'sdk==0.4.3'],
  ['demo-1-v1', '1', '2', 'demo-1-v2'],
  ['REL_1_2', '1.2', '1.3.1', 'REL_1_3_1'],
  ['1.2.Final', '1.2', '1.3', '1.3.Final'],
])('a tag like %s for another version', (name, version, next, expected) => {
  expect(tagNameLike({ name, version }, next)).toBe(expected)
})

test('a tag keeps its name and its commit', () => {
  const series = seriesOf([{ name: 'v1.0', commit: 'abc' }], { name: 'demo', path: '.' })
  expect(series).toEqual([
    { before: 'v', after: '', tags: [{ name: 'v1.0', version: '1.0', commit: 'abc' }] },
  ])
})

test.each<[string, number[] | undefined]>([
  ['main', undefined],
  ['master', undefined],
  ['1.x', [1]],
  ['v1.x', [1]],
  ['1.2.x', [1, 2]],
  ['1.2.*', [1, 2]],
  ['release/1.2', [1, 2]],
  ['releases/v1.2.x', [1, 2]],
  ['release-1.2', [1, 2]],
  ['stable-3', [3]],
  ['stable/3.1', [3, 1]],
  ['maintenance/2.0', [2, 0]],
  ['2.0-maintenance', [2, 0]],
  ['v2-stable', [2]],
  ['support/4', [4]],
  ['1.2', undefined],
  ['fix-1.2', undefined],
  ['python-3.12', undefined],
  ['feature/3.12', undefined],
  ['release', undefined],
  ['', undefined],
])('the release series of the branch %j', (branch, series) => {
  expect(releaseSeriesOf(branch)).toEqual(series)
})

const tagged = (versions: readonly string[]) =>
  versions.map((version) => ({ name: `v${version}`, version, commit: '' }))

test.each<[string[], string | undefined, string | undefined]>([
  [[], undefined, undefined],
  [['1.9', '1.10', '1.2'], '1.10', '1.10'],
  [['1.9', '2.0rc1'], '2.0rc1', '1.9'],
  [['2.0a1', '2.0a2'], '2.0a2', undefined],
  [['1.0', '1.0.post1'], '1.0.post1', '1.0.post1'],
  [['2026.1', '1!0.1'], '1!0.1', '1!0.1'],
])('of %j the highest release is %s, and the highest final release %s', (versions, top, final) => {
  expect(highestRelease(tagged(versions))?.version).toBe(top)
  expect(highestRelease(finalReleases(tagged(versions)))?.version).toBe(final)
})

test('ten thousand tags are read in less than two seconds', () => {
  const tags = Array.from({ length: 10_000 }, (_, i) => `v${i % 100}.${Math.floor(i / 100)}.0`)
  // CPU time, as other processes affect the elapsed time.
  const before = process.cpuUsage()
  expect(versions(tags)).toHaveLength(10_000)
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000)
})
