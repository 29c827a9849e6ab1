/** Something in the files that the package index refuses, or that is odd. See the probe `metadata`. */
export interface MetadataProblem {
  readonly file: string
  readonly field: string
  readonly value: string | null
  /** The end of a sentence that begins with the file. */
  readonly problem: string
  readonly kind: string
  readonly severity: 'error' | 'warning'
}

/** A use of what the oldest Python does not have. See the probe `minimum_python`. */
export interface NewerUse {
  readonly kind: 'syntax' | 'module' | 'name' | 'argument' | 'generic' | 'union'
  readonly feature: string
  /** Major and minor version of the first Python that has it; null where that is not known. */
  readonly needs: readonly [number, number] | null
  /** Below site-packages. */
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** Whether the import of a public module fails for it. */
  readonly certain: boolean
}

/** The oldest Python that Requires-Python allows, and what the wheel uses that it lacks. */
export interface Floor {
  /** As `3.9`. */
  readonly version: string
  /** Whether that Python is on this machine and was asked itself. */
  readonly asked: boolean
  readonly uses: readonly NewerUse[]
}

/** What an index would say of the files, and of the Pythons that they are for. */
export interface MetadataEvidence {
  readonly problems: readonly MetadataProblem[]
  /** Of the description: `text/markdown`; null where there is none. */
  readonly contentType: string | null
  readonly classifiers: number
  /** A classifier says that it is never uploaded, so that the rules of the index alone do not apply. */
  readonly isPrivate: boolean
  /** Undefined where no Requires-Python is declared. */
  readonly floor: Floor | undefined
}
