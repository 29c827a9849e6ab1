import { moduleOf } from '../../python/module-names.ts'
import type { Declaration } from '../diagnosis/declared-files/declaration.ts'
import type { ExcludePattern, Exclusion } from '../diagnosis/exclusion-reason.ts'
import { filesLostBySdist } from '../diagnosis/lost-by-sdist.ts'
import { parentOf } from '../diagnosis/parent-directory.ts'
import { positionOf } from '../diagnosis/position.ts'
import type { PackageFacts } from '../facts.ts'
import type { Contents } from './facts.ts'
import type { DeclaredBy } from './rules.ts'

/** A file of a shipped package that the wheel lacks. */
export interface MissingFile {
  /** Path at which it would be installed. */
  readonly installed: string
  /** Path in the checkout. */
  readonly source: string
}

/** Files of a shipped package that the wheel lacks, except those that the sdist lacks: they have their own rule. */
export function filesMissingFromWheel(facts: PackageFacts, { unshipped }: Contents): MissingFile[] {
  const lost = new Set(filesLostBySdist(facts).map(({ installed }) => installed))
  return [...unshipped].flatMap(([installed, source]) => (lost.has(installed) ? [] : [{ installed, source }]))
}

/** The outermost directory of a file that is entirely missing: reported once, not for each of its files. */
export function missingDirectory(installed: string, { wheel }: Contents): string | undefined {
  const parts = installed.split('/')
  for (let length = 2; length < parts.length; length++) {
    const directory = `${parts.slice(0, length).join('/')}/`
    if (!wheel.files.some(({ path }) => path.startsWith(directory))) return directory
  }
  return undefined
}

/** Whether a file is part of the content of a typed distribution: a stub in a stub-only package, or next to py.typed. */
export function isStubContent(installed: string, contents: Contents): boolean {
  if (!installed.endsWith('.pyi')) return false
  const [top = ''] = installed.split('/')
  if (top.endsWith('-stubs')) return true
  const stem = installed.slice(0, -'.pyi'.length)
  const isTyped = [...contents.wheel.files.map(({ path }) => path), ...contents.unshipped.keys()].some(
    (path) =>
      path === `${top}/py.typed` || (path.endsWith('/py.typed') && installed.startsWith(parentOf(path))),
  )
  // Beside a module in Python, which has annotations of its own, the stub may be generated.
  return isTyped && !contents.wheel.files.some(({ path }) => path === `${stem}.py`)
}

/** The directory of the package to which setuptools assigns a data file: the innermost one with a module in the wheel. */
export function packageOf(path: string, { wheel }: Contents): string {
  const parts = path.split('/').slice(0, -1)
  for (let length = parts.length; length > 1; length--) {
    const directory = parts.slice(0, length).join('/')
    const isPackage = wheel.files.some(
      (file) => moduleOf(file.path) !== undefined && parentOf(file.path) === directory,
    )
    if (isPackage) return directory
  }
  return parts[0] ?? ''
}

/** The facts of a finding about the cause: why the setting that names a file has no effect, and what excludes the file. */
export interface MissingBecause {
  readonly cause: string | null
  readonly excludedBy: ExcludePattern | null
  /** What to change in the setting that names the file. */
  readonly declarationFix: string | null
}

/** The facts of a rule about why the wheel lacks a file. */
export function missingBecause({
  declaration,
  exclusion,
}: {
  readonly declaration: Declaration | undefined
  readonly exclusion: Exclusion | undefined
}): MissingBecause {
  const problem = declaration?.problem
  return {
    cause: problem ?? exclusion?.reason ?? null,
    excludedBy: problem === undefined ? (exclusion?.excludedBy ?? null) : null,
    declarationFix: declaration?.fix ?? null,
  }
}

/** The facts of a rule about the setting that names a file. */
export function declaredBy(declaration: Declaration | undefined): DeclaredBy | null {
  if (declaration === undefined) return null
  const { pattern, setting, where } = declaration
  return { pattern, setting, position: positionOf(where) }
}
