import type { Finding, Rule } from '../../rules.ts'
import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { brokenEntryPoint } from './entry-point.ts'
import { failedCommand, timedOutCommand } from './failed-command.ts'
import { falseLowerBound, incompatibleDependency, unusedDependency } from './incompatible-dependency.ts'
import { failedImport } from './missing-import.ts'
import { transitiveDependency, undeclaredDependency } from './undeclared-dependency.ts'

/** The rules whose findings have candidates: one line for each, in the order of the documentation. */
const CANDIDATES: { readonly [R in Rule]?: CandidatesOf<R> } = {
  'import-failed': failedImport,
  'dependency-undeclared': undeclaredDependency,
  'dependency-incompatible': incompatibleDependency,
  'dependency-transitive': transitiveDependency,
  'dependency-unused': unusedDependency,
  'entry-point-broken': brokenEntryPoint,
  'script-failed': failedCommand,
  'script-timeout': timedOutCommand,
  'lower-bound-false': falseLowerBound,
}

/** Each candidate costs a build and the checks of the finding. */
const MOST = 5

/** Returns the possible fixes of a finding, the least invasive first; findings of one cause have the same first one. */
export function candidatesFor(finding: Finding, sources: ProjectSources): readonly Candidate[] {
  const candidates = CANDIDATES[finding.rule] as CandidatesOf<Rule> | undefined
  return candidates?.(finding, sources).slice(0, MOST) ?? []
}
