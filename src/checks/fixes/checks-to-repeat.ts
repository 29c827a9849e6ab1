import { checkOfRule, type Rule } from '../rules.ts'
import { hidesOthers } from './acceptance.ts'

/** What shows that a build is right; they need no environment for the package. */
const OF_THE_ARTIFACT = ['build', 'rebuild', 'contents', 'metadata']
/** What shows that an installed package works, apart from its tests. */
const OF_THE_INSTALLATION = ['install', 'imports', 'dependencies', 'scripts']
/** What a defect can hide that keeps code from being built, installed or imported. */
const HIDDEN = [...OF_THE_ARTIFACT, ...OF_THE_INSTALLATION, 'extras', 'tests', 'version', 'release']

/**
 * Returns the checks that show whether edits fix findings: those of the distributions, the one that reported the finding,
 * those whose failures it explains, those whose findings it may have hidden, and the tests if code is edited.
 *
 * @param files the files that are edited
 */
export function checksToRepeat(
  findings: readonly { readonly rule: Rule; readonly causes?: readonly { readonly check: string }[] }[],
  files: Iterable<string> = [],
): string[] {
  const own = findings.flatMap(({ rule, causes = [] }) => [
    checkOfRule(rule),
    ...causes.map(({ check }) => check),
    ...(hidesOthers({ rule }) ? HIDDEN : []),
  ])
  if ([...files].some((file) => /(?<!(^|\/)setup)\.py$/.test(file))) own.push('tests')
  const isInstalled = own.some((check) => !['rebuild', 'contents', 'metadata'].includes(check))
  return [...new Set([...OF_THE_ARTIFACT, ...(isInstalled ? OF_THE_INSTALLATION : []), ...own])]
}
