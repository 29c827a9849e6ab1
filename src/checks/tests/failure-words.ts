import { list } from '../../program/sentence.ts'
import type { FailureFacts } from './failure-facts.ts'
import { kindOfService, type MissingService, type ServiceKind } from './missing-service.ts'

/** Returns the message of `tests-failed`. */
export function describeFailure(facts: FailureFacts): string {
  const { cause, message, count, at } = facts
  const place = at === null || message.includes(at) ? '' : ` (${at})`
  switch (cause.kind) {
    case 'dependency': {
      const { what, name, distribution } = cause
      const needed = what === 'async' ? 'a plugin that runs async tests' : `the ${what} ${name}`
      const from = distribution === null || what === 'async' ? '' : ` of ${distribution}`
      const verb = count === 1 ? 'needs' : 'need'
      return `${namesOf(facts)} ${verb} ${needed}${from}, which is not installed: ${message}`
    }
    case 'service':
    case 'program':
      return `${describeNeed(cause, count)} (${namesOf(facts)}): ${message}`
    default:
      return `${subjectOf(facts)}: ${message}${place}${describeRepeated(facts)}`
  }
}

function subjectOf(facts: FailureFacts): string {
  const { nodeid, when, count } = facts
  if (when === 'run') return `${nodeid} did not work`
  const one = count === 1
  if (when === 'collect') return `${namesOf(facts)} cannot be collected`
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
      return `. ${they} ${pass} with the package imported from the checkout in the same environment.`
    case 'fails-in-checkout':
      return `. ${they} ${fail} in the checkout too.`
    case 'passes-again':
      return `. ${they} ${pass} when run again.`
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
        ? `Add the distribution that has the ${cause.what} ${cause.name} to the test dependencies.`
        : `Add ${cause.what === 'async' ? `the plugin that the tests are written for, such as ${declaration.line},` : declaration.line} to ${declaration.place}.`
    case 'service':
      return `${PROVIDE[kindOfService(cause.name)]}, or ${deselect(facts)}`
    case 'program':
      return `Install ${cause.name} before as-installed, or ${deselect(facts)}`
    case 'django-settings':
      return 'Add pytest-django to the test dependencies, and set DJANGO_SETTINGS_MODULE in the settings of pytest. If another program runs the tests, such as manage.py, skip them in pyproject.toml:\n[tool.as-installed.tests]\nskip = "the reason"'
    case 'early-end':
      return 'Remove the call that ends the process or the session, so that pytest runs all tests.'
    case 'timeout':
      return 'Find out which test hangs in the log of pytest, or raise time-limit in [tool.as-installed.tests].'
    case 'coverage':
      return 'Add tests, or lower fail_under in the settings of coverage.'
    case 'crash':
    case 'internal-error':
    case 'usage':
      return 'See the log of pytest.'
    case 'file':
      if (facts.repeated !== 'passes-in-checkout')
        return 'The tests run in a copy of the tracked files: add the file to git, name it by generated in [tool.as-installed] if a command makes it, or create it in the test.'
  }
  switch (facts.repeated) {
    case 'passes-in-checkout':
      return 'The wheel lacks or changes something that the code uses: compare its contents with the source tree, and look for paths relative to __file__, metadata and generated files.'
    case 'fails-in-checkout':
      return 'Fix the test or the code: the wheel is not the cause. If it passes elsewhere, compare the versions of the dependencies with those in the log install-tests.'
    case 'passes-again':
      return 'The test is unstable or depends on tests that run before it: make it independent of them.'
    case null:
      return facts.when === 'collect'
        ? 'Make the test module importable. If it lacks a test dependency, declare it, or name it in requirements of [tool.as-installed.tests].'
        : 'Run the test against the installed wheel, outside of the checkout, and fix the code or the test.'
  }
}

/** How to provide a service, as a clause. */
const PROVIDE: Readonly<Record<ServiceKind, string>> = {
  display: 'Run as-installed under xvfb-run',
  locale: 'Generate the locale before as-installed (locale-gen)',
  credentials: 'Pass the credentials by pass-env',
  network: 'Give the job access to the network',
  server:
    'Start the service before as-installed (on GitHub, in "services" of the job) and pass its settings by pass-env',
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
      return `${subject} ${name}, which this machine does not have`
    case 'server':
      return `${subject} a service that does not respond: ${name}`
  }
}
