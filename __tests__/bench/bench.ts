/**
 * as-installed beside what it replaces, on the same projects: time, CPU and memory, in interleaved rounds.
 *
 *     npm run bench -- [OPTION...]
 *
 *     --rounds N              how often each contender does each task; default: 7
 *     --only NAME,...         of the contenders; a part of the name is enough
 *     --projects NAME,...     of the projects; a part of the name is enough; default: all but those that take hours
 *     --python PATH           the interpreter of all contenders; default: python3 on PATH
 *     --ours ARGUMENT         a further argument for as-installed; may be given several times
 *     --json FILE             write every single measurement
 *     --from FILE             take the measurements of such a file, and run nothing; may be given several times
 *     --write FILE            put the tables into a page, where docs/benchmarks.md has its place for them
 *     --room FOLDER           where the contenders work; default: the temporary folder
 *     --list                  print the names of contenders and projects
 *
 * Prints tables in Markdown. docs/benchmarks.md has the method. Needs the package index, and uv on PATH for what is
 * done by uv.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, loadavg, release, tmpdir, totalmem, type } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { CONTENDERS, type Contender, type Machine, optionsOf } from './contenders.ts'
import { makeTask, taskNames } from './projects.ts'
import { Room } from './room.ts'
import { type Measurement, type References, runOnce } from './run.ts'
import { interleaved } from './statistics.ts'
import { type Figures, replaceFigures, tables } from './tables.ts'
import type { Task } from './task.ts'

/** How many packages fill the caches for all. */
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
    room: { type: 'string', default: tmpdir() },
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
  const folder = realpathSync(mkdtempSync(join(resolve(values.room), 'as-installed-bench-')))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))
  const machine = findMachine(folder)
  const described = describeMachine(machine)
  const before = describeLoad()
  const tasks: Task[] = []
  const measurements: Measurement[] = []
  const absent: Figures['absent'][number][] = []
  for (const name of chosen(taskNames(), values.projects)) {
    const task = await makeTask(name, join(folder, 'projects'))
    tasks.push(task)
    const able = contendersFor(task).filter((contender) => {
      const reason = contender.unable(machine, task)
      if (reason !== undefined) absent.push({ task: task.name, contender: contender.name, reason })
      return reason === undefined
    })
    measurements.push(...(await measureTask(machine, task, able, join(folder, 'rooms', name))))
    // Hours may be in it by now.
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

/** Those whose names have one of the parts; without any, those that need not be named. */
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
  folder: string,
): Promise<Measurement[]> {
  const references: References = new Map()
  const measurements: Measurement[] = []
  const rooms = new Map(contenders.map(({ name }) => [name, new Room(join(folder, name))]))
  const once = async (contender: Contender, round: number | undefined, task: Task) => {
    const room = rooms.get(contender.name) as Room
    room.enter(task, contender.caches)
    if (round === undefined) contender.prepare?.(machine, task, room)
    const one = await runOnce(machine, { task, contender, room, round, references })
    room.leave()
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
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  return measurements
}

/** Enough of a task to fill the caches: what all of it downloads is in the first packages. */
function firstOf(task: Task): Task {
  if (task.all.length <= FIRST) return task
  const first = task.all.slice(0, FIRST)
  return { ...task, packages: first, all: first }
}

function findMachine(folder: string): Machine {
  const python = print(values.python, '-c', 'import sys; print(sys.executable)')
  const environment = join(folder, 'tox')
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
