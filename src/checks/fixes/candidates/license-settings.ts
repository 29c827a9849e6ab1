import { isStringArray, table } from '../../../config/toml.ts'
import { fileOf, valueAt } from '../../../project/project.ts'
import { backendName } from '../../diagnosis/packaging.ts'
import type { Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { append, remove, replaceItem, set } from './edits.ts'
import { identifierOfText, licenseIdentifier } from './license-names.ts'
import { inPyproject } from './project-paths.ts'

/** The first setuptools with PEP 639. */
const SETUPTOOLS = 77

/**
 * Returns the edits that replace a table for the license and the license classifiers by an SPDX expression and
 * `license-files` (PEP 639), which exclude each other; undefined if the expression is unknown, or the requirements of
 * the build exclude its support.
 */
export function licenseExpressionEdits(sources: ProjectSources): Edit[] | undefined {
  const { project } = sources
  const license = valueAt(project, ['project', 'license'])
  const { text, file } = table(license)
  const classifiers = valueAt(project, ['project', 'classifiers'])
  const obsolete = (isStringArray(classifiers) ? classifiers : []).filter((one) =>
    one.startsWith('License ::'),
  )
  const expression =
    typeof license === 'string'
      ? license
      : ((typeof text === 'string' ? licenseIdentifier(text) : undefined) ??
        identifierOfClassifiers(obsolete) ??
        (typeof file === 'string' && obsolete.length <= 1
          ? identifierOfText(sources.textOf(fileOf(project, file)) ?? '')
          : undefined))
  const requirement = requirementEdits(sources)
  if (expression === undefined || requirement === undefined) return undefined
  return [
    ...(typeof license === 'string' ? [] : [set(inPyproject(sources, 'project', 'license'), expression)]),
    ...(typeof file === 'string' ? [append(inPyproject(sources, 'project', 'license-files'), [file])] : []),
    ...(obsolete.length === 0 ? [] : [remove(inPyproject(sources, 'project', 'classifiers'), obsolete)]),
    ...requirement,
  ]
}

/** The license that classifiers name, apart from `License :: OSI Approved`, which names none. */
function identifierOfClassifiers(classifiers: readonly string[]): string | undefined {
  const names = classifiers
    .map((one) => one.split(' :: ').at(-1) ?? '')
    .filter((one) => one !== 'OSI Approved')
  const [only = ''] = names
  return names.length === 1 ? licenseIdentifier(only) : undefined
}

/** Raises a lower bound of setuptools; undefined if it has an upper bound below the first version with PEP 639. */
export function requirementEdits(sources: ProjectSources): Edit[] | undefined {
  if (backendName(sources) !== 'setuptools') return []
  const { requires } = sources.project.buildSystem
  const own = requires.find((one) => /^setuptools\b(?!-)/i.test(one))
  const [, specifiers] = /^setuptools\s*([^;[]*)$/i.exec(own ?? '') ?? []
  if (own === undefined) return []
  if (specifiers === undefined || /[<~=!](?!=)|==|~=/.test(specifiers.replaceAll('>=', ''))) return undefined
  const [, major] = /^>=\s*(\d+)/.exec(specifiers.trim()) ?? []
  if (major === undefined || Number(major) >= SETUPTOOLS) return []
  return [replaceItem(inPyproject(sources, 'build-system', 'requires'), own, `setuptools>=${SETUPTOOLS}`)]
}
