import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import type { Contender, Machine, Step, StepOutput } from './contenders.ts'
import { type Outcome, shortfall } from './outcome.ts'
import { childrenSeconds } from './process-times.ts'
import type { RunDirectory } from './run-directory.ts'
import type { Task } from './task.ts'

/** One run of a contender on a task. */
export interface Measurement {
  readonly task: string
  readonly contender: string
  /** From 0; undefined for the run that fills the caches. */
  readonly round: number | undefined
  /** Seconds. */
  readonly wall: number
  /** Seconds of user and system time of all processes; NaN if unknown. */
  readonly cpu: number
  /** Sampled peak of the resident memory of the largest direct child process, in MB. */
  readonly megabytes: number
  /** The overhead of as-installed, by its report: seconds in which it waited for no other program. */
  readonly own?: number
  /** Load average of the last minute before the run. */
  readonly load: number
  /** Why the run does not count: its outcome was not the expected one. */
  readonly failure?: string
}

/** The outcome of each package in the first run of a task, which all other runs must reproduce. */
export type References = Map<string, Outcome>

/** Runs a contender on a task once, and measures its steps. */
export async function runOnce(
  machine: Machine,
  { task, contender, directory, round, references }: RunRequest,
): Promise<Measurement> {
  const packages = contender.worksOn?.(task) ?? task.packages
  const load = loadavg()[0] ?? Number.NaN
  const steps = contender.steps(machine, packages, directory, task)
  const logs = join(directory.root, 'logs')
  mkdirSync(logs, { recursive: true })
  const done: (StepOutput & { readonly megabytes: number })[] = []

  const before = childrenSeconds()
  const started = performance.now()
  for (const [i, step] of steps.entries()) done.push(await runStep(step, directory, join(logs, String(i))))
  const wall = (performance.now() - started) / 1000
  const cpu = childrenSeconds() - before

  const outcomes = contender.outcomes(packages, directory, done)
  const failures = packages.flatMap((one) => {
    const outcome = outcomes.find((each) => each.package === one.name)
    if (outcome === undefined) return [`${one.name}: nothing came of it`]
    return shortfall(outcome, one, references.get(one.name)) ?? []
  })
  const status = done.find((step) => step.status !== 0)
  if (status !== undefined && failures.length === 0) failures.push(`it ended with status ${status.status}`)
  // A run of all packages also reports those that it skipped.
  const ofPackages = outcomes.filter((one) => packages.some(({ name }) => name === one.package))
  if (failures.length === 0) for (const one of ofPackages) references.set(one.package, one)
  else {
    console.error(`${contender.name} on ${task.name} did not do the work: ${failures.slice(0, 3).join('; ')}`)
    console.error((status ?? done.at(-1))?.text.split('\n').slice(-25).join('\n'))
  }
  const megabytes = Math.max(...done.map((step) => step.megabytes))
  const [failure] = failures
  const own = contender.overhead?.(packages, directory)
  return {
    ...{ task: task.name, contender: contender.name, round, wall, cpu, megabytes, load },
    ...(own === undefined ? {} : { own }),
    ...(failure === undefined ? {} : { failure }),
  }
}

export interface RunRequest {
  readonly task: Task
  readonly contender: Contender
  readonly directory: RunDirectory
  readonly round: number | undefined
  readonly references: References
}

function runStep(
  { program, args, variables }: Step,
  directory: RunDirectory,
  log: string,
): Promise<StepOutput & { megabytes: number }> {
  const output = openSync(log, 'w')
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      cwd: directory.work,
      env: variables,
      stdio: ['ignore', output, output],
    })
    let megabytes = Number.NaN
    const sampling = setInterval(() => {
      megabytes = peakMemory(child.pid) ?? megabytes
    }, 50)
    const end = () => child.kill()
    process.once('exit', end)
    child.on('error', reject)
    child.on('exit', (status) => {
      process.removeListener('exit', end)
      clearInterval(sampling)
      closeSync(output)
      resolve({ status, text: readFileSync(log, 'utf8'), megabytes })
    })
  })
}

/** VmHWM of proc_pid_status(5): unlike `ru_maxrss`, it does not include the memory of the parent before exec. */
function peakMemory(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return kilobytes === undefined ? undefined : (Number(kilobytes) * 1024) / 1e6
  } catch {
    return undefined
  }
}
