/** Core metadata of a distribution, as far as as-installed uses it (specification "Core metadata"). */
export interface Metadata {
  readonly name: string
  readonly version: string
  readonly requiresPython: string | undefined
  /** The Requires-Dist fields, as written. */
  readonly requirements: readonly string[]
  /** The Provides-Extra fields, as written. */
  readonly extras: readonly string[]
  readonly classifiers: readonly string[]
  /** Media type of the description, as PyPI determines it; undefined without a description. */
  readonly descriptionType: string | undefined
}

/** Core metadata as the probe `distribution_metadata` returns it. */
export interface MetadataDescription {
  readonly name: string
  readonly version: string
  readonly requires_python: string | null
  readonly requires_dist: readonly string[]
  readonly provides_extra: readonly string[]
  readonly classifiers: readonly string[]
  readonly description_content_type: string | null
}

/** Converts the metadata that the probe returned. */
export function metadataFrom(description: MetadataDescription): Metadata {
  return {
    name: description.name,
    version: description.version,
    requiresPython: description.requires_python ?? undefined,
    requirements: description.requires_dist,
    extras: description.provides_extra,
    classifiers: description.classifiers,
    descriptionType: description.description_content_type ?? undefined,
  }
}
