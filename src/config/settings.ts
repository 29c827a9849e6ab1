import * as v from 'valibot'
import type { ConfigurationProblem } from '../program/errors.ts'
import { didYouMean } from '../program/nearest.ts'
import { list } from '../program/sentence.ts'
import {
  AnySettings,
  Bump,
  Contents,
  Ignore as IgnoreSchema,
  Imports,
  Script,
  settingsWithRules,
  Tests,
  Version,
} from './settings-schema.ts'
import type { LineOf, TomlPath } from './toml.ts'
import { POLICY_EVENTS, VERSION_POLICIES } from './version-policy.ts'

/** `[tool.as-installed]` of a package, with defaults. */
export type Settings = v.InferOutput<typeof AnySettings>
export type ScriptSettings = v.InferOutput<typeof Script>
export type Ignore = Settings['ignore'][number]

export const DEFAULT_SETTINGS: Settings = v.parse(AnySettings, {})

/** The keys of `[tool.as-installed]`. */
export const SETTING_NAMES = Object.keys(AnySettings.entries)

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
  const parsed = v.safeParse(rules === undefined ? AnySettings : settingsWithRules(rules), table ?? {})
  if (parsed.success) return { settings: parsed.output, problems: [] }
  const problems = parsed.issues.map((issue): ConfigurationProblem => {
    const path: TomlPath = [...ROOT, ...(issue.path ?? []).map((part) => part.key as string | number)]
    const line = lineOf(path)
    return { message: sentence(issue, path, rules ?? []), file, ...(line === undefined ? {} : { line }) }
  })
  return { settings: DEFAULT_SETTINGS, problems }
}

function sentence(issue: v.BaseIssue<unknown>, path: TomlPath, rules: readonly string[]): string {
  const parent = dotted(path.slice(0, -1))
  const key = dotted(path)
  const last = String(path.at(-1))
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const known = knownKeys(path)
    const keys = known.length > 0 ? `The keys there are ${list(known)}.` : ''
    return `[${parent}] has the unknown key "${last}". ${didYouMean(last, known) || keys}`.trim()
  }
  const isRule = issue.type === 'picklist' && path[2] === 'ignore'
  if (isRule || (issue.type === 'picklist' && issue.path?.at(-1)?.origin === 'key')) {
    const name = isRule ? String(issue.input) : last
    const where = isRule
      ? `${key} is "${name}", but there is no such rule`
      : `[${parent}] has the unknown rule "${name}"`
    return `${where}. ${didYouMean(name, rules) || 'docs/rules/README.md lists the rules.'}`
  }
  if (issue.type === 'strict_object' && issue.received === 'undefined') {
    return `[${parent}] lacks the key "${last}".`
  }
  if (issue.type === 'check' || issue.type === 'regex') {
    return `${key} is ${issue.received}, but it must ${issue.message}.`
  }
  const expected: Record<string, string> = {
    string: 'a string',
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
  const choices = issue.type === 'picklist' ? (issue as v.PicklistIssue).expected.split(' | ') : []
  const hint =
    typeof issue.input === 'string'
      ? didYouMean(
          issue.input,
          choices.map((choice) => choice.replace(/[()"]/g, '')),
        )
      : ''
  return `${key} is ${received}, but it must be ${requirement ?? issue.expected}. ${hint}`.trim()
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
  const [first, second] = path.slice(ROOT.length, -1)
  switch (first) {
    case undefined:
      return SETTING_NAMES
    case 'scripts':
      return Object.keys(Script.entries)
    case 'imports':
      return Object.keys(Imports.entries)
    case 'tests':
      return Object.keys(Tests.entries)
    case 'version':
      return Object.keys(second === 'bump' ? Bump.entries : Version.entries)
    case 'contents':
      return second === 'wheel' || second === 'sdist'
        ? Object.keys(Contents.entries[second].wrapped.entries)
        : Object.keys(Contents.entries)
    case 'ignore':
      return Object.keys(IgnoreSchema.entries)
    default:
      return []
  }
}
