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

/** A part of a chart; stages that are not listed are checks. */
const SECTIONS: readonly (readonly [section: string, stages: readonly string[]])[] = [
  [
    'Setup',
    [
      'interpreters',
      'toolchain',
      'tool environment',
      'preinstalled environments',
      'test sandbox',
      'environments',
    ],
  ],
  ['Distributions', ['build', 'rebuild', 'contents', 'metadata', 'version', 'release']],
]

/** Shorter stages have no bar, and shorter parts of the critical path are not listed: in seconds. */
const NEGLIGIBLE = 0.05

/** The stages as a Mermaid chart, which GitHub renders (Mermaid documentation, "Gantt diagrams"). */
export function ganttOf({ stages, critical }: Timings): string {
  const isCritical = new Set(
    critical.filter(({ seconds }) => seconds >= NEGLIGIBLE).map(({ stage }) => stage),
  )
  const bars = new Map<string, string[]>()
  for (const { stage, start, seconds } of stages.filter(({ seconds }) => seconds >= NEGLIGIBLE)) {
    const section = sectionOf(stage)
    const [from, to] = [start, start + seconds].map((time) => Math.round(time * 1000))
    const tag = isCritical.has(stage) ? 'crit, ' : ''
    // A stage may contain the path of a Python, and these characters end the name of a bar.
    const name = stage.replace(/[:;#,%{}<>]/g, ' ')
    bars.set(section, [...(bars.get(section) ?? []), `  ${name} (${inWords(seconds)}) :${tag}${from}, ${to}`])
  }
  const sections = [...bars].flatMap(([section, lines]) => [`  section ${section}`, ...lines])
  return ['gantt', '  dateFormat x', '  axisFormat %M:%S', ...sections].join('\n')
}

function sectionOf(stage: string): string {
  const isPartOf = (names: readonly string[]) =>
    names.some((name) => stage === name || stage.startsWith(`${name} `))
  return SECTIONS.find(([, names]) => isPartOf(names))?.[0] ?? 'Checks'
}

/** `Total 113 s · critical path: build 12 s → metadata 26 s → tests 50 s · overhead 23 s` */
export function timingsInWords({ seconds, own, critical }: Timings): string {
  const long = mergeAdjacent(
    mergeAdjacent(critical).filter((one) => one.seconds >= Math.max(NEGLIGIBLE, seconds / 20)),
  )
  const path = long.map((one) => `${one.stage} ${inWords(one.seconds)}`).join(' → ')
  return [
    `Total ${inWords(seconds)}`,
    ...(path === '' ? [] : [`critical path: ${path}`]),
    `overhead ${inWords(own)}`,
  ].join(' · ')
}

/** The parts of the critical path, of which adjacent ones of the same stage are one. */
function mergeAdjacent(parts: readonly { readonly stage: string; readonly seconds: number }[]) {
  const merged: { stage: string; seconds: number }[] = []
  for (const { stage, seconds } of parts) {
    const last = merged.at(-1)
    if (last?.stage === stage) last.seconds += seconds
    else merged.push({ stage, seconds })
  }
  return merged
}

/** The time and the overhead of a run of several packages: `Total 113 s · overhead 23 s`. */
export function runTimingsInWords({ seconds, own }: RunTimings): string {
  return `Total ${inWords(seconds)} · overhead ${inWords(own)}`
}

/** Whole seconds from 10 s on. */
function inWords(seconds: number): string {
  return `${seconds < 9.95 ? seconds.toFixed(1) : Math.round(seconds)} s`
}
