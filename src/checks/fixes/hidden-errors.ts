import type { ComparedFinding } from './compared-finding.ts'

/**
 * Whether the findings to fix hid an error: what it reports failed before because of them.
 *
 * @param targets the findings that are gone
 * @param testsRan whether tests ran before the edits
 */
export function isHidden(
  error: ComparedFinding,
  targets: readonly ComparedFinding[],
  testsRan: boolean,
): boolean {
  const explained = targets.flatMap(({ causes = [] }) => causes)
  const failed = [...explained.flatMap(({ failures = [] }) => failures), ...targets.flatMap(failuresOf)]
  if (error.rule === 'tests-failed' || error.rule === 'tests-missing') {
    const tests = explained.filter(({ check }) => check === 'tests')
    const stopsPytest = tests.some(({ failures = [] }) => failures.some(isBeforeTests))
    if (stopsPytest || (tests.length > 0 && !testsRan)) return true
  }
  const failing = failuresOf(error)
  return failing.length > 0 && failing.every((one) => failed.includes(one))
}

/** Whether pytest failed before it ran a test: at its start, or in the collection of a file, which prevents all tests. */
function isBeforeTests(label: string): boolean {
  return !label.includes('::')
}

/** The labels of the failures that a finding causes: `import demo`, `the script demo`, `tests/test_a.py::test_b`. */
function failuresOf({ rule, facts = {} }: ComparedFinding): string[] {
  const { neededBy, module, script, kind, others, tests, merged } = facts as {
    neededBy?: readonly string[]
    module?: string
    script?: string
    kind?: string
    others?: readonly { module: string }[]
    tests?: readonly string[]
    merged?: { tests: readonly string[] }
  }
  switch (rule) {
    case 'import-failed':
      return [`import ${module}`, ...(neededBy ?? []), ...(others ?? []).map((one) => `import ${one.module}`)]
    case 'dependency-undeclared':
    case 'dependency-incompatible':
      return [...(neededBy ?? [])]
    case 'script-failed':
      return kind === 'script' ? [`the script ${script}`] : []
    case 'entry-point-broken':
      return [`the script ${script}`]
    case 'tests-failed':
      return [...(merged?.tests ?? tests ?? [])]
    default:
      return []
  }
}
