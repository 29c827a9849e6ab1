/** Edits of setup.cfg in the formats of public projects change what they should and nothing else. */
import { expect, test } from '@jest/globals'
import { diffArrays } from 'diff'
import type { SettingChange } from '../../../src/checks/fixes/edit.ts'
import { editCfg } from '../../../src/checks/fixes/edit-cfg.ts'
import { parseIni } from '../../../src/project/ini.ts'

const DOCUMENTS: Readonly<Record<string, string>> = {
  tabs: `[metadata]
name = demo
classifiers = 
	Development Status :: 5 - Production/Stable
	Programming Language :: Python

# packages
[options]
packages = find:
package_dir = 
	=src
install_requires = 
	a >=4.1.0,<5.0

	# why
	b[c] ; python_version<'3.9'
`,
  'first items in the lines of the keys': `[bdist_rpm]
requires = a>=0.2.1;python_version<'3.9'
           b>=2022.7

[options]
py_modules=a,b
[options.extras_require]
x = c
docs = d
    e
`,
  'colons, comments and comma lists': `; tool settings
[flake8]
ignore =
    # first
    E731,
    ; second
    W503
per-file-ignores : __init__.py:F401

[options.package_data]
# everything
* = *.txt, *.rst
demo = templates/*
demo.sub =
    data/*.json
    data/*.yaml

[egg_info]
tag_build = 
tag_date = 0

`,
  'no final newline': '[metadata]\nname=demo\n[options]\nzip_safe=0\npackages=\n  demo\n  demo.sub',
}

const ALL = Object.entries(DOCUMENTS).flatMap(([name, text]): (readonly [string, string])[] => [
  [name, text],
  [`${name}, with CRLF`, text.replaceAll('\n', '\r\n')],
])

const options = (text: string) =>
  [...parseIni(text)].flatMap(([section, keys]) =>
    [...keys].map(([key, value]) => [section, key, value.trim()] as const),
  )

const NEW = [
  ['metadata', 'license'],
  ['options', 'include_package_data'],
  ['options.package_data', 'new'],
  ['options.packages.find', 'where'],
] as const

function changesOf(text: string): (readonly [readonly string[], SettingChange])[] {
  return [
    ...NEW.flatMap((path): (readonly [readonly string[], SettingChange])[] => [
      [path, { kind: 'set', value: 'new' }],
      [path, { kind: 'append', items: ['new', 'other'] }],
    ]),
    ...options(text).flatMap(([section, key, value]): (readonly [readonly string[], SettingChange])[] => {
      const path = [section, key]
      const items = value.split(value.includes('\n') ? '\n' : /, ?/).filter((item) => item !== '')
      const isList = /^(classifiers|install_requires|py_modules|ignore|docs|\*|demo\.sub|packages)$/.test(key)
      return [
        [path, { kind: 'set', value: 'new' }],
        [path, { kind: 'set', value: ['new', 'other'] }],
        [path, { kind: 'delete' }],
        ...(isList && value !== 'find:'
          ? [
              [path, { kind: 'append', items: ['new'] }] as const,
              ...items.map((item) => [path, { kind: 'remove', items: [item] }] as const),
              ...items.map((item) => [path, { kind: 'replace', item, by: 'new' }] as const),
            ]
          : []),
      ]
    }),
  ]
}

test.each(ALL)('%s', (_, text) => {
  for (const [path, change] of changesOf(text)) {
    const edited = editCfg(text, path, change)
    if (edited.kind === 'refused') throw new Error(`${path} ${JSON.stringify(change)}: ${edited.reason}`)
    const context = `${path} ${JSON.stringify(change)}\n${edited.text}`
    const others = (one: string) => options(one).filter(([section, key]) => `${section},${key}` !== `${path}`)
    expect([context, others(edited.text)]).toEqual([context, others(text)])
    const parts = diffArrays(text.split(/(?<=\n)/), edited.text.split(/(?<=\n)/))
    const removed = parts.filter((part) => part.removed).flatMap(({ value }) => value)
    const added = parts.filter((part) => part.added).flatMap(({ value }) => value)
    const comments = removed.filter((line) => /^\s*[#;]/.test(line))
    if (change.kind === 'append') expect([context, removed.length <= 1]).toEqual([context, true])
    if (change.kind === 'remove') expect([context, added.length <= 1]).toEqual([context, true])
    if (change.kind === 'append' || change.kind === 'replace')
      expect([context, comments]).toEqual([context, []])
    if (text.includes('\r\n')) expect(edited.text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  }
})
