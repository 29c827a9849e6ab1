import type { ComparedFinding } from './compared-finding.ts'

/** The rules about code that runs; what a fix does to the contents of the wheel is never hidden. */
const RULES_OF_RUNNING_CODE = new Set([
  'import-failed',
  'dependency-undeclared',
  'dependency-incompatible',
  'entry-point-broken',
  'script-failed',
])
const RULES_OF_TESTS = new Set(['tests-failed', 'tests-missing'])

/**
 * Tells whether an error was hidden by the findings that edits are to fix: no test ran because of them, or the same
 * import or script failed because of them.
 *
 * @param targets the findings that are gone
 * @param testsRan whether tests ran before the edits
 */
export function isHidden(
  error: ComparedFinding,
  targets: readonly ComparedFinding[],
  testsRan: boolean,
): boolean {
  if (RULES_OF_TESTS.has(error.rule)) return !testsRan && targets.some(stopsTests)
  if (!RULES_OF_RUNNING_CODE.has(error.rule)) return false
  const failed = new Set(targets.flatMap(failuresOf))
  const failing = failuresOf(error)
  return failing.length > 0 && failing.every((one) => failed.has(one))
}

function stopsTests({ causes = [] }: ComparedFinding): boolean {
  return causes.some(({ check }) => check === 'tests')
}

/** The imports and scripts that fail because of a finding: `import demo`, `the script demo`. */
function failuresOf({ rule, facts = {} }: ComparedFinding): string[] {
  const {
    neededBy = [],
    module,
    script,
    kind,
    others,
  } = facts as {
    neededBy?: readonly string[]
    module?: string
    script?: string
    kind?: string
    others?: readonly { module: string }[]
  }
  switch (rule) {
    case 'import-failed':
      return [`import ${module}`, ...neededBy, ...(others ?? []).map((one) => `import ${one.module}`)]
    case 'script-failed':
      return kind === 'script' ? [`the script ${script}`] : []
    case 'entry-point-broken':
      return [`the script ${script}`]
    default:
      return [...neededBy]
  }
}
