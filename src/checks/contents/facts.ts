import type { Wheel } from '../../distribution/wheel.ts'
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
  /** Files of a shipped package that are not in the wheel: path at which they would be installed -> source. */
  readonly unshipped: ReadonlyMap<string, string>
  /** Modules that can be imported from the checkout and are not in the wheel: dotted name -> source. */
  readonly unshippedModules: ReadonlyMap<string, string>
  /** Data file that is not in the wheel (installed path) -> sources of the shipped modules that seem to read it. */
  readonly readers: ReadonlyMap<string, readonly string[]>
  /** Source of a file that is not in the wheel -> the git pattern that ignores it: `"knowledge/" in line 3 of .gitignore`. */
  readonly ignoredBy: ReadonlyMap<string, string>
  /** Dotted names of the modules of other workspace members, which can share a namespace with this package. */
  readonly workspaceModules: ReadonlySet<string>
}
