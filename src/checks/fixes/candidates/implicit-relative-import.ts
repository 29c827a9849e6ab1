import type { SourceLocation } from '../../rules.ts'
import type { Candidate, Edit } from '../edit.ts'
import type { ProjectSources } from '../sources.ts'
import { shippedModules, sourceOfModule } from './module-sources.ts'
import { directoryOf } from './project-paths.ts'

/**
 * Returns the edits that import a module by its full name, where code only finds it if the directory of the package is on
 * sys.path: `from demo.helpers import x` for `from helpers import x`.
 *
 * @param module as it is imported
 * @param where a line that imports it
 */
export function qualifiedImports(
  module: string,
  where: SourceLocation | undefined,
  sources: ProjectSources,
): Candidate[] {
  if (where === undefined) return []
  const directory = directoryOf(where.file)
  const own = shippedModules(sources).find(
    (name) =>
      name.endsWith(`.${module}`) &&
      [`${directory}/${module}.py`, `${directory}/${module}/__init__.py`].includes(
        sourceOfModule(name, sources) ?? '',
      ),
  )
  if (own === undefined) return []
  const parent = own.slice(0, -module.length - 1)
  const files = sources.files.filter((file) => file.endsWith('.py') && directoryOf(file) === directory)
  const imports = files.flatMap((file) =>
    (sources.textOf(file) ?? '').split('\n').flatMap((line, index) => {
      const [text, keyword, rest = ''] =
        new RegExp(`\\b(from|import)[ \\t]+${module}\\b(?=([.\\w]*))`).exec(line) ?? []
      return text === undefined ? [] : [{ file, line: index + 1, code: line, text, keyword, rest }]
    }),
  )
  const isRewritable = imports.every(
    ({ code, text, keyword, rest }) =>
      /^\s*(from|import)\b/.test(code) &&
      code.split(text).length === 2 &&
      (keyword === 'from' || (rest === '' && !code.includes(','))),
  )
  const edits = imports.map(({ file, line, text, keyword }): Edit => {
    const by = keyword === 'from' ? `from ${own}` : `from ${parent} import ${module}`
    return { kind: 'replace', file, line, text, by }
  })
  return isRewritable && edits.length > 0 ? [{ summary: `Import ${module} as ${own}.`, edits }] : []
}
