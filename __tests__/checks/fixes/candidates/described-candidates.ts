import { candidatesFor } from '../../../../src/checks/fixes/candidates/index.ts'
import type { Candidate, Edit } from '../../../../src/checks/fixes/edit.ts'
import type { ProjectSources } from '../../../../src/checks/fixes/sources.ts'
import type { FactsOf, Finding, Rule } from '../../../../src/checks/rules.ts'
import { parseTomlLeniently, table } from '../../../../src/config/toml.ts'
import {
  entryPointsInPyproject,
  entryPointsInSetupCfg,
} from '../../../../src/project/declared-entry-points.ts'
import { parseIni } from '../../../../src/project/ini.ts'
import type { Project } from '../../../../src/project/project.ts'
import { projectOf } from '../../../project/project.ts'

/** The sources of a project in the root of the checkout, or in the directory `path`. */
export function sourcesOf(
  files: Readonly<Record<string, string>>,
  { wheelFiles = [], ...given }: Partial<Project> & { wheelFiles?: readonly string[] } = {},
): ProjectSources {
  const prefix = given.path === undefined ? '' : `${given.path}/`
  const pyproject = files[`${prefix}pyproject.toml`] ?? ''
  const setupCfgText = files[`${prefix}setup.cfg`] ?? ''
  const { project, tool, 'build-system': system } = parseTomlLeniently(pyproject)
  const backend = String(table(system)['build-backend'] ?? 'setuptools.build_meta')
  const { lineOf } = projectOf(pyproject)
  return {
    project: projectOf(pyproject, {
      setupCfgText,
      buildSystem: { requires: [], backend, backendPath: [] },
      declaredEntryPoints: [
        ...entryPointsInPyproject(table(project), ['project'], `${prefix}pyproject.toml`, lineOf),
        ...entryPointsInPyproject(
          table(table(tool).poetry),
          ['tool', 'poetry'],
          `${prefix}pyproject.toml`,
          lineOf,
        ),
        ...entryPointsInSetupCfg(parseIni(setupCfgText), `${prefix}setup.cfg`),
      ],
      ...given,
    }),
    files: Object.keys(files),
    textOf: (file) => files[file],
    wheelFiles,
  }
}

/** The candidates of a finding, each as one line for each edit; suggestions begin with `?`. */
export function describeCandidates<R extends Rule>(
  rule: R,
  facts: FactsOf[R],
  sources: ProjectSources,
  where?: Finding['where'],
): string[] {
  const finding = { rule, severity: 'error', facts, where } as Finding
  return candidatesFor(finding, sources).map(describe)
}

function describe({ edits, suggestion }: Candidate): string {
  return `${suggestion === undefined ? '' : '? '}${edits.map(describeEdit).join(' | ')}`
}

function describeEdit(edit: Edit): string {
  switch (edit.kind) {
    case 'setting': {
      const { kind, ...values } = edit.change
      const shown = Object.values(values).map((value) => JSON.stringify(value))
      return [edit.file, edit.path.join('.'), kind, ...shown].join(' ')
    }
    case 'lines': {
      const shown = [
        ...(edit.delete ?? []).map((line) => `-${line}`),
        ...(edit.append ?? []).map((text) => `+${text}`),
      ]
      return [edit.file, ...shown].join(' ')
    }
    case 'replace':
      return `${edit.file}:${edit.line} ${edit.text} -> ${edit.by}`
    case 'create':
      return `create ${edit.file} ${JSON.stringify(edit.text)}`
    case 'delete':
      return `delete ${edit.file}`
  }
}
