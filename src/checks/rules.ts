import { BUILD_RULES, type BuildRuleFacts } from './build/rules.ts'
import { CONTENTS_RULES, type ContentsRuleFacts } from './contents/rules.ts'
import { DEPENDENCY_RULES, type DependencyRuleFacts } from './dependencies/rules.ts'
import { IMPORT_RULES, type ImportRuleFacts } from './imports/rules.ts'
import { INSTALL_RULES, type InstallRuleFacts } from './install/rules.ts'
import { LOWER_BOUND_RULES, type LowerBoundRuleFacts } from './lower-bounds/rules.ts'
import { METADATA_RULES, type MetadataRuleFacts } from './metadata/rules.ts'
import { RELEASE_DIFF_RULES, type ReleaseDiffRuleFacts } from './release-diff/rules.ts'
import { REPRODUCIBILITY_RULES, type ReproducibilityRuleFacts } from './reproducibility/rules.ts'
import type { RuleTexts } from './rule.ts'
import { SCRIPT_RULES, type ScriptRuleFacts } from './scripts/rules.ts'
import { TEST_RULES, type TestRuleFacts } from './tests/rules.ts'
import { UPGRADE_RULES, type UpgradeRuleFacts } from './upgrade/rules.ts'
import { VERSION_RULES, type VersionRuleFacts } from './version/rules.ts'

/** The severity of a finding: only an error makes the verdict `fail`. */
export type Severity = 'error' | 'warning' | 'note'

/** The facts that show that a rule is broken: JSON values that the report contains unchanged. */
export interface FactsOf
  extends BuildRuleFacts,
    ReproducibilityRuleFacts,
    ContentsRuleFacts,
    MetadataRuleFacts,
    InstallRuleFacts,
    ImportRuleFacts,
    DependencyRuleFacts,
    ScriptRuleFacts,
    TestRuleFacts,
    LowerBoundRuleFacts,
    VersionRuleFacts,
    ReleaseDiffRuleFacts,
    UpgradeRuleFacts {}

/** The slug of a rule. */
export type Rule = keyof FactsOf

/** A file of the checkout, and optionally a line. */
export interface SourceLocation {
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
    readonly where?: SourceLocation | undefined
  }
}[Rule]

/** The texts of all rules, in the order of the documentation. */
export const RULES: RuleTexts<FactsOf> = {
  ...BUILD_RULES,
  ...REPRODUCIBILITY_RULES,
  ...CONTENTS_RULES,
  ...METADATA_RULES,
  ...INSTALL_RULES,
  ...IMPORT_RULES,
  ...DEPENDENCY_RULES,
  ...SCRIPT_RULES,
  ...TEST_RULES,
  ...LOWER_BOUND_RULES,
  ...VERSION_RULES,
  ...RELEASE_DIFF_RULES,
  ...UPGRADE_RULES,
}

const RULES_BY_CHECK: Readonly<Record<string, object>> = {
  build: BUILD_RULES,
  rebuild: REPRODUCIBILITY_RULES,
  contents: CONTENTS_RULES,
  metadata: METADATA_RULES,
  install: INSTALL_RULES,
  imports: IMPORT_RULES,
  dependencies: DEPENDENCY_RULES,
  scripts: SCRIPT_RULES,
  tests: TEST_RULES,
  lowest: LOWER_BOUND_RULES,
  version: VERSION_RULES,
  release: RELEASE_DIFF_RULES,
  upgrade: UPGRADE_RULES,
}

/** Returns the name of the check whose directory has a rule. */
export function checkOfRule(rule: Rule): string {
  const found = Object.entries(RULES_BY_CHECK).find(([, rules]) => rule in rules)
  return (found as [string, object])[0]
}

/** The slugs of all rules, in the order of the documentation. */
export const RULE_NAMES = Object.keys(RULES) as Rule[]

/** Returns the URL of the documentation page of a rule. */
export function docsPage(rule: Rule): string {
  return `https://github.com/as-installed/as-installed/blob/main/docs/rules/${rule}.md`
}
