import { SCRIPT_GROUPS } from '../../distribution/entry-points.ts'
import { fileOf } from '../../project/project.ts'
import { isExplained } from '../diagnosis/explained-failures.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, SourceLocation } from '../rules.ts'
import type { TestFailure, TestRun } from './facts.ts'
import type { FailureFacts } from './failure-facts.ts'
import { type FailureGroup, groupFailures } from './failure-groups.ts'
import { describeFailure, describeNeed } from './failure-words.ts'
import { mergeTestErrors } from './merged-failures.ts'
import type { MissingService } from './missing-service.ts'
import { testDeclarationFor } from './test-declaration.ts'

/** More test names than this are counted instead. */
const MAX_TESTS = 3

/** Returns a finding for each cause of the failures that no other finding explains. */
export function failureFindings(run: TestRun, facts: PackageFacts): Finding[] {
  const { ignore } = facts.project.settings
  const isIgnored = (group: FailureGroup) => {
    const message = describeFailure(findingFor(group, run, facts).facts)
    return ignore.some(({ rule, match }) => rule === 'tests-failed' && message.includes(match ?? ''))
  }
  // An ignored failure must not hide others.
  const keyOf = (group: FailureGroup) =>
    isIgnored(group) ? undefined : `${group.failures[0]?.error?.type} ${repeatedOutcome(group, run)}`
  return mergeTestErrors(unexplainedGroups(run, facts), facts.project, keyOf).map((group) =>
    findingFor(group, run, facts),
  )
}

type FailedTests = Extract<Finding, { rule: 'tests-failed' }>

function findingFor(group: FailureGroup, run: TestRun, facts: PackageFacts): FailedTests {
  const [first] = group.failures as readonly [TestFailure]
  const { nodeid, when, message, at } = first
  const tests = testsOf(group)
  const declaration =
    group.cause.kind === 'dependency' && group.cause.distribution !== null
      ? testDeclarationFor(group.cause.distribution, run.requirements.declaredIn, facts.project)
      : undefined
  const repeated = repeatedOutcome(group, run)
  return {
    rule: 'tests-failed',
    severity: neededService(group, run) === undefined ? 'error' : 'warning',
    facts: {
      nodeid,
      when,
      message,
      tests: tests.slice(0, MAX_TESTS),
      count: tests.length,
      cause: group.cause,
      at: at === undefined ? null : `${at.file}:${at.line}`,
      alsoInCheckout: repeated === null ? null : repeated === 'fails-in-checkout',
      repeated,
      ...(group.lines === undefined ? {} : { merged: { lines: group.lines, tests } }),
      declaration: declaration === undefined ? null : { place: declaration.place, line: declaration.line },
    },
    where: declaration?.where ?? locationOf(first, facts),
  }
}

function locationOf({ file, line }: TestFailure, { project }: PackageFacts): SourceLocation | undefined {
  return file === undefined ? undefined : { file: fileOf(project, file), line }
}

/** Groups the failures whose cause no other finding reports. */
function unexplainedGroups({ evidence }: TestRun, facts: PackageFacts): FailureGroup[] {
  const failures = evidence.failures.filter(({ error }) => error === undefined || !isExplained(error, facts))
  const scripts = [
    ...(completed(facts.contents)?.wheel.entryPoints ?? []),
    ...facts.project.declaredEntryPoints,
  ].filter(({ group }) => SCRIPT_GROUPS.includes(group))
  return groupFailures(failures, completed(facts.contents), new Set(scripts.map(({ name }) => name)))
}

/** How the tests of a group end when they are run again; null if that is not known. */
function repeatedOutcome(
  { failures }: FailureGroup,
  { repeated: { inCheckout, asInstalled } }: TestRun,
): FailureFacts['repeated'] {
  const ids = failures.map(({ nodeid }) => nodeid)
  if (ids.some((id) => inCheckout[id] === 'passed' && asInstalled[id] === 'failed'))
    return 'passes-in-checkout'
  if (ids.some((id) => inCheckout[id] === 'failed')) return 'fails-in-checkout'
  return ids.some((id) => asInstalled[id] === 'passed') ? 'passes-again' : null
}

/** What tests need besides Python; undefined for other causes, and if the tests pass in the checkout. */
function neededService(group: FailureGroup, run: TestRun): MissingService | undefined {
  const { cause } = group
  if (cause.kind !== 'service' && cause.kind !== 'program') return undefined
  return repeatedOutcome(group, run) === 'passes-in-checkout' ? undefined : cause
}

/** Returns why the tests are inconclusive: the services and programs that they need; undefined if they need none. */
export function missingServices(run: TestRun, facts: PackageFacts): string | undefined {
  const needs = unexplainedGroups(run, facts).flatMap((group) => {
    const service = neededService(group, run)
    return service === undefined ? [] : describeNeed(service, testsOf(group).length)
  })
  return needs.length === 0 ? undefined : needs.join('; ')
}

/** The node IDs of the tests, each once. */
function testsOf({ failures }: FailureGroup): string[] {
  return [...new Set(failures.map(({ nodeid }) => nodeid))]
}
