import type { Contents } from '../contents/facts.ts'
import type { TestFailure } from './facts.ts'
import { causeOfFailure, type FailureCause } from './failure-cause.ts'

/** Failures of the same cause. */
export interface FailureGroup {
  readonly cause: FailureCause
  /** In the order of the run; never empty. */
  readonly failures: readonly TestFailure[]
  /** The number of groups that were merged into it; undefined if it is one cause. */
  readonly lines?: number
}

/**
 * Groups failures by cause: what is missing, or else the exception and the line of the project's code that raised it. For
 * exceptions that name what they miss, the file is enough.
 *
 * @param contents undefined if there is no wheel to explain the failures
 */
export function groupFailures(
  failures: readonly TestFailure[],
  contents: Contents | undefined,
  ownPrograms: ReadonlySet<string>,
): FailureGroup[] {
  const groups = new Map<string, { cause: FailureCause; failures: TestFailure[] }>()
  for (const failure of failures) {
    const cause: FailureCause =
      contents === undefined ? { kind: 'other' } : causeOfFailure(failure, contents, ownPrograms)
    const key = keyOf(failure, cause)
    const group = groups.get(key) ?? { cause, failures: [] }
    groups.set(key, group)
    group.failures.push(failure)
  }
  return [...groups.values()]
}

function keyOf(failure: TestFailure, cause: FailureCause): string {
  switch (cause.kind) {
    case 'dependency':
      // A distribution can lack several modules, or a module and a fixture.
      return `dependency ${cause.distribution ?? `${cause.what} ${cause.name}`}`
    case 'service':
    case 'program':
      return `${cause.kind} ${cause.name}`
    case 'file':
      return `file ${withoutVariableParts(cause.path)}`
    case 'django-settings':
      return cause.kind
    case 'other':
      return otherKey(failure)
  }
}

function otherKey({ nodeid, when, message, error, at }: TestFailure): string {
  // The cases of a parametrized test differ in their values only.
  const test = nodeid.replace(/\[.*$/, '')
  if (error === undefined) return `${test} ${when} ${withoutVariableParts(message)}`
  if (NAMING_TYPES.test(error.type))
    return `${error.type} ${at?.file ?? test} ${error.message.split('\n')[0]}`
  const place = at === undefined ? test : `${at.file}:${at.line}`
  const text = error.type === 'AssertionError' ? '' : withoutVariableParts(error.message)
  return `${error.type} ${place} ${text}`
}

/** Exceptions whose message names what is missing, so that it has the same cause on every line. */
const NAMING_TYPES = /^(AttributeError|NameError|ImportError|ModuleNotFoundError)$/

/** Removes what differs between runs and cases: numbers, addresses, temporary directories, quoted values. */
function withoutVariableParts(text: string): string {
  return (text.split('\n')[0] ?? '')
    .replace(/\/tmp\/[^\s'"]*/g, '')
    .replace(/'[^']*'|"[^"]*"/g, "''")
    .replace(/0x[0-9a-f]+|\d+/gi, '0')
    .slice(0, 200)
}
