import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { importsOfTests } from '../../../src/checks/tests/sandbox-imports.ts'
import { contentsOf, testRun } from '../facts.ts'

let sandbox: string
beforeAll(async () => {
  sandbox = await mkdtemp(join(tmpdir(), 'as-installed-test-'))
})
afterAll(() => rm(sandbox, { recursive: true, force: true }))

test.each<[string, string, string, string[], ...string[]]>([
  ['a package', 'companion/__init__.py', 'X = 1', ['companion/__init__.py']],
  ['a module', 'companion.py', 'X = 1', ['companion.py']],
  ['a module in a package', 'companion/core.py', 'X = 1', ['companion/core.py'], 'companion/__init__.py'],
  ['a module in a directory that is no package', 'companion/core.py', 'X = 1', []],
  ['sources of the documentation', 'docs_src/first/a.py', 'X = 1', [], 'docs_src/__init__.py'],
  ['a helper beside the tests', 'tests/helper.py', 'X = 1', []],
  ['conftest.py', 'conftest.py', 'X = 1', []],
  ['a helper that uses pytest', 'asserting.py', 'import pytest', []],
  ['a helper that uses unittest', 'cases/base.py', 'from unittest import TestCase', []],
  ['tools', 'tools/release.py', 'X = 1', []],
  ['examples', 'examples/hello.py', 'X = 1', []],
  ['setup.py', 'setup.py', 'X = 1', []],
  ['documentation', 'docs/conf.py', 'X = 1', []],
  ['a Django project', 'manage.py', 'X = 1', []],
  ['a test project', 'testproject/settings.py', 'X = 1', []],
  ['a private package', '_build/__init__.py', 'X = 1', []],
])('tests import %s', async (_, path, text, expected, ...others) => {
  const file = join(sandbox, path)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, text)
  const modules = [path, ...others].map((one) => [
    one.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.'),
    one,
  ])
  const importer = { file: join(sandbox, 'tests/test_a.py'), line: 2 }
  const found = await importsOfTests(
    testRun({ helperModules: [{ path: file, importer }] }).evidence,
    contentsOf({ missingModules: Object.fromEntries(modules) }),
    sandbox,
  )
  expect(found).toEqual(expected.map((source) => ({ source, by: 'tests/test_a.py', line: 2 })))
})
