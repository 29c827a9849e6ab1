import { fileOf } from '../../../../project/project.ts'
import type { Candidate } from '../../edit.ts'
import type { ProjectSources } from '../../sources.ts'
import { appendLines } from '../edits.ts'
import type { MissingFiles } from '../missing-files.ts'
import { directoryOf } from '../project-paths.ts'
import type { BackendSettings } from './backend.ts'

/** meson-python, which ships what meson.build installs. Its sdist has the tracked files. */
export const mesonPython: BackendSettings = {
  includeModules: installSources,
  includeData: installSources,
  includePackages: () => [],
  includeInSdist: () => [],
  excludeTopLevel: () => [],
  excludeFromWheel: () => [],
  excludeFromSdist: () => [],
}

/** Installs the files at the end of the meson.build of the project. */
function installSources({ files, root }: MissingFiles, sources: ProjectSources): Candidate[] {
  const file = fileOf(sources.project, 'meson.build')
  const text = sources.textOf(file) ?? ''
  const [, installation] =
    /^\s*(\w+)\s*=\s*import\(\s*'python'\s*\)\.find_installation\(/m.exec(text) ??
    /^\s*(\w+)\s*=\s*\w+\.find_installation\(/m.exec(text) ??
    []
  if (installation === undefined) return []
  const isPure = files.every((one) => /\.(py|pyi|typed|json|txt|html|css|js|svg)$/.test(one))
  const start = root === '' ? 0 : root.length + 1
  const directories = new Map<string, string[]>()
  for (const one of files) {
    const directory = directoryOf(one.slice(start))
    directories.set(directory, [...(directories.get(directory) ?? []), one])
  }
  const calls = [...directories].map(([directory, paths]) => {
    const list = paths.map((path) => `'${path}'`).join(', ')
    const options = [
      ...(directory === '' ? [] : [`subdir: '${directory}'`]),
      // Pure files in a wheel with extension modules belong beside these.
      ...(isPure && /extension_module\(/.test(text) ? ['pure: false'] : []),
    ]
    return `${installation}.install_sources([${list}]${options.map((option) => `, ${option}`).join('')})`
  })
  return [{ summary: 'Install the files with meson.', edits: [appendLines(file, calls)] }]
}
