import { createHash } from 'node:crypto'
import { ConfigurationError } from '../program/errors.ts'
import type { RunIdentity } from '../report/report.ts'

/** What a workflow is to verify, in which jobs; and what it is not, with the reason. */
export interface Plan extends PlanContent {
  /** sha256 of everything else. */
  readonly digest: string
}

export interface PlanContent {
  readonly plan: 1
  /** What made the plan. */
  readonly run: RunIdentity
  readonly cells: readonly Cell[]
  readonly leftOut: readonly LeftOut[]
  /** Where only what changed was asked for: how many packages that are, and since when. */
  readonly selection?: string
}

/** One job of the matrix: some packages, with one Python on one runner. */
export interface Cell {
  /** Says what is in the cell: two of one id do the same work. */
  readonly id: string
  /** For people: short, and no two of a plan are the same. */
  readonly name: string
  /** The label of the runner. */
  readonly os: string
  readonly python: string
  readonly packages: readonly PlannedPackage[]
}

export interface PlannedPackage {
  /** Relative to the repository's root, with `/`. */
  readonly path: string
  readonly name: string
  /** How long it takes, for sharing the work. */
  readonly seconds: number
  readonly timing: 'measured' | 'estimated'
}

/** What is not verified, or not with one Python. */
export interface LeftOut {
  readonly path: string
  readonly name: string
  /** Undefined: with none. */
  readonly python?: string
  readonly reason: string
}

/** The packages of one job, before they have a name. */
export interface Share {
  readonly os: string
  readonly python: string
  readonly packages: readonly PlannedPackage[]
}

/** Makes a plan of shares, in their order. The same shares give the same cells. */
export function makePlan(
  shares: readonly Share[],
  {
    run,
    leftOut,
    selection,
  }: Pick<PlanContent, 'run' | 'leftOut'> & { readonly selection?: string | undefined },
): Plan {
  const severalRunners = new Set(shares.map(({ os }) => os)).size > 1
  const names = new Set<string>()
  const cells = shares.map((share): Cell => {
    const name = unused(nameOf(share, severalRunners), names)
    names.add(name)
    return { id: idOf(share), name, ...share }
  })
  const content: PlanContent = {
    plan: 1,
    run,
    cells,
    leftOut,
    ...(selection === undefined ? {} : { selection }),
  }
  return { ...content, digest: digestOf(content) }
}

export function digestOf({ plan, run, cells, leftOut, selection }: PlanContent): string {
  return createHash('sha256').update(canonical({ plan, run, cells, leftOut, selection })).digest('hex')
}

/** What GitHub takes as `strategy.matrix`. */
export interface Matrix {
  readonly include: readonly {
    readonly id: string
    readonly name: string
    readonly os: string
    readonly python: string
    /** One folder a line, then what `path` takes away: that is no sibling there either. */
    readonly path: string
  }[]
}

/**
 * @param root the repository's root, relative to the folder where the jobs run
 * @param excluded what `path` takes away, as it is written there (`packages/old`)
 */
export function matrixOf({ cells }: Plan, root: string, excluded: readonly string[] = []): Matrix {
  const folder = (path: string) => [root, path].filter((part) => part !== '' && part !== '.').join('/') || '.'
  return {
    include: cells.map(({ id, name, os, python, packages }) => ({
      id,
      name,
      os,
      python,
      path: [...packages.map(({ path }) => folder(path)), ...excluded.map((text) => `!${text}`)].join('\n'),
    })),
  }
}

const LONGEST_NAME = 40

function nameOf({ packages, python, os }: Share, severalRunners: boolean): string {
  const [first] = packages
  const name = first?.name ?? ''
  const short = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name
  const what = packages.length > 1 ? `${short} +${packages.length - 1}` : short
  return [what, python, ...(severalRunners ? [os] : [])].join(', ')
}

function unused(name: string, taken: ReadonlySet<string>): string {
  for (let i = 2, candidate = name; ; i++) {
    if (!taken.has(candidate)) return candidate
    candidate = `${name} (${i})`
  }
}

/** Letters and digits alone, so that it can stand in the name of an artifact. */
function idOf({ os, python, packages }: Share): string {
  const paths = packages.map(({ path }) => path).sort()
  return createHash('sha256')
    .update(JSON.stringify([os, python, paths]))
    .digest('hex')
    .slice(0, 12)
}

/** JSON whose keys are sorted, so that it does not depend on who wrote it. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  )
}

/**
 * What a later step is given as one environment variable: Linux takes 128 KiB, and the gate gets the matrix twice
 * quoted in what `toJSON(needs)` gives.
 */
const MOST_CHARACTERS = 100_000

/** @throws ConfigurationError when the matrix is too large to be handed on */
export function checkSize(matrix: Matrix): void {
  const { length } = JSON.stringify(JSON.stringify(matrix))
  if (length <= MOST_CHARACTERS) return
  const message = `The matrix has ${length} characters, and GitHub hands on at most ${MOST_CHARACTERS} of them safely. Verify fewer packages or Pythons in one workflow: split path among several.`
  throw new ConfigurationError([{ message }])
}
