/**
 * Compares as-installed with the tools that it replaces, on the same projects: time, CPU and memory, in interleaved
 * rounds.
 *
 *     npm run bench -- [OPTION...]
 *
 *     --rounds N              how often each contender runs each task; default: 7
 *     --only NAME,...         only contenders with one of these parts in their name
 *     --projects NAME,...     only projects with one of these names or prefixes; default: all but those that take hours
 *     --python PATH           the interpreter for all contenders; default: python3 on PATH
 *     --ours ARGUMENT         an additional argument for as-installed; may be given several times
 *     --json FILE             write all measurements
 *     --from FILE             read measurements from such a file, and run nothing; may be given several times
 *     --write FILE            insert the tables into a page, between the markers as in docs/benchmarks.md
 *     --directory DIRECTORY   where the contenders run; default: the temporary directory
 *     --list                  print the names of contenders and projects
 *
 * Prints tables in Markdown. docs/benchmarks.md describes the method. Needs a package index, and uv on PATH for the
 * contenders that use uv.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, loadavg, release, tmpdir, totalmem, type } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { CONTENDERS, type Contender, type Machine, optionsOf } from './contenders.ts'
import { makeTask, taskNames } from './projects.ts'
import { type Measurement, type References, runOnce } from './run.ts'
import { RunDirectory } from './run-directory.ts'
import { interleaved } from './statistics.ts'
import { type Figures, replaceFigures, tables } from './tables.ts'
import type { Task } from './task.ts'

/** How many packages of a large task are enough to fill the caches. */
const FIRST = 10
const TOX = '4.67.15'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    only: { type: 'string', default: '' },
    projects: { type: 'string', default: '' },
    python: { type: 'string', default: 'python3' },
    ours: { type: 'string', multiple: true, default: [] },
    json: { type: 'string' },
    from: { type: 'string', multiple: true, default: [] },
    write: { type: 'string' },
    directory: { type: 'string', default: tmpdir() },
    list: { type: 'boolean', default: false },
  },
})

if (values.list) {
  console.log(`Contenders: ${CONTENDERS.map(({ name }) => name).join(', ')}`)
  console.log(
    `Projects: ${taskNames()
      .map(({ name, onlyNamed }) => `${name}${onlyNamed ? ' (only when it is named)' : ''}`)
      .join(', ')}`,
  )
} else {
  const all = values.from.length > 0 ? values.from.map(readFigures) : [await measure()]
  const text = all.map((one) => tables(one, CONTENDERS)).join('\n\n')
  console.log(text)
  if (values.write !== undefined)
    writeFileSync(values.write, replaceFigures(readFileSync(values.write, 'utf8'), text))
  const failed = all
    .flatMap(({ measurements }) => measurements)
    .filter(({ failure }) => failure !== undefined)
  process.exitCode = failed.length === 0 ? 0 : 1
}

function readFigures(file: string): Figures {
  return JSON.parse(readFileSync(file, 'utf8'))
}

async function measure(): Promise<Figures> {
  const root = realpathSync(mkdtempSync(join(resolve(values.directory), 'as-installed-bench-')))
  process.on('exit', () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))
  const machine = findMachine(root)
  const described = describeMachine(machine)
  const before = describeLoad()
  const tasks: Task[] = []
  const measurements: Measurement[] = []
  const absent: Figures['absent'][number][] = []
  for (const name of chosen(taskNames(), values.projects)) {
    const task = await makeTask(name, join(root, 'projects'))
    tasks.push(task)
    const able = contendersFor(task).filter((contender) => {
      const reason = contender.unable(machine, task)
      if (reason !== undefined) absent.push({ task: task.name, contender: contender.name, reason })
      return reason === undefined
    })
    measurements.push(...(await measureTask(machine, task, able, join(root, 'runs', name))))
    // After each task, because an error in a later one would lose hours of measurements.
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures(), null, 2)}\n`)
  }
  return figures()

  function figures(): Figures {
    return {
      machine: { ...described, 'load before': before, 'load after': describeLoad() },
      tasks: tasks.map(({ name, about }) => ({ name, about })),
      measurements,
      absent,
    }
  }
}

function contendersFor({ all }: Task): Contender[] {
  const isFor = all.length > 1 ? 'many packages' : 'one package'
  const parts = values.only.split(',').filter(Boolean)
  return CONTENDERS.filter(
    (one) => one.isFor === isFor && (parts.length === 0 || parts.some((part) => one.name.includes(part))),
  )
}

/** The tasks with one of the names or prefixes; without any, all that do not have to be named. */
function chosen(all: readonly { name: string; onlyNamed: boolean }[], parts: string): string[] {
  const wanted = parts.split(',').filter(Boolean)
  const found = all.filter(({ name, onlyNamed }) =>
    wanted.length === 0 ? !onlyNamed : wanted.some((part) => name === part || name.startsWith(`${part}-`)),
  )
  if (found.length === 0) throw new Error(`There is no project ${parts}; --list shows all.`)
  return found.map(({ name }) => name)
}

async function measureTask(
  machine: Machine,
  task: Task,
  contenders: readonly Contender[],
  root: string,
): Promise<Measurement[]> {
  const references: References = new Map()
  const measurements: Measurement[] = []
  const directories = new Map(contenders.map(({ name }) => [name, new RunDirectory(join(root, name))]))
  const once = async (contender: Contender, round: number | undefined, task: Task) => {
    const directory = directories.get(contender.name) as RunDirectory
    directory.prepare(task, contender.caches)
    if (round === undefined) contender.prepare?.(machine, task, directory)
    const one = await runOnce(machine, { task, contender, directory, round, references })
    directory.clean()
    measurements.push(one)
    const when = round === undefined ? 'first' : `round ${round + 1}`
    console.error(
      `${task.name}: ${contender.name}, ${when}: ${one.wall.toFixed(2)} s, ${one.cpu.toFixed(2)} s CPU`,
    )
  }
  // What keeps its caches finds them filled by its own first run.
  for (const contender of contenders.filter(({ caches }) => caches === 'kept'))
    await once(contender, undefined, firstOf(task))
  for (const [round, order] of interleaved(contenders, Number(values.rounds)).entries())
    for (const contender of order) await once(contender, round, task)
  rmSync(root, { recursive: true, force: true, maxRetries: 3 })
  return measurements
}

/** The part of a task that fills the caches: further packages download nothing else. */
function firstOf(task: Task): Task {
  if (task.all.length <= FIRST) return task
  const first = task.all.slice(0, FIRST)
  return { ...task, packages: first, all: first }
}

function findMachine(root: string): Machine {
  const python = print(values.python, '-c', 'import sys; print(sys.executable)')
  const environment = join(root, 'tox')
  execFileSync(python, ['-m', 'venv', environment])
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']
  execFileSync(join(environment, 'bin', 'python'), [...pip, `tox==${TOX}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return {
    python,
    tox: join(environment, 'bin', 'tox'),
    hasUv: spawnSync('uv', ['--version']).status === 0,
    options: optionsOf(print(process.execPath, resolve('dist/cli.js'), '--help')),
    oursArgs: values.ours,
  }
}

function describeMachine({ python, hasUv }: Machine): Record<string, string> {
  const [processor] = cpus()
  const changes = print('git', 'status', '--porcelain', '--', 'dist') === '' ? '' : ', dist changed since'
  return {
    'as-installed': `${print('git', 'rev-parse', '--short', 'HEAD')}${changes}${values.ours.map((one) => ` ${one}`).join('')}`,
    machine: `${processor?.model.trim()}, ${availableParallelism()} cores, ${(totalmem() / 1e9).toFixed(0)} GB, ${type()} ${release()} ${arch()}`,
    Node: process.versions.node,
    Python: print(python, '-c', 'import platform; print(platform.python_version())'),
    pip: print(python, '-m', 'pip', '--version').split(' ')[1] ?? '',
    uv: hasUv ? (print('uv', '--version').split(' ')[1] ?? '') : 'none',
    tox: TOX,
    git: print('git', '--version').split(' ')[2] ?? '',
    rounds: values.rounds,
    day: new Date().toISOString().slice(0, 10),
  }
}

function describeLoad(): string {
  return loadavg()
    .map((load) => load.toFixed(2))
    .join(', ')
}

function print(program: string, ...args: string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim()
}
