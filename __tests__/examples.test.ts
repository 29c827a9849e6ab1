/** Every example goes red with its rule alone, and green when the fix that is printed is followed. */
import { execFile } from 'node:child_process'
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'
import type { Rule } from '../src/checks/rules.ts'
import type { ReportedFinding } from '../src/report/report.ts'
import { limit } from './checks/limit.ts'
import { type CliRun, commit, git, newFolder, runCli } from './support/project.ts'

const EXAMPLES = fileURLToPath(new URL('../examples/', import.meta.url))
const [PASS, DEFECT] = [0, 1]

interface Example {
  readonly rule: Rule
  readonly file: string
  readonly line?: number
  /** What the printed fix says, word for word. */
  readonly fix: string
  /** What whoever follows it does to `pyproject.toml`. */
  readonly follow: readonly [from: string, to: string]
}

const BROKEN: Readonly<Record<string, Example>> = {
  'subpackage-missing': {
    rule: 'module-missing',
    file: 'src/greeter/polite/__init__.py',
    fix: '[tool.setuptools.packages.find]\nwhere = ["src"]\ninclude = ["greeter*"]',
    follow: [
      '[tool.setuptools]\npackage-dir = { "" = "src" }\npackages = ["greeter"]',
      '[tool.setuptools.packages.find]\nwhere = ["src"]\ninclude = ["greeter*"]',
    ],
  },
  'template-not-shipped': {
    rule: 'data-missing',
    file: 'src/greeter/templates/greeting.txt',
    fix: '[tool.setuptools.package-data]\ngreeter = ["templates/*.txt"]',
    follow: [
      '[tool.as-installed.version]',
      '[tool.setuptools.package-data]\ngreeter = ["templates/*.txt"]\n\n[tool.as-installed.version]',
    ],
  },
  'script-points-at-nothing': {
    rule: 'entry-point-broken',
    file: 'pyproject.toml',
    line: 13,
    fix: 'Let greet name a module and a function that the wheel contains, as "package.module:function"',
    follow: ['greeter.cli:run', 'greeter.cli:main'],
  },
  'dependency-undeclared': {
    rule: 'dependency-undeclared',
    file: 'src/greeter/cli.py',
    line: 3,
    fix: 'Add to dependencies of [project] in pyproject.toml: "packaging"',
    follow: ['requires-python = ">=3.8"', 'requires-python = ">=3.8"\ndependencies = ["packaging"]'],
  },
  'version-not-bumped': {
    rule: 'version-not-bumped',
    file: 'pyproject.toml',
    line: 7,
    fix: 'Raise the version to 1.1.1 or later.',
    follow: ['version = "1.1.0"', 'version = "1.1.1"'],
  },
}

const atMost = limit(2)

/** A copy of an example with a history of its own, outside this repository. */
async function checkout(path: string): Promise<string> {
  const folder = await newFolder()
  const history = join(EXAMPLES, path, 'history.mjs')
  if ((await readdir(join(EXAMPLES, path))).includes('history.mjs')) {
    await rm(folder, { recursive: true })
    await promisify(execFile)(process.execPath, [history, folder])
  } else {
    const filter = (file: string) => !/__pycache__|\.pytest_cache|\.egg-info/.test(file)
    await cp(join(EXAMPLES, path), folder, { recursive: true, filter })
    await git(folder, 'init', '--quiet', '--initial-branch=main')
    await commit(folder)
  }
  return folder
}

const NOT_ON_GITHUB = { GITHUB_EVENT_NAME: undefined, GITHUB_REF_TYPE: undefined, GITHUB_REF_NAME: undefined }
const verify = (folder: string) => runCli(['.'], { cwd: folder, env: NOT_ON_GITHUB })

function findings({ report, stdout, stderr }: CliRun): readonly ReportedFinding[] {
  if (report === undefined) throw new Error(`There is no report:\n${stdout}\n${stderr}`)
  return report.packages.flatMap((one) => one.findings).filter(({ severity }) => severity !== 'note')
}

test.concurrent('examples/greeter passes without a word', () =>
  atMost(async () => {
    const run = await verify(await checkout('greeter'))
    expect(findings(run)).toEqual([])
    expect(run.code).toBe(PASS)
  }))

test('the folder holds these examples and no other', async () => {
  expect((await readdir(join(EXAMPLES, 'broken'))).sort()).toEqual(Object.keys(BROKEN).sort())
})

for (const [name, { rule, file, line, fix, follow }] of Object.entries(BROKEN)) {
  test.concurrent(`examples/broken/${name} is ${rule}, and what it prints mends it`, () =>
    atMost(async () => {
      const folder = await checkout(`broken/${name}`)
      const red = await verify(folder)
      expect(findings(red)).toHaveLength(1)
      const [finding] = findings(red)
      expect(finding).toMatchObject({ rule, severity: 'error', file, fix: expect.stringContaining(fix) })
      expect(finding?.line).toBe(line)
      expect(red.stdout.replace(/^ +/gm, '')).toContain(fix)
      expect(red.code).toBe(DEFECT)

      const pyproject = join(folder, 'pyproject.toml')
      const before = await readFile(pyproject, 'utf8')
      expect(before).toContain(follow[0])
      await writeFile(pyproject, before.replace(...follow))
      await commit(folder)
      const green = await verify(folder)
      expect(findings(green)).toEqual([])
      expect(green.code).toBe(PASS)
    }))
}
