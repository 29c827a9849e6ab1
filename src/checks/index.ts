import { checkBuild } from './build/decide.ts'
import { checkContents } from './contents/decide.ts'
import { checkDependencies } from './dependencies/decide.ts'
import { checkPathHacks } from './dependencies/path-hacks.ts'
import { checkExtras } from './extras/decide.ts'
import type { PackageFacts, StageResult } from './facts.ts'
import { checkImports } from './imports/decide.ts'
import { checkInstall } from './install/decide.ts'
import { checkLowest } from './lower-bounds/decide.ts'
import { checkMetadata } from './metadata/decide.ts'
import { checkRebuilds } from './reproducibility/decide.ts'
import type { Finding } from './rules.ts'
import { checkScripts } from './scripts/decide.ts'
import { checkTests } from './tests/decide.ts'
import { checkVersion } from './version/decide.ts'

/** A question about the artifact: the stage that brings the facts home, and the decision on them. */
export interface Check {
  readonly name: string
  /** Only where somebody asks for it. */
  readonly isOptional?: true
  /** Undefined where nobody asked for it: then the report does not have it. */
  readonly stage: (facts: PackageFacts) => StageResult<unknown> | undefined
  readonly decide: (facts: PackageFacts) => Finding[]
}

/** The checks in the order of the report. */
export const CHECKS: readonly Check[] = [
  { name: 'build', stage: ({ build }) => build, decide: checkBuild },
  { name: 'rebuild', stage: ({ rebuilds }) => rebuilds, decide: checkRebuilds },
  { name: 'contents', stage: ({ contents }) => contents, decide: checkContents },
  { name: 'metadata', stage: ({ metadata }) => metadata, decide: checkMetadata },
  { name: 'install', stage: ({ install }) => install, decide: checkInstall },
  { name: 'imports', stage: ({ imports }) => imports, decide: checkImports },
  {
    name: 'dependencies',
    stage: ({ scan }) => scan,
    decide: (facts) => [...checkDependencies(facts), ...checkPathHacks(facts)],
  },
  { name: 'scripts', stage: ({ scripts }) => scripts, decide: checkScripts },
  { name: 'extras', isOptional: true, stage: ({ extras }) => extras, decide: checkExtras },
  { name: 'tests', stage: ({ tests }) => tests, decide: checkTests },
  { name: 'lowest', isOptional: true, stage: ({ lowest }) => lowest, decide: checkLowest },
  { name: 'version', stage: ({ release }) => release, decide: checkVersion },
]
