import { capitalize, list } from '../../program/sentence.ts'
import type { FailureFacts } from './failure-facts.ts'
import { kindOfService, type MissingService, type ServiceKind } from './missing-service.ts'

/** Returns the message of `tests-failed`. */
export function describeFailure(facts: FailureFacts): string {
  const { cause, message, count, at } = facts
  const place = at === null || message.includes(at) ? '' : ` (${at})`
  switch (cause.kind) {
    case 'dependency': {
      const { what, name, distribution } = cause
      const needed = what === 'async' ? 'a pytest plugin for async tests' : `the ${what} ${name}`
      const from = distribution === null || what === 'async' ? '' : ` from ${distribution}`
      const verb = count === 1 ? 'needs' : 'need'
      return `${namesOf(facts)} ${verb} ${needed}${from}, which is not installed: ${message}`
    }
    case 'service':
    case 'program':
      return `${describeNeed(cause, count)} (${namesOf(facts)}): ${message}`
    default:
      return facts.when === 'run'
        ? describeRun(cause.kind, message)
        : `${subjectOf(facts)}: ${message}${place}${describeRepeated(facts)}`
  }
}

/** The message of a failure of the run as a whole. */
function describeRun(kind: FailureFacts['cause']['kind'], message: string): string {
  if (kind !== 'early-end') return `pytest ${message}`
  return message.startsWith('the ') ? `${capitalize(message)}.` : `${message}.`
}

function subjectOf(facts: FailureFacts): string {
  const { when, count } = facts
  const one = count === 1
  if (when === 'collect') return `${namesOf(facts)} cannot be collected`
  if (facts.merged !== undefined)
    return `${namesOf(facts)} fail on ${facts.merged.lines} lines of the tests, the first with`
  return `${namesOf(facts)} ${one ? 'fails' : 'fail'}${when === 'call' ? '' : ` in ${one ? 'its' : 'their'} ${when}`}`
}

/** The first tests, and the number of the others. */
function namesOf({ tests, count, nodeid }: FailureFacts): string {
  if (tests.length === 0) return nodeid
  return count > tests.length ? `${tests.join(', ')} and ${count - tests.length} more` : list(tests)
}

function describeRepeated({ repeated, count }: FailureFacts): string {
  const [they, fail, pass] = count === 1 ? ['It', 'fails', 'passes'] : ['They', 'fail', 'pass']
  switch (repeated) {
    case 'passes-in-checkout':
      return `. ${they} ${pass} with the package imported from the checkout, in the same environment.`
    case 'fails-in-checkout':
      return `. ${they} also ${fail} in the checkout.`
    case 'passes-again':
      return `. ${they} ${pass} on a rerun.`
    case null:
      return ''
  }
}

/** Returns the fix of `tests-failed`. */
export function failureFix(facts: FailureFacts): string {
  const { cause, declaration } = facts
  switch (cause.kind) {
    case 'dependency':
      return declaration === null
        ? `Add the distribution that provides the ${cause.what} ${cause.name} to the test dependencies.`
        : `Add ${cause.what === 'async' ? `the plugin that the tests use, such as ${declaration.line},` : declaration.line} to ${declaration.place}.`
    case 'service':
      return `${PROVIDE[kindOfService(cause.name)]}, or ${deselect(facts)}`
    case 'program':
      return `Install ${cause.name} before as-installed runs, or ${deselect(facts)}`
    case 'django-settings':
      return 'Add pytest-django to the test dependencies, and set DJANGO_SETTINGS_MODULE in the pytest configuration. If another program runs the tests, such as manage.py, skip them in pyproject.toml:\n[tool.as-installed.tests]\nskip = "the reason"'
    case 'early-end':
      return 'Remove the call that ends the process or the test session.'
    case 'timeout':
      return 'Fix the test that hangs (see the pytest log), or raise time-limit in [tool.as-installed.tests].'
    case 'coverage':
      return 'Add tests, or lower fail_under in the coverage configuration.'
    case 'crash':
    case 'internal-error':
    case 'usage':
      return 'Fix the error that the pytest log shows.'
    case 'file':
      if (facts.repeated !== 'passes-in-checkout')
        return 'The tests run in a copy of the files that git tracks: add the file to git, create it in the test or, if a command generates it, list it under generated in [tool.as-installed].'
  }
  switch (facts.repeated) {
    case 'passes-in-checkout':
      return 'Compare the wheel contents with the source tree: the code uses something that the wheel lacks or changes, such as a path relative to __file__, metadata or a generated file.'
    case 'fails-in-checkout':
      return 'Fix the test or the code; the wheel is not the cause. If it passes elsewhere, compare the dependency versions with those in the log install-tests.'
    case 'passes-again':
      return 'Fix the flaky test: it may depend on the order of the tests.'
    case null:
      return facts.when === 'collect'
        ? 'Fix the import of the test module. If a test dependency is missing, declare it, or add it to requirements in [tool.as-installed.tests].'
        : 'Install the wheel, run the test outside of the checkout, and fix the code or the test.'
  }
}

/** How to provide a service, as an instruction. */
const PROVIDE: Readonly<Record<ServiceKind, string>> = {
  display: 'Run as-installed under xvfb-run',
  locale: 'Generate the locale before as-installed runs (locale-gen)',
  credentials: 'Pass the credentials with pass-env',
  network: 'Allow network access in the job',
  server:
    'Start the service before as-installed runs (on GitHub, in "services" of the job) and pass its settings with pass-env',
}

/** Names the tests, or if they are too many, the files of the first ones. */
function deselect({ tests, count }: FailureFacts): string {
  const part = count > tests.length ? /::.*$/ : /\[.*$/
  const names = [...new Set(tests.map((test) => test.replace(part, '')))]
  const args = names.map((name) => `"--deselect=${name}"`).join(', ')
  return `deselect the tests:\n[tool.as-installed.tests]\nargs = [${args}]`
}

/** Describes what tests need besides Python: `2 tests need the program ffmpeg, which is not on PATH`. */
export function describeNeed({ kind, name }: MissingService, tests: number): string {
  const subject = tests === 1 ? '1 test needs' : `${tests} tests need`
  if (kind === 'program') return `${subject} the program ${name}, which is not on PATH`
  switch (kindOfService(name)) {
    case 'network':
      return `${subject} ${name}, which cannot be reached`
    case 'display':
    case 'locale':
    case 'credentials':
      return `${subject} ${name}, which this machine lacks`
    case 'server':
      return `${subject} ${name}, which does not respond`
  }
}
