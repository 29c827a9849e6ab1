/**
 * Runs child processes. They run third-party code, so each gets a closed stdin (or the given input), explicit
 * environment variables, a timeout that ends the whole process group, and a bounded buffer for its output. Only the
 * cache client, which belongs to as-installed, is started elsewhere (`cache/service.ts`).
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import { type ChildProcess, spawn } from 'node:child_process'
import { statSync, writeFileSync } from 'node:fs'
import { constants, getPriority, setPriority } from 'node:os'
import { basename } from 'node:path'
import { CAPTURE_LIMIT, CapturedOutput } from './captured-output.ts'
import type { Ending } from './ending.ts'
import type { EnvironmentVariables } from './environment-variables.ts'
import { currentStage, recordProgram } from './timeline.ts'

export interface Command {
  /** An absolute path, or a name that is looked up on the PATH of `variables`. */
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly variables: EnvironmentVariables
  /** Content of stdin; if undefined, stdin is closed. */
  readonly input?: string
  /** Seconds; then the process group is ended. */
  readonly timeout: number
  /** Bytes to keep of each end of the output, `CAPTURE_LIMIT` by default; more if the output is data, as that of git. */
  readonly captureLimit?: number
  /** Of `stdout`; UTF-8 by default. */
  readonly encoding?: 'utf8' | 'latin1'
}

export interface ChildResult {
  readonly command: Command
  readonly ending: Ending
  /** Without its middle if it is longer than the buffer. */
  readonly stdout: string
  readonly stderr: string
  /** Both streams in the order of arrival, for logs. */
  readonly transcript: string
  readonly seconds: number
}

/** Milliseconds between SIGTERM and SIGKILL. */
const GRACE_PERIOD = 2_000
/** Milliseconds to wait for the output of a program that has exited while another process holds its pipe open. */
const PIPE_TIMEOUT = 1_000
/** Milliseconds; Node.js runs a timer with a longer delay immediately (Node.js documentation, `setTimeout`). */
const MAX_TIMER_DELAY = 2 ** 31 - 1

/** A program that was ended with this process, and the stage of a package that started it. */
export interface EndedProgram {
  /** The name of the program, or of the module that Python runs. */
  readonly program: string
  readonly stage?: string
  readonly packageName?: string
}

/** Milliseconds within which programs such as npm pass on a signal that the terminal has sent to all processes. */
const SAME_SIGNAL = 300

const running = new Map<number, EndedProgram>()
let stopping = false

/** Receives each command that a stage of a package runs, when it starts. */
export type CommandObserver = (
  command: Pick<Command, 'program' | 'args'>,
  stage: { readonly stage: string; readonly packageName: string },
) => void

let observer: CommandObserver | undefined

/** Sets what receives the commands. */
export function observeCommands(observe: CommandObserver): void {
  observer = observe
}

const lowPriority = new AsyncLocalStorage<true>()

/** Calls `act`; the child processes that it starts run at low CPU priority. For work that no stage waits for. */
export function atLowPriority<T>(act: () => Promise<T>): Promise<T> {
  return lowPriority.run(true, act)
}

/** Runs a program and waits for its end. Never rejects: the result contains how it ended. */
export function run(command: Command): Promise<ChildResult> {
  const started = performance.now()
  const recordEnd = recordProgram(basename(command.program))
  const stdout = new CapturedOutput(command.captureLimit ?? CAPTURE_LIMIT)
  const stderr = new CapturedOutput(command.captureLimit ?? CAPTURE_LIMIT)
  const transcript = new CapturedOutput(command.captureLimit ?? CAPTURE_LIMIT)

  return new Promise((resolve) => {
    let timedOut = false
    let settled = false
    let child: ChildProcess | undefined
    let timer: NodeJS.Timeout | undefined
    let pipeTimer: NodeJS.Timeout | undefined

    const settle = (ending: Ending) => {
      // While this process shuts down, the end of a child must not continue its work.
      if (settled || stopping) return
      settled = true
      clearTimeout(timer)
      clearTimeout(pipeTimer)
      recordEnd()
      child?.stdout?.destroy()
      child?.stderr?.destroy()
      resolve({
        command,
        ending,
        stdout: stdout.text(command.encoding),
        stderr: stderr.text(),
        transcript: transcript.text(),
        seconds: (performance.now() - started) / 1000,
      })
    }
    const notStarted = (error: NodeJS.ErrnoException) =>
      settle({ kind: 'not-started', reason: reasonNotStarted(command, error) })
    const ended = (code: number | null, signal: string | null): Ending => {
      if (timedOut) return { kind: 'timed-out', afterSeconds: command.timeout }
      if (signal !== null) return { kind: 'killed', signal }
      return { kind: 'exited', code: code ?? 0 }
    }

    try {
      child = spawn(command.program, [...command.args], {
        cwd: command.cwd,
        env: command.variables,
        stdio: [command.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
        // A separate process group, so that the timeout also ends grandchildren.
        detached: process.platform !== 'win32',
        windowsHide: true,
      })
    } catch (error) {
      // Most errors are emitted as events, but spawn() throws some, such as that for too many arguments (E2BIG).
      notStarted(error as NodeJS.ErrnoException)
      return
    }
    child.on('error', notStarted)
    const { pid } = child
    if (pid === undefined) return
    const stage = currentStage()
    running.set(pid, { program: nameOf(command), ...stage })
    if (stage !== undefined) observer?.(command, stage)
    if (lowPriority.getStore()) lowerPriority(pid)
    child.stdout?.on('data', (bytes: Buffer) => {
      stdout.add(bytes)
      transcript.add(bytes)
    })
    child.stderr?.on('data', (bytes: Buffer) => {
      stderr.add(bytes)
      transcript.add(bytes)
    })
    // A program may exit before it has read its input; its exit status then shows whether it failed.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(command.input)
    timer = setTimeout(
      () => {
        timedOut = true
        endGroup(pid)
      },
      Math.min(command.timeout * 1000, MAX_TIMER_DELAY),
    )
    child.on('close', (code, signal) => settle(ended(code, signal)))
    child.on('exit', (code, signal) => {
      // Background processes of the program must not outlive it, nor hold its pipes open.
      signalGroup(pid, 'SIGKILL')
      running.delete(pid)
      // setImmediate, as the event loop may have to read pending output first.
      if (!settled)
        pipeTimer = setTimeout(() => setImmediate(() => settle(ended(code, signal))), PIPE_TIMEOUT)
    })
  })
}

/**
 * Ends all children before this process exits on a signal or an uncaught exception. A further signal does not wait for
 * them to end.
 *
 * @param onError reports an uncaught exception and sets the exit status, as Node.js would exit with 1, the status of a
 *   failed verification
 * @param onSignal is called at once; what it returns is called when the children have ended
 */
export function endChildrenOnExit(
  onError: (error: unknown) => void,
  onSignal: (signal: NodeJS.Signals) => (ended: readonly EndedProgram[]) => void = () => () => undefined,
): void {
  let interruption: number | undefined
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, async () => {
      if (interruption !== undefined) {
        const isFurther = performance.now() - interruption > SAME_SIGNAL
        if (isFurther) for (const pid of running.keys()) signalGroup(pid, 'SIGKILL')
        return
      }
      interruption = performance.now()
      const report = onSignal(signal)
      const ended = [...running.values()]
      await endAllChildren()
      report(ended)
      process.exit(128 + constants.signals[signal])
    })
  }
  process.on('uncaughtException', async (error) => {
    onError(error)
    await endAllChildren()
    process.exit()
  })
}

/** Sends SIGTERM before SIGKILL, as some children must end processes outside their process group themselves. */
async function endAllChildren(): Promise<void> {
  stopping = true
  for (const pid of running.keys()) signalGroup(pid, 'SIGTERM')
  const deadline = performance.now() + GRACE_PERIOD
  while (running.size > 0 && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 20))
  for (const pid of running.keys()) signalGroup(pid, 'SIGKILL')
}

/** `pytest` for `python -m pytest`, `build` for `python build.py`. */
export function nameOf({ program, args }: Pick<Command, 'program' | 'args'>): string {
  const name = basename(program).replace(/\.exe$/i, '')
  if (!/^(python|pypy)[\d.]*$/i.test(name)) return name
  const module = args[args.indexOf('-m') + 1]
  if (args.includes('-m') && module !== undefined) return module
  const script = args.find((arg) => arg.endsWith('.py'))
  // pip's own name for the file that it runs in another environment is `__pip-runner__.py`.
  return script === undefined ? name : basename(script, '.py').replace('__pip-runner__', 'pip')
}

/** Whether the program exited with status 0. */
export function succeeded(result: ChildResult): boolean {
  return result.ending.kind === 'exited' && result.ending.code === 0
}

function endGroup(pid: number): void {
  if (process.platform === 'win32') {
    // Windows has no process groups; taskkill /T ends a process and its descendants.
    const taskkill = spawn('taskkill', ['/pid', String(pid), '/T', '/F'], {
      stdio: 'ignore',
      windowsHide: true,
    })
    // Without taskkill, at least the process itself ends.
    taskkill.on('error', () => signalGroup(pid, 'SIGKILL'))
    return
  }
  signalGroup(pid, 'SIGTERM')
  setTimeout(() => signalGroup(pid, 'SIGKILL'), GRACE_PERIOD).unref()
}

/** Nice value: about a third of the CPU time of a normal process, so that it is not starved on a busy machine (sched(7)). */
const LOW_PRIORITY = 5

function lowerPriority(pid: number): void {
  try {
    // The user may have started this process at a lower one.
    if (getPriority(pid) < LOW_PRIORITY) setPriority(pid, LOW_PRIORITY)
    // Linux schedules by session, and each child here is in its own session (sched(7), "The autogroup feature").
    if (process.platform === 'linux') writeFileSync(`/proc/${pid}/autogroup`, String(LOW_PRIORITY))
  } catch {
    // The process has ended, or setting priorities is not permitted: then it runs at normal priority.
  }
}

function signalGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal)
  } catch {
    // The process has ended already.
  }
}

function reasonNotStarted(command: Command, error: NodeJS.ErrnoException): string {
  const directory = statSync(command.cwd, { throwIfNoEntry: false })
  if (directory === undefined) return `there is no directory ${command.cwd}`
  if (!directory.isDirectory()) return `${command.cwd} is not a directory`
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return `there is no program ${command.program}`
  if (error.code === 'EACCES') return `${command.program} is not executable`
  return error.message
}
