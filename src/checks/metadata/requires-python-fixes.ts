/** A feature that the minimum Python does not have. */
export interface NewerFeature {
  readonly kind: 'syntax' | 'module' | 'name' | 'argument' | 'generic' | 'union'
  readonly feature: string
  /** The first Python that has it, such as `3.11`; null if unknown. */
  readonly needs: string | null
  /** The key that declares Requires-Python in the project. */
  readonly declaredIn: 'requires-python' | 'python' | 'python_requires'
}

/** Names a feature, as the end of a sentence. */
export function describeFeature(kind: NewerFeature['kind'], feature: string): string {
  switch (kind) {
    case 'syntax':
      return `its syntax (${feature})`
    case 'module':
      return `the module ${feature}`
    case 'name':
      return feature
    case 'argument':
      return feature.replace(/^(.+)\((.+)\)$/, 'the argument $2 of $1')
    case 'generic':
      return `${feature} at run time (PEP 585)`
    case 'union':
      return `${feature} between types at run time (PEP 604)`
  }
}

/** Backports of standard library modules: module -> distribution and its module. */
const BACKPORTS: Readonly<Record<string, { readonly distribution: string; readonly module: string }>> = {
  tomllib: { distribution: 'tomli', module: 'tomli' },
  zoneinfo: { distribution: 'backports.zoneinfo', module: 'backports.zoneinfo' },
}

/** Returns the two possible fixes: raise the minimum Python, or avoid the feature. */
export function minimumPythonFix(feature: NewerFeature): string {
  const { needs } = feature
  return needs === null
    ? 'Raise Requires-Python to the first Python that compiles it, or use older syntax.'
    : `Raise Requires-Python: ${describeDeclaration(feature, needs)}\nOr ${describeAlternative(feature, needs)}`
}

function describeDeclaration({ declaredIn }: NewerFeature, needs: string): string {
  switch (declaredIn) {
    case 'requires-python':
      return `requires-python = ">=${needs}" in [project]`
    case 'python':
      return `python = ">=${needs}" in [tool.poetry.dependencies]`
    case 'python_requires':
      return `python_requires to >=${needs} in setup.py or setup.cfg`
  }
}

function describeAlternative({ kind, feature }: NewerFeature, needs: string): string {
  const test = `if sys.version_info >= (${needs.replace('.', ', ')}):`
  switch (kind) {
    case 'module': {
      const backport = BACKPORTS[feature]
      return backport === undefined
        ? `import it only if it exists:\n${test}\n    import ${feature}`
        : `import its backport, and add "${backport.distribution}; python_version < '${needs}'" to dependencies:\n${test}\n    import ${feature}\nelse:\n    import ${backport.module} as ${feature}`
    }
    case 'name':
      return `use it only if it exists:\n${test}\n    ... ${feature}`
    case 'argument':
      return `omit the argument before Python ${needs}.`
    case 'generic':
    case 'union':
      return 'if only annotations use it, do not evaluate them: from __future__ import annotations'
    case 'syntax':
      return 'use older syntax.'
  }
}
