import type { Finding, Rule, Severity } from '../checks/rules.ts'
import type { Settings } from '../config/settings.ts'

/** The rules whose notes report defects, so that their severity can be set. Notes of other rules report no defect. */
export const NOTE_RULES: readonly Rule[] = ['import-warning', 'dependency-pinned', 'dependency-unused']

/** Returns the severity of a finding with the settings of the package. A note of a rule for errors stays a note. */
export function effectiveSeverity(
  { rule, severity }: Pick<Finding, 'rule' | 'severity'>,
  configured: Settings['severity'],
): Severity {
  const setting = configured[rule]
  if (setting === undefined || (severity === 'note' && !NOTE_RULES.includes(rule))) return severity
  return setting
}
