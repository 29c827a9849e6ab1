import { prefixOf, pyprojectOf } from '../../../project/project.ts'
import { sourceRoots } from '../../../project/source-map.ts'
import { glob } from '../glob.ts'
import { positionOf } from '../position.ts'
import type { Search } from './candidates.ts'
import type { Declaration, DeclaredFile } from './declaration.ts'
import { withoutExceptions } from './exceptions.ts'
import { type Setting, settingsOf } from './settings.ts'
import { isWholePackage } from './whole-package.ts'

/** Returns the files that the settings of another backend than setuptools name. */
export function filesOfSettings(search: Search): DeclaredFile[] {
  return settingsOf(search.facts).flatMap((setting) => filesOfSetting(setting, search))
}

function filesOfSetting(setting: Setting, search: Search): DeclaredFile[] {
  const { at, patterns, isGitignore, keepsPath = false, problem, fix } = setting
  const { facts, contents, candidates } = search
  const { project } = facts
  const prefix = prefixOf(project)
  const bases = sourceRoots(contents.sourceMap)
    .map((one) => one.slice(prefix.length))
    .filter((base) => base !== '')
  return patterns.flatMap(({ text, index }): DeclaredFile[] => {
    const where = { file: pyprojectOf(project), line: project.lineOf([...at, index]) ?? project.lineOf(at) }
    const from = bases.find((base) => text.startsWith(base))?.slice(0, -1) ?? ''
    const moved = keepsPath && from !== '' ? `It is installed with its path, into ${from}` : undefined
    const declaration: Declaration = {
      pattern: text,
      setting: `${at.at(-1)} of [${at.slice(0, -1).join('.')}]`,
      where,
      problem: problem ?? moved,
      fix: (problem ?? moved) === undefined ? undefined : fix?.(text, from),
    }
    const match = pathMatcher(text, isGitignore)
    if (contents.sources.some(({ path }) => match(path.slice(prefix.length)))) {
      if (isWholePackage(text, search)) return []
      const isNamed = (installed: string) =>
        match((contents.sourceMap.sourceOf(installed) ?? '').slice(prefix.length))
      return withoutExceptions(
        candidates.filter(({ file }) => match(file)),
        declaration,
        isNamed,
        search,
      )
    }
    const relativeToSources = {
      ...declaration,
      problem: 'Paths are relative to the directory of pyproject.toml',
      fix: `Change "${text}" to "${bases[0]}${text}" (${positionOf(where)}).`,
    }
    return candidates
      .filter(({ file }) => bases.some((base) => file.startsWith(base) && match(file.slice(base.length))))
      .map(({ installed, source }) => ({ installed, source, declaration: relativeToSources }))
  })
}

/** Whether a pattern matches a file or one of its parent directories. */
function pathMatcher(pattern: string, isGitignore: boolean): (file: string) => boolean {
  const bare = pattern.replace(/^\.?\//, '').replace(/\/$/, '')
  const matchesAnywhere = isGitignore && !bare.includes('/') && !pattern.startsWith('/')
  const shapes = matchesAnywhere ? [bare, `**/${bare}`] : [bare]
  return glob(...shapes.flatMap((shape) => [shape, `${shape}/**`]))
}
