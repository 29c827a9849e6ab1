import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Outcome, reportedOutcomes, reportedOwnCost, scriptOutcome, toxOutcome } from './outcome.ts'
import type { Room } from './room.ts'
import type { Package, Task } from './task.ts'

/** One program to run; several, one after the other, are one run of a contender. */
export interface Step {
  readonly program: string
  readonly args: readonly string[]
  readonly variables: Readonly<Record<string, string>>
}

/** What is the same for all contenders. */
export interface Machine {
  /** Absolute: the interpreter that all of them work with. */
  readonly python: string
  readonly tox: string
  readonly hasUv: boolean
  /** Options of this version of as-installed. */
  readonly options: readonly string[]
  /** Further arguments for it. */
  readonly oursArgs: readonly string[]
}

/** (d) the hand-written pipeline, (e) the leanest script, (f) the irreducible; and the program itself, used otherwise. */
export const ROLES = ['(d)', '(e)', '(f)', 'one by one', 'one alone'] as const
export type Role = (typeof ROLES)[number]

export interface Contender {
  readonly name: string
  /** How the tables name it. */
  readonly title: string
  readonly caches: 'emptied' | 'kept'
  /** As what others are compared with it. */
  readonly role?: Role
  /** It is compared with its like of the same installer, where there are several. */
  readonly installer?: Installer
  readonly isFor: 'one package' | 'many packages'
  /** Why it cannot do a task here; undefined where it can. */
  readonly unable: (machine: Machine, task: Task) => string | undefined
  /** What is there before and is not measured. */
  readonly prepare?: (machine: Machine, task: Task, room: Room) => void
  /** What it works on; the packages of the task, where nothing is said. */
  readonly worksOn?: (task: Task) => readonly Package[]
  /** One for each package that it works on, or one for all. */
  readonly steps: (machine: Machine, packages: readonly Package[], room: Room, task: Task) => Step[]
  /** `output` is what the steps printed. */
  readonly outcomes: (packages: readonly Package[], room: Room, output: readonly StepOutput[]) => Outcome[]
  /** Seconds in which no program ran that it waits for, of those that tell it. */
  readonly ownCost?: (packages: readonly Package[], room: Room) => number | undefined
}

export interface StepOutput {
  readonly status: number | null
  readonly text: string
}

const CLI = resolve('dist/cli.js')
const FOLDER = join(import.meta.dirname, 'contenders')
type Installer = 'pip' | 'uv'
type Caches = 'cold' | 'warm'
const CACHES = { cold: 'emptied', warm: 'kept' } as const
const anywhere = () => undefined
const withUv = ({ hasUv }: Machine) => (hasUv ? undefined : 'there is no uv on PATH')

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
    alone(installer),
    scriptOneByOne(installer),
  ]),
]

function ours(installer: Installer, caches: Caches): Contender {
  return {
    name: `ours-${installer}-${caches}`,
    title: `as-installed by ${installer}, ${caches}`,
    caches: CACHES[caches],
    isFor: 'one package',
    unable: installer === 'uv' ? withUv : anywhere,
    steps: (machine, packages, room) => packages.map((one) => oursStep(machine, room, [one], installer)),
    outcomes: reported,
    ownCost,
  }
}

function tox(caches: Caches): Contender {
  return {
    name: `tox-${caches}`,
    title: `tox, \`package = wheel\`, ${caches}`,
    caches: CACHES[caches],
    isFor: 'one package',
    unable: anywhere,
    steps: ({ python, tox }, packages, room) =>
      packages.map((one) => {
        const ini = join(room.project, one.path, 'tox.ini')
        writeFileSync(ini, toxIni(one, python))
        const args = ['run', '--colored', 'no', '-c', ini, '--workdir', workOf(room, one)]
        return { program: tox, args, variables: room.variables }
      }),
    outcomes: (packages, room, output) =>
      packages.map((one, i) => {
        const wheels = join(workOf(room, one), '.pkg', 'dist')
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
      : (['the leanest uv script', '(e)'] as const)
  return {
    name: `${installer}-script-${caches}`,
    title: `${what}, ${caches}`,
    caches: CACHES[caches],
    role,
    isFor: 'one package',
    unable: installer === 'uv' ? withUv : anywhere,
    steps: scriptSteps(installer),
    outcomes: scripted,
  }
}

function irreducible(): Contender {
  return {
    name: 'irreducible',
    title: 'hooks, unpacking, scripts and pytest alone',
    caches: 'kept',
    role: '(f)',
    isFor: 'one package',
    unable: (_, { packages }) =>
      packages.some(({ siblings }) => siblings.length > 0) ? 'it knows no siblings' : undefined,
    prepare: ({ python }, { packages: [one] }, room) => {
      if (one === undefined) return
      const [build, test] = [join(room.ready, 'build'), join(room.ready, 'test')]
      const run = (program: string, ...args: string[]) =>
        execFileSync(program, args, { env: room.variables, stdio: ['ignore', 'ignore', 'inherit'] })
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
      install(test, room.project, ...one.requirements)
    },
    steps: ({ python }, packages, room) =>
      packages.map((one) =>
        scriptStep('irreducible', python, room, one, { READY: room.ready, BACKEND: one.buildSystem.backend }),
      ),
    outcomes: scripted,
  }
}

/** All packages of a repository in one run, of which it may leave out those that did not change. */
function together(installer: Installer): Contender {
  return {
    name: `ours-${installer}-together`,
    title: `as-installed by ${installer}, in one run`,
    installer,
    caches: 'kept',
    isFor: 'many packages',
    unable: (machine, { packages, all }) => {
      if (packages.length < all.length && !machine.options.includes('--changed-only'))
        return 'this version has no --changed-only yet'
      return installer === 'uv' ? withUv(machine) : undefined
    },
    steps: (machine, packages, room, { all }) =>
      packages.length === all.length
        ? [oursStep(machine, room, all, installer)]
        : [oursStep(machine, room, all, installer, ['--changed-only'], room.pullRequest())],
    outcomes: reported,
    ownCost,
  }
}

/** A run for each package, which builds what it needs of the others. */
function oneByOne(installer: Installer): Contender {
  return {
    ...ours(installer, 'warm'),
    name: `ours-${installer}-one-by-one`,
    title: `as-installed by ${installer}, one after the other`,
    role: 'one by one',
    installer,
    isFor: 'many packages',
    steps: (machine, packages, room) => packages.map((one) => oursStep(machine, room, [one], installer)),
  }
}

/** One package that needs no other: what a single one costs, as the measure for one that changed among many. */
function alone(installer: Installer): Contender {
  return {
    ...ours(installer, 'warm'),
    name: `ours-${installer}-alone`,
    title: `as-installed by ${installer}, one of them alone`,
    role: 'one alone',
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
    title: `${installer === 'pip' ? 'the hand-written pipeline' : 'the leanest uv script'}, one after the other`,
    isFor: 'many packages',
    unable: (machine, { packages }) =>
      packages.length > 10 ? 'it would take hours' : installer === 'uv' ? withUv(machine) : undefined,
    worksOn: withSiblings,
  }
}

/** In the order of all, in which each comes after those that it needs. */
function withSiblings({ packages, all }: Task): Package[] {
  const wanted = new Set(packages.flatMap(({ name, siblings }) => [name, ...siblings]))
  return all.filter(({ name }) => wanted.has(name))
}

function oursStep(
  { python, oursArgs }: Machine,
  room: Room,
  packages: readonly Package[],
  installer: Installer,
  args: readonly string[] = [],
  variables: Readonly<Record<string, string>> = {},
): Step {
  const [first] = packages
  const work = packages.length === 1 && first !== undefined ? workOf(room, first) : room.work
  const requirements = (first?.requirements ?? []).map((one) => `--test-requirements=${one}`)
  const files = ['--out', join(work, 'out'), '--json', join(work, 'report.json')]
  const paths = packages.map(({ path }) => join(room.project, path))
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
    variables: { ...room.variables, ...variables },
  }
}

function scriptSteps(installer: Installer): Contender['steps'] {
  return ({ python }, packages, room) =>
    packages.map((one) =>
      scriptStep(
        installer,
        python,
        room,
        one,
        findLinks(one.siblings.map((name) => join(room.work, name, 'dist'))),
      ),
    )
}

function scriptStep(
  name: string,
  python: string,
  room: Room,
  one: Package,
  variables: Readonly<Record<string, string>>,
): Step {
  const given = {
    PYTHON: python,
    PROJECT: join(room.project, one.path),
    WORK: workOf(room, one),
    REQUIREMENTS: one.requirements.join(' '),
    CONSOLE_SCRIPTS: one.scripts.join(' '),
    TEST_FILES: one.tests.join(' '),
  }
  return {
    program: 'bash',
    args: [join(FOLDER, `${name}.sh`)],
    variables: { ...room.variables, ...given, ...variables },
  }
}

/** Where pip and uv also look for wheels: in these folders, and where the machine has them look. */
function findLinks(folders: readonly string[]): Record<string, string> {
  if (folders.length === 0) return {}
  const { PIP_FIND_LINKS = '', UV_FIND_LINKS = '' } = process.env
  return {
    PIP_FIND_LINKS: [...folders, PIP_FIND_LINKS].filter(Boolean).join(' '),
    UV_FIND_LINKS: [...folders, UV_FIND_LINKS].filter(Boolean).join(','),
  }
}

/** Where a contender works on one package. */
function workOf(room: Room, { name }: Package): string {
  const work = join(room.work, name)
  mkdirSync(work, { recursive: true })
  return work
}

function reported(packages: readonly Package[], room: Room): Outcome[] {
  return reportsOf(packages, room).flatMap(reportedOutcomes)
}

function ownCost(packages: readonly Package[], room: Room): number | undefined {
  const all = reportsOf(packages, room).flatMap((file) => reportedOwnCost(file) ?? [])
  return all.length === 0 ? undefined : all.reduce((sum, one) => sum + one, 0)
}

/** Of all packages, or of each, by how they were asked for. */
function reportsOf(packages: readonly Package[], room: Room): string[] {
  return [join(room.work, 'report.json'), ...packages.map((one) => join(workOf(room, one), 'report.json'))]
}

function scripted(packages: readonly Package[], room: Room, output: readonly StepOutput[]): Outcome[] {
  return packages.map((one, i) => {
    const work = workOf(room, one)
    return scriptOutcome(one, work, join(work, 'dist'), output[i]?.text ?? '')
  })
}

/** The options that a version of as-installed knows. */
export function optionsOf(help: string): string[] {
  return [...help.matchAll(/^ +(--[\w-]+)/gm)].map(([, option = '']) => option)
}
