import type { Report, ReportedFinding } from '../../src/report/report.ts'

/** The right verdict on a case. */
export interface Expected {
  /** `any`: only the findings count. */
  readonly verdict: 'pass' | 'fail' | 'error' | 'any'
  /** One of these was found as an error: `rule` or `rule:warning` (or as a warning); `*` matches any text. */
  readonly 'any-of'?: readonly string[]
  /** None of these was found as an error or a warning. */
  readonly 'none-of'?: readonly string[]
  /** Of the first package. */
  readonly version?: string
  /** Each is in the message or fix of a finding; alternatives are separated by `|`. */
  readonly says?: readonly string[]
  /** None is in the message or fix of an error. */
  readonly silent?: readonly string[]
}

/** Returns what is wrong with a report on a case; empty if it is right. */
export function judge(expected: Expected, { verdict, packages }: Report): string[] {
  const findings = packages.flatMap((one) => one.findings)
  const wrong: string[] = []
  if (expected.verdict !== 'any' && verdict !== expected.verdict)
    wrong.push(`the verdict is ${verdict}, not ${expected.verdict}`)
  const anyOf = expected['any-of']
  if (anyOf !== undefined && !findings.some((one) => anyOf.some((wanted) => matches(one, wanted))))
    wrong.push(`not found: ${anyOf.join(' or ')}`)
  for (const one of findings)
    if (expected['none-of']?.some((unwanted) => matches(one, `${unwanted}:warning`)))
      wrong.push(`falsely found: ${one.rule}`)
  if (expected.version !== undefined && packages[0]?.version !== expected.version)
    wrong.push(`the version is ${packages[0]?.version}, not ${expected.version}`)
  const texts = findings.map(text).join('\n')
  for (const wanted of expected.says ?? [])
    if (!wanted.split('|').some((alternative) => texts.includes(alternative)))
      wrong.push(`no finding contains "${wanted}"`)
  const errors = findings.filter(({ severity }) => severity === 'error').map(text)
  for (const unwanted of expected.silent ?? [])
    if (errors.some((one) => one.includes(unwanted))) wrong.push(`an error contains "${unwanted}"`)
  return wrong
}

function text({ message, fix = '' }: ReportedFinding): string {
  return `${message}\n${fix}`
}

function matches({ rule, severity }: ReportedFinding, wanted: string): boolean {
  const [pattern = '', least = 'error'] = wanted.split(':')
  const name = new RegExp(`^${pattern.replaceAll('*', '.*')}$`)
  return name.test(rule) && (severity === 'error' || (least === 'warning' && severity === 'warning'))
}
