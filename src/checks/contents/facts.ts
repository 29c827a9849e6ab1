import type { Wheel } from '../../distribution/wheel.ts'
import type { SourceFile, SourceMap } from '../../project/source-map.ts'

/** The wheel beside the checkout: what ships, where it comes from, and what stayed behind. */
export interface Contents {
  readonly wheel: Wheel
  readonly sourceMap: SourceMap
  /** The project's files in the checkout. */
  readonly sources: readonly SourceFile[]
  /** What setuptools reads besides pyproject.toml and setup.cfg, where it is there. */
  readonly manifest: string | undefined
  readonly setupPy: string | undefined
  /** Files inside a shipped package that are not in the wheel: where they would be installed -> their source. */
  readonly unshipped: ReadonlyMap<string, string>
  /** Modules that the checkout could import and the wheel cannot: dotted name -> source. */
  readonly unshippedModules: ReadonlyMap<string, string>
  /** Shipped modules, by source, that name an unshipped data file and read files beside themselves. */
  readonly readers: ReadonlyMap<string, readonly string[]>
  /** Source of an unshipped file -> the pattern that makes git ignore it: `knowledge/ of .gitignore, line 3`. */
  readonly ignoredBy: ReadonlyMap<string, string>
  /** Modules of other packages of the repository, dotted: in a namespace that they share they look like its own. */
  readonly siblingModules: ReadonlySet<string>
}
