/** Something that the oldest Python which is allowed does not have. */
export interface NewerFeature {
  readonly kind: 'syntax' | 'module' | 'name' | 'argument' | 'generic' | 'union'
  readonly feature: string
  /** The first Python that has it, `3.11`; null where that is not known. */
  readonly needs: string | null
  /** Key by which the project declares Requires-Python. */
  readonly declaredIn: 'requires-python' | 'python' | 'python_requires'
}

/** What is used, as a part of a sentence. */
export function describeFeature(kind: NewerFeature['kind'], feature: string): string {
  switch (kind) {
    case 'syntax':
      return `its syntax (${feature})`
    case 'module':
      return `the module ${feature}`
    case 'name':
      return feature
    case 'argument':
      return `the argument of ${feature}`
    case 'generic':
      return `${feature} at run time (PEP 585)`
    case 'union':
      return `${feature} of types at run time (PEP 604)`
  }
}

/** Distributions that bring to older Pythons what later ones have. */
const BACKPORTS: Readonly<Record<string, { readonly distribution: string; readonly module: string }>> = {
  tomllib: { distribution: 'tomli', module: 'tomli' },
  zoneinfo: { distribution: 'backports.zoneinfo', module: 'backports.zoneinfo' },
}

/** Raises the floor, or lets the code do without. */
export function floorFix(feature: NewerFeature): string {
  const { needs } = feature
  return needs === null
    ? 'Raise Requires-Python to the first Python that compiles it, or write it in the older syntax.'
    : `Either raise Requires-Python: ${declaration(feature, needs)}\nor ${without(feature, needs)}`
}

function declaration({ declaredIn }: NewerFeature, needs: string): string {
  switch (declaredIn) {
    case 'requires-python':
      return `requires-python = ">=${needs}" in [project]`
    case 'python':
      return `python = ">=${needs}" in [tool.poetry.dependencies]`
    case 'python_requires':
      return `python_requires of setup.py or setup.cfg as >=${needs}`
  }
}

function without({ kind, feature }: NewerFeature, needs: string): string {
  const test = `if sys.version_info >= (${needs.replace('.', ', ')}):`
  switch (kind) {
    case 'module': {
      const backport = BACKPORTS[feature]
      return backport === undefined
        ? `import it where there is one:\n${test}\n    import ${feature}`
        : `import its backport, with "${backport.distribution}; python_version < '${needs}'" in dependencies:\n${test}\n    import ${feature}\nelse:\n    import ${backport.module} as ${feature}`
    }
    case 'name':
      return `use it where there is one, and something else before:\n${test}\n    ... ${feature}`
    case 'argument':
      return `leave the argument out before Python ${needs}.`
    case 'generic':
    case 'union':
      return 'if it stands in annotations alone, leave them unevaluated: from __future__ import annotations'
    case 'syntax':
      return 'write it in the older syntax.'
  }
}
