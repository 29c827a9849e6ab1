/** A problem in the metadata: an error if PyPI rejects it. The probe `metadata` documents the fields. */
export interface MetadataProblem {
  readonly file: string
  readonly field: string
  readonly value: string | null
  /** The rest of a sentence whose subject is the file. */
  readonly problem: string
  readonly kind: string
  readonly severity: 'error' | 'warning'
}

/** A violation of the standards in pyproject.toml. The probe `pyproject` documents the fields. */
export interface PyprojectProblem {
  readonly path: readonly (string | number)[]
  readonly kind: 'unknown-key' | 'dynamic' | 'invalid'
  /** The rest of a sentence whose subject is the value. */
  readonly message: string
  readonly suggestion: string | null
}

/** What the extension modules of a wheel for Linux need. The probe `native` documents the fields. */
export interface NativeAudit {
  readonly policy: string | null
  readonly symbols: readonly string[]
  readonly libraries: readonly string[]
  readonly modules: readonly {
    readonly path: string
    readonly baseline: string
    readonly symbols: readonly { readonly name: string; readonly version: string | null }[]
  }[]
}

/** The audit of a wheel, or why it is unavailable. */
export type NativeEvidence =
  | ({ readonly kind: 'audited' } & NativeAudit)
  | { readonly kind: 'unavailable'; readonly reason: string }

/** A use of a feature that the minimum Python lacks. The probe `minimum_python` documents the fields. */
export interface NewerUse {
  readonly kind: 'syntax' | 'module' | 'name' | 'argument' | 'generic' | 'union'
  readonly feature: string
  /** Major and minor version of the first Python that has it; null if unknown. */
  readonly needs: readonly [number, number] | null
  /** Relative to site-packages. */
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** Whether it makes the import of a public module fail. */
  readonly certain: boolean
}

/** The oldest Python that Requires-Python allows, and the features that it lacks and the wheel uses. */
export interface MinimumPython {
  /** Such as `3.9`. */
  readonly version: string
  /** Whether that Python is on this machine, so that it compiled the sources itself. */
  readonly isConfirmed: boolean
  readonly uses: readonly NewerUse[]
}

/** The metadata problems of the distributions, and the features that the minimum Python lacks. */
export interface MetadataEvidence {
  readonly problems: readonly MetadataProblem[]
  readonly pyproject: readonly PyprojectProblem[]
  /** Of the description, such as `text/markdown`; null if there is no description. */
  readonly contentType: string | null
  readonly classifiers: number
  /** Whether it has a `Private ::` classifier, so that rules that only PyPI enforces do not apply. */
  readonly isPrivate: boolean
  /** Undefined if the wheel has no extension modules for Linux. */
  readonly native: NativeEvidence | undefined
  /** Undefined if Requires-Python is not declared. */
  readonly minimumPython: MinimumPython | undefined
}
