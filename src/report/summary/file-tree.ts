import type { ReportedFile } from '../report.ts'

interface Directory {
  readonly directories: Map<string, Directory>
  readonly files: ReportedFile[]
}

/**
 * The files of a distribution as a tree, with their sizes.
 *
 * @param max the maximum number of lines; the others are counted
 */
export function fileTree(files: readonly ReportedFile[], max = 60): string {
  const root: Directory = { directories: new Map(), files: [] }
  for (const file of files) {
    const names = file.path.split('/').filter(Boolean)
    let directory = root
    for (const name of names.slice(0, -1)) {
      const next = directory.directories.get(name) ?? { directories: new Map(), files: [] }
      directory.directories.set(name, next)
      directory = next
    }
    directory.files.push({ path: names.at(-1) ?? '', bytes: file.bytes })
  }
  const lines = linesOf(root, '')
  const shown = lines.slice(0, lines.length <= max ? max : max - 1)
  const width = Math.max(0, ...shown.flatMap(({ text, bytes }) => (bytes === undefined ? [] : text.length)))
  const rest = lines.slice(shown.length).filter(({ bytes }) => bytes !== undefined).length
  return [
    ...shown.map(({ text, bytes }) =>
      bytes === undefined ? text : `${text.padEnd(width)}  ${sizeInWords(bytes).padStart(8)}`,
    ),
    ...(rest === 0 ? [] : [`… ${rest} more ${rest === 1 ? 'file' : 'files'}`]),
  ].join('\n')
}

interface Line {
  readonly text: string
  /** Undefined for a directory. */
  readonly bytes?: number
}

function linesOf({ directories, files }: Directory, indent: string): Line[] {
  return [
    ...[...directories]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([name, directory]) => {
        // A directory with nothing but one directory is one line.
        let [path, inner] = [name, directory]
        for (;;) {
          const [only, ...others] = inner.directories
          if (only === undefined || others.length > 0 || inner.files.length > 0) break
          path = `${path}/${only[0]}`
          inner = only[1]
        }
        return [{ text: `${indent}${path}/` }, ...linesOf(inner, `${indent}  `)]
      }),
    ...[...files]
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ path, bytes }) => ({ text: `${indent}${path}`, bytes })),
  ]
}

/** A size for people: `312 B`, `12.3 kB`, `4.5 MB`. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
