import type { Wheel } from '../../distribution/wheel.ts'
import type { Changelog } from '../../project/changelog.ts'
import type { SourceFile, SourceMap } from '../../project/source-map.ts'

/** The wheel compared with the checkout: its files, their sources, and the files that it lacks. */
export interface Contents {
  readonly wheel: Wheel
  readonly sourceMap: SourceMap
  /** The project's files in the checkout. */
  readonly sources: readonly SourceFile[]
  /** Text of MANIFEST.in, if the project has one. */
  readonly manifest: string | undefined
  /** Text of setup.py, if the project has one. */
  readonly setupPy: string | undefined
  /** The changelog, if the settings require one. */
  readonly changelog?: Changelog | undefined
  /** Files of a shipped package that are not in the wheel: path at which they would be installed -> source. */
  readonly unshipped: ReadonlyMap<string, string>
  /** Modules that can be imported from the checkout and are not in the wheel: dotted name -> source. */
  readonly unshippedModules: ReadonlyMap<string, string>
  /** Modules and packages next to those of the wheel that the wheel lacks. */
  readonly besidePackages: readonly BesidePackage[]
  /** Data file that is not in the wheel (installed path) -> lines of shipped files that read it: `src/demo/a.py:3`. */
  readonly readers: ReadonlyMap<string, readonly string[]>
  /** The same for lines that read it only if it exists, or that only a developer runs. */
  readonly possibleReaders: ReadonlyMap<string, readonly string[]>
  /** Files outside of the shipped packages that shipped code reads and the wheel lacks: source -> lines. */
  readonly readOutside: ReadonlyMap<string, readonly string[]>
  /** Top-level modules that shipped code imports. */
  readonly imports: ReadonlySet<string>
  /** Source of a file that is not in the wheel -> the git pattern that ignores it: `"knowledge/" (.gitignore:3)`. */
  readonly ignoredBy: ReadonlyMap<string, string>
  /** Dotted names of the modules of other workspace members, which can share a namespace with this package. */
  readonly workspaceModules: ReadonlySet<string>
}

/** A module or an import package in the directory of the wheel's packages that the wheel lacks. */
export interface BesidePackage {
  readonly name: string
  /** Its file, or the first file of its directory. */
  readonly source: string
  readonly files: readonly string[]
  /** Whether the directory contains only import packages, such as `src`, unlike the root of the project. */
  readonly isInSourceDirectory: boolean
  /** Shipped modules, tests and READMEs that import it: `README.md:12`. */
  readonly importedBy: readonly string[]
}
