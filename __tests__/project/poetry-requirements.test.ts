import { expect, test } from '@jest/globals'
import { parse } from 'smol-toml'
import { poetryRequirements, specifier } from '../../src/project/poetry-requirements.ts'

// The first three groups are the tables of Poetry's documentation, "Dependency specification".
test.each([
  ['^1.2.3', '>=1.2.3,<2'],
  ['^1.2', '>=1.2,<2'],
  ['^1', '>=1,<2'],
  ['^0.2.3', '>=0.2.3,<0.3'],
  ['^0.0.3', '>=0.0.3,<0.0.4'],
  ['^0.0', '>=0.0,<0.1'],
  ['^0', '>=0,<1'],

  ['~1.2.3', '>=1.2.3,<1.3'],
  ['~1.2', '>=1.2,<1.3'],
  ['~1', '>=1,<2'],

  ['*', ''],
  ['1.*', '==1.*'],
  ['1.2.*', '==1.2.*'],

  ['>= 1.2.0', '>=1.2.0'],
  ['>1', '>1'],
  ['<2', '<2'],
  ['!= 1.2.3', '!=1.2.3'],
  ['>= 1.2, < 1.5', '>=1.2,<1.5'],
  ['>=1.2 <1.5', '>=1.2,<1.5'],
  ['>=1.2,<1.5,!=1.3.*', '>=1.2,<1.5,!=1.3.*'],
  ['1.2.3', '==1.2.3'],
  ['==1.2.3', '==1.2.3'],
  ['=1.2.3', '==1.2.3'],
  ['===1.2.3', '===1.2.3'],
  ['<>1.2.3', '!=1.2.3'],
  ['~=1.2', '~=1.2'],
  ['~= 1.2.3', '~=1.2.3'],
  ['^ 1.2', '>=1.2,<2'],
  ['^1.2 || ^2.0', '>=2.0,<3'],
  ['^1.2|^2.0', '>=2.0,<3'],
  ['^1.2,!=1.4', '>=1.2,<2,!=1.4'],

  ['^1.2.3b1', '>=1.2.3b1,<2'],
  ['^0.3rc1', '>=0.3rc1,<0.4'],
  ['^0.0.3b1', '>=0.0.3b1,<0.0.4'],
  ['~1.2.3.post1', '>=1.2.3.post1,<1.3'],
  ['^0.10.11.post1', '>=0.10.11.post1,<0.11'],
  ['^2024.1', '>=2024.1,<2025'],
  ['', ''],
])('the constraint %s is the specifier %s', (constraint, expected) => {
  expect(specifier(constraint)).toBe(expected)
})

test.each([
  ['a = "^1.2"', ['a>=1.2,<2']],
  ['a = "*"', ['a']],
  ['python = "^3.8"\na = "*"', ['a']],
  ['a = { version = "^1" }', ['a>=1,<2']],
  ['a = { version = "^1", extras = ["x", "y"] }', ['a[x,y]>=1,<2']],
  ['a = { version = "*", extras = [] }', ['a']],
  ['a = { version = "^1", optional = true }', ['a>=1,<2']],
  ['a = { version = "*", source = "private", allow-prereleases = true }', ['a']],
  ['a = { version = "1.0", markers = "os_name == \'nt\'" }', ["a==1.0; (os_name == 'nt')"]],
  ['a = { version = "*", markers = "x or y", python = "<3.9" }', ['a; (x or y) and python_version < "3.9"']],
  ['a = { version = "*", platform = "win32" }', ['a; sys_platform == "win32"']],
  ['a = { version = "*", python = "^3.8" }', ['a; python_version >= "3.8" and python_version < "4"']],
  ['a = { version = "*", python = "~3.8" }', ['a; python_version >= "3.8" and python_version < "3.9"']],
  ['a = { version = "*", python = "3.8.*" }', ['a; python_full_version == "3.8.*"']],
  ['a = { version = "*", python = ">=3.8.1" }', ['a; python_full_version >= "3.8.1"']],
  [
    'a = { version = "*", python = "<3.8 || >=3.10" }',
    ['a; (python_version < "3.8" or python_version >= "3.10")'],
  ],
  ['a = { version = "*", python = "*" }', ['a']],
  [
    'a = [{ version = "<2", python = "<3.9" }, { version = ">=2", python = ">=3.9" }]',
    ['a<2; python_version < "3.9"', 'a>=2; python_version >= "3.9"'],
  ],
  ['a = ["^1", "^2"]', ['a>=1,<2', 'a>=2,<3']],
  ['a = { path = "../a", develop = true }', []],
  ['a = { git = "https://host/a.git", tag = "1" }', []],
  ['a = { git = "https://host/a.git", version = "^1" }', []],
  ['a = { url = "https://host/a.whl" }', ['a @ https://host/a.whl']],
  ['a = 3', []],
  ['a = { extras = ["x"] }', []],
  ['', []],
])('the table %s', (toml, expected) => {
  expect(poetryRequirements(parse(toml))).toEqual(expected)
})
