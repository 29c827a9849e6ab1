/** A wheel that is installed over the last release. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { commit, type Files, git, project, runCli, write } from '../support/project.ts'
import { pathWithUv } from '../support/uv.ts'

interface Release {
  readonly version: string
  readonly dependencies?: readonly string[]
  readonly name?: string
  readonly files: Files
}

/** A package with the directory `mega`. */
const packaged = (
  directory: string,
  { version, dependencies = [], name = 'acme', files }: Release,
): Files => ({
  [`${directory}/pyproject.toml`]: `[build-system]
requires = ["hatchling>=1.26"]
build-backend = "hatchling.build"
[project]
name = "${name}"
version = "${version}"
requires-python = ">=3.8"
dependencies = ${JSON.stringify(dependencies)}
[tool.hatch.build.targets.wheel]
packages = ["mega"]
[tool.as-installed.tests]
skip = "none"
`,
  ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`${directory}/mega/${path}`, text])),
})

const WORKSPACE = { 'pyproject.toml': '[tool.uv.workspace]\nmembers = ["packages/*"]\n' }

/** Verifies a package after its last release; returns its check `upgrade`, with the facts of its findings. */
async function upgrade(last: Release, next: Release, more: Files = {}, installer = 'pip') {
  const root = await project({ ...WORKSPACE, ...packaged('packages/acme', last) })
  await git(root, 'tag', `acme-v${last.version}`)
  await rm(join(root, 'packages/acme'), { recursive: true })
  await write(root, { ...packaged('packages/acme', next), ...more })
  await commit(root)
  const env = { PATH: await pathWithUv() }
  const { report, stderr } = await runCli(['packages/acme', '--installer', installer], { cwd: root, env })
  const [one] = report?.packages ?? []
  if (one === undefined) throw new Error(stderr)
  const check = one.checks.find((row) => row.check === 'upgrade')
  const found = one.findings.filter(({ rule }) => rule === 'upgrade-broken')
  return { status: check?.status, reason: check?.reason, facts: found.map(({ facts }) => facts) }
}

// pypa/pip#13591 and #7408: pip deletes what the new dependency has installed.
test.each(['pip', 'uv'])('modules that moved to another distribution, by %s', async (installer) => {
  const { status, facts } = await upgrade(
    { version: '1.0', files: { 'foo.py': 'X = 1\n', 'bar.py': 'Y = 1\n' } },
    { version: '2.0', dependencies: ['acme-bar'], files: { 'foo.py': 'from mega.bar import Y\n' } },
    packaged('packages/bar', { name: 'acme-bar', version: '1.0', files: { 'bar.py': 'Y = 1\n' } }),
    installer,
  )
  expect(status).toBe('fail')
  expect(facts).toEqual([
    expect.objectContaining({ way: 'handed-over', names: ['mega/bar.py'], owner: 'acme-bar' }),
  ])
})

test('a file that the last release wrote into a package that is gone', async () => {
  const write = 'from pathlib import Path\n\nPath(__file__).with_name("cache.json").write_text("{}")\n'
  const { status, facts } = await upgrade(
    { version: '1.0', files: { '__init__.py': 'from mega import old\n', 'old/__init__.py': write } },
    { version: '2.0', files: { '__init__.py': '' } },
  )
  expect(status).toBe('warn')
  expect(facts).toEqual([expect.objectContaining({ way: 'left', names: ['mega/old/cache.json'] })])
})

test.each<[string, Release, Release, string, RegExp]>([
  [
    'a package that became a module',
    { version: '1.0', files: { '__init__.py': 'import mega.core\n', 'core/__init__.py': '' } },
    { version: '1.1', files: { '__init__.py': 'import mega.core\n', 'core.py': '' } },
    'pass',
    /^upgraded from acme-v1\.0; 1 module imported$/,
  ],
  [
    'a version that was not raised yet',
    { version: '1.0', dependencies: ['iniconfig<2'], files: { '__init__.py': '' } },
    {
      version: '1.0',
      dependencies: ['iniconfig>=2'],
      files: { '__init__.py': 'from iniconfig.exceptions import ParseError\n' },
    },
    'pass',
    /^upgraded from acme-v1\.0; 1 module imported$/,
  ],
  [
    'only changed modules',
    { version: '1.0', files: { '__init__.py': 'X = 1\n' } },
    { version: '1.1', files: { '__init__.py': 'X = 2\n' } },
    'pass',
    /^not needed: same requirements and directories as acme-v1\.0$/,
  ],
  [
    'a last release that cannot be installed',
    { version: '1.0', dependencies: ['iniconfig<0'], files: { '__init__.py': '' } },
    { version: '1.1', files: { '__init__.py': 'X = 2\n' } },
    'skip',
    /^acme-v1\.0 cannot be installed: .*iniconfig/,
  ],
  [
    'no changes',
    { version: '1.0', files: { '__init__.py': '' } },
    { version: '1.0', files: { '__init__.py': '' } },
    'skip',
    /^no changes since acme-v1\.0$/,
  ],
])('%s', async (_name, last, next, status, reason) => {
  const result = await upgrade(last, next)
  expect(result.facts).toEqual([])
  expect(result.status).toBe(status)
  expect(result.reason).toMatch(reason)
})
