import { expect, test } from '@jest/globals'
import type { SourceVersion } from '../../src/project/version-in-source.ts'
import { judgeSeries, ownSeries, placeholderIn, samplesOf } from '../../src/repository/tag-owners.ts'
import { releasesOf, type TagSeries } from '../../src/repository/tags.ts'

function series(before: string, ...versions: string[]): TagSeries {
  return {
    before,
    after: '',
    tags: versions.map((version) => ({ name: before + version, version, commit: version })),
  }
}

const TOOL = { name: 'setuptools-scm', missingTable: undefined, tags: undefined }

/** A version in the source: `absent`, `unknown`, `from-tags`, or as written. */
function source(text: string): SourceVersion {
  if (text === 'absent') return { kind: 'absent' }
  if (text === 'unknown') return { kind: 'unknown', name: 'demo' }
  if (text === 'from-tags') return { kind: 'from-tags', name: 'demo', tool: TOOL }
  return { kind: 'written', name: 'demo', versions: text.split('|') }
}

/** Evidence from pairs of a tag's version and the source at the tag. */
function evidence(before: string, pairs: readonly (readonly [string, string])[], claimedBy?: string) {
  const one = series(before, ...pairs.map(([version]) => version))
  const samples = one.tags.map((tag, at) => ({ tag, source: source(pairs[at]?.[1] ?? '') }))
  return { series: one, samples, claimedBy }
}

type Pairs = readonly (readonly [string, string])[]

test.each<[string, Pairs, string | undefined, string, string]>([
  [
    'the source has the versions',
    [
      ['1.2', '1.2'],
      ['1.1', '1.1'],
    ],
    undefined,
    'confirmed',
    'confirmed',
  ],
  ['the source has an equal version', [['1.2', '1.2.0']], undefined, 'confirmed', 'confirmed'],
  ['one of several files has the version', [['1.2', '0.1|1.2']], undefined, 'confirmed', 'confirmed'],
  [
    'the last tag is wrong',
    [
      ['1.3', '1.2'],
      ['1.2', '1.2'],
    ],
    undefined,
    'confirmed',
    'confirmed',
  ],
  [
    'another package has the versions',
    [
      ['1.2', '0.4'],
      ['1.1', '0.3'],
    ],
    'core',
    'refuted',
    'refuted',
  ],
  ['a tool computes the version', [['1.2', 'from-tags']], 'core', 'open', 'open'],
  ['the source cannot be read', [['1.2', 'unknown']], 'core', 'open', 'open'],
  ['nothing was read', [], 'core', 'open', 'open'],
  [
    'the package is new',
    [
      ['1.2', 'absent'],
      ['1.1', 'absent'],
    ],
    undefined,
    'open',
    'refuted',
  ],
  [
    'the source has always the same version',
    [
      ['1.2', '0.0.0'],
      ['1.1', '0.0.0'],
    ],
    undefined,
    'open',
    'open',
  ],
  [
    'the source is bumped after the tag',
    [
      ['1.2', '1.1'],
      ['1.1', '1.0'],
    ],
    undefined,
    'open',
    'open',
  ],
  [
    'the source has development versions',
    [
      ['1.2', '1.2.dev0'],
      ['1.1', '1.1.dev0'],
    ],
    undefined,
    'open',
    'open',
  ],
  [
    'tags of dates',
    [
      ['2024.6.1', '1.4'],
      ['2024.5.1', '1.3'],
    ],
    undefined,
    'refuted',
    'refuted',
  ],
  ['one tag with another version', [['1.2', '0.4']], undefined, 'open', 'open'],
])('%s: of a series without a prefix', (_, pairs, claimedBy, single, several) => {
  const given = evidence('v', pairs, claimedBy)
  expect([judgeSeries(given, true), judgeSeries(given, false)]).toEqual([single, several])
})

test.each<[string, TagSeries[], ReturnType<typeof evidence>[], string[]]>([
  ['named tags', [series('demo-', '1.0')], [evidence('v', [['9.0', 'unknown']])], ['demo-1.0']],
  [
    'named tags, and later ones without a prefix',
    [series('demo-', '1.0')],
    [evidence('v', [['1.1', '1.1']])],
    ['demo-1.0', 'v1.1'],
  ],
  [
    'a short prefix, and tags of the main package',
    [],
    [evidence('', [['1.2.11', '0.4.2']], 'main'), evidence('sdk==', [['0.4.2', '0.4.2']])],
    ['sdk==0.4.2'],
  ],
  [
    'packages with the same versions at first',
    [],
    [evidence('cli==', [['1.0', '1.0']]), evidence('sdk==', [['1.0', '1.0']])],
    ['sdk==1.0'],
  ],
  ['only tags of the main package', [], [evidence('', [['1.2.11', '0.4.2']], 'main')], []],
  ['a moving tag with the name', [series('demo-v', '1')], [evidence('v', [['2.0', 'unknown']])], ['v2.0']],
  ['an unknown prefix', [], [evidence('docs-', [['1.0', '2.0']])], []],
])('the releases with %s', (_, named, found, expected) => {
  expect(
    releasesOf(...ownSeries(named, found, { name: 'demo-sdk', path: 'libs/sdk-py' }, false)).map(
      ({ name }) => name,
    ),
  ).toEqual(expected)
})

test.each<[string, Pairs, string | undefined]>([
  [
    'the same version at several releases',
    [
      ['1.2', '0.0.1'],
      ['1.1', '0.0.1'],
    ],
    '0.0.1',
  ],
  [
    'the version of the first release',
    [
      ['1.2', '1.0'],
      ['1.1', '1.0'],
      ['1.0', '1.0'],
    ],
    '1.0',
  ],
  ['zeros at one release', [['1.0', '0.0.0.dev0']], '0.0.0.dev0'],
  ['another version at one release', [['1.1', '1.0']], undefined],
  [
    'a forgotten bump',
    [
      ['1.1', '1.0'],
      ['1.0', '1.0'],
    ],
    undefined,
  ],
  [
    'bumped versions',
    [
      ['1.2', '1.2'],
      ['1.1', '1.1'],
    ],
    undefined,
  ],
  ['a computed version', [['1.2', 'from-tags']], undefined],
  ['no release', [], undefined],
])('the placeholder with %s', (_, pairs, expected) => {
  expect(placeholderIn(evidence('v', pairs).samples)).toBe(expected)
})

test('the source is read at the highest releases', () => {
  const one = series('v', '1.9', '1.10', '1.11.dev1', '1.2', '1.8', '1.10+local')
  expect(samplesOf(one).map(({ version }) => version)).toEqual(['1.10', '1.9', '1.8'])
})
