import { checkOfRule, type Rule } from '../rules.ts'
import { hidesOthers } from './acceptance.ts'

/** The checks of the distributions, which need no environment for the package. */
const OF_THE_ARTIFACT = ['build', 'rebuild', 'contents', 'metadata']
/** The checks of the installed package, except its tests. */
const OF_THE_INSTALLATION = ['install', 'imports', 'dependencies', 'scripts']
/** The checks whose findings are hidden if code cannot be built, installed or imported. */
const HIDDEN = [...OF_THE_ARTIFACT, ...OF_THE_INSTALLATION, 'extras', 'tests', 'version', 'release']

/**
 * Returns the checks to repeat after edits: those of the distributions, the one that reported the finding, those whose
 * failures it explains, those whose findings it may have hidden, and the tests if code is edited.
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
