import { prefixOf } from '../../../project/project.ts'
import { isTestPath } from '../../../project/test-paths.ts'
import { moduleOf } from '../../../python/module-names.ts'
import type { ProjectSources } from '../sources.ts'

/** Returns the source file of a module, which need not be in the wheel; undefined if it has none. */
export function sourceOfModule(
  module: string,
  { project, files }: Pick<ProjectSources, 'project' | 'files'>,
): string | undefined {
  const path = module.replaceAll('.', '/')
  const prefix = prefixOf(project)
  const named = files.filter(
    (file) =>
      file.startsWith(prefix) &&
      [`/${path}.py`, `/${path}/__init__.py`].some((end) => `/${file.slice(prefix.length)}`.endsWith(end)),
  )
  const [first] = named.sort((a, b) => Number(isTestPath(a)) - Number(isTestPath(b)) || a.length - b.length)
  return first
}

/** Returns the dotted names of the modules of the wheel. */
export function shippedModules({ wheelFiles }: ProjectSources): string[] {
  return [...new Set(wheelFiles.flatMap((file) => (file.includes('.data/') ? [] : (moduleOf(file) ?? []))))]
}

/** A name that a module binds at its top level. */
export interface TopLevelObject {
  readonly name: string
  /**
   * `function`: can be called without arguments; `other`: a class, an imported name, another value, or a function with
   * required parameters.
   */
  readonly kind: 'function' | 'other'
}

/** Decorators and classes of frameworks whose results can be called without arguments. */
const COMMAND = /\b(command|group|callback|entrypoint)\b|\b(Typer|Group|Command|App|Cli|partial|Program)\(/

/** Returns the names that a module binds at its top level, as far as its lines show. */
export function topLevelObjects(code: string): TopLevelObject[] {
  const lines = code.split('\n')
  return lines.flatMap((line, index): TopLevelObject[] => {
    const [, defined] = /^(?:async\s+)?def\s+(\w+)\s*\(/.exec(line) ?? []
    if (defined !== undefined) {
      const decorators = decoratorsAbove(lines, index)
      const isCallable = decorators.some((one) => COMMAND.test(one)) || !hasRequiredParameters(lines, index)
      return [{ name: defined, kind: isCallable && !line.startsWith('async') ? 'function' : 'other' }]
    }
    const [, bound, value = ''] =
      /^(?:class\s+(\w+)|(?!(?:from|import|if|for|with|try|del|return)\b)(\w+)(?:\s*:[^=]+)?\s*=(?!=))/.exec(
        line,
      ) ?? []
    const name = bound ?? value
    if (name) return [{ name, kind: /=/.test(line) && COMMAND.test(line) ? 'function' : 'other' }]
    return importedNames(lines, index).map((one) => ({ name: one, kind: 'other' }))
  })
}

function decoratorsAbove(lines: readonly string[], index: number): string[] {
  const above: string[] = []
  for (let i = index - 1; i >= 0 && lines[i] !== '' && !/^(def|class|async)\b/.test(lines[i] as string); i--)
    above.push(lines[i] as string)
  return above
}

/** Whether a function has a parameter without a default, other than `*args` and `**options`. */
function hasRequiredParameters(lines: readonly string[], index: number): boolean {
  const rest = lines.slice(index, index + 30).join('\n')
  const start = rest.indexOf('(') + 1
  let depth = 1
  let end = start
  while (end < rest.length && depth > 0) {
    depth += '([{'.includes(rest[end] as string) ? 1 : ')]}'.includes(rest[end] as string) ? -1 : 0
    end++
  }
  const parameters = rest
    .slice(start, end - 1)
    .replaceAll(/#.*/g, '')
    .replaceAll(/\[[^[\]]*\]|\([^()]*\)/g, '')
  return parameters
    .split(',')
    .map((one) => one.trim())
    .some((one) => one !== '' && one !== '/' && !one.startsWith('*') && !one.includes('='))
}

function importedNames(lines: readonly string[], index: number): string[] {
  const [, opened, rest = ''] = /^from\s+[\w.]+\s+import\s+(\(?)(.*)/.exec(lines[index] as string) ?? []
  if (opened === undefined) return []
  const end = opened === '' ? index : lines.findIndex((line, i) => i >= index && line.includes(')'))
  const names = [rest, ...lines.slice(index + 1, Math.max(end, index) + 1)]
    .join(' ')
    .replaceAll(/[()]|#.*/g, '')
  return names
    .split(',')
    .flatMap((one) => /^\s*(\w+)(?:\s+as\s+(\w+))?\s*$/.exec(one)?.slice(1).findLast(Boolean) ?? [])
}
