/** Edits of documents in the formats of public projects change what they should and nothing else. */
import { expect, test } from '@jest/globals'
import { diffArrays } from 'diff'
import { parse } from 'smol-toml'
import type { SettingChange, SettingValue } from '../../../src/checks/fixes/edit.ts'
import { editToml } from '../../../src/checks/fixes/edit-toml.ts'

/** Reduced from projects that format pyproject.toml in these ways. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  'dotted keys (pyproject-fmt)': `[build-system]
build-backend = "hatchling.build"
requires = [ "hatch-vcs>=0.4", "hatchling>=1.27" ]

[project]
name = "demo"
classifiers = [
  "Development Status :: 5 - Production/Stable",
  "Programming Language :: Python",
]
dynamic = [ "version" ]
urls.Homepage = "https://example.org"
urls."Source Code" = "https://example.org/source"
entry-points.pytest11.demo = "demo.pytest_plugin"

[tool.hatch]
build.hooks.vcs.version-file = "src/demo/version.py"
build.targets.sdist.include = [ "/src", "/tests" ]
version.source = "vcs"
`,
  'arrays of indented tables': `[project]
name = "demo"
[[project.authors]]
name = "A"
email = "a@example.org"

[[project.authors]]
name = "B"

[tool.towncrier]
    directory = "news"
    [[tool.towncrier.type]]
        directory = "feature"
        name = "Features"
        showcontent = true

    # fixes
    [[tool.towncrier.type]]
        # the directory
        directory = "bugfix"
        name = "Bugs"
        showcontent = true
[tool.poetry.scripts]
my-script = 'demo:main'

[build-system]
requires = ["poetry>=0.12"]
`,
  'arrays of arrays and tables in arrays': `[project]
name = "demo"
dependencies = ["a; python_version < '3.9'", 'b[c]>=1', "d"]  # all

[tool.tox]
env_list = [
    "py3", "lint",  # [
    "docs",
    # "later",
]
[tool.tox.env_run_base]
commands = [[
    "pytest", "-v", "--basetemp={env_tmp_dir}",
    {replace = "posargs", default = [], extend = true},
], ["coverage", "report"]]
description = "run # tests"
`,
  'comments everywhere': `# before
[project] # the project
# name
name = "demo" # name
# dependencies
dependencies = [ # first
    # a
    "a", # a
    "b" # b

    # none
] # last

# -- setuptools --

# find
[tool.setuptools.packages.find]
where = ["src"] # where
# exclude = ["tests"]

# data
[tool.setuptools.package-data] # data
"*" = ["py.typed"]
# end
`,
  'strings of several lines': `[project]
name = "demo"
readme = {text = '''
[not.a.table]
key = "value" # no comment
''', content-type = "text/plain"}
keywords = ["""a
b""", 'c']

[tool.x]
code = """
[[tool.x]]
\\"""
"""
`,
  'inline tables and quoted keys': `tool.black.line-length = 88

[tool.poetry]
packages = [{ include = "demo", from = "src" }]
include = [
  { path = "tests", format = "sdist" },
  "CHANGES",
]

[tool.poetry.dependencies]
python = "^3.9"
"a.b" = { version = "^1", optional = true, extras = ["x"] }
c = {version = "^2", python = ">=3.9"}
`,
  'no space and no final newline': `[build-system]
requires=["setuptools","wheel"]
[project]
name="demo"
dependencies=[
"a",
"b"]
scripts={demo="demo:main"}
[tool.setuptools]
packages=["demo"]`,
}

const ALL = Object.entries(DOCUMENTS).flatMap(([name, text]): (readonly [string, string])[] => [
  [name, text],
  [`${name}, with CRLF`, text.replaceAll('\n', '\r\n')],
])

type Values = { readonly [key: string]: unknown }
const isTable = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function* settings(values: Values, outer: readonly string[] = []): Generator<readonly [string[], unknown]> {
  for (const [key, value] of Object.entries(values)) {
    yield [[...outer, key], value]
    if (isTable(value)) yield* settings(value, [...outer, key])
  }
}

/** All settings, without the ones that are in another one. */
const flat = (values: Values) =>
  new Map(
    [...settings(values)]
      .filter(([, value]) => !isTable(value))
      .map(([path, value]) => [path.join('\0'), value]),
  )

const NEW: readonly (readonly string[])[] = [
  ['project', 'scripts', 'new'],
  ['project', 'description'],
  ['tool', 'setuptools', 'package-data', 'demo'],
  ['tool', 'setuptools', 'zip-safe'],
  ['tool', 'hatch', 'build', 'targets', 'wheel', 'force-include', 'a/b.txt'],
  ['tool', 'poetry', 'dependencies', 'new'],
  ['tool', 'new', 'list'],
  ['build-system', 'backend-path'],
]

function changesOf(text: string): (readonly [readonly string[], SettingChange])[] {
  const values: (readonly [readonly string[], unknown])[] = [...settings(parse(text))]
  return [
    ...NEW.map((path) => [path, { kind: 'set', value: 'new' }] as const),
    ...NEW.map((path) => [path, { kind: 'append', items: ['new', 'a "b"\\'] }] as const),
    ...values.flatMap(([path, value]): (readonly [readonly string[], SettingChange])[] => [
      [path, { kind: 'delete' }],
      ...(path.length > 1 ? [[path, { kind: 'set', value: 'new' }] as const] : []),
      ...(isTable(value) ? [[[...path, 'new'], { kind: 'set', value: true }] as const] : []),
      ...(Array.isArray(value)
        ? [[path, { kind: 'append', items: [isTable(value[0]) ? { new: 1 } : 'new'] }] as const]
        : []),
      ...(Array.isArray(value) ? (value as SettingValue[]) : []).flatMap((item) => [
        [path, { kind: 'remove', items: [item] }] as const,
        [path, { kind: 'replace', item, by: isTable(item) ? { new: 1 } : 'new' }] as const,
      ]),
    ]),
  ]
}

const applied = (text: string, path: readonly string[], change: SettingChange): string => {
  const edited = editToml(text, path, change)
  if (edited.kind === 'refused')
    throw new Error(`${path.join('.')} ${JSON.stringify(change)}: ${edited.reason}`)
  return edited.text
}

/** The lines that an edit removes and adds. */
function lineChanges(
  before: string,
  after: string,
): Readonly<Record<'removed' | 'added', readonly string[]>> {
  const parts = diffArrays(before.split(/(?<=\n)/), after.split(/(?<=\n)/))
  return {
    removed: parts.filter(({ removed }) => removed).flatMap(({ value }) => value),
    added: parts.filter(({ added }) => added).flatMap(({ value }) => value),
  }
}

test.each(ALL)('%s: only the setting changes', (_, text) => {
  for (const [path, change] of changesOf(text)) {
    const isOther = ([key]: readonly [string, unknown]) => !`${key}\0`.startsWith(`${path.join('\0')}\0`)
    const [before, after] = [text, applied(text, path, change)].map((one) =>
      [...flat(parse(one))]
        .filter(isOther)
        .map((pair) => JSON.stringify(pair))
        .sort(),
    )
    expect(after).toEqual(before)
  }
})

test.each(ALL)('%s: lines that need not change do not change', (_, text) => {
  for (const [path, change] of changesOf(text)) {
    const edited = applied(text, path, change)
    const { removed, added } = lineChanges(text, edited)
    const context = `${path.join('.')} ${JSON.stringify(change)}\n${edited}`
    if (change.kind === 'append') expect([context, removed.length <= 1]).toEqual([context, true])
    if (change.kind === 'remove' || change.kind === 'delete')
      expect([context, added.length <= 1]).toEqual([context, true])
    if (text.includes('\r\n')) expect(edited.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  }
})

test.each(ALL)('%s: a new setting that is deleted again leaves the old text', (_, text) => {
  if (!text.endsWith('\n')) return
  for (const path of NEW) {
    const edited = applied(text, path, { kind: 'set', value: ['a', 'b'] })
    expect(applied(edited, path, { kind: 'delete' })).toBe(text)
  }
})
