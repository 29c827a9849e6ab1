import { expect, test } from '@jest/globals'
import { type Comparison, changedSettings, compareChanges } from './changed-settings.ts'

type Texts = readonly [file: string, before: string, after: string]

const changes = (texts: readonly Texts[]) =>
  new Map(texts.map(([file, before, after]) => [file, { before, after }] as const))

const SETUP = (body: string) => `from setuptools import setup\n${body}\n`

test.each<[name: string, change: Texts, expected: readonly string[]]>([
  ['a key of TOML', ['a.toml', '[t]\na = 1\nb = 2\n', '[t]\na = 1\nb = 3\n'], ['a.toml: t.b']],
  ['an item of a list', ['a.toml', 'a = ["x"]\n', 'a = ["x", "y"]\n'], ['a.toml: a']],
  ['only the formatting', ['a.toml', 'a = ["x"]\n', 'a = [\n  "x",\n]\n'], []],
  [
    'a list of setup.cfg',
    ['setup.cfg', '[options]\ninstall_requires =\n  a\n', '[options]\ninstall_requires =\n  a\n  b\n'],
    ['setup.cfg: options.install_requires'],
  ],
  [
    'an argument of setup.py',
    ['setup.py', SETUP('setup(name="a")'), SETUP('setup(name="a", packages=[])')],
    ['setup.py: packages'],
  ],
  ['a variable of setup.py', ['setup.py', SETUP('NEEDS = []'), SETUP('NEEDS = ["a"]')], ['setup.py: NEEDS']],
  ['a file without settings', ['MANIFEST.in', 'include a\n', 'include b\n'], ['MANIFEST.in: text']],
])('%s', (_name, change, expected) => {
  expect([...changedSettings(changes([change])).keys()]).toEqual(expected)
})

const CFG = (needs: string, more = '') => `[options]\ninstall_requires =\n  ${needs}\n${more}`

test.each<[name: string, made: string | undefined, expected: Comparison]>([
  ['the same text', CFG('a\n  b'), 'same values'],
  ['another bound', CFG('a\n  b>=2'), 'same settings'],
  ['another setting', CFG('a', 'zip_safe = no\n'), 'other'],
  ['nothing is known', undefined, 'unknown'],
])('a patch and a change with %s', (_name, made, expected) => {
  const patch = changes([['setup.cfg', CFG('a'), CFG('a\n  b')]])
  const theirs = made === undefined ? undefined : changes([['setup.cfg', CFG('a'), made]])
  expect(compareChanges(patch, theirs)).toBe(expected)
})
