import type { Finding, Rule } from '../../rules.ts'
import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'

/** A finding of one rule. */
export type FindingOf<R extends Rule> = Extract<Finding, { rule: R }>

/** Returns the possible fixes of a finding of a rule, the least invasive first; none if no edit is known. */
export type CandidatesOf<R extends Rule> = (
  finding: FindingOf<R>,
  sources: ProjectSources,
) => readonly Candidate[]
