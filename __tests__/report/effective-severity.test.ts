import { readFile } from 'node:fs/promises'
import { expect, test } from '@jest/globals'
import { RULE_NAMES, type Severity } from '../../src/checks/rules.ts'
import { effectiveSeverity, NOTE_RULES } from '../../src/report/effective-severity.ts'

test.each<[Severity, Severity | undefined, Severity]>([
  ['error', undefined, 'error'],
  ['error', 'warning', 'warning'],
  ['error', 'note', 'note'],
  ['warning', 'error', 'error'],
  ['warning', 'note', 'note'],
  ['note', undefined, 'note'],
  ['note', 'error', 'note'],
])(
  'a finding with the severity %s is with the setting %s a finding with the severity %s',
  (own, set, expected) => {
    const configured = set === undefined ? {} : { 'import-failed': set }
    expect(effectiveSeverity({ rule: 'import-failed', severity: own }, configured)).toBe(expected)
  },
)

test('a rule whose findings are always notes can be raised', () => {
  const severity = effectiveSeverity(
    { rule: 'dependency-pinned', severity: 'note' },
    { 'dependency-pinned': 'error' },
  )
  expect(severity).toBe('error')
})

test('the rules whose notes can be raised are import-warning and those that are always notes by their pages', async () => {
  const pages = await Promise.all(
    RULE_NAMES.map(async (rule) => [rule, await readFile(`docs/rules/${rule}.md`, 'utf8')] as const),
  )
  const notes = pages.filter(
    ([, text]) =>
      /^\*\*Severity:\*\* note\b/m.test(text) && !/^\*\*Severity:\*\*.*\b(error|warning)\b/m.test(text),
  )
  expect(['import-warning', ...notes.map(([rule]) => rule)]).toEqual(NOTE_RULES)
})
