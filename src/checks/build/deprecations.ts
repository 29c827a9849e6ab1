import type { BuildDeprecation } from '../../distribution/build.ts'
import { fileOf } from '../../project/project.ts'
import { describeSetting, locateSetting, settingInMessage } from '../diagnosis/build-setting.ts'
import { packagingOf } from '../diagnosis/packaging.ts'
import { positionOf } from '../diagnosis/position.ts'
import { completed, type PackageFacts } from '../facts.ts'
import type { Finding } from '../rules.ts'

/** Reports deprecated settings of the project that the build backend warns about. */
export function checkDeprecations(facts: PackageFacts): Finding[] {
  const build = completed(facts.build)
  return build?.kind === 'built'
    ? (build.deprecations ?? []).flatMap((deprecation) => checkDeprecation(deprecation, facts))
    : []
}

function checkDeprecation(deprecation: BuildDeprecation, facts: PackageFacts): Finding[] {
  const { message, paragraphs, by, url, isOfBackend, names, configuration } = deprecation
  const { project } = facts
  const setting = settingInMessage([message, ...paragraphs], names, project)
  // Without a setting of the project, a library may warn about itself.
  if (!isOfBackend && setting === undefined) return []
  const where =
    setting !== undefined
      ? locateSetting(setting, project)
      : configuration && { file: fileOf(project, configuration.file), line: configuration.line }
  return [
    {
      rule: 'build-deprecated',
      severity: 'warning',
      facts: {
        message,
        advice: paragraphs[0] ?? null,
        by: by ?? null,
        url: url ?? null,
        setting: setting === undefined ? null : describeSetting(setting),
        place: where === undefined ? null : positionOf(where),
        ...packagingOf(facts),
      },
      where,
    },
  ]
}
