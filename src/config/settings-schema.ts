import * as v from 'valibot'
import { BUMP_SEVERITIES, BUMP_SIZES } from './bump-policy.ts'
import { MAX_SECONDS } from './config.ts'
import { FAIL_ON, SEVERITIES } from './fail-on.ts'
import { splitCommand } from './split-command.ts'
import { POLICY_EVENTS, VERSION_POLICIES } from './version-policy.ts'

/**
 * The schema of `[tool.as-installed]`. The descriptions are those of the JSON Schema, which is generated from it, so that
 * limits are regular expressions where these can express them.
 */

const describe = v.description

/** Messages complete the sentence "KEY is VALUE, but it must ...". */
const nonEmpty = v.regex(/\S/, 'be a non-empty string')
const text = v.pipe(v.string(), nonEmpty, v.trim())
const texts = v.array(text)
const status = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))
const seconds = v.pipe(v.number(), v.minValue(0.001), v.maxValue(MAX_SECONDS))

const A_DATE = 'be a date such as 2027-01-31'
/** smol-toml returns a TOML date as a Date, and a local time as a Date in the year 0. */
const isDay = (day: Date) => !Number.isNaN(day.getTime()) && day.getUTCFullYear() > 0
/** Whether a text is a date such as 2027-01-31. */
export const isDayText = (text: string) =>
  isDay(new Date(text)) && new Date(text).toISOString().slice(0, 10) === text
/** A date as a TOML date or as a text; in JSON, a string. */
const date = v.pipe(
  v.union([v.pipe(v.date(), v.check(isDay, A_DATE)), v.pipe(v.string(), v.check(isDayText, A_DATE))]),
  // After a transformation, the JSON Schema would lack it.
  describe('Last day on which they are ignored.'),
  v.transform((value) => new Date(value).toISOString().slice(0, 10)),
)

const UNITS: Readonly<Record<string, number>> = { kb: 1e3, mb: 1e6, gb: 1e9 }
/** `5 MB` as a number of bytes. */
const size = v.pipe(
  v.string(),
  v.regex(/^\s*\d+(\.\d+)? ?[kKmMgG][bB]\s*$/, 'be a size such as "5 MB"'),
  describe('Maximum size of the wheel and the sdist; default: 100 MB, the limit of PyPI.'),
  v.trim(),
  v.transform((value) => Number.parseFloat(value) * (UNITS[value.slice(-2).toLowerCase()] ?? 1)),
)

const command = v.pipe(
  v.string(),
  nonEmpty,
  v.check((line) => splitCommand(line) !== undefined, 'close its quotes'),
  v.trim(),
)

const versionPattern = v.pipe(
  v.string(),
  v.regex(
    /^(?:(?!\{version\})[\s\S])*\{version\}(?:(?!\{version\})[\s\S])*$/,
    'contain {version} once, as in "pkg-v{version}"',
  ),
  v.trim(),
)

export const Script = v.strictObject({
  args: v.optional(v.pipe(texts, describe('Arguments to run it with, instead of --help.'))),
  exit: v.optional(
    v.pipe(
      v.union([status, v.array(status)]),
      describe('Expected exit status, or a list of them; default: 0.'),
    ),
  ),
  extras: v.optional(v.pipe(texts, describe('Extras to install for it; default: detected.'))),
  'time-limit': v.optional(v.pipe(seconds, describe('Timeout in seconds.'))),
  skip: v.optional(v.pipe(text, describe('The reason not to run it.'))),
})

const policy = v.picklist(VERSION_POLICIES)
/** One policy for all events, or a table by event. */
const Policy = v.pipe(
  v.union([
    policy,
    v.strictObject(
      Object.fromEntries(POLICY_EVENTS.map((event) => [event, v.optional(policy)])) as Record<
        (typeof POLICY_EVENTS)[number],
        v.OptionalSchema<typeof policy, undefined>
      >,
    ),
  ]),
  describe(
    'When the version must be bumped: if the contents of the wheel changed since the last release (if-shipped-changed, the default), in every pull request (always), only by the tool that prepares releases (never), or it is not checked (off). Or a table of policies by event.',
  ),
)

export const Bump = v.strictObject({
  breaking: v.optional(v.pipe(v.picklist(BUMP_SIZES), describe('Bump that a breaking API change requires.'))),
  added: v.optional(v.pipe(v.picklist(BUMP_SIZES), describe('Bump that an API addition requires.'))),
  severity: v.optional(
    v.pipe(v.picklist(BUMP_SEVERITIES), describe('Severity of a bump that is too small.')),
  ),
})

const required = (of: string) =>
  v.optional(v.pipe(texts, describe(`Patterns; each must match a file of the ${of}.`)), [])
const forbidden = (of: string) =>
  v.optional(v.pipe(texts, describe(`Patterns that must not match any file of the ${of}.`)), [])

export const Contents = v.strictObject({
  wheel: v.optional(
    v.pipe(
      v.strictObject({ require: required('wheel'), forbid: forbidden('wheel') }),
      describe('Files that the wheel must or must not contain.'),
    ),
    {},
  ),
  sdist: v.optional(
    v.pipe(
      v.strictObject({
        require: required('sdist'),
        forbid: forbidden('sdist'),
        'all-tracked': v.optional(
          v.pipe(v.boolean(), describe('Whether the sdist must contain every file that git tracks.')),
          false,
        ),
        except: v.optional(
          v.pipe(texts, describe('With all-tracked: patterns of files that it may lack.')),
          [],
        ),
      }),
      describe('Files that the sdist must or must not contain.'),
    ),
    {},
  ),
})

export const Tests = v.strictObject({
  requirements: v.optional(
    v.pipe(
      texts,
      describe('Test dependencies: requirements, -r FILE, [group] or [extra]; default: detected.'),
    ),
  ),
  args: v.optional(v.pipe(texts, describe('Arguments for pytest.')), []),
  'time-limit': v.optional(v.pipe(seconds, describe('Timeout in seconds; default: 1800.'))),
  skip: v.optional(v.pipe(text, describe('The reason not to run the tests.'))),
})

export const Version = v.strictObject({
  policy: v.optional(Policy),
  tag: v.optional(
    v.pipe(
      versionPattern,
      describe('Pattern of the release tags, such as demo-v{version}; default: detected.'),
    ),
  ),
  placeholder: v.optional(
    v.pipe(text, describe('Version in the source, if the release workflow writes the real one.')),
  ),
  'release-branches': v.optional(
    v.pipe(
      texts,
      describe(
        'Patterns of the branches from which a tool opens release pull requests, for the policy never.',
      ),
    ),
    ['release-please--*', 'release-please--*/**'],
  ),
  'waive-label': v.optional(
    v.pipe(text, describe('Label of pull requests that need no version bump.')),
    'no-version-bump',
  ),
  'waive-trailer': v.optional(
    v.pipe(text, describe('Trailer of commits that need no version bump; its value is the reason.')),
    'No-Version-Bump',
  ),
  bump: v.optional(
    v.pipe(Bump, describe('Size of the bump that API changes require; default: as in SemVer.')),
  ),
  changelog: v.optional(
    v.pipe(
      v.union([v.boolean(), text]),
      describe('Path of the changelog, in which a release must have an entry, or true to find it.'),
    ),
  ),
})

export const Imports = v.strictObject({
  'max-seconds': v.optional(
    v.pipe(
      seconds,
      describe('Maximum time of the import of the main module, in seconds; default: no limit.'),
    ),
  ),
})

/** @param rule the schema of the rules that `ignore` and `severity` accept */
const ignoreWith = (rule: v.GenericSchema<string, string>) =>
  v.strictObject({
    rule: v.pipe(rule, describe('Rule of the findings to ignore.')),
    reason: v.pipe(text, describe('Why they are ignored; shown in the report.')),
    expires: v.optional(date),
    match: v.optional(
      v.pipe(text, describe('Part of the message of the findings; default: all of the rule.')),
    ),
  })

export const Ignore = ignoreWith(text)

/** @param rule the schema of the rules that `ignore` and `severity` accept */
const settingsWith = (rule: v.GenericSchema<string, string>) =>
  v.strictObject({
    ignore: v.optional(v.pipe(v.array(ignoreWith(rule)), describe('Findings to ignore.')), []),
    scripts: v.optional(
      v.pipe(
        v.record(v.string(), Script),
        describe('How to run console scripts, by name; also modules: "python -m demo".'),
      ),
      {},
    ),
    smoke: v.optional(
      v.pipe(
        v.array(command),
        describe('Commands to run in the environment in which the wheel is installed.'),
      ),
      [],
    ),
    tests: v.optional(v.pipe(Tests, describe('How to run the tests.')), {}),
    version: v.optional(v.pipe(Version, describe('How to check the version.')), {}),
    contents: v.optional(
      v.pipe(Contents, describe('Files that the distributions must or must not contain.')),
      {},
    ),
    imports: v.optional(v.pipe(Imports, describe('How to check the imports.')), {}),
    'max-size': v.optional(size),
    'pass-env': v.optional(
      v.pipe(texts, describe('Environment variables to pass through to the tests.')),
      [],
    ),
    generated: v.optional(v.pipe(texts, describe('Patterns of untracked files that the build needs.')), []),
    'fail-on': v.optional(
      v.pipe(
        v.picklist(FAIL_ON),
        describe('Least severity of a finding that fails the run, or never to only report.'),
      ),
      'error',
    ),
    severity: v.optional(
      v.pipe(
        v.record(rule, v.picklist(SEVERITIES)),
        describe('Severity of the findings of a rule, by rule.'),
      ),
      {},
    ),
  })

/** The settings with any name of a rule. */
export const AnySettings = settingsWith(text)

/** The settings with the names of existing rules only. */
export function settingsWithRules(rules: readonly string[]) {
  return settingsWith(v.picklist(rules))
}
