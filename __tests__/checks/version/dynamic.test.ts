/** Dynamic versions: runs as-installed with each version tool, in a full and in a shallow clone. */
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import type { PackageReport } from '../../../src/report/report.ts'
import { runCli, temporaryDirectory } from '../../support/project.ts'
import { pathWithUv } from '../../support/uv.ts'
import { limit } from '../limit.ts'
import { clone, type Edits, Repository, shallow } from './repository.ts'

const atMost = limit(2)

/** Version tool -> pyproject.toml without `[project]`. */
const VERSION_TOOLS: Readonly<Record<string, string>> = {
  'setuptools-scm': `[build-system]
requires = ["setuptools==80.9.0", "setuptools-scm==8.3.1"]
build-backend = "setuptools.build_meta"
[tool.setuptools]
packages = ["demo"]
[tool.setuptools_scm]`,
  'hatch-vcs': `[build-system]
requires = ["hatchling==1.27.0", "hatch-vcs==0.5.0", "setuptools-scm==8.3.1"]
build-backend = "hatchling.build"
[tool.hatch.version]
source = "vcs"`,
  versioningit: `[build-system]
requires = ["setuptools==80.9.0", "versioningit==3.3.0"]
build-backend = "setuptools.build_meta"
[tool.setuptools]
packages = ["demo"]
[tool.versioningit]
default-version = "0.0.0+unknown"`,
  'poetry-dynamic-versioning': `[build-system]
requires = ["poetry-core==2.1.3", "poetry-dynamic-versioning==1.9.1"]
build-backend = "poetry_dynamic_versioning.backend"
[tool.poetry]
version = "0.0.0"
[tool.poetry-dynamic-versioning]
enable = true`,
  'pdm-backend': `[build-system]
requires = ["pdm-backend==2.4.5"]
build-backend = "pdm.backend"
[tool.pdm.version]
source = "scm"`,
}

const FLIT = `[build-system]
requires = ["flit_core==3.12.0"]
build-backend = "flit_core.buildapi"`

const FILES: Edits = {
  'backend.py': null,
  'tests/test_demo.py': 'def test_demo():\n    import demo\n',
}

/** A project with the release 1.0 and a change after it. */
async function changedSinceRelease(configuration: string): Promise<Repository> {
  const repository = new Repository(join(await temporaryDirectory(), 'größe'))
  const [system, tools = ''] = configuration.split(/\n(?=\[tool\.)/s)
  const project = `[project]\nname = "demo"\ndynamic = ["version", "description"]\n[dependency-groups]\ntest = ["pytest"]\n`
  const dynamic = configuration === FLIT ? project : project.replace(', "description"', '')
  const rest = configuration.slice((system ?? '').length)
  const init = configuration === FLIT ? '"""Demo."""\n\n__version__ = "1.0"\n' : ''
  repository.write({
    ...FILES,
    'demo/__init__.py': init,
    'pyproject.toml': `${system}\n${dynamic}${tools && rest}\n`,
  })
  return repository.commit('Begin', 'v1.0').change()
}

async function verify(cwd: string): Promise<{ verdict: string; version: string; text: string }> {
  return atMost(async () => {
    const run = await runCli([], { cwd, env: { PATH: await pathWithUv() } })
    const report = run.report?.packages[0] as PackageReport
    const words = [
      ...report.findings.map(({ message }) => message),
      ...report.checks.map(({ reason }) => reason),
    ]
    return { verdict: report.verdict, version: report.version ?? '', text: words.join('\n') }
  })
}

describe.each(Object.keys(VERSION_TOOLS))('%s', (name) => {
  const configuration = VERSION_TOOLS[name] as string

  test.concurrent('in a full clone', async () => {
    const { verdict, version, text } = await verify(clone(await changedSinceRelease(configuration)))
    expect(text).toMatch(/^1\.0 -> 1\.\d/m)
    expect([verdict, version]).toEqual(['pass', expect.stringMatching(/^1\.\d/)])
  })

  test.concurrent('in a shallow clone', async () => {
    const { verdict, text } = await verify(shallow(await changedSinceRelease(configuration)))
    expect(text).toMatch(new RegExp(`${name} computed version .* in a clone without tags`))
    expect(text).toMatch('fetch-depth: 0')
    expect(verdict).toBe('error')
  })
})

describe('flit, which reads __version__', () => {
  test.concurrent.each([
    ['in a full clone', clone],
    ['in a shallow clone', shallow],
  ])('%s', async (_, checkOut) => {
    const { verdict, version, text } = await verify(checkOut(await changedSinceRelease(FLIT)))
    expect(text).toMatch(
      'The version is still 1.0, the last release (tag v1.0), but demo/a.py changed since.',
    )
    expect([verdict, version]).toEqual(['fail', '1.0'])
  })
})
