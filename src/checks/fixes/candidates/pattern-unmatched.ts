import { valueAt } from '../../../project/project.ts'
import { packageDataOf } from '../../diagnosis/package-data.ts'
import { patternOfItem } from '../../diagnosis/setting-items.ts'
import type { Edit, SettingValue } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { setupPyOf } from './backends/setuptools-configuration.ts'
import type { CandidatesOf, FindingOf } from './candidates-of.ts'
import { remove, type SettingPlace } from './edits.ts'
import { inPyproject, inSetupCfg, inSetupPy } from './project-paths.ts'

type Facts = FindingOf<'pattern-unmatched'>['facts']

/** Candidates for a packaging setting that matches nothing: without it, the distributions stay the same. */
export const patternUnmatched: CandidatesOf<'pattern-unmatched'> = ({ facts }, sources) => {
  const edits = facts.setting === 'MANIFEST.in' ? linesOf(facts) : itemsOf(facts, sources)
  return edits.length === 0 ? [] : [{ summary: 'Delete the entries that match nothing.', edits }]
}

function linesOf({ patterns }: Facts): Edit[] {
  const positions = patterns.map(({ position }) => /^(.+):(\d+)$/.exec(position) ?? [])
  const [file] = positions.map(([, name]) => name)
  const lines = positions.map(([, , line]) => Number(line))
  return file === undefined || lines.some(Number.isNaN) ? [] : [{ kind: 'lines', file, delete: lines }]
}

function itemsOf({ setting, patterns }: Facts, sources: ProjectSources): Edit[] {
  const place = placeOf(setting, sources)
  if (place === undefined) return []
  const unmatched = patterns.map(({ pattern }) => pattern)
  const items = listedAt(place, setting, sources).filter((item) =>
    unmatched.includes(patternOfItem(item) ?? ''),
  )
  return items.length === 0 ? [] : [remove(place, items)]
}

/** `package-data of [tool.setuptools] for demo`, `[options.package_data] for demo`, `include of [tool.poetry]` */
function placeOf(setting: string, sources: ProjectSources): SettingPlace | undefined {
  const [, named = '', name] = /^(.*?)(?: for (\S+))?$/.exec(setting) ?? []
  switch (named) {
    case 'package-data of [tool.setuptools]':
      return inPyproject(sources, 'tool', 'setuptools', 'package-data', name ?? '*')
    case '[options.package_data]':
      return inSetupCfg(sources, 'options.package_data', name ?? '*')
    case 'package_data':
      return inSetupPy(sources, 'package_data', name ?? '*')
  }
  const [, key, path] = /^([\w-]+) of \[([\w.-]+)\]$/.exec(named) ?? []
  return key === undefined || path === undefined ? undefined : inPyproject(sources, ...path.split('.'), key)
}

function listedAt({ path }: SettingPlace, setting: string, sources: ProjectSources): SettingValue[] {
  if (/^(\[options\.)?package_data/.test(setting))
    return packageDataOf(sources.project, setupPyOf(sources)).flatMap((one) =>
      one.package === path.at(-1) ? [one.pattern] : [],
    )
  const value = valueAt(sources.project, path)
  return Array.isArray(value) ? (value as SettingValue[]) : []
}
