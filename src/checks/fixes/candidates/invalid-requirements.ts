import { isStringArray, table } from '../../../config/toml.ts'
import { fileOf, valueAt } from '../../../project/project.ts'
import type { Candidate, Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { argumentIn, itemsOf, stringsIn } from './backends/setuptools-configuration.ts'
import { replaceItem } from './edits.ts'
import { inPyproject, inSetupCfg } from './project-paths.ts'

/** Corrects requirements whose version specifiers are those of other package managers, or misspelled. */
export function correctedRequirements(sources: ProjectSources): Candidate[] {
  const found = [...inToml(sources), ...inCfg(sources), ...inPython(sources)]
  return found.length === 0
    ? []
    : [
        {
          summary: `Correct the requirements: ${found.map(({ by }) => by).join(', ')}.`,
          edits: found.map(({ edit }) => edit),
        },
      ]
}

interface Correction {
  readonly by: string
  readonly edit: Edit
}

/** `demo>=1.2,<2` for `demo^1.2`, `demo=>1.2` and so on; undefined if there is nothing to correct. */
function corrected(requirement: string): string | undefined {
  const [, name = '', specifiers = '', marker = ''] =
    /^(\s*[\w.-]+\s*(?:\[[^\]]*\])?\s*\(?)([^;@]*)(;.*|@.*)?$/s.exec(requirement) ?? []
  const by = specifiers
    .replaceAll(/\s+and\s+/g, ',')
    .replaceAll(/=([<>])/g, '$1=')
    .replaceAll(
      /\^\s*(\d+)([\d.]*)/g,
      (_, major: string, rest: string) => `>=${major}${rest},<${Number(major) + 1}`,
    )
    .replaceAll(/([<>]=?\s*\d+(?:\.\d+)*)\.\*/g, '$1')
    .replaceAll(/~\s*(?=\d)/g, '~=')
    .replaceAll(/(?<![<>=!~])=(?=\s*\d)/g, '==')
    .replace(/,\s*$/, '')
  return by === specifiers ? undefined : name + by + marker
}

function inToml(sources: ProjectSources): Correction[] {
  const { project } = sources
  const extras = ['project', 'optional-dependencies']
  const paths = [
    ['project', 'dependencies'],
    ...Object.keys(table(valueAt(project, extras))).map((extra) => [...extras, extra]),
  ]
  return paths.flatMap((path) => {
    const items = valueAt(project, path)
    return (isStringArray(items) ? items : []).flatMap((item) => {
      const by = corrected(item)
      return by === undefined ? [] : [{ by, edit: replaceItem(inPyproject(sources, ...path), item, by) }]
    })
  })
}

function inCfg(sources: ProjectSources): Correction[] {
  const value = sources.project.setupCfg.get('options')?.get('install_requires') ?? ''
  const items = value.includes('\n') ? value.split('\n').flatMap((line) => line.trim() || []) : itemsOf(value)
  return items.flatMap((item) => {
    const by = corrected(item)
    return by === undefined
      ? []
      : [{ by, edit: replaceItem(inSetupCfg(sources, 'options', 'install_requires'), item, by) }]
  })
}

function inPython({ project, textOf }: ProjectSources): Correction[] {
  const file = fileOf(project, 'setup.py')
  const code = textOf(file) ?? ''
  return stringsIn(argumentIn(code, 'install_requires') ?? '').flatMap((item): Correction[] => {
    const by = corrected(item)
    const lines = code.split('\n')
    const line = lines.findIndex((one) => one.split(item).length === 2)
    return by === undefined || line < 0
      ? []
      : [{ by, edit: { kind: 'replace', file, line: line + 1, text: item, by } }]
  })
}
