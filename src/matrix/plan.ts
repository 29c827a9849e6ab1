import { createHash } from 'node:crypto'
import { ConfigurationError } from '../program/errors.ts'
import type { RunIdentity } from '../report/report.ts'

/** The packages that the jobs of a workflow verify, and the skipped ones with the reason. */
export interface Plan extends PlanContent {
  /** sha256 of everything else. */
  readonly digest: string
}

export interface PlanContent {
  readonly plan: 1
  /** The run that created the plan. */
  readonly run: RunIdentity
  readonly cells: readonly Cell[]
  readonly leftOut: readonly LeftOut[]
  /** With `changed-only`: how many packages changed, and since which commit, as a sentence. */
  readonly selection?: string
}

/** One job of the matrix: some packages, with one Python on one runner. */
export interface Cell {
  /** Digest of runner, Python and packages. */
  readonly id: string
  /** Short, and unique in the plan. */
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
  /** Expected time, to balance the jobs. */
  readonly seconds: number
  readonly timing: 'measured' | 'estimated'
}

/** A package that is skipped, entirely or with one Python. */
export interface LeftOut {
  readonly path: string
  readonly name: string
  /** Undefined: it is not verified with any Python. */
  readonly python?: string
  readonly reason: string
}

/** The packages of one job, before it has an id and a name. */
export interface Shard {
  readonly os: string
  readonly python: string
  readonly packages: readonly PlannedPackage[]
}

/** Creates a plan with one job for each shard, in their order. The same shards give the same ids and names. */
export function makePlan(
  shards: readonly Shard[],
  {
    run,
    leftOut,
    selection,
  }: Pick<PlanContent, 'run' | 'leftOut'> & { readonly selection?: string | undefined },
): Plan {
  const severalRunners = new Set(shards.map(({ os }) => os)).size > 1
  const names = new Set<string>()
  const cells = shards.map((shard): Cell => {
    const name = uniqueName(nameOf(shard, severalRunners), names)
    names.add(name)
    return { id: idOf(shard), name, ...shard }
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

/** The sha256 of a plan, independent of the order of its keys. */
export function digestOf({ plan, run, cells, leftOut, selection }: PlanContent): string {
  return createHash('sha256').update(canonical({ plan, run, cells, leftOut, selection })).digest('hex')
}

/** A matrix as in `strategy.matrix` of a workflow (GitHub documentation, "Workflow syntax"). */
export interface Matrix {
  readonly include: readonly {
    readonly id: string
    readonly name: string
    readonly os: string
    readonly python: string
    /** One directory per line, then what `path` excludes, which must not be a workspace member in the job either. */
    readonly path: string
  }[]
}

/**
 * The matrix of a plan.
 *
 * @param root the repository root, relative to the working directory of the jobs
 * @param excluded what `path` excludes, as written there but without `!` (`packages/old`)
 */
export function matrixOf({ cells }: Plan, root: string, excluded: readonly string[] = []): Matrix {
  const pathFrom = (path: string) =>
    [root, path].filter((part) => part !== '' && part !== '.').join('/') || '.'
  return {
    include: cells.map(({ id, name, os, python, packages }) => ({
      id,
      name,
      os,
      python,
      path: [...packages.map(({ path }) => pathFrom(path)), ...excluded.map((text) => `!${text}`)].join('\n'),
    })),
  }
}

const MAX_NAME_LENGTH = 40

function nameOf({ packages, python, os }: Shard, severalRunners: boolean): string {
  const [first] = packages
  const name = first?.name ?? ''
  const short = name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH - 1)}…` : name
  const label = packages.length > 1 ? `${short} +${packages.length - 1}` : short
  return [label, python, ...(severalRunners ? [os] : [])].join(', ')
}

function uniqueName(name: string, taken: ReadonlySet<string>): string {
  for (let i = 2, candidate = name; ; i++) {
    if (!taken.has(candidate)) return candidate
    candidate = `${name} (${i})`
  }
}

/** Only letters and digits, so that it can be part of the name of a GitHub artifact. */
function idOf({ os, python, packages }: Shard): string {
  const paths = packages.map(({ path }) => path).sort()
  return createHash('sha256')
    .update(JSON.stringify([os, python, paths]))
    .digest('hex')
    .slice(0, 12)
}

/** JSON with sorted keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  )
}

/**
 * Linux limits an environment variable to 128 KiB (`MAX_ARG_STRLEN`), and the gate receives the matrix in one, quoted
 * twice by `toJSON(needs)`.
 */
const MAX_CHARACTERS = 100_000

/** @throws ConfigurationError when the matrix is too large for an environment variable */
export function checkSize(matrix: Matrix): void {
  const { length } = JSON.stringify(JSON.stringify(matrix))
  if (length <= MAX_CHARACTERS) return
  const message = `The matrix has ${length} characters, more than GitHub reliably passes between jobs (${MAX_CHARACTERS}). Split path among several workflows, or verify fewer Pythons.`
  throw new ConfigurationError([{ message }])
}
