import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { isAbsolute, join, relative, sep } from 'node:path'
import { escapeRegExp } from '../program/regular-expressions.ts'
import { exceptionChain, type Frame, type PythonError } from '../python/traceback.ts'
import { isPackageName } from './top-level-names.ts'

/** A line of a file of the project. */
export interface BuildLocation {
  /** Relative to the project, with `/`. */
  readonly file: string
  /** 1-based. */
  readonly line: number
  /** Whether the error was raised there, not in a library that the line calls. */
  readonly isRaisedThere: boolean
}

/**
 * The line of the project's own code at which a build failed: of setup.py, a build hook or an in-tree backend in the
 * traceback, or of a source in the error of a compiler.
 *
 * @param roots the directories of the build: the source tree and the unpacked sdist
 */
export function locateBuildError(
  error: PythonError | undefined,
  output: readonly string[],
  roots: readonly string[],
): BuildLocation | undefined {
  const inCode = inTraceback(error, roots)
  return inCode?.isRaisedThere === true ? inCode : (inCompilerError(output, roots) ?? inCode)
}

function inTraceback(error: PythonError | undefined, roots: readonly string[]): BuildLocation | undefined {
  for (const { frames } of error === undefined ? [] : exceptionChain(error)) {
    const index = frames.findLastIndex(({ file }) => pathOf(file, frames, roots) !== undefined)
    const { file, line } = frames[index] ?? { file: '', line: 0 }
    const path = pathOf(file, frames, roots)
    if (path === undefined) continue
    const isRaisedThere = !frames
      .slice(index + 1)
      .some((inner) => /[\\/](site|dist)-packages[\\/]/.test(inner.file))
    return { file: path, line, isRaisedThere }
  }
  return undefined
}

function pathOf(file: string, frames: readonly Frame[], roots: readonly string[]): string | undefined {
  // setuptools.build_meta executes setup.py as a string, and a line of its own if there is none.
  const isSetup = file === '<string>' && frames.some((frame) => frame.file.endsWith('build_meta.py'))
  if (isSetup) return roots.some((root) => existsSync(join(root, 'setup.py'))) ? 'setup.py' : undefined
  return pathInside(file, roots)
}

/** `src/_speed.c:3:10: fatal error: Python.h: No such file or directory` */
const COMPILER_ERROR = /^\s*([^\s:]+\.\w+)[:(](\d+)(?:[:,]\d+)?\)?: (?:fatal )?error\b/i
/** ` --> src/lib.rs:3:5` */
const RUST_LOCATION = /^\s*--> ([^\s:]+\.rs):(\d+):\d+/

function inCompilerError(output: readonly string[], roots: readonly string[]): BuildLocation | undefined {
  for (const line of output) {
    const [, file, number] = COMPILER_ERROR.exec(line) ?? RUST_LOCATION.exec(line) ?? []
    if (file === undefined) continue
    const path = isAbsolute(file) ? pathInside(file, roots) : file.split('\\').join('/')
    if (path !== undefined && roots.some((root) => existsSync(join(root, path))))
      return { file: path, line: Number(number), isRaisedThere: true }
  }
  return undefined
}

/** The path of a file relative to the root that it is in; undefined for files of installed libraries. */
function pathInside(file: string, roots: readonly string[]): string | undefined {
  for (const root of roots) {
    const path = relative(root, file)
    if (isAbsolute(file) && !isAbsolute(path) && path.split(sep)[0] !== '..') return path.split(sep).join('/')
  }
  return undefined
}

/** The files in which setuptools can be configured next to pyproject.toml. */
const OTHER_CONFIGURATIONS = ['setup.cfg', 'setup.py', 'MANIFEST.in']

/** The first line of setup.cfg, setup.py or MANIFEST.in that contains one of the names as a whole word. */
export function findInConfiguration(names: readonly string[], source: string): BuildLocation | undefined {
  for (const name of names) {
    for (const file of OTHER_CONFIGURATIONS) {
      const path = join(source, file)
      if (!statSync(path, { throwIfNoEntry: false })?.isFile()) continue
      const word = new RegExp(`(^|[\\s"'=,/])${escapeRegExp(name)}(?=$|[\\s"',/=])`)
      const index = readFileSync(path, 'utf8')
        .split(/\r?\n/)
        .findIndex((line) => word.test(line))
      if (index >= 0) return { file, line: index + 1, isRaisedThere: false }
    }
  }
  return undefined
}

/** The directories of the source tree that look like import packages: `src/demo`. */
export function importPackagesIn(source: string): string[] {
  return ['', 'src'].flatMap((parent) => {
    const directory = join(source, parent)
    if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return []
    return readdirSync(directory)
      .filter((name) => isPackageName(name) && existsSync(join(directory, name, '__init__.py')))
      .map((name) => (parent === '' ? name : `${parent}/${name}`))
  })
}
