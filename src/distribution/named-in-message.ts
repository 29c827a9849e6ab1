import { isAbsolute, relative, sep } from 'node:path'

/** Quoted text, the subject of messages without quotes, or a word with a character of a path. */
const NAMES =
  /`([^`\n]+)`|'([^'\n]+)'|"([^"\n]+)"|\b(?:for module|for package|ModuleNotFoundError:|build hook:|table:|path) ([\w./-]+)|([^\s'"`]*[./\\][^\s'"`]*[^\s'"`.,:;])/g

/** Words of messages in the form of a name. */
const WORDS = new Set(['pyproject.toml', 'setup.py', 'setup.cfg', '.', './', 'array', 'string'])

/**
 * The names in the message of a build backend: values and keys of its settings, and paths relative to the directory of
 * the build. A complete line counts too, as backends list values one per line. The longest names are first.
 *
 * @param roots the directories of the build
 */
export function namesInMessage(lines: readonly string[], roots: readonly string[]): string[] {
  const found = lines.flatMap((line) => [
    line.trim(),
    ...[...line.matchAll(NAMES)].map((match) => match.slice(1).find((group) => group !== undefined) ?? ''),
  ])
  const names = found
    .map((name) => relativeTo(name, roots))
    .filter((name) => name.length > 1 && !WORDS.has(name))
  return [...new Set(names)].sort((a, b) => b.length - a.length)
}

function relativeTo(name: string, roots: readonly string[]): string {
  const path = roots.map((root) => relative(root, name)).find((inside) => !inside.startsWith('..'))
  const used = isAbsolute(name) && path !== undefined ? path : name
  return used.split(sep).join('/').replace(/^\.\//, '').replace(/\/$/, '')
}
