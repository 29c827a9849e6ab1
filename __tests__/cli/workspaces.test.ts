/** Repositories with several packages. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import type { PackageReport } from '../../src/report/report.ts'
import {
  type CliOptions,
  type CliRun,
  commit,
  type Files,
  git,
  project,
  runCli,
  temporaryDirectory,
  write,
} from '../support/project.ts'
import { type SamplePackage, samplePackage } from '../support/sample-package.ts'
import { pathWithUv } from '../support/uv.ts'
import { writeWheel } from '../support/wheel.ts'

/** The build system of packages that only have to be found. */
const NO_BACKEND = '[build-system]\nrequires = []\nbuild-backend = "gone"\n'

interface Given {
  readonly dependencies?: readonly string[]
  readonly buildRequires?: readonly string[]
  readonly backend?: string
  readonly more?: string
  readonly code?: string
  readonly test?: string
}

/** A package `acme-NAME` in a directory, with one test. */
function member(directory: string, name: string, given: Given = {}): Files {
  const { dependencies = [], buildRequires = [], backend = 'setuptools.build_meta', more = '' } = given
  const list = (all: readonly string[]) => JSON.stringify(all)
  return {
    [`${directory}/pyproject.toml`]: `[build-system]
requires = ${list(['setuptools>=61', ...buildRequires])}
build-backend = "${backend}"
[project]
name = "acme-${name}"
version = "1.0"
requires-python = ">=3.8"
dependencies = ${list(dependencies)}
${more}`,
    [`${directory}/src/acme_${name}/__init__.py`]: `OURS = True\n${given.code ?? ''}`,
    [`${directory}/tests/test_${name}.py`]:
      given.test ?? `import acme_${name}\n\ndef test(): assert acme_${name}.OURS\n`,
  }
}

/** Installs by uv, which is faster. */
const verify = async (args: readonly string[], options: CliOptions) =>
  runCli(args, { ...options, env: { PATH: await pathWithUv(), ...options.env } })

const WORKSPACE = { 'pyproject.toml': '[tool.uv.workspace]\nmembers = ["packages/*"]\n' }
const byName = ({ report }: CliRun) =>
  new Map((report?.packages ?? []).map((one): [string, PackageReport] => [one.name, one]))
const reasonOf = (one: PackageReport | undefined, check: string) =>
  one?.checks.find((row) => row.check === check)?.reason
const rulesOf = (one: PackageReport | undefined) =>
  one?.findings.filter(({ severity }) => severity === 'error').map(({ rule }) => rule)

test.each(['pip', 'uv'])('workspace members are installed from sibling wheels by %s', async (installer) => {
  const root = await project({
    ...WORKSPACE,
    // A dependency cycle, in one direction with an extra.
    ...member('packages/core', 'core', {
      dependencies: ['acme-plug'],
      more: '[project.optional-dependencies]\nnet = ["iniconfig"]\n',
    }),
    ...member('packages/plug', 'plug', {
      dependencies: ['acme-core[net]>=0.5'],
      code: 'import acme_core, iniconfig\n',
    }),
    ...member('packages/api', 'api', {
      buildRequires: ['acme-tool'],
      more: '[dependency-groups]\ntest = ["pytest", "acme-core"]\n',
      test: 'import acme_core\n\ndef test(): assert acme_core.OURS\n',
    }),
    ...member('packages/tool', 'tool'),
    ...member('packages/web', 'web', { code: 'import acme_tool\n' }),
    ...member('packages/broken', 'broken', { backend: 'setuptools.gone' }),
    ...member('packages/needs', 'needs', { dependencies: ['acme-broken'] }),
    ...member('packages/lost', 'lost', {
      dependencies: ['acme-gone'],
      more: '[tool.uv.sources]\nacme-gone = { workspace = true }\n',
    }),
    'packages/site/pyproject.toml': '[project]\nname = "site"\nversion = "0"\n',
  })
  // An index with the same names and higher versions must not be used (dependency confusion).
  const index = await temporaryDirectory()
  for (const name of ['core', 'plug', 'tool', 'gone'])
    await writeWheel(index, `acme-${name}`, '99.0', { [`acme_${name}/__init__.py`]: 'OURS = False\n' })
  const links = [process.env.PIP_FIND_LINKS, index].filter(Boolean).join(' ')
  const run = await runCli(['--installer', installer], {
    cwd: root,
    env: { PATH: await pathWithUv(), PIP_FIND_LINKS: links, UV_FIND_LINKS: index },
  })
  const found = byName(run)

  expect([...found].map(([name, { verdict }]) => `${name}: ${verdict}`)).toEqual([
    'acme-api: pass',
    'acme-broken: fail',
    'acme-core: pass',
    'acme-lost: error',
    'acme-needs: error',
    'acme-plug: pass',
    'acme-tool: pass',
    'acme-web: fail',
  ])
  expect(reasonOf(found.get('acme-plug'), 'install')).toMatch(
    /acme-core 1\.0 from this workspace; dependency cycle through acme-core$/,
  )
  expect(reasonOf(found.get('acme-needs'), 'install')).toMatch(
    /^The required workspace member acme-broken \(packages\/broken\) cannot be built: /,
  )
  expect(reasonOf(found.get('acme-lost'), 'install')).toMatch(
    /^The package depends on acme-gone \(tool\.uv\.sources\) in/,
  )
  expect(rulesOf(found.get('acme-needs'))).toEqual([])
  expect(rulesOf(found.get('acme-web'))).toEqual(['dependency-undeclared'])
  expect(found.get('acme-web')?.findings[0]?.message).toMatch(/acme_tool \(workspace member packages\/tool\)/)
  expect(run.report?.verdict).toBe('fail')
  expect(run.leftovers).toEqual([])
})

test('of a single requested package, dependencies are built but not verified', async () => {
  const root = await project({
    ...member('libs/core', 'core'),
    ...member('libs/unused', 'unused', { backend: 'setuptools.gone' }),
    ...member('services/api', 'api', {
      dependencies: ['acme-core'],
      code: 'import acme_core\n',
      more: '[tool.uv.sources]\nacme-core = { path = "../../libs/core" }\n',
    }),
  })
  const run = await verify(['services/api'], { cwd: root })
  expect(run.report?.packages.map(({ name, verdict }) => `${name}: ${verdict}`)).toEqual(['acme-api: pass'])
})

test('a dependency on a local directory is one finding', async () => {
  const root = await project({
    ...WORKSPACE,
    ...member('packages/core', 'core'),
    'packages/api/pyproject.toml': `[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "acme-api"
version = "1.0"
dependencies = ["acme-core @ {root:uri}/../core"]
[tool.hatch.metadata]
allow-direct-references = true
`,
    'packages/api/src/acme_api/__init__.py': 'import acme_core\n',
  })
  const api = byName(await verify([], { cwd: root })).get('acme-api')
  expect(rulesOf(api)).toEqual(['metadata-invalid'])
  expect(api?.findings.map(({ rule }) => rule)).not.toContain('not-reproducible')
})

test('patterns match only packages, without exclusions, sorted by path', async () => {
  const bare = (name: string) => ({
    [`${name}/pyproject.toml`]: `${NO_BACKEND}[project]\nname = "${name.replace('/', '-')}"\n`,
  })
  const root = await project({
    ...bare('packages/b'),
    ...bare('packages/a'),
    ...bare('packages/old'),
    'packages/docs/index.md': '',
    '.gitignore': 'node_modules\n',
  })
  await write(root, { 'packages/node_modules/x/pyproject.toml': NO_BACKEND })
  await mkdir(join(root, 'packages/empty'))
  const run = await verify(['packages/*', '!packages/old'], { cwd: root })
  expect(run.report?.packages.map(({ path }) => path)).toEqual(['packages/a', 'packages/b'])

  const none = await verify(['services/*'], { cwd: root })
  expect(none.code).toBe(2)
  expect(none.stderr).toMatch(/path has "services\/\*", which matches no Python package/)
})

test('only changed packages and their dependents', async () => {
  const root = await project({
    ...WORKSPACE,
    ...member('packages/core', 'core'),
    ...member('packages/api', 'api', { dependencies: ['acme-core'] }),
    ...member('packages/web', 'web', {
      test: 'import pathlib, acme_web\nDATA = "../../testdata"\n\ndef test(): pass\n',
    }),
    'testdata/a.json': '{}',
    'README.md': '',
  })
  const base = await git(root, 'rev-parse', 'HEAD')
  const event = join(await temporaryDirectory(), 'event.json')
  await writeFile(event, JSON.stringify({ before: base }))
  const env = {
    GITHUB_EVENT_NAME: 'push',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REF_NAME: 'main',
    GITHUB_EVENT_PATH: event,
  }
  const verified = async () => {
    const run = await verify(['--changed-only'], { cwd: root, env })
    const packages = run.report?.packages ?? []
    for (const { leftOut, verdict, checks } of packages.filter((one) => one.leftOut !== undefined)) {
      expect(leftOut).toBe(
        `unchanged since the previous push (${base.slice(0, 10)}), like all of its dependencies`,
      )
      expect(verdict).toBe('pass')
      expect(checks.every(({ status, reason }) => status === 'skip' && reason === leftOut)).toBe(true)
    }
    return { run, names: packages.flatMap(({ name, leftOut }) => (leftOut === undefined ? [name] : [])) }
  }

  await write(root, { 'README.md': 'new' })
  await commit(root)
  const nothing = await verified()
  expect(nothing.names).toEqual([])
  expect(nothing.run.code).toBe(0)
  expect(nothing.run.stdout).toMatch(/^PASS {2}3 packages, all unchanged$/m)

  await write(root, { 'testdata/a.json': '[]' })
  await commit(root)
  expect((await verified()).names).toEqual(['acme-web'])

  await git(root, 'checkout', '--quiet', base, '--', 'testdata')
  await write(root, { 'packages/core/src/acme_core/more.py': '' })
  await commit(root)
  const { run, names } = await verified()
  expect(names).toEqual(['acme-api', 'acme-core'])
  expect(run.report?.selection).toMatch(/^2 of 3 packages changed since the previous push/)
})

/** A package with an in-tree build backend in a directory, which needs no index. */
function built(directory: string, given: SamplePackage): Files {
  const files = Object.entries(samplePackage({ includes: [given.name ?? ''], ...given }))
  const { name = '' } = given
  const own = files.some(([path]) => path === `${name}/__init__.py`)
    ? {}
    : { [`${directory}/${name}/__init__.py`]: '' }
  return { ...own, ...Object.fromEntries(files.map(([path, text]) => [`${directory}/${path}`, text])) }
}

const verdicts = ({ report }: CliRun) => report?.packages.map(({ name, verdict }) => `${name}: ${verdict}`)

test('errors of one package do not affect the others', async () => {
  const before = (act: string) => `
first = build_wheel
def build_wheel(*given):
    import shutil, signal, sys
    ${act}
    return first(*given)
`
  const root = await project({
    ...WORKSPACE,
    ...built('packages/alpha', { name: 'alpha' }),
    // As the OOM killer of the kernel does.
    ...built('packages/killed', { name: 'killed', backend: before('os.kill(os.getpid(), signal.SIGKILL)') }),
    ...built('packages/needs', { name: 'needs', dependencies: ['killed'] }),
    // All packages have the same build requirements, and so the same build environment.
    ...built('packages/remover', {
      name: 'remover',
      backend: before('shutil.rmtree(sys.prefix); raise OSError("oh")'),
    }),
    ...built('packages/zulu', { name: 'zulu' }),
    ...built('packages/zzz', { name: 'zzz' }),
  })
  const run = await verify([], { cwd: root })
  const found = byName(run)

  expect(verdicts(run)).toEqual([
    'alpha: pass',
    'killed: error',
    'needs: error',
    'remover: fail',
    'zulu: pass',
    'zzz: pass',
  ])
  expect(run.code).toBe(1)
  expect(reasonOf(found.get('killed'), 'build')).toMatch(/was killed by SIGKILL, which another process sent/)
  expect(reasonOf(found.get('needs'), 'install')).toMatch(
    /^The required workspace member killed .* cannot be built/,
  )
  expect(found.get('remover')?.findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
    expect.stringMatching(/^build-failed: .*OSError: oh/),
  ])
  expect(run.stdout).toMatch(/^FAIL {2}6 packages: 1 broken, 2 inconclusive, 3 work as installed$/m)
  expect(run.leftovers).toEqual([])
})

test('two packages of one name: a dependent is inconclusive, unless a setting selects one by its directory', async () => {
  const root = await project({
    ...WORKSPACE,
    ...built('packages/api', { name: 'api', dependencies: ['core'] }),
    ...built('packages/core', { name: 'core', files: { 'core/__init__.py': 'WHICH = "core"\n' } }),
    ...built('packages/twin', { name: 'core', files: { 'core/__init__.py': 'WHICH = "twin"\n' } }),
    ...built('packages/web', {
      name: 'web',
      dependencies: ['core'],
      pyproject:
        '[tool.uv.sources]\ncore = { path = "../twin" }\n[tool.as-installed.tests]\nskip = "not what this is about"\n',
      files: { 'web/__init__.py': 'import core\n\nassert core.WHICH == "twin"\n' },
    }),
  })
  const run = await verify([], { cwd: root })

  expect(verdicts(run)).toEqual(['api: error', 'core: pass', 'core: pass', 'web: pass'])
  expect(reasonOf(byName(run).get('api'), 'install')).toBe(
    'The package depends on core, but several packages of this repository have this name (packages/core and packages/twin). Give them different names, set the directory of the dependency (tool.uv.sources), or exclude one in path (!packages/core).',
  )
})

test('tests of a package inside the directory of another are not run with the outer one', async () => {
  const withTest = (name: string) => ({
    name,
    pyproject: '[dependency-groups]\ntest = ["pytest"]\n',
    files: { [`tests/test_${name}.py`]: `import ${name}\n\ndef test(): pass\n` },
  })
  const root = await project({
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["outer", "outer/plugins/*"]\n',
    ...built('outer', withTest('outer')),
    ...built('outer/plugins/inner', withTest('inner')),
  })
  const run = await verify([], { cwd: root })

  expect(verdicts(run)).toEqual(['outer: pass', 'inner: pass'])
  for (const one of byName(run).values()) expect(reasonOf(one, 'tests')).toMatch(/^1 passed;/)
})

test('repositories whose packages have one name get an output directory each', async () => {
  const directories = await Promise.all(
    ['A', 'B', 'C'].map((text) => project({ ...member('.', 'demo', { code: `X = "${text}"\n` }) })),
  )
  const { report, code } = await verify(directories, { cwd: directories[0] as string })
  expect(code).toBe(0)
  expect(new Set(report?.packages.map(({ logs }) => logs)).size).toBe(3)
})
