/** Every broken example fails only by its rule, and passes after the printed fix. */
import { execFile } from 'node:child_process'
import { cp, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'
import type { Rule } from '../src/checks/rules.ts'
import type { ReportedFinding } from '../src/report/report.ts'
import { limit } from './checks/limit.ts'
import { applyDiff, type CliRun, commit, git, runCli, temporaryDirectory } from './support/project.ts'

const EXAMPLES = fileURLToPath(new URL('../examples/', import.meta.url))
const [PASS, DEFECT] = [0, 1]

interface Example {
  readonly rule: Rule
  readonly file: string
  readonly line?: number
}

const BROKEN: Readonly<Record<string, Example>> = {
  'subpackage-missing': { rule: 'module-missing', file: 'pyproject.toml', line: 20 },
  'template-not-shipped': { rule: 'data-missing', file: 'src/greeter/templates/greeting.txt' },
  'script-points-at-nothing': { rule: 'entry-point-broken', file: 'pyproject.toml', line: 13 },
  'dependency-undeclared': { rule: 'dependency-undeclared', file: 'src/greeter/cli.py', line: 3 },
  'version-not-bumped': { rule: 'version-not-bumped', file: 'pyproject.toml', line: 7 },
}

const atMost = limit(2)

/** A copy of an example in its own repository. */
async function checkout(path: string): Promise<string> {
  const directory = await temporaryDirectory()
  const history = join(EXAMPLES, path, 'history.mjs')
  if ((await readdir(join(EXAMPLES, path))).includes('history.mjs')) {
    await rm(directory, { recursive: true })
    await promisify(execFile)(process.execPath, [history, directory])
  } else {
    const filter = (file: string) => !/__pycache__|\.pytest_cache|\.egg-info/.test(file)
    await cp(join(EXAMPLES, path), directory, { recursive: true, filter })
    await git(directory, 'init', '--quiet', '--initial-branch=main')
    await commit(directory)
  }
  return directory
}

const NOT_ON_GITHUB = { GITHUB_EVENT_NAME: undefined, GITHUB_REF_TYPE: undefined, GITHUB_REF_NAME: undefined }
const verify = (directory: string, triesFixes = false) =>
  runCli(['.'], { cwd: directory, env: NOT_ON_GITHUB, triesFixes })

function findings({ report, stdout, stderr }: CliRun): readonly ReportedFinding[] {
  if (report === undefined) throw new Error(`There is no report:\n${stdout}\n${stderr}`)
  return report.packages.flatMap((one) => one.findings).filter(({ severity }) => severity !== 'note')
}

test.concurrent('examples/greeter passes without a finding', () =>
  atMost(async () => {
    const run = await verify(await checkout('greeter'))
    expect(findings(run)).toEqual([])
    expect(run.code).toBe(PASS)
  }))

test('the directory has exactly these examples', async () => {
  expect((await readdir(join(EXAMPLES, 'broken'))).sort()).toEqual(Object.keys(BROKEN).sort())
})

for (const [name, { rule, file, line }] of Object.entries(BROKEN)) {
  test.concurrent(`examples/broken/${name} fails with ${rule}, and passes after the printed fix`, () =>
    atMost(async () => {
      const directory = await checkout(`broken/${name}`)
      const red = await verify(directory, true)
      expect(findings(red)).toHaveLength(1)
      const [finding] = findings(red)
      expect(finding).toMatchObject({ rule, severity: 'error', file, patch: { status: 'tried' } })
      expect(finding?.line).toBe(line)
      expect(red.code).toBe(DEFECT)
      const { summary = '', diff = '' } = finding?.patch ?? {}
      expect(red.stdout).toContain(`${summary}\n\n${diff}`)
      expect(await readFile(join(EXAMPLES, 'README.md'), 'utf8')).toContain(
        `${summary}\n\n\`\`\`diff\n${diff}\`\`\`\n`,
      )

      await applyDiff(directory, diff)
      await commit(directory)
      const green = await verify(directory)
      expect(findings(green)).toEqual([])
      expect(green.code).toBe(PASS)
    }))
}
