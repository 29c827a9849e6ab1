/** Problems outside the package: a message with cause and fix, and the right exit status. */
import { execFile } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from '@jest/globals'
import {
  allText,
  type CliRun,
  commit,
  git,
  project,
  runCli,
  temporaryDirectory,
  write,
} from '../support/project.ts'
import { samplePackage } from '../support/sample-package.ts'
import { installUv } from '../support/uv.ts'

const execute = promisify(execFile)
const [PASS, DEFECT, CONFIGURATION, INCONCLUSIVE] = [0, 1, 2, 3]

/** Expects an exit status and words in the output, and no stack trace. */
function expectOutput({ code, stdout, stderr }: CliRun, expected: number, ...words: (string | RegExp)[]) {
  const output = `${stdout}\n${stderr}`
  for (const word of words) expect(output).toMatch(word)
  expect(output).not.toMatch(/^\s+at .+:\d+:\d+|node:internal|bug in as-installed/m)
  expect(code).toBe(expected)
}

const problems = ({ stderr }: CliRun) =>
  stderr.split('\n').flatMap((line) => (line.startsWith('as-installed: ') ? [line.slice(14)] : []))

/** A directory with only these programs, for PATH. */
async function pathWith(...programs: string[]): Promise<string> {
  const directory = await temporaryDirectory()
  for (const program of programs) {
    const { stdout } = await execute('sh', ['-c', `command -v ${program}`])
    await symlink(stdout.trim(), join(directory, program))
  }
  return directory
}

// At top level, because concurrent tests do not wait for hooks.
const python = (await execute('python3', ['-c', 'import sys; print(sys.executable)'])).stdout.trim()

describe('the configuration', () => {
  test.concurrent('a directory without a project, with paths of projects below it', async () => {
    const cwd = await project({
      'docs/a.md': '',
      'apps/one/pyproject.toml': '',
      'apps/two/setup.py': '',
    })
    const run = await runCli([], { cwd })

    expectOutput(run, CONFIGURATION)
    expect(problems(run)).toEqual([
      expect.stringMatching(
        /^No Python project in .+: the directory has no pyproject.toml, setup.cfg or setup.py. .*apps\/one/,
      ),
    ])
  })

  test.concurrent('an empty directory without git', async () => {
    expectOutput(await runCli([], { cwd: await temporaryDirectory() }), CONFIGURATION, /No Python project in/)
  })

  test.concurrent('invalid TOML, with its line', async () => {
    const cwd = await project({ 'pyproject.toml': '[project]\nname = "a"\nversion = = "1"\n' })
    const run = await runCli([], { cwd })

    expectOutput(run, CONFIGURATION)
    expect(problems(run)).toEqual([expect.stringMatching(/^pyproject.toml:3: .*Invalid TOML in .+, line 3/)])
  })

  test.concurrent('a pyproject.toml that is not UTF-8, or has a byte order mark', async () => {
    const latin1 = await project({ 'pyproject.toml': Buffer.from('[project]\nname = "\xfc"\n', 'latin1') })
    expectOutput(await runCli([], { cwd: latin1 }), CONFIGURATION, 'pyproject.toml is not UTF-8')

    const files = samplePackage()
    const marked = await project({ ...files, 'pyproject.toml': `\ufeff${files['pyproject.toml']}` })
    expectOutput(
      await runCli([], { cwd: marked }),
      CONFIGURATION,
      'pyproject.toml begins with a byte order mark',
    )
  })

  test.concurrent('all problems of several packages at once', async () => {
    const cwd = await project({
      'one/pyproject.toml': '[project]\nname = "one"\n\n[tool.as-installed]\nignroe = []\n',
      'two/pyproject.toml': `[project]
name = "two"

[tool.as-installed]
pass-env = "HOME"

[[tool.as-installed.ignore]]
rule = "no-such-rule"

[tool.as-installed.scripts.run]
exit = 256
`,
      'three/pyproject.toml': '[project\n',
      'four/pyproject.toml': '[build-system]\nrequires = "setuptools"\n',
    })
    const run = await runCli(['one', 'two', 'three', 'four'], { cwd })

    expectOutput(run, CONFIGURATION)
    expect(problems(run)).toEqual([
      expect.stringMatching(
        /^one\/pyproject.toml:5: \[tool.as-installed\] has the unknown key "ignroe". Did you mean "ignore"\?$/,
      ),
      expect.stringMatching(
        /^two\/pyproject.toml:\d+: .*ignore.*rule is "no-such-rule", but there is no such rule/,
      ),
      expect.stringMatching(/^two\/pyproject.toml:\d+: .*lacks the key "reason"/),
      expect.stringMatching(
        /^two\/pyproject.toml:11: tool.as-installed.scripts.run.exit is 256, but it must be/,
      ),
      expect.stringMatching(
        /^two\/pyproject.toml:5: tool.as-installed.pass-env is "HOME", but it must be a list/,
      ),
      expect.stringMatching(/^three\/pyproject.toml:1: .*Invalid TOML/),
      expect.stringMatching(
        /^four\/pyproject.toml:2: build-system.requires .* must be a list of requirements/,
      ),
    ])
  })

  test.concurrent('flags', async () => {
    const cwd = await temporaryDirectory()
    const wrong = await runCli(
      ['--installer', 'conda', '--test-time-limit', 'long', 'no such folder', 'file'],
      {
        cwd,
      },
    )
    expectOutput(wrong, CONFIGURATION)
    expect(problems(wrong)).toEqual([
      "no such folder does not exist. Name the directory with the package's pyproject.toml.",
      "file does not exist. Name the directory with the package's pyproject.toml.",
      'installer is "conda", but it must be auto, pip or uv.',
      'test-time-limit is "long", but it must be a number of seconds above 0 and at most 1000000.',
    ])
    await write(cwd, { file: '' })
    expectOutput(
      await runCli(['file'], { cwd }),
      CONFIGURATION,
      "file is a file. Name the directory with the package's pyproject.toml.",
    )
    expectOutput(await runCli(['--pyhton', '3.12'], { cwd }), CONFIGURATION, /--pyhton.*as-installed --help/)
    expectOutput(await runCli(['--python'], { cwd }), CONFIGURATION, /--python.*as-installed --help/)
  })

  test.concurrent('help and version, which exit with status 0', async () => {
    const cwd = await temporaryDirectory()
    const help = await runCli(['--help'], { cwd })
    expectOutput(
      help,
      PASS,
      'Usage: as-installed [OPTIONS] [PATH...]',
      '--test-time-limit SECONDS',
      'Exit status',
    )
    expect(help.stderr).toBe('')
    expectOutput(await runCli(['--version'], { cwd }), PASS, /^as-installed \d+\.\d+\.\d+$/m)
  })
})

describe('a healthy package', () => {
  test.concurrent('in a directory with spaces and non-ASCII characters, with a report in a new directory', async () => {
    const cwd = await project(
      Object.fromEntries(
        Object.entries(samplePackage()).map(([path, text]) => [`my päckages ✓/it's/${path}`, text]),
      ),
    )
    const report = join(cwd, 'new', 'deep er', 'report.json')
    const run = await runCli(["my päckages ✓/it's", '--json', report], { cwd, env: { NO_COLOR: '1' } })

    expectOutput(run, PASS, 'PASS')
    expect(run.stdout).not.toContain('\u001b')
    expect(JSON.parse(readFileSync(report, 'utf8')).packages[0].path).toBe("my päckages ✓/it's")
    expect(run.leftovers).toEqual([])
  })

  test.concurrent('whose report cannot be written', async () => {
    const cwd = await project(samplePackage())
    await mkdir(join(cwd, 'a-folder'))

    expectOutput(await runCli(['--json', 'a-folder'], { cwd }), CONFIGURATION, /a-folder/)
  })

  test.concurrent('whose output directory is a file', async () => {
    const cwd = await project({ ...samplePackage(), taken: '' })

    expectOutput(await runCli(['--out', 'taken'], { cwd }), CONFIGURATION, /taken/)
  })

  test.concurrent('whose output pipe is closed', async () => {
    const cwd = await project(samplePackage())
    const out = await temporaryDirectory()
    const cli = new URL('../../dist/cli.js', import.meta.url).pathname
    const piped = `("${process.execPath}" "${cli}" --out "${out}/out"; echo $? > "${out}/status") 2> "${out}/stderr" | true`
    await execute('sh', ['-c', piped], { cwd })

    expect(await readFile(join(out, 'stderr'), 'utf8')).not.toMatch(/EPIPE|^\s+at /m)
    expect((await readFile(join(out, 'status'), 'utf8')).trim()).toBe('0')
  })

  test.concurrent('without git and without a repository', async () => {
    const cwd = await temporaryDirectory()
    await write(cwd, samplePackage())
    const run = await runCli(['--python', python], { cwd, env: { PATH: await pathWith('sh') } })

    expectOutput(run, PASS, 'no git history')
  })
})

test.concurrent('stale wheels, sdists and build directories of the project are not used', async () => {
  const cwd = await project({
    '.gitignore': 'build/\n*.egg-info/\n',
    'pyproject.toml': `[build-system]
requires = ["setuptools>=80,<81"]
build-backend = "setuptools.build_meta"

[project]
name = "sample"
version = "2.0"

[tool.setuptools]
packages = ["sample"]

[tool.as-installed.tests]
skip = "not what this is about"
`,
    'sample/__init__.py': '',
    'dist/sample-1.0-py3-none-any.whl': 'a tracked wheel that is none',
    'dist/sample-9.0.tar.gz': 'a tracked sdist that is none',
  })
  await write(cwd, {
    'dist/sample-2.0-py3-none-any.whl': 'an untracked wheel that is none',
    'build/lib/sample/__init__.py': 'raise SystemExit("stale")',
    'build/lib/sample/ghost.py': '',
    'sample.egg-info/PKG-INFO': 'Metadata-Version: 2.1\nName: sample\nVersion: 99\n',
    'sample.egg-info/SOURCES.txt': 'sample/ghost.py\n',
  })
  const run = await runCli([], { cwd })

  expectOutput(run, PASS, 'PASS')
  const [verified] = run.report?.packages ?? []
  expect(verified).toMatchObject({ name: 'sample', version: '2.0', ships: ['sample'] })
  expect((await readdir(join(run.out, 'dist'))).sort()).toEqual([
    'sample-2.0-py3-none-any.whl',
    'sample-2.0.tar.gz',
  ])
  const { stdout } = await execute(python, [
    '-m',
    'zipfile',
    '-l',
    join(run.out, 'dist/sample-2.0-py3-none-any.whl'),
  ])
  expect(stdout).toContain('sample/__init__.py')
  expect(stdout).not.toContain('ghost')
})

describe('git', () => {
  test.concurrent('is not installed, but there is a repository', async () => {
    const cwd = await project(samplePackage())
    const run = await runCli(['--python', python], { cwd, env: { PATH: await pathWith('sh') } })

    expectOutput(run, INCONCLUSIVE, /Cannot run git in .+: there is no program git. Install git/)
  })

  test.concurrent('cannot read the repository', async () => {
    const cwd = await temporaryDirectory()
    await write(cwd, { ...samplePackage(), '.git/HEAD': 'nonsense' })

    expectOutput(await runCli([], { cwd }), INCONCLUSIVE, /git rev-parse .*not a git repository/)
  })

  test.concurrent('has no commit yet', async () => {
    const cwd = await temporaryDirectory()
    await write(cwd, samplePackage())
    await git(cwd, 'init', '--quiet')
    await git(cwd, 'add', '--all')

    expectOutput(await runCli([], { cwd }), PASS, 'PASS')
  })

  test.concurrent('tracks no files yet', async () => {
    const cwd = await temporaryDirectory()
    await write(cwd, samplePackage())
    await git(cwd, 'init', '--quiet')
    const run = await runCli([], { cwd })

    expectOutput(run, run.code ?? -1, /Commit each file/)
    expect([DEFECT, CONFIGURATION]).toContain(run.code)
  })

  test.concurrent('tracks a deleted file, and a submodule that is not checked out', async () => {
    const cwd = await project({ ...samplePackage(), 'gone.txt': '' })
    const nested = await project({ 'a.txt': '' })
    await git(cwd, '-c', 'protocol.file.allow=always', 'submodule', 'add', '--quiet', nested, 'nested')
    await commit(cwd)
    await rm(join(cwd, 'gone.txt'))
    await git(cwd, 'submodule', 'deinit', '--quiet', '--all', '--force')

    expectOutput(await runCli([], { cwd }), PASS, 'PASS')
  })
})

describe('Python', () => {
  const onlyWith = async (...programs: string[]) => ({
    PATH: await pathWith(...programs),
    HOME: await temporaryDirectory(),
    PYENV_ROOT: undefined,
    RUNNER_TOOL_CACHE: undefined,
  })

  test.concurrent('is not installed', async () => {
    const cwd = await project(samplePackage())
    const run = await runCli([], { cwd, env: await onlyWith('git', 'sh') })

    expectOutput(run, INCONCLUSIVE, /No Python was found on PATH\. Install one/)
  })

  test.concurrent('is installed only in versions that Requires-Python does not allow', async () => {
    const cwd = await project(samplePackage({ requiresPython: '>=3.99' }))

    expectOutput(
      await runCli([], { cwd }),
      INCONCLUSIVE,
      /No Python was found that Requires-Python >=3.99 allows \(found: 3\./,
    )
  })

  test.concurrent('is configured wrongly', async () => {
    const cwd = await project(samplePackage({ requiresPython: '>=3.8,!=3.4.*' }))
    const run = (wanted: string) => runCli(['--python', wanted], { cwd })

    expectOutput(
      await run('/no/such/python'),
      CONFIGURATION,
      'python-version is "/no/such/python", but that is not a Python interpreter',
    )
    expectOutput(
      await run('/bin/true'),
      CONFIGURATION,
      'python-version is "/bin/true", but that is not a Python interpreter',
    )
    expectOutput(await run(cwd), CONFIGURATION, 'but that is not a Python interpreter')
    expectOutput(await run('>=3.9'), CONFIGURATION, 'Set it to a path, or to a version such as 3.12')
    expectOutput(
      await run('2.7'),
      CONFIGURATION,
      /python-version is 2.7, but Python 3.8 or newer is required/,
    )
    expectOutput(await run('2'), CONFIGURATION, /python-version is 2, but Python 3.8 or newer is required/)
    expectOutput(
      await run('3.77'),
      INCONCLUSIVE,
      /Python 3.77 was not found \(found: 3\.[^)]+\)\. Install it/,
    )
    const tooHigh = await project(samplePackage({ requiresPython: '>=3.99' }))
    expectOutput(
      await runCli(['--python', python], { cwd: tooHigh }),
      CONFIGURATION,
      /but the package declares Requires-Python >=3.99. Set it to a version that Requires-Python allows/,
    )
  })

  const versions = join(homedir(), '.pyenv', 'versions')
  const installed = existsSync(versions) ? readdirSync(versions) : []
  for (const version of ['2.7', '3.6', '3.7']) {
    const found = installed.find((name) => name.startsWith(`${version}.`))
    const testIt = found === undefined ? test.concurrent.skip : test.concurrent
    testIt(`${version} is too old${found === undefined ? ' (SKIPPED: pyenv has none)' : ''}`, async () => {
      const cwd = await project(samplePackage())
      const run = await runCli(['--python', join(versions, found ?? '', 'bin', 'python')], { cwd })

      expectOutput(run, CONFIGURATION, `(Python ${found}), but Python 3.8 or newer is required`)
    })
  }
})

/** The Authorization header of each request to a server that responds with the status at the start of the path. */
const credentials: string[] = []
const server = createServer((request, response) => {
  credentials.push(request.headers.authorization ?? '')
  response.statusCode = Number(/^\/(\d+)\//.exec(request.url ?? '')?.[1] ?? 404)
  response.setHeader('content-type', 'text/html').end('<html></html>')
})
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
const base = `127.0.0.1:${(server.address() as AddressInfo).port}`
afterAll(() => {
  server.close()
})

const uv = await installUv()

describe('the package index', () => {
  /** Environment variables that make this the only index of both installers, without retries. */
  const only = (url: string) => ({
    PIP_INDEX_URL: url,
    PIP_EXTRA_INDEX_URL: undefined,
    PIP_FIND_LINKS: undefined,
    PIP_CONFIG_FILE: '/dev/null',
    PIP_RETRIES: '0',
    UV_DEFAULT_INDEX: url,
    UV_HTTP_RETRIES: '0',
    UV_NO_CACHE: '1',
    NO_PROXY: '127.0.0.1',
    no_proxy: '127.0.0.1',
    PATH: [uv, process.env.PATH].join(delimiter),
  })

  for (const installer of ['pip', 'uv']) {
    test.concurrent(`${installer}: an unreachable index is inconclusive, a missing distribution is an error`, async () => {
      const sample = await project(samplePackage({ requires: ['as-installed-no-such-requirement'] }))
      const run = (url: string) => runCli(['--installer', installer], { cwd: sample, env: only(url) })

      const down = await run('http://127.0.0.1:9/simple')
      expectOutput(
        down,
        INCONCLUSIVE,
        /The package index is unavailable while installing sample.*Check the network/,
      )
      expect(down.report?.verdict).toBe('error')
      for (const status of [401, 403]) {
        const words =
          /The package index rejected the credentials.*Check the credentials for PIP_INDEX_URL or UV_INDEX/
        expectOutput(await run(`http://${base}/${status}/simple`), INCONCLUSIVE, words)
      }
      for (const status of [500, 503]) {
        expectOutput(
          await run(`http://${base}/${status}/simple`),
          INCONCLUSIVE,
          /The package index is unavailable/,
        )
      }
      const missing = await run(`http://${base}/404/simple`)
      expectOutput(missing, DEFECT, /as-installed-no-such-requirement/)
      expect(missing.report?.packages[0]?.findings).toEqual([
        expect.objectContaining({ rule: 'install-failed' }),
      ])
    })

    test.concurrent(`${installer}: the same for build requirements`, async () => {
      const sample = await project(samplePackage({ buildRequires: ['as-installed-no-such-requirement>=1'] }))
      const run = (url: string) => runCli(['--installer', installer], { cwd: sample, env: only(url) })

      expectOutput(await run('http://127.0.0.1:9/simple'), INCONCLUSIVE, /The package index is unavailable/)
      expectOutput(await run(`http://${base}/403/simple`), INCONCLUSIVE, /rejected the credentials/)
      const missing = await run(`http://${base}/404/simple`)
      expectOutput(missing, DEFECT, /as-installed-no-such-requirement/)
      expect(missing.report?.packages[0]?.findings).toEqual([
        expect.objectContaining({
          rule: 'build-failed',
          facts: expect.objectContaining({ step: 'build requirements' }),
        }),
      ])
    })

    test.concurrent(`${installer}: credentials are used and never shown`, async () => {
      const backend = 'import os, sys\nprint(dict(os.environ), file=sys.stderr)\n'
      const sample = await project(samplePackage({ requires: ['as-installed-no-such-requirement'], backend }))
      for (const [userinfo, decoded] of [
        ['robot:s3cret-p%40ss', 'robot:s3cret-p@ss'],
        ['t0ken-alone', 't0ken-alone:'],
        ['robot:100%sure', 'robot:100%sure'],
      ] as const) {
        const url = `http://${userinfo}@${base}/403/simple`
        const run = await runCli(['--installer', installer], { cwd: sample, env: only(url) })

        expectOutput(run, INCONCLUSIVE, /The package index rejected the credentials/)
        expect(credentials).toContain(`Basic ${btoa(decoded)}`)
        const everything = [run.stdout, run.stderr, JSON.stringify(run.report), await allText(run.out)].join()
        for (const secret of ['s3cret-p%40ss', 's3cret-p@ss', 't0ken-alone', '100%sure'])
          expect(everything).not.toContain(secret)
      }
    })
  }

  test.concurrent('uv is configured and not installed', async () => {
    const cwd = await project(samplePackage())
    const run = await runCli(['--installer', 'uv', '--python', python], {
      cwd,
      env: { PATH: await pathWith('git', 'sh') },
    })

    expectOutput(run, CONFIGURATION, /installer is uv, but uv was not found on PATH. Install it/)
  })

  test.concurrent('uv is used if it is on PATH, and gives the same verdict', async () => {
    const cwd = await project(samplePackage())
    const run = await runCli([], { cwd, env: { PATH: [uv, process.env.PATH].join(delimiter) } })

    expectOutput(run, PASS, 'PASS')
    expect(await allText(join(run.out, 'logs'))).toContain('Installed 1 package')
  })
})

describe('a backend', () => {
  const hook = (body: string) =>
    samplePackage({ backend: `def build_sdist(folder, settings=None):\n    ${body}\n` })
  const built = async (body: string) => runCli([], { cwd: await project(hook(body)) })
  const logOf = (run: CliRun) => readFile(join(run.report?.packages[0]?.logs ?? '', 'build.log'), 'utf8')

  test.concurrent('fails: the end of its output is shown, the log has all of it', async () => {
    const run = await built(
      '[print("step", i) for i in range(20000)]; raise RuntimeError("no compiler for z80")',
    )

    expectOutput(run, DEFECT, /Building the sdist failed: .*RuntimeError: no compiler for z80/)
    const log = await logOf(run)
    expect(log).toContain('step 0\n')
    expect(log).toContain('step 19999\n')
    expect(log).toContain('Traceback')
    expect(log).toContain('in build_sdist')
  })

  test.concurrent('ends the process', async () => {
    expectOutput(await built('import sys; sys.exit("cannot go on")'), DEFECT, /sdist failed: cannot go on/)
    expectOutput(
      await built('import os; os._exit(7)'),
      DEFECT,
      /Building the sdist failed: .*exited with status 7/,
    )
    expectOutput(
      await built('import os; os._exit(0)'),
      DEFECT,
      /Building the sdist failed: .*exited with status 0/,
    )
    expectOutput(
      await built('import os; os.kill(os.getpid(), 11)'),
      DEFECT,
      /sdist failed: .*was killed by SIGSEGV/,
    )
  })

  test.concurrent('prints invalid UTF-8, workflow commands and colors', async () => {
    const body = String.raw`import os; os.write(2, b"\xff\xfe\x00\x1b[31m::error::gotcha\n##[error]x\n"); raise ValueError("b\udcffad")`
    const run = await built(body)

    expectOutput(run, DEFECT, /Building the sdist failed/)
    expect(run.stdout).not.toContain('\u001b')
    expect(`${run.stdout}\n`).not.toMatch(/^\s*::error::|\u0000/m)
  })

  test.concurrent('returns an invalid value', async () => {
    expectOutput(await built('return None'), DEFECT, /Building the sdist failed/)
    expectOutput(await built('return "not-there-1.0.tar.gz"'), DEFECT, /Building the sdist failed/)
    expectOutput(await built('return 7'), DEFECT, /Building the sdist failed/)
    const empty = 'open(os.path.join(folder, "sample-1.0.tar.gz"), "w").close(); return "sample-1.0.tar.gz"'
    expectOutput(await built(empty), DEFECT, /Building the sdist failed/)
  })

  test.concurrent('writes an invalid wheel', async () => {
    const write = (what: string) => `def build_wheel(folder, settings=None, metadata=None):
    with open(os.path.join(folder, "sample-1.0-py3-none-any.whl"), "wb") as file:
        ${what}
    return "sample-1.0-py3-none-any.whl"
`
    for (const what of [
      'file.write(b"no zip")',
      'zipfile.ZipFile(file, "w").close()',
      'wheel = zipfile.ZipFile(file, "w"); wheel.writestr("sample/__init__.py", ""); wheel.close()',
    ]) {
      const run = await runCli([], { cwd: await project(samplePackage({ backend: write(what) })) })
      expectOutput(run, DEFECT, /Building the wheel from the sdist failed/)
    }
  })

  test.concurrent('does not exist', async () => {
    const files = samplePackage()
    const without = String(files['pyproject.toml']).replace('"backend"', '"no_such_backend"')
    const run = await runCli([], { cwd: await project({ ...files, 'pyproject.toml': without }) })

    expectOutput(run, DEFECT, /Building the sdist failed: .*no_such_backend/)
  })
})

const onPosix = process.platform === 'win32' ? test.concurrent.skip : test.concurrent
describe('an interrupted run leaves no processes and files', () => {
  const isAlive = (pid: number) => {
    try {
      process.kill(pid, 0)
      return true
    } catch {
      return false
    }
  }
  /** Writes its process id and that of a child to a file, and hangs. */
  const hang = `import os, subprocess, time
child = subprocess.Popen(["sleep", "300"])
with open(os.environ["MARKER"] + ".new", "w") as file:
    file.write(f"{os.getpid()} {child.pid}")
os.rename(os.environ["MARKER"] + ".new", os.environ["MARKER"])
time.sleep(300)
`
  const cases = {
    build: samplePackage({ backend: hang }),
    import: samplePackage({ files: { 'sample/__init__.py': hang } }),
  }

  for (const [where, files] of Object.entries(cases)) {
    for (const [signal, status] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
    ] as const) {
      onPosix(`${signal} during the ${where}`, async () => {
        const marker = join(await temporaryDirectory(), 'pids')
        const run = await runCli([], {
          cwd: await project(files),
          env: { MARKER: marker },
          whileRunning: (pid) => {
            const watch = setInterval(() => {
              if (!existsSync(marker)) return
              clearInterval(watch)
              process.kill(pid, signal)
            }, 50)
          },
        })

        expectOutput(run, status)
        const word = signal === 'SIGINT' ? 'Interrupted' : 'Ended by SIGTERM'
        expect(run.stderr).toMatch(new RegExp(`^${word}: ended \\w+ \\(.+ of sample\\)`, 'm'))
        await expectNothingLeft(run, marker)
      })
    }
  }

  onPosix('an uncaught exception during the build', async () => {
    const directory = await temporaryDirectory()
    const marker = join(directory, 'pids')
    const failing = join(directory, 'failing.cjs')
    await writeFile(
      failing,
      `const { existsSync } = require('node:fs')
const watch = setInterval(() => {
  if (!existsSync(process.env.MARKER)) return
  clearInterval(watch)
  throw new Error('out of nowhere')
}, 50)
watch.unref()
`,
    )
    const run = await runCli([], {
      cwd: await project(cases.build),
      env: { MARKER: marker, NODE_OPTIONS: `--require=${JSON.stringify(failing)}` },
    })

    expect(run.stderr).toMatch(/this is a bug in as-installed, please report it: out of nowhere$/m)
    expect(run.code).toBe(INCONCLUSIVE)
    await expectNothingLeft(run, marker)
  })

  async function expectNothingLeft(run: CliRun, marker: string) {
    const pids = (await readFile(marker, 'utf8')).split(' ').map(Number)
    for (let tries = 0; tries < 40 && pids.some(isAlive); tries++) {
      await new Promise((wake) => setTimeout(wake, 50))
    }
    expect(pids.filter(isAlive)).toEqual([])
    expect(run.leftovers).toEqual([])
  }
})
