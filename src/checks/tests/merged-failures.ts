import { fileOf, type Project } from '../../project/project.ts'
import type { FailureGroup } from './failure-groups.ts'

/** So many errors in the tests have findings of their own; more are one finding. */
const MAX_SEPARATE = 3

/**
 * Merges groups of errors that the tests themselves raise, such as failing assertions, if there are many with the same
 * key: they have one cause more often than one for each line, and pytest's output lists them all.
 *
 * @param keyOf what the errors must have in common; undefined for a group that stays separate
 */
export function mergeTestErrors(
  groups: readonly FailureGroup[],
  project: Project,
  keyOf: (group: FailureGroup) => string | undefined,
): FailureGroup[] {
  const byKey = new Map<string, FailureGroup[]>()
  for (const group of groups) {
    const key = isRaisedByTest(group, project) ? keyOf(group) : undefined
    if (key !== undefined) byKey.set(key, [...(byKey.get(key) ?? []), group])
  }
  const many = [...byKey.values()].filter((alike) => alike.length > MAX_SEPARATE)
  return groups.flatMap((group) => {
    const alike = many.find((some) => some.includes(group))
    if (alike === undefined) return group
    if (alike[0] !== group) return []
    return { ...group, failures: alike.flatMap(({ failures }) => failures), lines: alike.length }
  })
}

/** Whether the innermost line of the project's code in the tracebacks is in the file of the test. */
function isRaisedByTest({ cause, failures }: FailureGroup, project: Project): boolean {
  return (
    cause.kind === 'other' &&
    failures.every(
      ({ when, error, file, at }) =>
        when === 'call' && error !== undefined && file !== undefined && at?.file === fileOf(project, file),
    )
  )
}
