import type { Finding, Rule } from '../../rules.ts'
import type { Candidate } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { buildDeprecated } from './build-deprecated.ts'
import { buildFailed } from './build-failed.ts'
import type { CandidatesOf } from './candidates-of.ts'
import { dataMissing } from './data-missing.ts'
import { brokenEntryPoint } from './entry-point.ts'
import { failedCommand, timedOutCommand } from './failed-command.ts'
import {
  falseLowerBound,
  incompatibleDependency,
  unusedDependency,
  upgradeBroken,
} from './incompatible-dependency.ts'
import { licenseMissing } from './license-missing.ts'
import { metadataIgnored, metadataInvalid, pinnedDependency } from './metadata.ts'
import { failedImport } from './missing-import.ts'
import { moduleMissing } from './module-missing.ts'
import { pathHack, testsImportCheckout } from './path-hack.ts'
import { patternUnmatched } from './pattern-unmatched.ts'
import { releaseShrunk } from './release-shrunk.ts'
import { falseRequiresPython } from './requires-python.ts'
import { sdistIncomplete } from './sdist-incomplete.ts'
import { fileCollision, stdlibShadowed, strayTopLevel } from './stray-top-level.ts'
import { testsFailed } from './tests-failed.ts'
import { typingMarkerMissing } from './typing-marker-missing.ts'
import { transitiveDependency, undeclaredDependency } from './undeclared-dependency.ts'
import { dependencyConflict, installFailed } from './unsatisfiable-requirement.ts'
import { contentsPolicy, junkShipped } from './unwanted-files.ts'
import {
  bumpTooSmall,
  changelogMissing,
  tagMismatch,
  versionBumped,
  versionDisagrees,
  versionInvalid,
  versionNotBumped,
  versionTaken,
} from './version.ts'
import { wheelEmpty } from './wheel-empty.ts'
import { wheelTagUnpublishable } from './wheel-tag-unpublishable.ts'

/** The rules whose findings have candidates: one line for each, in the order of the documentation. */
const CANDIDATES: { readonly [R in Rule]?: CandidatesOf<R> } = {
  'build-failed': buildFailed,
  'metadata-ignored': metadataIgnored,
  'build-deprecated': buildDeprecated,
  'sdist-incomplete': sdistIncomplete,
  'wheel-empty': wheelEmpty,
  'junk-shipped': junkShipped,
  'stray-top-level': strayTopLevel,
  'stdlib-shadowed': stdlibShadowed,
  'module-missing': moduleMissing,
  'data-missing': dataMissing,
  'pattern-unmatched': patternUnmatched,
  'typing-marker-missing': typingMarkerMissing,
  'license-missing': licenseMissing,
  'contents-policy': contentsPolicy,
  'metadata-invalid': metadataInvalid,
  'requires-python-false': falseRequiresPython,
  'dependency-pinned': pinnedDependency,
  'wheel-tag-unpublishable': wheelTagUnpublishable,
  'install-failed': installFailed,
  'dependency-conflict': dependencyConflict,
  'file-collision': fileCollision,
  'import-failed': failedImport,
  'dependency-undeclared': undeclaredDependency,
  'dependency-incompatible': incompatibleDependency,
  'dependency-transitive': transitiveDependency,
  'dependency-unused': unusedDependency,
  'path-hack': pathHack,
  'entry-point-broken': brokenEntryPoint,
  'script-failed': failedCommand,
  'script-timeout': timedOutCommand,
  'tests-failed': testsFailed,
  'tests-import-checkout': testsImportCheckout,
  'lower-bound-false': falseLowerBound,
  'version-invalid': versionInvalid,
  'version-disagrees': versionDisagrees,
  'version-not-bumped': versionNotBumped,
  'bump-too-small': bumpTooSmall,
  'version-bumped': versionBumped,
  'tag-mismatch': tagMismatch,
  'version-taken': versionTaken,
  'changelog-missing': changelogMissing,
  'release-shrunk': releaseShrunk,
  'upgrade-broken': upgradeBroken,
}

/** Each candidate costs a build and the checks of the finding. */
const MOST = 5

/** Returns the possible fixes of a finding, the least invasive first; findings of one cause have the same first one. */
export function candidatesFor(finding: Finding, sources: ProjectSources): readonly Candidate[] {
  const candidates = CANDIDATES[finding.rule] as CandidatesOf<Rule> | undefined
  return candidates?.(finding, sources).slice(0, MOST) ?? []
}
