import * as v from 'valibot'
import type { ConfigurationProblem } from '../program/errors.ts'
import { list } from '../program/sentence.ts'
import { BUMP_SEVERITIES, BUMP_SIZES } from './bump-policy.ts'
import { MAX_SECONDS } from './config.ts'
import { FAIL_ON, SEVERITIES } from './fail-on.ts'
import { splitCommand } from './split-command.ts'
import type { LineOf, TomlPath } from './toml.ts'
import { POLICY_EVENTS, VERSION_POLICIES } from './version-policy.ts'

const text = v.pipe(v.string(), v.trim(), v.nonEmpty())
const texts = v.array(text)
const status = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))
const seconds = v.pipe(v.number(), v.minValue(0.001), v.maxValue(MAX_SECONDS))
const A_DATE = 'be a date such as 2027-01-31'
/** smol-toml returns a TOML date as a Date, and a local time as a Date in the year 0. */
const isDay = (day: Date) => !Number.isNaN(day.getTime()) && day.getUTCFullYear() > 0
const isDayString = (text: string) =>
  isDay(new Date(text)) && new Date(text).toISOString().slice(0, 10) === text
const date = v.pipe(
  v.union([v.pipe(v.date(), v.check(isDay, A_DATE)), v.pipe(v.string(), v.check(isDayString, A_DATE))]),
  v.transform((value) => new Date(value).toISOString().slice(0, 10)),
)

const Script = v.strictObject({
  args: v.optional(texts),
  exit: v.optional(v.union([status, v.array(status)])),
  extras: v.optional(texts),
  'time-limit': v.optional(seconds),
  skip: v.optional(text),
})

const policy = v.picklist(VERSION_POLICIES)
/** One policy for all events, or a table by event. */
const Policy = v.union([
  policy,
  v.strictObject(
    Object.fromEntries(POLICY_EVENTS.map((event) => [event, v.optional(policy)])) as Record<
      (typeof POLICY_EVENTS)[number],
      v.OptionalSchema<typeof policy, undefined>
    >,
  ),
])

/** The size of a release that API changes require. */
const Bump = v.strictObject({
  breaking: v.optional(v.picklist(BUMP_SIZES)),
  added: v.optional(v.picklist(BUMP_SIZES)),
  severity: v.optional(v.picklist(BUMP_SEVERITIES)),
})

/** The files that the wheel or the sdist must or must not contain. */
const Contents = v.strictObject({
  wheel: v.optional(v.strictObject({ require: v.optional(texts, []), forbid: v.optional(texts, []) }), {}),
  sdist: v.optional(
    v.strictObject({
      require: v.optional(texts, []),
      forbid: v.optional(texts, []),
      // Every file that git tracks is in the sdist, except those that match.
      'all-tracked': v.optional(v.boolean(), false),
      except: v.optional(texts, []),
    }),
    {},
  ),
})

const UNITS: Readonly<Record<string, number>> = { kb: 1e3, mb: 1e6, gb: 1e9 }
/** `5 MB` as a number of bytes. */
const size = v.pipe(
  text,
  v.check((value) => /^\d+(\.\d+)? ?[kMG]B$/i.test(value), 'be a size such as "5 MB"'),
  v.transform((value) => Number.parseFloat(value) * (UNITS[value.slice(-2).toLowerCase()] ?? 1)),
)

/** @param rule the schema of the rules that `ignore` and `severity` accept */
const settingsWith = (rule: v.GenericSchema<string, string>) =>
  v.strictObject({
    ignore: v.optional(
      v.array(
        v.strictObject({
          rule,
          reason: text,
          expires: v.optional(date),
          match: v.optional(text),
        }),
      ),
      [],
    ),
    scripts: v.optional(v.record(v.string(), Script), {}),
    // Commands to run in the runtime environment.
    smoke: v.optional(
      v.array(
        v.pipe(
          text,
          v.check((command) => splitCommand(command) !== undefined, 'close its quotes'),
        ),
      ),
      [],
    ),
    tests: v.optional(
      v.strictObject({
        requirements: v.optional(texts),
        args: v.optional(texts, []),
        'time-limit': v.optional(seconds),
        skip: v.optional(text),
      }),
      {},
    ),
    version: v.optional(
      v.strictObject({
        policy: v.optional(Policy),
        tag: v.optional(
          v.pipe(
            text,
            v.check(
              (pattern) => pattern.split('{version}').length === 2,
              'contain {version} once, as in "pkg-v{version}"',
            ),
          ),
        ),
        // The version in the source, which the release workflow replaces.
        placeholder: v.optional(text),
        'release-branches': v.optional(texts, ['release-please--*', 'release-please--*/**']),
        'waive-label': v.optional(text, 'no-version-bump'),
        'waive-trailer': v.optional(text, 'No-Version-Bump'),
        bump: v.optional(Bump),
        // Its path, or true to find it; a release must have an entry in it.
        changelog: v.optional(v.union([v.boolean(), text])),
      }),
      {},
    ),
    contents: v.optional(Contents, {}),
    imports: v.optional(v.strictObject({ 'max-seconds': v.optional(seconds) }), {}),
    'max-size': v.optional(size),
    'pass-env': v.optional(texts, []),
    generated: v.optional(texts, []),
    'fail-on': v.optional(v.picklist(FAIL_ON), 'error'),
    severity: v.optional(v.record(rule, v.picklist(SEVERITIES)), {}),
  })

const Settings = settingsWith(text)

/** `[tool.as-installed]` of a package, with defaults. */
export type Settings = v.InferOutput<typeof Settings>
export type ScriptSettings = v.InferOutput<typeof Script>
export type Ignore = Settings['ignore'][number]

export const DEFAULT_SETTINGS: Settings = v.parse(Settings, {})

/** The keys of `[tool.as-installed]`. */
export const SETTING_NAMES = Object.keys(Settings.entries)

const ROOT = ['tool', 'as-installed']

/**
 * Reads `[tool.as-installed]`. If it is invalid, this returns all problems, and the default settings.
 *
 * @param rules the existing rules; undefined: accept any name
 */
export function readSettings(
  table: unknown,
  file: string,
  lineOf: LineOf,
  rules?: readonly string[],
): { settings: Settings; problems: ConfigurationProblem[] } {
  const parsed = v.safeParse(rules === undefined ? Settings : settingsWith(v.picklist(rules)), table ?? {})
  if (parsed.success) return { settings: parsed.output, problems: [] }
  const problems = parsed.issues.map((issue): ConfigurationProblem => {
    const path: TomlPath = [...ROOT, ...(issue.path ?? []).map((part) => part.key as string | number)]
    const line = lineOf(path)
    return { message: sentence(issue, path), file, ...(line === undefined ? {} : { line }) }
  })
  return { settings: DEFAULT_SETTINGS, problems }
}

function sentence(issue: v.BaseIssue<unknown>, path: TomlPath): string {
  const parent = dotted(path.slice(0, -1))
  const key = dotted(path)
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const known = knownKeys(path)
    const keys = known.length > 0 ? ` The keys there are ${list(known)}.` : ''
    return `[${parent}] has the unknown key "${path.at(-1)}".${keys}`
  }
  if (issue.type === 'picklist' && issue.path?.at(-1)?.origin === 'key') {
    return `[${parent}] has the unknown rule "${path.at(-1)}". docs/rules/README.md lists the rules.`
  }
  if (issue.type === 'strict_object' && issue.received === 'undefined') {
    return `[${parent}] lacks "${path.at(-1)}", which is required there.`
  }
  if (issue.type === 'check') {
    return `${key} is ${issue.received}, but it must ${issue.message}.`
  }
  // For this type, valibot reports the length as received.
  if (issue.type === 'non_empty') return `${key} is "", but it must be a text that is not empty.`
  const expected: Record<string, string> = {
    string: 'a text',
    array: 'a list',
    number: 'a number',
    boolean: 'true or false',
    integer: 'a whole number',
    strict_object: 'a table',
    record: 'a table',
    union: UNIONS[path.at(-1) as string] ?? 'a status, or a list of them',
    min_value: `at least ${'requirement' in issue ? issue.requirement : ''}`,
    max_value: `at most ${'requirement' in issue ? issue.requirement : ''}`,
  }
  const requirement =
    issue.type === 'picklist'
      ? `one of ${issue.expected?.replace(/[()]/g, '').replaceAll(' | ', ', ')}`
      : expected[issue.type]
  // valibot reports a table as null, which TOML does not have.
  const received = issue.received === 'null' ? 'another table' : issue.received
  return `${key} is ${received}, but it must be ${requirement ?? issue.expected}.`
}

/** The descriptions of values of several types, by key. */
const UNIONS: Readonly<Record<string, string>> = {
  expires: 'a date such as 2027-01-31',
  changelog: 'the path of the file, or true to find it',
  policy: `one of ${VERSION_POLICIES.join(', ')}, or a table of them by event: ${list(POLICY_EVENTS)}`,
}

function dotted(path: TomlPath): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`))
    .join('')
    .replace(/^\./, '')
}

function knownKeys(path: TomlPath): string[] {
  const below = path.slice(ROOT.length, -1)
  switch (below[0]) {
    case undefined:
      return SETTING_NAMES
    case 'scripts':
      return Object.keys(Script.entries)
    case 'imports':
      return Object.keys(Settings.entries.imports.wrapped.entries)
    case 'tests':
      return Object.keys(Settings.entries.tests.wrapped.entries)
    case 'version':
      return Object.keys(below[1] === 'bump' ? Bump.entries : Settings.entries.version.wrapped.entries)
    case 'contents':
      return below[1] === 'wheel' || below[1] === 'sdist'
        ? Object.keys(Contents.entries[below[1]].wrapped.entries)
        : Object.keys(Contents.entries)
    case 'ignore':
      return Object.keys(Settings.entries.ignore.wrapped.item.entries)
    default:
      return []
  }
}
