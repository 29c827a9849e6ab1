import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Outcome, reportedOutcomes, reportedOverhead, scriptOutcome, toxOutcome } from './outcome.ts'
import type { RunDirectory } from './run-directory.ts'
import type { Package, Task } from './task.ts'

/** One program to run; a run of a contender is a sequence of steps. */
export interface Step {
  readonly program: string
  readonly args: readonly string[]
  readonly variables: Readonly<Record<string, string>>
}

/** The programs and settings that all contenders share. */
export interface Machine {
  /** Absolute path of the interpreter. */
  readonly python: string
  readonly tox: string
  readonly hasUv: boolean
  /** Options of this version of as-installed. */
  readonly options: readonly string[]
  /** Additional arguments for as-installed. */
  readonly oursArgs: readonly string[]
}

/** References for ratios: (d), (e) and (f) as in docs/benchmarks.md, and as-installed run on single packages. */
export const ROLES = ['(d)', '(e)', '(f)', 'sequential', 'one package'] as const
export type Role = (typeof ROLES)[number]

export interface Contender {
  readonly name: string
  /** The name in the tables. */
  readonly title: string
  readonly caches: 'emptied' | 'kept'
  /** Set if the others are compared with it. */
  readonly role?: Role
  /** Set if it is compared only with references of the same installer. */
  readonly installer?: Installer
  readonly isFor: 'one package' | 'many packages'
  /** Why it cannot run a task; undefined if it can. */
  readonly unable: (machine: Machine, task: Task) => string | undefined
  /** Runs before the measurement. */
  readonly prepare?: (machine: Machine, task: Task, directory: RunDirectory) => void
  /** The packages that it verifies; by default, those of the task. */
  readonly worksOn?: (task: Task) => readonly Package[]
  /** One for each package, or one for all. */
  readonly steps: (
    machine: Machine,
    packages: readonly Package[],
    directory: RunDirectory,
    task: Task,
  ) => Step[]
  /** @param output of the steps */
  readonly outcomes: (
    packages: readonly Package[],
    directory: RunDirectory,
    output: readonly StepOutput[],
  ) => Outcome[]
  /** Seconds of overhead, if the contender reports it. */
  readonly overhead?: (packages: readonly Package[], directory: RunDirectory) => number | undefined
}

export interface StepOutput {
  readonly status: number | null
  readonly text: string
}

const CLI = resolve('dist/cli.js')
const SCRIPTS = join(import.meta.dirname, 'contenders')
type Installer = 'pip' | 'uv'
type Caches = 'cold' | 'warm'
const CACHES = { cold: 'emptied', warm: 'kept' } as const
const always = () => undefined
const requiresUv = ({ hasUv }: Machine) => (hasUv ? undefined : 'uv is not on PATH')

export const CONTENDERS: readonly Contender[] = [
  ...(['pip', 'uv'] as const).flatMap((installer) => [ours(installer, 'cold'), ours(installer, 'warm')]),
  ...(['cold', 'warm'] as const).flatMap((caches) => [
    tox(caches),
    script('pip', caches),
    script('uv', caches),
  ]),
  irreducible(),
  ...(['pip', 'uv'] as const).flatMap((installer) => [
    together(installer),
    oneByOne(installer),
    single(installer),
    scriptOneByOne(installer),
  ]),
]

function ours(installer: Installer, caches: Caches): Contender {
  return {
    name: `ours-${installer}-${caches}`,
    title: `as-installed with ${installer}, ${caches}`,
    caches: CACHES[caches],
    isFor: 'one package',
    unable: installer === 'uv' ? requiresUv : always,
    steps: (machine, packages, directory) =>
      packages.map((one) => oursStep(machine, directory, [one], installer)),
    outcomes: reported,
    overhead,
  }
}

function tox(caches: Caches): Contender {
  return {
    name: `tox-${caches}`,
    title: `tox, \`package = wheel\`, ${caches}`,
    caches: CACHES[caches],
    isFor: 'one package',
    unable: always,
    steps: ({ python, tox }, packages, directory) =>
      packages.map((one) => {
        const ini = join(directory.project, one.path, 'tox.ini')
        writeFileSync(ini, toxIni(one, python))
        const args = ['run', '--colored', 'no', '-c', ini, '--workdir', workOf(directory, one)]
        return { program: tox, args, variables: directory.variables }
      }),
    outcomes: (packages, directory, output) =>
      packages.map((one, i) => {
        const wheels = join(workOf(directory, one), '.pkg', 'dist')
        return toxOutcome(one, wheels, output[i]?.text ?? '', output[i]?.status ?? null)
      }),
  }
}

function toxIni({ requirements, scripts, tests }: Package, python: string): string {
  const lines = (all: readonly string[]) => all.map((line) => `\n    ${line}`).join('')
  const commands = [
    `cp -R ${tests.map((path) => `{toxinidir}/${path}`).join(' ')} {envtmpdir}`,
    ...scripts.map((name) => `${name} --help`),
    'python -m pytest',
  ]
  return `[tox]
env_list = py

[testenv]
base_python = ${python}
package = wheel
wheel_build_env = .pkg
deps =${lines(requirements)}
change_dir = {envtmpdir}
allowlist_externals = cp
commands =${lines(commands)}
`
}

function script(installer: Installer, caches: Caches): Contender {
  const [what, role] =
    installer === 'pip'
      ? (['the hand-written pipeline', '(d)'] as const)
      : (['the minimal uv script', '(e)'] as const)
  return {
    name: `${installer}-script-${caches}`,
    title: `${what}, ${caches}`,
    caches: CACHES[caches],
    role,
    isFor: 'one package',
    unable: installer === 'uv' ? requiresUv : always,
    steps: scriptSteps(installer),
    outcomes: scripted,
  }
}

function irreducible(): Contender {
  return {
    name: 'irreducible',
    title: 'hooks, unpacking, scripts and pytest only',
    caches: 'kept',
    role: '(f)',
    isFor: 'one package',
    unable: (_, { packages }) =>
      packages.some(({ siblings }) => siblings.length > 0)
        ? 'it does not support workspace members'
        : undefined,
    prepare: ({ python }, { packages: [one] }, directory) => {
      if (one === undefined) return
      const [build, test] = [join(directory.ready, 'build'), join(directory.ready, 'test')]
      const run = (program: string, ...args: string[]) =>
        execFileSync(program, args, { env: directory.variables, stdio: ['ignore', 'ignore', 'inherit'] })
      for (const environment of [build, test]) run(python, '-m', 'venv', environment)
      const install = (environment: string, ...what: string[]) =>
        run(
          join(environment, 'bin', 'python'),
          '-m',
          'pip',
          'install',
          '--quiet',
          '--disable-pip-version-check',
          ...what,
        )
      install(build, ...one.buildSystem.requires)
      install(test, directory.project, ...one.requirements)
    },
    steps: ({ python }, packages, directory) =>
      packages.map((one) =>
        scriptStep('irreducible', python, directory, one, {
          READY: directory.ready,
          BACKEND: one.buildSystem.backend,
        }),
      ),
    outcomes: scripted,
  }
}

/** as-installed on all packages of a repository in one run, which may skip unchanged ones. */
function together(installer: Installer): Contender {
  return {
    name: `ours-${installer}-together`,
    title: `as-installed with ${installer}, in one run`,
    installer,
    caches: 'kept',
    isFor: 'many packages',
    unable: (machine, { packages, all }) => {
      if (packages.length < all.length && !machine.options.includes('--changed-only'))
        return 'this version has no --changed-only yet'
      return installer === 'uv' ? requiresUv(machine) : undefined
    },
    steps: (machine, packages, directory, { all }) =>
      packages.length === all.length
        ? [oursStep(machine, directory, all, installer)]
        : [oursStep(machine, directory, all, installer, ['--changed-only'], directory.pullRequest())],
    outcomes: reported,
    overhead,
  }
}

/** One run of as-installed for each package, which also builds the workspace members that it needs. */
function oneByOne(installer: Installer): Contender {
  return {
    ...ours(installer, 'warm'),
    name: `ours-${installer}-one-by-one`,
    title: `as-installed with ${installer}, sequentially`,
    role: 'sequential',
    installer,
    isFor: 'many packages',
    steps: (machine, packages, directory) =>
      packages.map((one) => oursStep(machine, directory, [one], installer)),
  }
}

/** as-installed on one package without workspace dependencies, to compare with one changed package among many. */
function single(installer: Installer): Contender {
  return {
    ...ours(installer, 'warm'),
    name: `ours-${installer}-alone`,
    title: `as-installed with ${installer}, one of them only`,
    role: 'one package',
    installer,
    isFor: 'many packages',
    worksOn: ({ packages, all }) =>
      [...packages, ...all].filter(({ siblings }) => siblings.length === 0).slice(0, 1),
  }
}

function scriptOneByOne(installer: Installer): Contender {
  return {
    ...script(installer, 'warm'),
    name: `${installer}-script-one-by-one`,
    title: `${installer === 'pip' ? 'the hand-written pipeline' : 'the minimal uv script'}, sequentially`,
    isFor: 'many packages',
    unable: (machine, { packages }) =>
      packages.length > 10 ? 'it would take hours' : installer === 'uv' ? requiresUv(machine) : undefined,
    worksOn: withSiblings,
  }
}

/** The packages and their workspace dependencies, dependencies first. */
function withSiblings({ packages, all }: Task): Package[] {
  const wanted = new Set(packages.flatMap(({ name, siblings }) => [name, ...siblings]))
  return all.filter(({ name }) => wanted.has(name))
}

function oursStep(
  { python, oursArgs }: Machine,
  directory: RunDirectory,
  packages: readonly Package[],
  installer: Installer,
  args: readonly string[] = [],
  variables: Readonly<Record<string, string>> = {},
): Step {
  const [first] = packages
  const work = packages.length === 1 && first !== undefined ? workOf(directory, first) : directory.work
  const requirements = (first?.requirements ?? []).map((one) => `--test-requirements=${one}`)
  const files = ['--out', join(work, 'out'), '--json', join(work, 'report.json')]
  const paths = packages.map(({ path }) => join(directory.project, path))
  return {
    program: process.execPath,
    args: [
      CLI,
      '--installer',
      installer,
      '--python',
      python,
      ...files,
      ...requirements,
      ...oursArgs,
      ...args,
      ...paths,
    ],
    variables: { ...directory.variables, ...variables },
  }
}

function scriptSteps(installer: Installer): Contender['steps'] {
  return ({ python }, packages, directory) =>
    packages.map((one) =>
      scriptStep(
        installer,
        python,
        directory,
        one,
        findLinks(one.siblings.map((name) => join(directory.work, name, 'dist'))),
      ),
    )
}

function scriptStep(
  name: string,
  python: string,
  directory: RunDirectory,
  one: Package,
  variables: Readonly<Record<string, string>>,
): Step {
  const inputs = {
    PYTHON: python,
    PROJECT: join(directory.project, one.path),
    WORK: workOf(directory, one),
    REQUIREMENTS: one.requirements.join(' '),
    CONSOLE_SCRIPTS: one.scripts.join(' '),
    TEST_FILES: one.tests.join(' '),
  }
  return {
    program: 'bash',
    args: [join(SCRIPTS, `${name}.sh`)],
    variables: { ...directory.variables, ...inputs, ...variables },
  }
}

/** Environment variables that add `--find-links` directories for pip and uv. */
function findLinks(directories: readonly string[]): Record<string, string> {
  if (directories.length === 0) return {}
  const { PIP_FIND_LINKS = '', UV_FIND_LINKS = '' } = process.env
  return {
    PIP_FIND_LINKS: [...directories, PIP_FIND_LINKS].filter(Boolean).join(' '),
    UV_FIND_LINKS: [...directories, UV_FIND_LINKS].filter(Boolean).join(','),
  }
}

/** The work directory for one package. */
function workOf(directory: RunDirectory, { name }: Package): string {
  const work = join(directory.work, name)
  mkdirSync(work, { recursive: true })
  return work
}

function reported(packages: readonly Package[], directory: RunDirectory): Outcome[] {
  return reportsOf(packages, directory).flatMap(reportedOutcomes)
}

function overhead(packages: readonly Package[], directory: RunDirectory): number | undefined {
  const all = reportsOf(packages, directory).flatMap((file) => reportedOverhead(file) ?? [])
  return all.length === 0 ? undefined : all.reduce((sum, one) => sum + one, 0)
}

/** Paths of the reports: of one run of all packages, or of a run of each. */
function reportsOf(packages: readonly Package[], directory: RunDirectory): string[] {
  return [
    join(directory.work, 'report.json'),
    ...packages.map((one) => join(workOf(directory, one), 'report.json')),
  ]
}

function scripted(
  packages: readonly Package[],
  directory: RunDirectory,
  output: readonly StepOutput[],
): Outcome[] {
  return packages.map((one, i) => {
    const work = workOf(directory, one)
    return scriptOutcome(one, work, join(work, 'dist'), output[i]?.text ?? '')
  })
}

/** The options in the help text of as-installed. */
export function optionsOf(help: string): string[] {
  return [...help.matchAll(/^ +(--[\w-]+)/gm)].map(([, option = '']) => option)
}
