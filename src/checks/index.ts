import type { Finding } from '../rules.ts'
import { checkBuild } from './build.ts'
import { checkContents } from './contents.ts'
import { checkDependencies } from './dependencies.ts'
import { checkExtras } from './extras.ts'
import type { PackageFacts, Seen } from './facts.ts'
import { checkImports } from './imports.ts'
import { checkInstall } from './install.ts'
import { checkLowest } from './lowest.ts'
import { checkMetadata } from './metadata.ts'
import { checkPathHacks } from './path-hacks.ts'
import { checkRebuilds } from './rebuilds.ts'
import { checkScripts } from './scripts.ts'
import { checkTests } from './tests.ts'
import { checkVersion } from './version.ts'

/** A question about the artifact: the stage that brings the facts home, and the decision on them. */
export interface Check {
  readonly name: string
  /** Only where somebody asks for it. */
  readonly isOptional?: true
  /** Undefined where nobody asked for it: then the report does not have it. */
  readonly stage: (facts: PackageFacts) => Seen<unknown> | undefined
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
