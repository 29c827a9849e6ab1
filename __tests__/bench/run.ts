import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import type { Contender, Machine, Step, StepOutput } from './contenders.ts'
import { type Outcome, shortfall } from './outcome.ts'
import { childrenSeconds } from './process-times.ts'
import type { Room } from './room.ts'
import type { Task } from './task.ts'

/** One run of a contender on a task. */
export interface Measurement {
  readonly task: string
  readonly contender: string
  /** From 0; none of the run that fills the caches. */
  readonly round: number | undefined
  /** Seconds. */
  readonly wall: number
  /** Seconds of user and system time of all processes; NaN where it cannot be known. */
  readonly cpu: number
  /** Peak of the resident memory of the largest process that was started itself, in millions of bytes, sampled. */
  readonly megabytes: number
  /** Seconds in which no program ran that it waits for, where it tells. */
  readonly own?: number
  /** Of the last minute, before it began. */
  readonly load: number
  /** Why it does not count: the work was not done. */
  readonly failure?: string
}

/** What contenders have brought on a task so far: what all others must bring, too. */
export type References = Map<string, Outcome>

/** Lets a contender do a task once. What is not its work, as making the room, is not measured. */
export async function runOnce(
  machine: Machine,
  { task, contender, room, round, references }: RunRequest,
): Promise<Measurement> {
  const packages = contender.worksOn?.(task) ?? task.packages
  const load = loadavg()[0] ?? Number.NaN
  const steps = contender.steps(machine, packages, room, task)
  const logs = join(room.root, 'logs')
  mkdirSync(logs, { recursive: true })
  const done: (StepOutput & { readonly megabytes: number })[] = []

  const before = childrenSeconds()
  const started = performance.now()
  for (const [i, step] of steps.entries()) done.push(await runStep(step, room, join(logs, String(i))))
  const wall = (performance.now() - started) / 1000
  const cpu = childrenSeconds() - before

  const outcomes = contender.outcomes(packages, room, done)
  const failures = packages.flatMap((one) => {
    const outcome = outcomes.find((each) => each.package === one.name)
    if (outcome === undefined) return [`${one.name}: nothing came of it`]
    return shortfall(outcome, one, references.get(one.name)) ?? []
  })
  const status = done.find((step) => step.status !== 0)
  if (status !== undefined && failures.length === 0) failures.push(`it ended with status ${status.status}`)
  // A run of all tells of those as well that it left out.
  const wanted = outcomes.filter((one) => packages.some(({ name }) => name === one.package))
  if (failures.length === 0) for (const one of wanted) references.set(one.package, one)
  else {
    console.error(`${contender.name} on ${task.name} did not do the work: ${failures.slice(0, 3).join('; ')}`)
    console.error((status ?? done.at(-1))?.text.split('\n').slice(-25).join('\n'))
  }
  const megabytes = Math.max(...done.map((step) => step.megabytes))
  const [failure] = failures
  const own = contender.ownCost?.(packages, room)
  return {
    ...{ task: task.name, contender: contender.name, round, wall, cpu, megabytes, load },
    ...(own === undefined ? {} : { own }),
    ...(failure === undefined ? {} : { failure }),
  }
}

export interface RunRequest {
  readonly task: Task
  readonly contender: Contender
  readonly room: Room
  readonly round: number | undefined
  readonly references: References
}

function runStep(
  { program, args, variables }: Step,
  room: Room,
  log: string,
): Promise<StepOutput & { megabytes: number }> {
  const output = openSync(log, 'w')
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args], {
      cwd: room.work,
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

/** VmHWM of proc_pid_status(5): unlike `ru_maxrss` nothing of what the starting process had in memory is in it. */
function peakMemory(pid: number | undefined): number | undefined {
  try {
    const [, kilobytes] = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return kilobytes === undefined ? undefined : (Number(kilobytes) * 1024) / 1e6
  } catch {
    return undefined
  }
}
