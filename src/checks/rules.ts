import { ARTIFACT_RULES, type ArtifactFacts } from './artifact-rules.ts'
import { IMPORT_RULES, type ImportFacts } from './imports-rules.ts'
import { INSTALL_RULES, type InstallFacts } from './install-rules.ts'
import type { WordsOf } from './rule.ts'
import { SCRIPT_RULES, type ScriptFacts } from './scripts/rules.ts'
import { TEST_RULES, type TestFacts } from './tests/rules.ts'
import { VERSION_RULES, type VersionFacts } from './version/rules.ts'

/** How much a broken rule weighs: only an error makes the verdict `fail`. */
export type Severity = 'error' | 'warning' | 'note'

/** The facts that show that a rule is broken. Plain values without wording, as they stand in the report. */
export interface FactsOf
  extends ArtifactFacts,
    InstallFacts,
    ImportFacts,
    ScriptFacts,
    TestFacts,
    VersionFacts {}

export type Rule = keyof FactsOf

/** A place in the checkout. */
export interface Where {
  /** Relative to the repository's root, with `/`. */
  readonly file: string
  /** 1-based. */
  readonly line?: number | undefined
}

/** A broken rule with the facts that show it. */
export type Finding = {
  [R in Rule]: {
    readonly rule: R
    readonly severity: Severity
    readonly facts: FactsOf[R]
    readonly where?: Where | undefined
  }
}[Rule]

/** Every rule that is checked, in the order of the documentation. */
export const RULES: WordsOf<FactsOf> = {
  ...ARTIFACT_RULES,
  ...INSTALL_RULES,
  ...IMPORT_RULES,
  ...SCRIPT_RULES,
  ...TEST_RULES,
  ...VERSION_RULES,
}

/** The slugs of all rules. */
export const RULE_NAMES = Object.keys(RULES) as Rule[]

/** Address of the page of a rule. */
export function docsPage(rule: Rule): string {
  return `https://github.com/as-installed/as-installed/blob/main/docs/rules/${rule}.md`
}
