import type { BuildFailure } from '../../distribution/backend.ts'
import { fileOf, pyprojectOf } from '../../project/project.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding, SourceLocation } from '../rules.ts'
import { buildProblem } from './build-problem.ts'
import {
  type BuildSetting,
  describeSetting,
  lineInMessage,
  locateSetting,
  settingInMessage,
} from './build-setting.ts'
import { packagingOf } from './packaging.ts'
import { positionOf } from './position.ts'

/** Returns the finding for a failed step of the build, at the setting or the line of code that its message names. */
export function buildFailedFinding(facts: PackageFacts, failure: BuildFailure): Finding {
  const { step, output, missingFile, names = [], importPackages = [] } = failure
  const { project } = facts
  const treeBuilds = step === 'wheel from the sdist' && completed(facts.build)?.kind === 'built'
  const isOther = step === 'build requirements' || missingFile !== undefined || treeBuilds
  const setting = isOther ? undefined : settingInMessage(output, names, project)
  const where = isOther ? undefined : placeOf(facts, failure, setting)
  const named = setting?.named
  return {
    rule: 'build-failed',
    severity: 'error',
    facts: {
      step,
      words: output,
      absent: missingFile ?? null,
      treeBuilds,
      problem: buildProblem(output),
      setting: setting === undefined ? null : describeSetting(setting),
      named: named ?? null,
      place: where === undefined ? null : positionOf(where),
      importPackages,
      ...packagingOf(facts),
    },
    where: where ?? fallback(facts, step),
  }
}

function placeOf(
  { project }: PackageFacts,
  { output, location, configuration }: BuildFailure,
  setting: BuildSetting | undefined,
): SourceLocation | undefined {
  const line = lineInMessage(output)
  if (line !== undefined) return { file: pyprojectOf(project), line }
  const inCode = location && { file: fileOf(project, location.file), line: location.line }
  if (location?.isRaisedThere) return inCode
  if (setting !== undefined) return locateSetting(setting, project)
  return configuration === undefined
    ? inCode
    : { file: fileOf(project, configuration.file), line: configuration.line }
}

function fallback({ project }: PackageFacts, step: BuildFailure['step']): SourceLocation | undefined {
  const line = project.lineOf(step === 'build requirements' ? ['build-system', 'requires'] : ['build-system'])
  return line === undefined ? undefined : { file: pyprojectOf(project), line }
}
