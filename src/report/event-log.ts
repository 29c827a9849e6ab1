import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { FoundProblem, Progress, StageEnd } from '../pipeline/progress.ts'
import { withoutControlCharacters } from './formats/plain-text.ts'
import { TOOL_NAME } from './report-header.ts'

/** The level of a line, as log aggregators know it. */
type Level = 'debug' | 'info' | 'warning' | 'error'

/** A line of the log, after its timestamp; unknown keys are absent. */
interface Entry {
  readonly level: Level
  readonly event: 'run-start' | 'stage-start' | 'stage-end' | 'finding' | 'package-end' | 'run-end'
  readonly message: string
  readonly package?: string
  readonly stage?: string
  /** As configured, if there are several. */
  readonly python?: string
  readonly status?: StageEnd
  readonly verdict?: string
  readonly seconds?: number
  readonly rule?: string
  readonly file?: string
  readonly line?: number
  readonly fingerprint?: string
  readonly ignored?: string
}

const STAGE_LEVEL: Readonly<Record<StageEnd, Level>> = {
  done: 'info',
  skipped: 'info',
  inconclusive: 'warning',
}
const FINDING_LEVEL = { error: 'error', warning: 'warning', note: 'info' } as const
const VERDICT_LEVEL: Readonly<Record<string, Level>> = { pass: 'info', fail: 'error', error: 'error' }

/** Writes a run as JSON lines while it happens: stages, findings, packages, and the end of the run. */
export class EventLog implements Progress {
  readonly #write: (line: string) => void
  readonly #now: () => Date

  /** @param write writes a line at once: what follows may be the end of the process */
  constructor(write: (line: string) => void, now = () => new Date()) {
    this.#write = write
    this.#now = now
    this.#add({ level: 'info', event: 'run-start', message: `${TOOL_NAME} started` })
  }

  begin(packageName: string, stage: string, _isReported: boolean, python?: string) {
    const name = python === undefined ? stage : stage.slice(0, -python.length - 1)
    const about = { package: packageName, stage: name, ...(python === undefined ? {} : { python }) }
    const label = `${packageName}: ${stage}`
    this.#add({ level: 'debug', event: 'stage-start', message: `${label} started`, ...about })
    return (how: StageEnd, seconds: number) =>
      this.#add({
        level: STAGE_LEVEL[how],
        event: 'stage-end',
        message: `${label} ${how}`,
        ...about,
        status: how,
        seconds: rounded(seconds),
      })
  }

  expect(): void {}

  found(packageName: string, problem: FoundProblem): void {
    const { rule, severity, message, file, line, fingerprint, ignored } = problem
    this.#add({
      level: ignored === undefined ? FINDING_LEVEL[severity] : 'info',
      event: 'finding',
      message,
      package: packageName,
      rule,
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
      ...(fingerprint === undefined ? {} : { fingerprint }),
      ...(ignored === undefined ? {} : { ignored }),
    })
  }

  done(packageName: string, verdict: string, seconds: number): void {
    this.#add({
      level: VERDICT_LEVEL[verdict] ?? 'info',
      event: 'package-end',
      message: `${packageName}: ${verdict}`,
      package: packageName,
      verdict,
      seconds: rounded(seconds),
    })
  }

  /** The verdict is known after the last stage: `close` writes it. */
  end(): void {}

  /** @param verdict undefined if an error ended the run */
  close(verdict: string | undefined, seconds: number): void {
    this.#add({
      level: VERDICT_LEVEL[verdict ?? 'error'] ?? 'info',
      event: 'run-end',
      message: `${TOOL_NAME} ended ${verdict === undefined ? 'without a report' : `with the verdict ${verdict}`}`,
      ...(verdict === undefined ? {} : { verdict }),
      seconds: rounded(seconds),
    })
  }

  #add(entry: Entry): void {
    const line = JSON.stringify(withoutControlCharacters({ timestamp: this.#now().toISOString(), ...entry }))
    this.#write(`${line}\n`)
  }
}

/**
 * Opens a log for lines that are written at once and whole.
 *
 * @param file absolute; undefined: standard output
 */
export function openLines(file: string | undefined): { write(line: string): void; close(): void } {
  if (file !== undefined) mkdirSync(dirname(file), { recursive: true })
  const descriptor = file === undefined ? process.stdout.fd : openSync(file, 'w')
  let isOpen = true
  return {
    write(line) {
      if (isOpen) isOpen = writeWhole(descriptor, Buffer.from(line))
    },
    close() {
      if (isOpen && file !== undefined) closeSync(descriptor)
      isOpen = false
    },
  }
}

/** Returns false if nobody reads any more. */
function writeWhole(descriptor: number, bytes: Buffer): boolean {
  for (let start = 0; start < bytes.length; ) {
    try {
      start += writeSync(descriptor, bytes, start)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EPIPE') return false
      if (code !== 'EAGAIN') throw error
      // A pipe is full until its reader takes something out of it.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
  return true
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000
}
