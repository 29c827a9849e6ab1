import type { Candidate } from '../../edit.ts'
import type { ProjectSources } from '../../sources.ts'
import type { MissingFiles } from '../missing-files.ts'

/** Data files of one package that the wheel lacks. */
export interface MissingData extends MissingFiles {
  /** Installed directory of the package that they are data of. */
  readonly package: string
  /** Installed paths of the files. */
  readonly installed: readonly string[]
}

/** A top-level package or module to exclude from the wheel. */
export interface TopLevel {
  readonly name: string
  /** Its directory or file, relative to the project's directory. */
  readonly source: string
}

/** A file to exclude from a distribution. */
export interface UnwantedFile {
  /** Installed path. */
  readonly installed: string
  /** Relative to the project's directory. */
  readonly file: string
}

/** How the settings of a build backend include and exclude files. Each function returns the least invasive way first. */
export interface BackendSettings {
  /** Includes modules and packages in both distributions. */
  readonly includeModules: (missing: MissingFiles, sources: ProjectSources) => readonly Candidate[]
  /** Includes data files in both distributions. */
  readonly includeData: (missing: MissingData, sources: ProjectSources) => readonly Candidate[]
  /**
   * Includes packages in a wheel that has none.
   *
   * @param packages directories of packages and files of modules, relative to the project's directory
   */
  readonly includePackages: (packages: readonly string[], sources: ProjectSources) => readonly Candidate[]
  /**
   * Includes files in the sdist.
   *
   * @param paths files, and directories with a trailing `/`, relative to the project's directory
   */
  readonly includeInSdist: (paths: readonly string[], sources: ProjectSources) => readonly Candidate[]
  /** Excludes a top-level package or module from the wheel. */
  readonly excludeTopLevel: (unwanted: TopLevel, sources: ProjectSources) => readonly Candidate[]
  /** Excludes files of packages from the wheel. */
  readonly excludeFromWheel: (
    unwanted: readonly UnwantedFile[],
    sources: ProjectSources,
  ) => readonly Candidate[]
  /**
   * Excludes files from the sdist.
   *
   * @param files relative to the project's directory
   */
  readonly excludeFromSdist: (files: readonly string[], sources: ProjectSources) => readonly Candidate[]
}
