/** Many errors of few causes are few findings, the most harmful first, each with its fix. */
import { expect, test } from '@jest/globals'
import { limit } from '../checks/limit.ts'
import { type Files, project, runCli } from '../support/project.ts'
import { pathWithUv } from '../support/uv.ts'

const atMost = limit(2)

interface Shop {
  /** Of the import package: `src` or the root. */
  readonly root: 'src/' | ''
  /** The directories of the data files in the package. */
  readonly directories: readonly string[]
  /** The number of files of tests. */
  readonly testFiles: number
  readonly imports: readonly string[]
  /** Of the test dependencies. */
  readonly requirements: readonly string[]
  /** The body of the function that reads a data file. */
  readonly read: string
}

const SHOP: Shop = {
  root: 'src/',
  directories: ['templates/data'],
  testFiles: 1,
  imports: ['yaml'],
  requirements: ['PyYAML>=6'],
  read: '    return path.read_text(encoding="utf-8")',
}

/** A project with 15 data files that are not in the wheel, and 20 tests that read them. */
function filesOf({ root, directories, testFiles, imports, requirements, read }: Shop): Files {
  const directoryOf = (i: number) => directories[i % directories.length]
  const testOf = (i: number) =>
    `def test_${i}():\n    assert shop.page("${directoryOf(i % 15)}/${i % 15}.html") == "${i % 15}\\n"\n`
  const tests = Array.from({ length: testFiles }, (_, file): [string, string] => {
    const own = Array.from({ length: 20 }, (_, i) => i).filter((i) => i % testFiles === file)
    return [`tests/test_${file}.py`, ['import shop\n', ...own.map(testOf)].join('\n\n')]
  })
  const data = Array.from({ length: 15 }, (_, i): [string, string] => [
    `${root}shop/${directoryOf(i)}/${i}.html`,
    `${i}\n`,
  ])
  return {
    'pyproject.toml': [
      '[build-system]\nrequires = ["setuptools>=77"]\nbuild-backend = "setuptools.build_meta"',
      '[project]\nname = "shop"\nversion = "2.0.0"\ndescription = "A shop."',
      `[dependency-groups]\ntest = ["pytest>=8", ${requirements.map((one) => `"${one}"`).join(', ')}]`,
      `[tool.setuptools.packages.find]\nwhere = ["${root === '' ? '.' : 'src'}"]\ninclude = ["shop*"]\n`,
    ].join('\n\n'),
    [`${root}shop/__init__.py`]: [
      'from pathlib import Path\n',
      ...imports.map((module) => `import ${module}`),
      '\n\ndef page(name):\n    path = Path(__file__).parent / name',
      `${read}\n`,
    ].join('\n'),
    ...Object.fromEntries([...data, ...tests]),
  }
}

const UNDECLARED = 'error dependency-undeclared tried'
const DATA = 'error data-missing tried'

test.concurrent.each<{ what: string; shop: Partial<Shop>; findings: string[] }>([
  {
    what: 'data files in one directory, and two undeclared dependencies',
    shop: { imports: ['yaml', 'packaging'], requirements: ['PyYAML>=6', 'packaging>=23'] },
    findings: [UNDECLARED, DATA, 'warning dependency-undeclared'],
  },
  {
    what: 'several directories and files, in a flat layout',
    shop: { root: '', directories: ['templates/data', 'templates', 'static'], testFiles: 4 },
    findings: [UNDECLARED, DATA, DATA],
  },
  {
    what: 'a missing file that the code handles',
    shop: { read: '    return path.read_text(encoding="utf-8") if path.exists() else ""' },
    findings: [UNDECLARED, 'error tests-failed tried', 'warning data-missing'],
  },
  {
    what: 'tests that fail in the checkout, too',
    shop: { read: '    return len(path.name)' },
    findings: [UNDECLARED, 'error tests-failed', 'warning data-missing'],
  },
])('few findings for $what', async ({ shop, findings }) => {
  const { report, stdout, stderr } = await atMost(async () =>
    runCli([], {
      cwd: await project(filesOf({ ...SHOP, ...shop })),
      env: { PATH: await pathWithUv() },
      triesFixes: true,
    }),
  )
  if (report === undefined) throw new Error(`There is no report:\n${stdout}\n${stderr}`)
  expect(
    report.packages[0]?.findings.map(({ severity, rule, patch }) =>
      [severity, rule, patch?.status].filter(Boolean).join(' '),
    ),
  ).toEqual(findings)
})
