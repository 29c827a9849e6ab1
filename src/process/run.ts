/**
 * The one place that starts other programs, except for the cache client, which is our own. They are other people's code,
 * so every one gets a closed stdin (or the given input), an explicit environment, a timeout that ends its whole process
 * group, and buffers of limited size.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { type ChildProcess, spawn } from 'node:child_process'
import { statSync, writeFileSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { basename } from 'node:path'
import { CapturedOutput, KEPT } from './captured-output.ts'
import type { Ending } from './ending.ts'
import type { EnvironmentVariables } from './environment-variables.ts'
import { noteProgram } from './timeline.ts'

export interface Command {
  /** Absolute path of the program, or a name that is looked up on the PATH of `variables`. */
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly variables: EnvironmentVariables
  /** What it reads from stdin; nothing, if it is not given. */
  readonly input?: string
  /** Seconds until the process group is ended. */
  readonly timeLimit: number
  /** Bytes that are kept of each end of the output; more only for our own tools, whose output is data. */
  readonly keep?: number
}

export interface ChildResult {
  readonly command: Command
  readonly ending: Ending
  /** What came on stdout, cut in its middle where it was longer than the buffer. */
  readonly stdout: string
  readonly stderr: string
  /** Both streams in the order of their arrival, for a person. */
  readonly transcript: string
  readonly seconds: number
}

/** Milliseconds between asking a process group to end and ending it. */
const GRACE = 2_000
/** Milliseconds that output is still awaited when the program has ended but something holds its pipe open. */
const LINGER = 1_000
/** The longest that a timer can wait; a longer one would end at once. */
const LONGEST = 2 ** 31 - 1

const running = new Set<number>()
let stopping = false

const lowPriority = new AsyncLocalStorage<true>()

/** Does what nobody waits for while there is other work: programs that it starts give way to others. */
export function atLowPriority<T>(act: () => Promise<T>): Promise<T> {
  return lowPriority.run(true, act)
}

/** Runs a program to its end. Never rejects: how it ended is part of the result. */
export function run(command: Command): Promise<ChildResult> {
  const started = performance.now()
  const noteEnd = noteProgram(basename(command.program))
  const stdout = new CapturedOutput(command.keep ?? KEPT)
  const stderr = new CapturedOutput(command.keep ?? KEPT)
  const transcript = new CapturedOutput(command.keep ?? KEPT)

  return new Promise((resolve) => {
    let timedOut = false
    let settled = false
    let child: ChildProcess | undefined
    let timer: NodeJS.Timeout | undefined
    let lingering: NodeJS.Timeout | undefined

    const settle = (ending: Ending) => {
      // When this process is asked to end, nothing may go on because a child did.
      if (settled || stopping) return
      settled = true
      clearTimeout(timer)
      clearTimeout(lingering)
      noteEnd()
      child?.stdout?.destroy()
      child?.stderr?.destroy()
      resolve({
        command,
        ending,
        stdout: stdout.text(),
        stderr: stderr.text(),
        transcript: transcript.text(),
        seconds: (performance.now() - started) / 1000,
      })
    }
    const notStarted = (error: NodeJS.ErrnoException) =>
      settle({ kind: 'not-started', reason: reasonNotStarted(command, error) })
    const ended = (code: number | null, signal: string | null): Ending => {
      if (timedOut) return { kind: 'timed-out', afterSeconds: command.timeLimit }
      if (signal !== null) return { kind: 'killed', signal }
      return { kind: 'exited', code: code ?? 0 }
    }

    try {
      child = spawn(command.program, [...command.args], {
        cwd: command.cwd,
        env: command.variables,
        stdio: [command.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
        // A process group of its own, so that the time limit reaches grandchildren too.
        detached: process.platform !== 'win32',
        windowsHide: true,
      })
    } catch (error) {
      // Some reasons come as an event, others (an argument list that is too long) at once.
      notStarted(error as NodeJS.ErrnoException)
      return
    }
    child.on('error', notStarted)
    const { pid } = child
    if (pid === undefined) return
    running.add(pid)
    if (lowPriority.getStore()) lowerPriority(pid)
    child.stdout?.on('data', (bytes: Buffer) => {
      stdout.add(bytes)
      transcript.add(bytes)
    })
    child.stderr?.on('data', (bytes: Buffer) => {
      stderr.add(bytes)
      transcript.add(bytes)
    })
    // That it ends before it has read all is told by how it ends.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(command.input)
    timer = setTimeout(
      () => {
        timedOut = true
        endGroup(pid)
      },
      Math.min(command.timeLimit * 1000, LONGEST),
    )
    child.on('close', (code, signal) => settle(ended(code, signal)))
    child.on('exit', (code, signal) => {
      // What the program left running must not outlive it, nor hold its pipes.
      signalGroup(pid, 'SIGKILL')
      running.delete(pid)
      // What has arrived in the pipe by then is still read, however busy this process was.
      if (!settled) lingering = setTimeout(() => setImmediate(() => settle(ended(code, signal))), LINGER)
    })
  })
}

/**
 * Ends the children before this process ends, when it is asked to, or when what nobody waits for fails alone: Node.js
 * would end with the status of a defect. For the doors.
 *
 * @param end says why it ends, and sets the status
 */
export function endChildrenOnExit(end: (error: unknown) => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, async () => {
      await endAllChildren()
      process.exit(128 + constants.signals[signal])
    })
  }
  process.on('uncaughtException', async (error) => {
    end(error)
    await endAllChildren()
    process.exit()
  })
}

/** They are asked first, as some of them have children of their own that only they can reach. */
async function endAllChildren(): Promise<void> {
  stopping = true
  for (const pid of running) signalGroup(pid, 'SIGTERM')
  const until = performance.now() + GRACE
  while (running.size > 0 && performance.now() < until) await new Promise((wake) => setTimeout(wake, 20))
  for (const pid of running) signalGroup(pid, 'SIGKILL')
}

/** True when the program ran to its end with status 0. */
export function succeeded(result: ChildResult): boolean {
  return result.ending.kind === 'exited' && result.ending.code === 0
}

function endGroup(pid: number): void {
  if (process.platform === 'win32') {
    // Windows has no process groups to signal; taskkill ends the tree below a process.
    const taskkill = spawn('taskkill', ['/pid', String(pid), '/T', '/F'], {
      stdio: 'ignore',
      windowsHide: true,
    })
    // Without taskkill, at least the process itself is ended.
    taskkill.on('error', () => signalGroup(pid, 'SIGKILL'))
    return
  }
  signalGroup(pid, 'SIGTERM')
  setTimeout(() => signalGroup(pid, 'SIGKILL'), GRACE).unref()
}

/** Of nice: a third of what the others get, so that it is not starved where the machine is busy (sched(7)). */
const BEHIND = 5

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, BEHIND)
    // Linux weighs sessions first, and each program here has one of its own (man page sched(7), "autogroup").
    if (process.platform === 'linux') writeFileSync(`/proc/${pid}/autogroup`, String(BEHIND))
  } catch {
    // It has ended already, or nothing here may set priorities: it takes its turn like the others.
  }
}

function signalGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal)
  } catch {
    // It has ended already, which is what was wanted.
  }
}

function reasonNotStarted(command: Command, error: NodeJS.ErrnoException): string {
  const folder = statSync(command.cwd, { throwIfNoEntry: false })
  if (folder === undefined) return `there is no folder ${command.cwd}`
  if (!folder.isDirectory()) return `${command.cwd} is not a folder`
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return `there is no program ${command.program}`
  if (error.code === 'EACCES') return `${command.program} is not executable`
  return error.message
}
