import type { Span, TimelineSnapshot } from '../process/timeline.ts'
import type { RunTimings, Timings } from './report.ts'

/** Milliseconds by which the recorded end of a program may be after the start of the one that waited for it. */
const OVERLAP = 1

/**
 * The seconds of each stage, and the critical path: backwards from the end, always the program that ended last before
 * the next one began. The rest of the time is the overhead of as-installed.
 */
export function timingsOf({ start, end, stages, programs }: TimelineSnapshot): Timings {
  const path = criticalPath(programs, end)
  const waited = path.reduce((sum, one) => sum + one.end - one.start, 0)
  return {
    seconds: seconds(end - start),
    own: seconds(end - start - waited),
    stages: [...stages]
      .sort((a, b) => a.start - b.start)
      .map(({ stage, ...span }) => ({ stage, start: seconds(span.start - start), seconds: lengthOf(span) })),
    critical: path.map(({ stage, program, ...span }) => ({ stage, program, seconds: lengthOf(span) })),
  }
}

/** The seconds of a run since the process began, and the part in which no other program ran. */
export function runTimingsOf({ end, programs }: TimelineSnapshot): RunTimings {
  return { seconds: seconds(end), own: seconds(end - covered(programs)) }
}

/** Milliseconds covered by at least one span. */
function covered(spans: readonly Span[]): number {
  let [until, sum] = [0, 0]
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    sum += Math.max(0, end - Math.max(start, until))
    until = Math.max(until, end)
  }
  return sum
}

/** The chain of spans that ends last, in which each begins after the one before has ended. */
export function criticalPath<T extends Span>(spans: readonly T[], end: number): T[] {
  const path: T[] = []
  for (let until = end; ; ) {
    const before = spans.filter((span) => span.end <= until + OVERLAP && !path.includes(span))
    const last = before.reduce<T | undefined>(
      (latest, span) => (latest === undefined || span.end > latest.end ? span : latest),
      undefined,
    )
    if (last === undefined) return path.reverse()
    path.push(last)
    until = last.start
  }
}

function lengthOf({ start, end }: Span): number {
  return seconds(end - start)
}

/** Rounded to milliseconds. */
function seconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1000
}

/** The stages as a Mermaid chart, which GitHub renders (Mermaid documentation, "Gantt diagrams"). */
export function ganttOf({ stages }: Timings): string {
  const bars = stages.map(({ stage, start, seconds }) => {
    const [from, to] = [start, start + seconds].map((time) => Math.round(time * 1000))
    // A stage may contain the path of a Python, and these characters end the name of a bar.
    return `  ${stage.replace(/[:;#]/g, ' ')} (${seconds.toFixed(1)} s) :${from}, ${Math.max(to ?? 0, (from ?? 0) + 1)}`
  })
  return ['gantt', '  dateFormat x', '  axisFormat %M:%S', ...bars].join('\n')
}

/** The critical path and the overhead as a sentence. */
export function timingsInWords({ seconds, own, critical }: Timings): string {
  const stages: { stage: string; seconds: number }[] = []
  for (const { stage, seconds: took } of critical) {
    const last = stages.at(-1)
    if (last?.stage === stage) last.seconds += took
    else stages.push({ stage, seconds: took })
  }
  const path = stages.map(({ stage, seconds: took }) => `${stage} ${took.toFixed(1)} s`).join(' → ')
  return `Total ${seconds.toFixed(1)} s. ${path === '' ? '' : `Critical path: ${path}. `}Overhead ${own.toFixed(1)} s`
}

/** The time and the overhead of a run of several packages as a sentence. */
export function runTimingsInWords({ seconds, own }: RunTimings): string {
  return `Total ${seconds.toFixed(1)} s. Overhead ${own.toFixed(1)} s`
}
