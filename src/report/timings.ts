import type { Span, Timed } from '../process/timeline.ts'
import type { RunTimings, Timings } from './report.ts'

/** Milliseconds: what ends so shortly after another one begins was not waited for. */
const OVERLAP = 1

/**
 * What each stage took, and the critical path: from the end backwards, of the programs that had ended when the one
 * after began, the last. What is not on it is the cost of this program itself.
 */
export function timingsOf({ start, end, stages, programs }: Timed): Timings {
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

/** What a run took since this process began, and in how much of that no other program ran. */
export function runTimingsOf({ end, programs }: Timed): RunTimings {
  return { seconds: seconds(end), own: seconds(end - covered(programs)) }
}

/** Milliseconds in which at least one of the spans was. */
function covered(spans: readonly Span[]): number {
  let [until, sum] = [0, 0]
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    sum += Math.max(0, end - Math.max(start, until))
    until = Math.max(until, end)
  }
  return sum
}

/** The chain of programs, each of which began when the one before it had ended, that ends last. */
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

/** To the millisecond. */
function seconds(milliseconds: number): number {
  return Math.round(milliseconds) / 1000
}

/** The stages as a chart of Mermaid (mermaid documentation, "Gantt diagrams"), which GitHub draws. */
export function ganttOf({ stages }: Timings): string {
  const bars = stages.map(({ stage, start, seconds }) => {
    const [from, to] = [start, start + seconds].map((time) => Math.round(time * 1000))
    // The path of a Python may have what parts a bar from its times.
    return `  ${stage.replace(/[:;#]/g, ' ')} (${seconds.toFixed(1)} s) :${from}, ${Math.max(to ?? 0, (from ?? 0) + 1)}`
  })
  return ['gantt', '  dateFormat x', '  axisFormat %M:%S', ...bars].join('\n')
}

/** The critical path and the own cost, as a sentence. */
export function timingsInWords({ seconds, own, critical }: Timings): string {
  const stages: { stage: string; seconds: number }[] = []
  for (const { stage, seconds: took } of critical) {
    const last = stages.at(-1)
    if (last?.stage === stage) last.seconds += took
    else stages.push({ stage, seconds: took })
  }
  const path = stages.map(({ stage, seconds: took }) => `${stage} ${took.toFixed(1)} s`).join(', ')
  return `${seconds.toFixed(1)} s in all; one after another: ${path === '' ? 'nothing' : path}; as-installed itself ${own.toFixed(1)} s`
}

/** What a run of many packages took, as a sentence. */
export function runTimingsInWords({ seconds, own }: RunTimings): string {
  return `${seconds.toFixed(1)} s for all of them; as-installed itself ${own.toFixed(1)} s`
}
