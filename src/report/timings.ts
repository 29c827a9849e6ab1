import type { Span, Timed } from '../timeline.ts'
import type { Timings } from './report.ts'

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
